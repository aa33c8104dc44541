"""Cameras that go and come back, and cameras that send what no camera should.

Ordeals, as those in tests.scanning.ordeals.
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
    listening,
    turns,
    wait_for_a_code,
    wait_for_pulses,
    wait_until_said,
)
from tests.scanning.pictures import colour, jpegs, scene
from tests.waiting import until

_ABSENCES = {"hangs": CameraState.MISSING, "is busy": CameraState.BUSY, "refuses": CameraState.DENIED}
_REFUSALS = {"is busy": HTTPStatus.SERVICE_UNAVAILABLE, "refuses": HTTPStatus.UNAUTHORIZED}
_MOODS = ("truncated", "resized", "garbage", "giant", "claims to be giant", "hangs up", "stalls")


@dataclass(slots=True)
class _Camera:
    """A network camera in one mood or another."""

    frames: list[bytes]
    mood: str = "well"
    ignored: int = 0  # viewers that hear nothing any more

    def show(self, viewer: BaseHTTPRequestHandler, is_unplugged: threading.Event) -> None:
        if self.mood == "well":
            send_head(viewer)
            for frame in cycle(self.frames):
                if self.mood != "well" or is_unplugged.is_set():
                    break
                send_frames(viewer, is_unplugged, [frame])
        if self.mood == "hangs":
            self.ignored += 1
            is_unplugged.wait()  # nothing for this viewer, not even when the camera is well again
        elif self.mood in _REFUSALS:
            viewer.send_error(_REFUSALS[self.mood])

    def wait_until_ignored(self) -> None:
        """Waits until one more viewer is lost."""
        before = self.ignored
        assert until(lambda: self.ignored > before)


def unplugged(times: int, limits: Limits = DEFAULT_LIMITS) -> Survived:
    """The camera goes and comes back: its plug is pulled, it hangs, it is busy, it refuses."""
    back: list[float] = []
    codes: list[float] = []
    port, camera = free_port(), _Camera(turns())

    def come_back() -> None:
        camera.mood, at = "well", time.monotonic()
        back.append(wait_until_said(listener, CameraState.LIVE, at) - at)
        wait_for_a_code(listener)
        codes.append(time.monotonic() - at)

    with listening(StreamUrl(f"http://127.0.0.1:{port}/"), limits) as listener:
        while len(back) < times:
            with network_camera(camera.show, port=port):
                come_back()
                for mood, state in _ABSENCES.items():
                    camera.mood, at = mood, time.monotonic()
                    wait_until_said(listener, state, at)
                    if mood == "hangs":
                        camera.wait_until_ignored()  # the worst moment to come back: one more try is lost
                    come_back()
                at = time.monotonic()
            wait_until_said(listener, CameraState.MISSING, at)
        states = listener.states()
        assert all(one is not other for one, other in pairwise(states)), "said once each"
        assert listener.scanner.restarts == 0
    return Survived("the camera goes and comes back", len(back), (), tuple(back), tuple(codes))


def unwell(times: int) -> Survived:
    """The camera truncates, resizes, sends garbage and giants, hangs up and stalls."""
    codes: list[float] = []
    camera = _Camera(turns())

    def show(viewer: BaseHTTPRequestHandler, is_unplugged: threading.Event) -> None:
        send_head(viewer)
        for frame in cycle(camera.frames):
            match camera.mood:
                case "stalls":
                    is_unplugged.wait(0.2)
                    continue
                case "hangs up":
                    return
                case mood:
                    send_frames(viewer, is_unplugged, [_ill(frame, mood)], rate=60)
            if is_unplugged.is_set():
                return

    with network_camera(show) as port, listening(StreamUrl(f"http://127.0.0.1:{port}/")) as listener:
        for number in range(times):
            wait_for_a_code(listener)
            camera.mood = _MOODS[number % len(_MOODS)]
            wait_for_pulses(listener, 3)
            camera.mood, at = "well", time.monotonic()
            wait_for_a_code(listener)
            codes.append(time.monotonic() - at)
        assert listener.scanner.restarts == 0
    return Survived("the camera sends what no camera should", times, codes=tuple(codes))


def _ill(frame: bytes, mood: str) -> bytes:
    match mood:
        case "truncated":
            return frame[: len(frame) // 2]
        case "resized":
            return jpegs([colour(scene(width=64 + len(frame) % 64, height=48))])[0]
        case "garbage":
            return b"\xff\xd8\xff" + os.urandom(2000) + b"\xff\xd9"
        case "giant":
            return _giant()
        case "claims to be giant":
            at = frame.index(b"\xff\xc0")  # where it says how large it is: now 65,500 x 65,500
            return frame[: at + 5] + b"\xff\xdc\xff\xdc" + frame[at + 9 :]
        case _:
            return frame


@cache
def _giant() -> bytes:
    return jpegs([scene(width=9000, height=9000)])[0]
