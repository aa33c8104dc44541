import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.common.theme import load_fonts
from kiosk.ui.widgets.fitted import FittedText, TextStyle

pytestmark = pytest.mark.usefixtures("fonts")


@pytest.fixture
def fonts(qtbot: QtBot) -> None:  # noqa: ARG001 -- fonts need an application
    load_fonts()


def test_a_short_text_keeps_its_largest_size() -> None:
    text = FittedText("Hello", TextStyle(40, 10), 400, 100)
    assert (text.size, text.is_cut) == (40, False)


def test_a_longer_text_shrinks_before_it_is_cut() -> None:
    text = FittedText("Practical Bayesian A/B testing", TextStyle(40, 10), 400, 100)
    assert 10 < text.size < 40
    assert not text.is_cut
    assert text.rect.width() <= 400


def test_a_text_wraps_when_several_lines_are_allowed() -> None:
    text = FittedText("Practical Bayesian testing", TextStyle(40, 10, lines=2), 400, 200)
    assert text.size == 40
    assert text.rect.height() > 60


def test_a_text_shrinks_before_a_word_is_broken() -> None:
    text = FittedText("Practical Bayesian A/B", TextStyle(40, 10, lines=3), 150, 400)
    assert text.size < 40
    assert text.rect.width() <= 150


def test_a_double_name_breaks_at_its_hyphen_before_it_shrinks() -> None:
    style = TextStyle(40, 10, lines=2)
    broken = FittedText("Constantinescu-Brancoveanu", style, 330, 400)
    whole = FittedText("ConstantinescuxBrancoveanu", style, 330, 400)
    assert broken.size == 40
    assert whole.size < 40


@pytest.mark.parametrize("word", ["Walk-in", "e-mail"])
def test_a_short_word_does_not_break_at_its_hyphen(word: str) -> None:
    style = TextStyle(40, 40, lines=2)
    room = FittedText(f"tap {word[: word.index('-') + 1]}", style, 1000, 400).rect.width()
    text = FittedText(f"tap {word}", style, room + 5, 400)
    assert text.rect.width() == pytest.approx(FittedText(word, style, 1000, 400).rect.width(), abs=1)
    assert text.rect.height() > 60
    assert text.text == f"tap {word}"


def test_a_word_longer_than_any_line_is_broken_at_a_large_size() -> None:
    text = FittedText("x" * 60, TextStyle(40, 10, lines=9), 300, 600)
    assert text.size > 20
    assert not text.is_cut


@pytest.mark.parametrize("text", ["Bartholomew " * 40, "שלום עולם " * 40, "李明" * 200, "👩‍🚀🎉 " * 90])
def test_a_text_that_cannot_fit_ends_in_an_ellipsis_inside_its_box(text: str) -> None:
    fitted = FittedText(text, TextStyle(40, 20, lines=3), 300, 100)
    assert fitted.is_cut
    assert "…" in fitted.text
    assert fitted.rect.width() <= 300
    assert fitted.rect.height() <= 101


def test_a_text_of_one_line_stays_on_one_line_when_cut() -> None:
    fitted = FittedText("Bartholomew " * 40, TextStyle(20, 20), 300, 100)
    assert fitted.rect.height() < 30


def test_right_to_left_text_starts_at_the_right() -> None:
    fitted = FittedText("שלום", TextStyle(20, 20), 300, 100)
    assert fitted.rect.right() == pytest.approx(300, abs=1)


def test_an_empty_text_takes_no_room() -> None:
    assert FittedText("", TextStyle(20, 20), 300, 100).rect.height() == 0
