"""Texts as QR codes."""

import base64
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage

QUIET_ZONE = 4
"""Light modules around a QR: what ISO/IEC 18004 asks for."""


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The square of modules that says this text, True for dark, without the quiet zone.

    The smallest version that holds it at error correction M (15 % may be covered).
    """
    return tuple(tuple(bool(module) for module in row) for row in _code(text, border=0).get_matrix())


def qr_png(text: str, *, pixels_per_module: int = 12) -> bytes:
    """The QR of this text as a PNG file, dark on white, with its quiet zone."""
    code = _code(text, border=QUIET_ZONE)
    code.box_size = pixels_per_module
    picture = io.BytesIO()
    code.make_image().save(picture)
    return picture.getvalue()


def qr_png_url(text: str) -> str:
    """The QR of this text as a `data:image/png;base64,…` URL, as other front ends show it."""
    return "data:image/png;base64," + base64.b64encode(qr_png(text, pixels_per_module=8)).decode("ascii")


def _code(text: str, *, border: int) -> "qrcode.QRCode[PilImage]":
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=border, image_factory=PilImage)
    code.add_data(text)
    code.make(fit=True)
    return code
