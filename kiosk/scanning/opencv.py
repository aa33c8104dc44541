"""Imports OpenCV, set up to be silent and to use few threads: `from kiosk.scanning.opencv import cv2`.

Only the scanner's process and the commands `kiosk camera` and `kiosk decode` import this module. The window's
process never does, because OpenCV's Qt libraries conflict with PySide6's.
"""

import os

_MAX_PIXELS = 100_000_000  # a file that claims more is an attack

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

# The wheel's own Qt is for windows that we never open; a process that also has PySide6 keeps PySide6's Qt.
for _name, _old in _before_import.items():
    if _old is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _old

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
cv2.setNumThreads(1)  # its thread pool would use the window's cores for small pictures

Picture = npt.NDArray[np.uint8]
"""An array of height x width uint8 (grey), or of height x width x 3 uint8 (B G R)."""

Homography = npt.NDArray[np.float64]
"""A 3 x 3 matrix from one plane's pixels to another's."""

__all__ = ["Picture", "cv2", "np"]
