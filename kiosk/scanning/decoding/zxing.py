"""The zxing-cpp engine, the scanner's fast core: it reads QR and Micro QR and detects mirrored codes."""

from dataclasses import dataclass
from typing import Any, cast

import numpy.typing as npt
import zxingcpp

from kiosk.scanning.decoding.decode import Corner, Symbol
from kiosk.scanning.opencv import Picture, np

_Modules = npt.NDArray[np.bool_]

_LEVEL_BITS = {"L": 1, "M": 0, "Q": 3, "H": 2}
_MICRO_SYMBOLS = {"M2L": 1, "M2M": 2, "M3L": 3, "M3M": 4, "M4L": 5, "M4M": 6, "M4Q": 7}
_FORMAT_GENERATOR, _FORMAT_MASK, _MICRO_FORMAT_MASK = 0b10100110111, 0b101010000010010, 0b100010001000101
_FORMAT_BITS = 15
_SMALLEST_SPARE = 0.1  # of the error correction
_WEAK = {"1L", "1M", "2L"}
"""Versions and levels that correct few codewords: a spoiled code may be read as another text."""

_MODEL_1 = "]Q0"
_SMALLEST_QR = 21  # modules; a smaller code is a Micro QR
_FINDER = 7
_UNCHECKED = "M1"
"""The version without error correction: five digits. Every third spoiled QR code seems to contain one."""

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One code that zxing-cpp found.

    Attributes:
        symbol: The code; its text is empty when the code was seen and could not be read.
        is_sure: Error correction had capacity to spare. Without it, one in a million pictures of a spoiled
            code is read as another text: a second reading must agree.
    """

    symbol: Symbol
    is_sure: bool


def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
    """Returns every QR and Micro QR code that zxing-cpp sees in a grey picture, unreadable ones too.

    The codes come in any order. A mirrored code's corners run anticlockwise in the picture.

    Args:
        grey: The picture.
        is_thorough: Also read shrunken copies, for codes that fill a large picture.
    """
    found = zxingcpp.read_barcodes(
        grey,
        # Made for each call: nanobind warns on stderr about objects that outlive the interpreter.
        formats=zxingcpp.BarcodeFormats(
            [
                zxingcpp.BarcodeFormat.QRCodeModel1,
                zxingcpp.BarcodeFormat.QRCodeModel2,
                zxingcpp.BarcodeFormat.MicroQRCode,
            ]
        ),
        try_rotate=False,  # for linear barcodes only; a QR code reads at every angle
        try_downscale=is_thorough,
        try_invert=True,
        text_mode=zxingcpp.TextMode.Plain,
        return_errors=True,
    )
    return [reading for barcode in found if (reading := _reading(barcode)) is not None]


class ZxingEngine:
    """Reads QR codes with zxing-cpp alone."""

    def read(self, grey: Picture) -> list[Symbol]:
        """Returns every QR code in a grey picture, mirrored ones too, in any order."""
        return [each.symbol for each in readings(grey, is_thorough=True) if each.symbol.text]


def _reading(barcode: zxingcpp.Barcode) -> Reading | None:
    position = barcode.position
    corners: tuple[Corner, ...] = tuple(
        (float(point.x), float(point.y))
        for point in (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    )
    if not barcode.valid:
        is_seen = barcode.format != zxingcpp.BarcodeFormat.MicroQRCode  # noise often has one finder pattern
        return Reading(Symbol("", corners), is_sure=False) if is_seen else None
    extra = cast("dict[str, Any]", barcode.extra)
    if extra["Version"] == _UNCHECKED:
        return None
    if barcode.symbology_identifier == _MODEL_1:  # the old standard has no mirrored codes
        return Reading(Symbol(_text_of(barcode), corners), is_sure=True)
    modules = _modules(barcode)
    upright, mirrored = _format_errors(extra, modules), _format_errors(extra, modules.T)
    if len(modules) < _SMALLEST_QR:
        if min(upright, mirrored) or not _has_micro_frame(modules):
            return None
        is_sure = extra["UEC"] == 1
    else:
        is_sure = extra["UEC"] >= _SMALLEST_SPARE or extra["Version"] + extra["ECLevel"] not in _WEAK
    if mirrored < upright:
        # zxing-cpp orders a mirrored code's corners as they lie in the picture.
        corners = (corners[0], corners[3], corners[2], corners[1])
    return Reading(Symbol(_text_of(barcode), corners), is_sure)


def _text_of(barcode: zxingcpp.Barcode) -> str:
    """Decodes the code's bytes: by its ECI or Kanji mode, else as UTF-8, Shift-JIS or Latin-1."""
    text: str = barcode.text
    if _UNKNOWN in text:
        try:
            return barcode.bytes.decode()
        except UnicodeDecodeError:
            pass
    return text


def _modules(barcode: zxingcpp.Barcode) -> _Modules:
    """Returns the modules as they were seen in the picture, errors included, True for dark."""
    return np.asarray(np.array(barcode.to_image(scale=1, add_quiet_zones=False)) == 0, np.bool_)


def _format_errors(extra: dict[str, Any], modules: _Modules) -> int:
    """Counts the bits of the format information that differ from those of a code that is not mirrored.

    ISO/IEC 18004, 7.9: five bits of data and ten of a BCH code, beside the finder patterns.
    """
    size = len(modules)
    if size < _SMALLEST_QR:
        data = _MICRO_SYMBOLS[extra["Version"] + extra["ECLevel"]] << 2 | extra["DataMask"]
        positions = [(8, 1 + bit) for bit in range(8)] + [(15 - bit, 8) for bit in range(8, _FORMAT_BITS)]
        return _differing(modules, positions, _with_check(data) ^ _MICRO_FORMAT_MASK)
    bits = _with_check(_LEVEL_BITS[extra["ECLevel"]] << 3 | extra["DataMask"]) ^ _FORMAT_MASK
    # Row 6 and column 6 hold the timing patterns.
    near = [(8, y) for y in (0, 1, 2, 3, 4, 5, 7, 8)] + [(x, 8) for x in (7, 5, 4, 3, 2, 1, 0)]
    far = [(size - 1 - bit, 8) for bit in range(8)] + [(8, size - 15 + bit) for bit in range(8, _FORMAT_BITS)]
    return _differing(modules, near, bits) + _differing(modules, far, bits)


def _differing(modules: _Modules, positions: list[tuple[int, int]], bits: int) -> int:
    return sum(bool(modules[y, x]) != bool(bits >> bit & 1) for bit, (x, y) in enumerate(positions))


def _with_check(data: int) -> int:
    check = data << 10
    for bit in range(14, 9, -1):
        if check >> bit & 1:
            check ^= _FORMAT_GENERATOR << (bit - 10)
    return data << 10 | check


def _has_micro_frame(modules: _Modules) -> bool:
    """Returns True when the finder pattern, its light border and the timing patterns have no error."""
    size = len(modules)
    seen = modules[: _FINDER + 1, : _FINDER + 1]
    frame = np.zeros((_FINDER + 1, _FINDER + 1), np.bool_)
    frame[:_FINDER, :_FINDER] = True
    frame[1:6, 1:6] = False
    frame[2:5, 2:5] = True
    timing = np.arange(size) % 2 == 0
    along = np.arange(size) > _FINDER
    return bool(
        (seen == frame).all()
        and (modules[0] == timing)[along].all()
        and (modules[:, 0] == timing)[along].all()
    )
