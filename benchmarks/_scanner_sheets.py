"""Draws pictures side by side with captions, for `script/scanner-pictures`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from kiosk.scanning.decoding.regions import Region
from kiosk.scanning.opencv import Picture, cv2, np
from kiosk.shipped import RESOURCES

Points = npt.NDArray[np.floating[Any]]
Colour = tuple[int, int, int]
"""B, G, R."""

ORANGE: Colour = (0, 120, 240)
GREEN: Colour = (60, 150, 20)
BLUE: Colour = (200, 90, 20)
RED: Colour = (40, 40, 210)

WIDTH = 420
"""The width of a panel, in pixels."""

_GAP, _LINE, _TITLE_LINE = 16, 21, 25
_INK, _QUIET = (20, 24, 32), (80, 88, 100)
_COLOURS = 256  # of a PNG's palette: noise in true colour makes large files
_FLAT = 2  # dimensions of a grey picture


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of a sheet.

    Attributes:
        picture: Grey or B G R, uint8; it is scaled to a panel's width.
        title: One line.
        words: The caption; it is broken into lines.
    """

    picture: Picture
    title: str
    words: str = ""


def scaled(picture: Picture, width: int = WIDTH) -> Picture:
    """Scales a picture to a width, in colour; enlarged pixels stay square."""
    scale = width / picture.shape[1]
    way = cv2.INTER_NEAREST if scale > 1 else cv2.INTER_AREA
    size = (width, max(1, round(picture.shape[0] * scale)))
    return coloured(np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8))


def coloured(picture: Picture) -> Picture:
    """Returns a copy in B G R."""
    if picture.ndim == _FLAT:
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
    return picture.copy()


def boxed(picture: Picture, region: Region, scale: float, colour: Colour, label: str = "") -> None:
    """Draws a region's frame and its label into a scaled picture."""
    corner = (round(region.left * scale), round(region.top * scale))
    cv2.rectangle(
        picture, corner, (round(region.right * scale), round(region.bottom * scale)), colour, 2, cv2.LINE_AA
    )
    if label:
        badge(picture, label, corner, colour)


def outlined(picture: Picture, corners: Points, colour: Colour, *, is_numbered: bool = False) -> None:
    """Draws a line from corner to corner; if `is_numbered`, adds their numbers."""
    points = np.round(corners).astype(np.int32)
    cv2.polylines(picture, [points.reshape(-1, 1, 2)], isClosed=True, color=colour, thickness=2)
    if is_numbered:
        for number, (x, y) in enumerate(points.tolist()):
            badge(picture, str(number + 1), (x, y), colour)


def badge(picture: Picture, digit: str, at: tuple[int, int], colour: Colour) -> None:
    """Draws a digit in a disc around a point."""
    cv2.circle(picture, at, 11, colour, -1, cv2.LINE_AA)
    start = (at[0] - 5, at[1] + 5)
    cv2.putText(picture, digit, start, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1, cv2.LINE_AA)


def save_sheet(file: Path, panels: Sequence[Panel], *, columns: int = 2) -> None:
    """Writes panels in rows as one PNG, the caption beneath each picture."""
    title, words = _font("SemiBold", 19), _font("Regular", 16)
    drawn = [_drawn(panel, title, words) for panel in panels]
    rows = [drawn[start : start + columns] for start in range(0, len(drawn), columns)]
    heights = [max(image.height for image in row) for row in rows]
    across = min(columns, len(panels))
    size = (across * WIDTH + (across + 1) * _GAP, sum(heights) + (len(rows) + 1) * _GAP)
    sheet = Image.new("RGB", size, "white")
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            sheet.paste(image, (_GAP + column * (WIDTH + _GAP), top))
        top += height + _GAP
    sheet.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _drawn(panel: Panel, title: ImageFont.FreeTypeFont, words: ImageFont.FreeTypeFont) -> Image.Image:
    picture = scaled(panel.picture)
    lines = _broken(panel.words, words)
    height = picture.shape[0] + 8 + _TITLE_LINE + _LINE * len(lines)
    image = Image.new("RGB", (WIDTH, height), "white")
    image.paste(Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)), (0, 0))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH - 1, picture.shape[0] - 1), outline=(190, 196, 204))
    top = picture.shape[0] + 8
    pen.text((0, top), panel.title, _INK, title)
    for number, line in enumerate(lines):
        pen.text((0, top + _TITLE_LINE + number * _LINE), line, _QUIET, words)
    return image


def _broken(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(RESOURCES / "fonts" / f"Inter-{weight}.otf"), size)
