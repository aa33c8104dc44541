"""Negotiating a mode with webcams."""

import pytest

from kiosk.scanning.capture.negotiation import Mode, negotiate
from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.opencv import cv2

Modes = dict[tuple[str, int], float]
HD_ONLY_PACKED = {("MJPG", 1080): 30.0, ("MJPG", 720): 30.0, ("MJPG", 480): 30.0, ("YUYV", 480): 30.0}
SLOW_HD = {("YUYV", 720): 10.0, ("YUYV", 480): 30.0}
OLD = {("YUYV", 480): 30.0}


class Webcam:
    """A driver with some modes, which gives the mode nearest to the requested one, as drivers do."""

    def __init__(self, modes: Modes) -> None:
        self.modes = modes
        self.asked: dict[int, float] = {}

    def set(self, prop: int, value: float, /) -> bool:
        self.asked[prop] = value
        return True

    def get(self, prop: int, /) -> float:
        height = int(self.asked.get(cv2.CAP_PROP_FRAME_HEIGHT, 480))
        fourcc = int(self.asked.get(cv2.CAP_PROP_FOURCC, 0)).to_bytes(4, "little").decode()
        codecs = {codec for codec, _ in self.modes}
        codec = fourcc if fourcc in codecs else max(codecs)
        heights = [each for kind, each in self.modes if kind == codec]
        given = min(heights, key=lambda each: abs(each - height))
        return {
            cv2.CAP_PROP_FRAME_HEIGHT: given,
            cv2.CAP_PROP_FRAME_WIDTH: 640 if given == 480 else given * 16 // 9,
            cv2.CAP_PROP_FPS: self.modes[codec, given],
            cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(*codec),
        }.get(prop, 0.0)


@pytest.mark.parametrize(
    ("modes", "wanted", "agreed"),
    [
        (HD_ONLY_PACKED, CaptureRequest(), Mode(1280, 720, 30, "MJPG")),
        (HD_ONLY_PACKED, CaptureRequest(height=1080), Mode(1920, 1080, 30, "MJPG")),
        ({**SLOW_HD, ("MJPG", 480): 30.0}, CaptureRequest(), Mode(640, 480, 30, "MJPG")),
        (OLD, CaptureRequest(), Mode(640, 480, 30, "YUYV")),
        ({("YUYV", 720): 15.0}, CaptureRequest(), Mode(1280, 720, 15, "YUYV")),
        ({("MJPG", 720): 0.0}, CaptureRequest(), Mode(1280, 720, 0, "MJPG")),
    ],
    ids=["as wanted", "1080p asked", "fluent beats large", "an old one", "only slow", "reports no rate"],
)
def test_a_webcam_gives_the_best_it_has(modes: Modes, wanted: CaptureRequest, agreed: Mode) -> None:
    assert negotiate(Webcam(modes), wanted) == agreed


def test_exposure_and_focus_are_automatic_unless_they_are_set() -> None:
    webcam = Webcam(HD_ONLY_PACKED)
    negotiate(webcam, CaptureRequest())
    assert webcam.asked[cv2.CAP_PROP_AUTOFOCUS] == 1
    assert cv2.CAP_PROP_EXPOSURE not in webcam.asked
    automatic = webcam.asked[cv2.CAP_PROP_AUTO_EXPOSURE]
    negotiate(webcam, CaptureRequest(exposure=150, focus=30))
    assert webcam.asked[cv2.CAP_PROP_AUTO_EXPOSURE] != automatic
    assert webcam.asked[cv2.CAP_PROP_EXPOSURE] == 150
    assert (webcam.asked[cv2.CAP_PROP_AUTOFOCUS], webcam.asked[cv2.CAP_PROP_FOCUS]) == (0, 30)
