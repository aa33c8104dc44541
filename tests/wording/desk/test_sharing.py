"""With whom a group or an event is shared."""

import pytest

from kiosk.wording.desk.sharing import made_by, through_group, you
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("Ana",), "Made by Ana."),
        (("you", "Bo"), "Made by you and Bo."),
        (("Ana", "Bo", "Li"), "Made by Ana, Bo and Li."),
    ],
)
def test_who_made_it_is_counted_up(names: tuple[str, ...], sentence: str) -> None:
    assert made_by(names) == sentence


def test_names_that_see_it_through_its_group_are_listed() -> None:
    assert through_group(["Ana", "Bo"]) == "Through its group also with Ana, Bo."


def test_a_translator_moves_every_word_of_it() -> None:
    with language(pseudo_language()):
        assert made_by([you(), "Bo"]) == "⟦Made by ⟦⟦you⟧ and Bo⟧.⟧"
