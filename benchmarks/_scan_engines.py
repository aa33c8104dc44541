"""The engines that `script/bench scan` compares, each in its usual use."""

import time
from collections.abc import Callable
from datetime import timedelta

import zxingcpp
from pyzbar import pyzbar
from pyzbar.wrapper import ZBarSymbol

from kiosk.scanning.decoding.cascade import CAP, Cascade
from kiosk.scanning.decoding.decode import symbols_in
from kiosk.scanning.opencv import Picture, cv2

CASCADE, ZXING, ZBAR = "cascade", "zxing-cpp", "pyzbar"
OPENCV, OPENCV_ARUCO = "QRCodeDetector", "QRCodeDetectorAruco"

Read = Callable[[Picture], list[str]]


def processor_seconds() -> float:
    """Returns the processor time of this thread, in seconds: other load on the machine does not count."""
    return time.thread_time()


def engines() -> dict[str, Callable[[], Read]]:
    """Returns for each engine a function that makes a new reader, as before the first frame of a clip."""
    opencv, aruco = cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()
    return {
        CASCADE: cascade,
        ZXING: lambda: _zxing,
        ZBAR: lambda: _pyzbar,
        OPENCV: lambda: lambda picture: _opencv(opencv, picture),
        OPENCV_ARUCO: lambda: lambda picture: _opencv(aruco, picture),
    }


def cascade(budget: timedelta | None = CAP) -> Read:
    """Returns a new cascade's reader, with its budget in this thread's processor time."""
    reader = Cascade(clock=processor_seconds)

    def read(picture: Picture) -> list[str]:
        return [each.text for each in symbols_in(picture, lambda grey: reader.read(grey, budget=budget))]

    return read


def _zxing(picture: Picture) -> list[str]:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return [each.text for each in found]


def _pyzbar(picture: Picture) -> list[str]:
    return [
        each.data.decode(errors="replace") for each in pyzbar.decode(picture, symbols=[ZBarSymbol.QRCODE])
    ]


def _opencv(detector: cv2.QRCodeDetector | cv2.QRCodeDetectorAruco, picture: Picture) -> list[str]:
    try:
        text = detector.detectAndDecode(picture)[0]
    except (cv2.error, UnicodeDecodeError):  # it cannot pass every text to Python
        return []
    return [text] if text else []
