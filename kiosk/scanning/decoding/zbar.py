"""The libzbar engine, through pyzbar's bindings: it reads QR codes only and leaves their bytes unchanged."""

import ctypes
import sys

from kiosk.domain.faults.camera import EngineNotInstalled
from kiosk.scanning.decoding.decode import EngineMissing, Symbol
from kiosk.scanning.opencv import Picture, np

_BINARY = 4  # ZBAR_CFG_BINARY of zbar.h; pyzbar 0.1.9 does not name it,
_TEST_INVERTED = 129  # ZBAR_CFG_TEST_INVERTED: light on dark as well; not named either,
_BINARY_SINCE = (0, 23, 1)  # and before this release both numbers meant nothing
_CORNERS = 4


def text_of(data: bytes) -> str:
    """Decodes a code's bytes: as UTF-8 if they are UTF-8, else as Latin-1, QR's default."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


class ZbarEngine:
    """Reads QR codes with libzbar through pyzbar's bindings. For one thread."""

    def __init__(self, *, reads_inverted: bool = False) -> None:
        """Loads libzbar.

        Args:
            reads_inverted: Read codes that are light on dark, too.

        Raises:
            EngineMissing: libzbar is not installed.
        """
        try:
            from pyzbar import wrapper  # noqa: PLC0415 -- importing it loads libzbar, which may not be there
        except (ImportError, OSError) as error:
            raise EngineMissing(EngineNotInstalled(sys.platform)) from error
        self._zbar = wrapper
        every, qr = wrapper.ZBarSymbol.NONE, wrapper.ZBarSymbol.QRCODE
        self._settings = [(every, wrapper.ZBarConfig.CFG_ENABLE, 0), (qr, wrapper.ZBarConfig.CFG_ENABLE, 1)]
        if _version(wrapper.LIBZBAR) >= _BINARY_SINCE:
            # Otherwise libzbar guesses a charset and turns "héllo" into Chinese.
            self._settings += [(qr, _BINARY, 1), (every, _TEST_INVERTED, int(reads_inverted))]

    def read(self, grey: Picture) -> list[Symbol]:
        """Returns every QR code in a grey picture, mirrored ones too, in any order."""
        zbar = self._zbar
        # A new scanner for each picture costs microseconds; an old one keeps every QR code that it ever
        # read, 176 bytes or more each, until it is destroyed (https://github.com/mchehab/zbar/issues/258).
        scanner = zbar.zbar_image_scanner_create()
        try:
            for kind, setting, value in self._settings:
                zbar.zbar_image_scanner_set_config(scanner, kind, setting, value)
            return self._read_with(scanner, grey)
        finally:
            zbar.zbar_image_scanner_destroy(scanner)

    def _read_with(self, scanner: object, grey: Picture) -> list[Symbol]:
        zbar = self._zbar
        grey = np.ascontiguousarray(grey)  # libzbar has no strides
        height, width = grey.shape
        image = zbar.zbar_image_create()
        try:
            zbar.zbar_image_set_format(image, int.from_bytes(b"Y800", "little"))
            zbar.zbar_image_set_size(image, width, height)
            # Read in place: `grey` outlives the call.
            zbar.zbar_image_set_data(image, grey.ctypes.data, grey.size, None)
            if zbar.zbar_scan_image(scanner, image) < 0:
                return []
            symbols = []
            symbol = zbar.zbar_image_first_symbol(image)
            while symbol:
                symbols.append(self._symbol(symbol))
                symbol = zbar.zbar_symbol_next(symbol)
            return symbols
        finally:
            zbar.zbar_image_destroy(image)

    def _symbol(self, symbol: object) -> Symbol:
        zbar = self._zbar
        length = zbar.zbar_symbol_get_data_length(symbol)
        data = ctypes.string_at(zbar.zbar_symbol_get_data(symbol), length)
        corners: tuple[tuple[float, float], ...] = ()
        if zbar.zbar_symbol_get_loc_size(symbol) == _CORNERS:
            # libzbar's second corner is the bottom left; a Symbol's is the top right.
            corners = tuple(
                (zbar.zbar_symbol_get_loc_x(symbol, index), zbar.zbar_symbol_get_loc_y(symbol, index))
                for index in (0, 3, 2, 1)
            )
        return Symbol(text=text_of(data), corners=corners)


def _version(library: ctypes.CDLL) -> tuple[int, ...]:
    # Not pyzbar's own zbar_version: it passes two pointers, and today's libzbar writes three numbers.
    numbers = [ctypes.c_uint() for _ in range(3)]
    library.zbar_version(*(ctypes.byref(number) for number in numbers))
    return tuple(number.value for number in numbers)
