"""Ordeals with cameras that go and come back, and cameras that send invalid data.

They are ordeals like those in tests.scanning.ordeals.
"""

import os
import threading
import time
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from itertools import cycle, pairwise

from kiosk.scanning.limits import DEFAULT_LIMITS, Limits
from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import StreamUrl
from tests.scanning.mjpeg import free_port, network_camera, send_frames, send_head
from tests.scanning.ordeals import (
    Survived,
    alternating_codes,
    listening,
    wait_for_a_code,
    wait_for_pulses,
    wait_for_report,
)
from tests.scanning.pictures import colour, jpegs, scene
from tests.waiting import until

_ABSENCES = {"hangs": CameraState.MISSING, "is busy": CameraState.BUSY, "refuses": CameraState.DENIED}
_REFUSALS = {"is busy": HTTPStatus.SERVICE_UNAVAILABLE, "refuses": HTTPStatus.UNAUTHORIZED}
_INVALID_DATA = ("truncated", "resized", "garbage", "giant", "claims to be giant", "hangs up", "stalls")


@dataclass(slots=True)
class _Camera:
    """A network camera whose behaviour can be changed."""

    frames: list[bytes]
    behaviour: str = "works"
    ignored_viewers: int = 0  # viewers that get no more data

    def show(self, viewer: BaseHTTPRequestHandler, is_unplugged: threading.Event) -> None:
        if self.behaviour == "works":
            send_head(viewer)
            for frame in cycle(self.frames):
                if self.behaviour != "works" or is_unplugged.is_set():
                    break
                send_frames(viewer, is_unplugged, [frame])
        if self.behaviour == "hangs":
            self.ignored_viewers += 1
            is_unplugged.wait()  # this viewer gets nothing, also when the camera works again
        elif self.behaviour in _REFUSALS:
            viewer.send_error(_REFUSALS[self.behaviour])

    def wait_for_ignored_viewer(self) -> None:
        """Waits until one more viewer is ignored."""
        before = self.ignored_viewers
        assert until(lambda: self.ignored_viewers > before)


def unplugged(times: int, limits: Limits = DEFAULT_LIMITS) -> Survived:
    """Lets a camera go and come back: it is unplugged, it hangs, it is busy, it refuses."""
    back_after: list[float] = []
    codes: list[float] = []
    port, camera = free_port(), _Camera(alternating_codes())

    def come_back() -> None:
        camera.behaviour, at = "works", time.monotonic()
        back_after.append(wait_for_report(listener, CameraState.LIVE, at) - at)
        wait_for_a_code(listener)
        codes.append(time.monotonic() - at)

    with listening(StreamUrl(f"http://127.0.0.1:{port}/"), limits) as listener:
        while len(back_after) < times:
            with network_camera(camera.show, port=port):
                come_back()
                for behaviour, state in _ABSENCES.items():
                    camera.behaviour, at = behaviour, time.monotonic()
                    wait_for_report(listener, state, at)
                    if behaviour == "hangs":
                        camera.wait_for_ignored_viewer()  # the worst moment to come back: one attempt fails
                    come_back()
                at = time.monotonic()
            wait_for_report(listener, CameraState.MISSING, at)
        states = listener.states()
        assert all(one is not other for one, other in pairwise(states)), "each is reported once"
        assert listener.scanner.restarts == 0
    return Survived("the camera goes and comes back", len(back_after), (), tuple(back_after), tuple(codes))


def unwell(times: int) -> Survived:
    """Lets a camera send invalid pictures, close the connection, and stall."""
    codes: list[float] = []
    camera = _Camera(alternating_codes())

    def show(viewer: BaseHTTPRequestHandler, is_unplugged: threading.Event) -> None:
        send_head(viewer)
        for frame in cycle(camera.frames):
            match camera.behaviour:
                case "stalls":
                    is_unplugged.wait(0.2)
                    continue
                case "hangs up":
                    return
                case behaviour:
                    send_frames(viewer, is_unplugged, [_invalid_frame(frame, behaviour)], rate=60)
            if is_unplugged.is_set():
                return

    with network_camera(show) as port, listening(StreamUrl(f"http://127.0.0.1:{port}/")) as listener:
        for number in range(times):
            wait_for_a_code(listener)
            camera.behaviour = _INVALID_DATA[number % len(_INVALID_DATA)]
            wait_for_pulses(listener, 3)
            camera.behaviour, at = "works", time.monotonic()
            wait_for_a_code(listener)
            codes.append(time.monotonic() - at)
        assert listener.scanner.restarts == 0
    return Survived("the camera sends what no camera should", times, codes=tuple(codes))


def _invalid_frame(frame: bytes, behaviour: str) -> bytes:
    match behaviour:
        case "truncated":
            return frame[: len(frame) // 2]
        case "resized":
            return jpegs([colour(scene(width=64 + len(frame) % 64, height=48))])[0]
        case "garbage":
            return b"\xff\xd8\xff" + os.urandom(2000) + b"\xff\xd9"
        case "giant":
            return _giant()
        case "claims to be giant":
            at = frame.index(b"\xff\xc0")  # the frame header with the size: now 65,500 x 65,500
            return frame[: at + 5] + b"\xff\xdc\xff\xdc" + frame[at + 9 :]
        case _:
            return frame


@cache
def _giant() -> bytes:
    return jpegs([scene(width=9000, height=9000)])[0]
