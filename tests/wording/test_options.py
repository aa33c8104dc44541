"""The options of the program, in words."""

import pytest

from kiosk.domain.options import Concealed, OptionSource, OptionValue
from kiosk.wording.catalogue import language
from kiosk.wording.options import option_line, option_value, set_elsewhere
from tests.wording.pseudo import pseudo_language


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "on"),
        (False, "off"),
        (None, "none"),
        ("", "none"),
        ("Door A", "Door A"),
        (15, "15"),
        (1.5, "1.5"),
        (2.0, "2"),
        (Concealed.ADDRESS, "an address that cannot be understood"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: OptionValue | Concealed | None, text: str) -> None:
    assert option_value(value) == text


def test_the_line_of_an_option_names_the_source_of_its_value() -> None:
    assert {each: option_line("Plays a sound.", "KIOSK_SOUNDS", each) for each in OptionSource} == {
        OptionSource.ENVIRONMENT: "Plays a sound. (KIOSK_SOUNDS, set in the environment of this machine)",
        OptionSource.DOTENV: "Plays a sound. (KIOSK_SOUNDS, set in the file .env)",
        OptionSource.FILE: "Plays a sound. (KIOSK_SOUNDS, set in the settings file)",
        OptionSource.DEFAULT: "Plays a sound. (KIOSK_SOUNDS, by default)",
    }


@pytest.mark.parametrize("source", OptionSource)
def test_an_option_that_is_set_elsewhere_is_named_with_its_variable(source: OptionSource) -> None:
    assert set_elsewhere("KIOSK_NAME", source).startswith("KIOSK_NAME ")
    with language(pseudo_language()):
        assert set_elsewhere("KIOSK_NAME", source).startswith("⟦KIOSK_NAME ")
