"""A scanner's picture as Qt paints it."""

from PySide6.QtGui import QImage

from kiosk.scanning.messages import Preview

_BYTES_A_PIXEL = 4


def image_of(preview: Preview) -> QImage | None:
    """Returns the picture as an image; None when its size is wrong.

    Its bytes are read where they are: the preview must live as long as the image.
    """
    if len(preview.pixels) < preview.width * preview.height * _BYTES_A_PIXEL:
        return None
    return QImage(
        preview.pixels,
        preview.width,
        preview.height,
        preview.width * _BYTES_A_PIXEL,
        QImage.Format.Format_RGB32,
    )
