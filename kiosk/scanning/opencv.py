"""OpenCV, told to be quiet and modest before it is imported: `from kiosk.scanning.opencv import cv2`.

Only the scanner's process and `kiosk decode` import this; the window's process never does, since
OpenCV's libraries and Qt's do not belong in one process.
"""

import os

_MAX_PIXELS = 100_000_000  # a picture that claims more is a trap, not a photo

for _name, _value in {
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",  # AV_LOG_QUIET
    "OPENCV_IO_MAX_IMAGE_PIXELS": str(_MAX_PIXELS),
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "2",  # seconds a read waits for a webcam; ten by default
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",  # Windows: webcams open in one second, not in twenty
    "OPENCV_AVFOUNDATION_SKIP_AUTH": "1",  # macOS: its own permission question needs the main thread
}.items():
    os.environ.setdefault(_name, _value)

_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before_import = {_name: os.environ.get(_name) for _name in _QT_VARIABLES}

import cv2  # noqa: E402 -- it reads the environment on import
import numpy as np  # noqa: E402 -- stays beside cv2
import numpy.typing as npt  # noqa: E402 -- stays beside cv2

# The wheel's own Qt is for windows we never open; a process that also has PySide6 keeps its Qt.
for _name, _old in _before_import.items():
    if _old is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _old

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
cv2.setNumThreads(1)  # its thread pool would take the window's cores for pictures this small

Picture = npt.NDArray[np.uint8]
"""Height rows of width pixels: grey (two dimensions), or colour (three, in the order B G R)."""

__all__ = ["Picture", "cv2", "np"]
