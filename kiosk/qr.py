"""Texts as QR codes: the same for the screen, for printed sheets, for files and for a rehearsal's crowd."""

import base64
import io
from functools import lru_cache

QUIET_ZONE = 4
"""The number of light modules on each side of a QR: ISO/IEC 18004, 6.3.8."""


@lru_cache(maxsize=64)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Returns the modules of a text's QR, row by row, True for dark, without its quiet zone.

    It has the smallest version that holds the text at error correction M (15 % of it may be covered).
    """
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415 -- the window paints before this is imported
    from qrcode.main import QRCode  # noqa: PLC0415 -- same

    code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def qr_png(text: str, *, pixels_per_module: int = 12) -> bytes:
    """Returns the QR of a text as a PNG file, black on white, with its quiet zone."""
    from PIL import Image  # noqa: PLC0415 -- only a picture file needs it

    modules = qr_modules(text)
    side = len(modules) + 2 * QUIET_ZONE
    picture = Image.new("1", (side, side), color=1)
    for y, row in enumerate(modules, QUIET_ZONE):
        for x, is_dark in enumerate(row, QUIET_ZONE):
            picture.putpixel((x, y), 0 if is_dark else 1)
    size = side * pixels_per_module
    file = io.BytesIO()
    picture.resize((size, size), Image.Resampling.NEAREST).save(file, format="PNG")
    return file.getvalue()


def qr_png_url(text: str) -> str:
    """Returns the QR of a text as a `data:image/png;base64,…` URL, as other front ends show it."""
    return "data:image/png;base64," + base64.b64encode(qr_png(text, pixels_per_module=8)).decode("ascii")
