"""The colours and the font of the whole program, and the function that loads the shipped font into Qt."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

from kiosk.shipped import RESOURCES

FAMILY = "Inter"
"""The shipped family; scripts it does not have come from the system's fonts."""

SUCCESS = "#0B7A53"
CAUTION = "#9A5B00"
REFUSAL = "#B42318"
FAILURE = "#27303F"
WAITING = "#2B4BDB"
ON_COLOUR = "#FFFFFF"
"""Text on each of the five colours above: 5.3:1 or better."""

READABLE_CONTRAST = 4.5
"""The least contrast of text with what is behind it: WCAG 2.2, 1.4.3 (AA)."""


class Tone(StrEnum):
    """The meaning of a small piece of state, shown by colours; the values name Palette's tones."""

    GOOD = "good"
    WARY = "wary"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class ToneColours:
    """The colours of a small piece of state: its background, its text, its dot."""

    background: str
    ink: str
    dot: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of everything but outcomes and the QR, which look the same day and night."""

    background: str
    surface: str
    line: str
    ink: str
    soft_ink: str
    accent: str
    on_accent: str
    button: str
    focus: str
    good: ToneColours
    wary: ToneColours
    bad: ToneColours
    quiet: ToneColours

    def tone(self, tone: Tone) -> ToneColours:
        """Returns the colours of a tone."""
        return {
            Tone.GOOD: self.good,
            Tone.WARY: self.wary,
            Tone.BAD: self.bad,
            Tone.QUIET: self.quiet,
        }[tone]


LIGHT = Palette(
    background="#F5F6F8",
    surface="#FFFFFF",
    line="#E3E6EB",
    ink="#0B1220",
    soft_ink="#4A5568",
    accent="#2B4BDB",
    on_accent="#FFFFFF",
    button="#EDEFF3",
    focus="#2B4BDB",
    good=ToneColours("#E3F5ED", "#08603F", "#0E9F6E"),
    wary=ToneColours("#FDF1DC", "#7A4700", "#D08700"),
    bad=ToneColours("#FCE8E6", "#9B1C13", "#D92D20"),
    quiet=ToneColours("#EDEFF3", "#334155", "#64748B"),
)

DARK = Palette(
    background="#0B1220",
    surface="#151E2F",
    line="#27324A",
    ink="#F5F6F8",
    soft_ink="#AAB4C5",
    accent="#3B5BEA",
    on_accent="#FFFFFF",
    button="#243048",
    focus="#9DB0FF",
    good=ToneColours("#0D3326", "#7FE0B8", "#2BC48A"),
    wary=ToneColours("#3A2A0A", "#F6CE84", "#E5A43B"),
    bad=ToneColours("#431A17", "#FFB4AB", "#F2655A"),
    quiet=ToneColours("#243048", "#CBD5E1", "#94A3B8"),
)


def system_palette() -> Palette:
    """Returns the palette that goes with the system's colour scheme; the light one if it has none."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it.

    Args:
        one: `#RRGGBB`.
        other: `#RRGGBB`.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def load_fonts() -> None:
    """Loads the shipped font into Qt, once. Needs a QGuiApplication; another font replaces a missing one."""
    for file in sorted((RESOURCES / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def font(
    size: float, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False, slashed: bool = False
) -> QFont:
    """Returns the program's font.

    Args:
        size: Size of the em, in logical pixels.
        weight: One of the shipped four: Normal, Medium, DemiBold, Bold.
        tabular: True for digits of one width, which do not move while a number counts.
        slashed: True for zeros with a slash, which nobody reads as the letter.
    """
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(weight)
    # Without hinting, which would move letters while a text shrinks to fit.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    if slashed:
        made.setFeature(QFont.Tag("zero"), 1)
    return made


def _luminance(colour: str) -> float:
    parsed = QColor(colour)
    red, green, blue = (_linear(part) for part in (parsed.redF(), parsed.greenF(), parsed.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB's own figures
