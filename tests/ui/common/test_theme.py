import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from pytestqt.qtbot import QtBot

from kiosk.ui.common.qr import DARK_MODULE as QR_DARK
from kiosk.ui.common.qr import LIGHT_MODULE as QR_LIGHT
from kiosk.ui.common.theme import (
    CAUTION,
    DARK,
    FAILURE,
    LIGHT,
    ON_COLOUR,
    READABLE_CONTRAST,
    REFUSAL,
    SUCCESS,
    WAITING,
    Palette,
    contrast,
    font,
    load_fonts,
)


def test_contrast_is_computed_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", [SUCCESS, CAUTION, REFUSAL, FAILURE, WAITING])
def test_the_words_of_every_outcome_are_readable(colour: str) -> None:
    assert contrast(ON_COLOUR, colour) >= 5.3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_all_text_is_readable_in_the_light_and_the_dark_palette(palette: Palette) -> None:
    pairs = [
        (palette.ink, palette.background),
        (palette.ink, palette.surface),
        (palette.ink, palette.button),
        (palette.soft_ink, palette.background),
        (palette.soft_ink, palette.surface),
        (palette.on_accent, palette.accent),
        *((tone.ink, tone.background) for tone in (palette.good, palette.wary, palette.bad, palette.quiet)),
    ]
    assert [pair for pair in pairs if contrast(*pair) < READABLE_CONTRAST] == []


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_focus_ring_is_visible(palette: Palette) -> None:
    assert contrast(palette.focus, palette.button) >= 3
    assert contrast(palette.on_accent, palette.accent) >= 3


def test_the_qr_is_dark_on_white() -> None:
    assert contrast(QR_DARK, QR_LIGHT) > 15


def test_the_shipped_font_is_used(qtbot: QtBot) -> None:  # noqa: ARG001 -- fonts need an application
    load_fonts()
    assert "Inter" in QFontDatabase.families()
    assert QFontInfo(font(20)).family() == "Inter"
