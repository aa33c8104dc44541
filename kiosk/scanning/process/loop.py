"""The scanner's loop: frame, decode, rescan guard, message. It runs in the scanner's process."""

import time
from multiprocessing.connection import Connection
from typing import Any

import numpy.typing as npt

from kiosk.domain.camera_faults import EngineNotInstalled, LensCovered
from kiosk.domain.rescan import RescanGuard
from kiosk.scanning.capture.camera import Camera
from kiosk.scanning.capture.camera_health import Darkness
from kiosk.scanning.capture.frames import AnyFrame, FrameSource
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.coach import Coach
from kiosk.scanning.decoding.decode import Engine, EngineMissing, Symbol, decode, grey_of
from kiosk.scanning.decoding.motion_gate import MotionGate, thumbnail
from kiosk.scanning.messages import (
    Advice,
    Advised,
    Agreed,
    CameraReport,
    CameraState,
    CodeSeen,
    Forget,
    InView,
    Pulse,
)
from kiosk.scanning.opencv import Picture, cv2, np
from kiosk.scanning.process.entry import Watching
from kiosk.scanning.process.limits import check_memory
from kiosk.scanning.process.preview_memory import MAX_HEIGHT, MAX_WIDTH, PreviewMemory
from kiosk.scanning.rehearsal.crowd import CrowdCamera
from kiosk.scanning.source import Crowd, VideoFile

_PULSE_SECONDS = 0.25
_PREVIEW_SECONDS = 0.03  # a 30 fps camera's every frame, a faster one's not
_LOOKING = {CameraState.LIVE, CameraState.UNREADABLE}
_HALF = 0.5  # below it, interpolating skips pixels
_MAX_IN_VIEW = 16  # codes that the next process is told of; more are a flood


def watch(watching: Watching, scanner: Connection) -> None:
    """Watches a source until the scanner hangs up.

    Args:
        watching: The source, and codes that the process before this one counted.
        scanner: Takes messages, sends Forget.

    Raises:
        CameraStuck: The driver hangs; only a new process gets rid of it.
        MemoryCeilingReached: So much memory is in use that a new process is better.
    """
    preview = PreviewMemory(watching.preview_name)
    source = watching.source
    camera: FrameSource = (
        CrowdCamera(source) if isinstance(source, Crowd) else Camera(source, watching.limits, watching.wish)
    )
    engine: Engine
    missing: EngineNotInstalled | None
    try:
        engine, missing = Cascade(), None  # while the camera opens
    except EngineMissing as error:
        engine, missing = _NoEngine(), error.reason
    try:
        _Watch(watching, camera, engine, scanner, preview, unreadable=missing).run(watching.in_view)
    except (BrokenPipeError, ConnectionResetError, EOFError):
        return  # the scanner hung up
    finally:
        camera.close()
        preview.close()


def gate_for(watching: Watching) -> MotionGate:
    """Films and rehearsals at full speed are read frame by frame, cameras as long as something moves."""
    source = watching.source
    is_open = isinstance(source, VideoFile) or (isinstance(source, Crowd) and not source.is_paced)
    return MotionGate(held_seconds=watching.rescan_gap.total_seconds() / 3, is_open=is_open)


def preview_picture(picture: npt.NDArray[Any]) -> Picture | None:
    """A frame as the screen wants it: not larger than a preview, B G R X; None when it is no picture."""
    if picture.dtype != np.uint8 or not picture.size:
        return None
    height, width = picture.shape[:2]
    scale = min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
    if scale < 1:
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        picture = cv2.resize(
            picture, size, interpolation=cv2.INTER_AREA if scale < _HALF else cv2.INTER_LINEAR
        )
    match picture.shape[2:]:
        case () | (1,):
            shown = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGRA)
        case (3,):
            shown = cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA)
        case (4,):
            shown = picture
        case _:
            return None
    return np.ascontiguousarray(shown, dtype=np.uint8)


class _Watch:
    """One source's loop, and what it remembers between frames."""

    def __init__(  # noqa: PLR0913 -- its parts, joined in one place
        self,
        watching: Watching,
        camera: FrameSource,
        engine: Engine,
        scanner: Connection,
        preview: PreviewMemory,
        *,
        unreadable: EngineNotInstalled | None,
    ) -> None:
        self._camera = camera
        self._engine = engine
        self._guard = RescanGuard(watching.rescan_gap)
        self._gate = gate_for(watching)
        self._darkness = None if isinstance(watching.source, Crowd | VideoFile) else Darkness()
        self._memory_ceiling = watching.limits.memory
        self._scanner = scanner
        self._preview = preview
        self._unreadable = unreadable  # why no code can be read
        self._reported = CameraReport(CameraState.OPENING)
        self._coach = Coach()
        self._told_advice: Advice | None = None
        self._told_agreed: Agreed | None = None
        self._is_dark = False
        self._frames = self._reads = 0
        self._told_in_view: tuple[str, ...] = ()
        self._pulse_due_at = self._preview_due_at = 0.0

    def run(self, in_view: tuple[str, ...]) -> None:
        held = list(in_view)
        while True:
            match self._camera.next(timeout=0.1):
                case CameraReport() as report:
                    self._report(report)
                case None:
                    pass
                case frame:
                    for text in held:  # until now nobody could see whether they are still there
                        self._guard.hold(text, frame.taken_at)
                    held.clear()
                    self._look(frame)
            while self._scanner.poll():
                match self._scanner.recv():
                    case Forget(text):
                        self._guard.forget(text)
                        held = [other for other in held if other != text]
            self._camera.check()
            if time.monotonic() >= self._pulse_due_at:
                self._pulse()

    def _look(self, frame: AnyFrame) -> None:
        """Reads a frame if it is worth it, and shows it."""
        self._frames += 1
        is_awake = self._gate.is_awake(frame.taken_at)
        picture = frame.picture if is_awake else frame.glance()
        if not picture.size:
            return  # what the camera sent is no picture
        spots = thumbnail(picture)
        is_held = bool(self._guard.in_view(frame.taken_at))
        if self._gate.lets_through(spots, frame.taken_at, is_code_in_view=is_held):
            self._read(frame)
        else:
            self._coach.take_nothing(frame.taken_at)
        self._tell_advice()
        self._tell_darkness(spots, frame.taken_at)
        self._show(picture, frame.taken_at)

    def _read(self, frame: AnyFrame) -> None:
        began_at = time.perf_counter()
        texts = decode(frame.picture, self._engine)
        decode_ms = (time.perf_counter() - began_at) * 1000
        self._reads += 1
        self._tell_agreed(*frame.picture.shape[:2])  # here, where it is never at half size
        for text in texts:
            if self._guard.see(text, frame.taken_at):
                self._scanner.send(CodeSeen(text, frame.taken_at, decode_ms))
        if texts:
            self._coach.take_read()
        elif self._unreadable is None and self._coach.is_due(frame.taken_at):
            self._consult(frame)

    def _consult(self, frame: AnyFrame) -> None:
        """Nothing was read: is there something that should have been?"""
        grey = grey_of(frame.picture)
        if grey is not None and self._coach.take_unread(grey, frame.taken_at):
            self._gate.stay_awake(frame.taken_at)

    def _tell_advice(self) -> None:
        if self._coach.advice is not self._told_advice:
            self._told_advice = self._coach.advice
            self._scanner.send(Advised(self._told_advice))

    def _tell_agreed(self, height: int, width: int) -> None:
        mode = self._camera.mode()
        agreed = Agreed(width, height, "" if mode is None else mode.codec)
        if agreed != self._told_agreed:
            self._told_agreed = agreed
            self._scanner.send(agreed)

    def _show(self, picture: npt.NDArray[Any], taken_at: float) -> None:
        if taken_at < self._preview_due_at:
            return
        self._preview_due_at = taken_at + _PREVIEW_SECONDS
        shown = preview_picture(picture)
        if shown is not None:
            height, width = shown.shape[:2]
            self._preview.write(shown.reshape(-1).data, width, height)

    def _report(self, report: CameraReport) -> None:
        if report.state is CameraState.LIVE and self._unreadable is not None:
            report = CameraReport(CameraState.UNREADABLE, self._unreadable)
        self._reported = report
        self._is_dark = False
        self._scanner.send(report)

    def _tell_darkness(self, spots: Picture, taken_at: float) -> None:
        if self._darkness is None or self._reported.state not in _LOOKING:
            return
        is_dark = self._darkness.is_dark(spots, taken_at)
        if is_dark is not self._is_dark:
            self._is_dark = is_dark
            self._scanner.send(CameraReport(CameraState.DARK, LensCovered()) if is_dark else self._reported)

    def _pulse(self) -> None:
        check_memory(self._memory_ceiling)
        now = time.monotonic()
        self._pulse_due_at = now + _PULSE_SECONDS
        in_view = self._guard.in_view(now)[:_MAX_IN_VIEW]
        if set(in_view) != set(self._told_in_view):
            self._told_in_view = in_view
            self._scanner.send(InView(in_view))
        self._scanner.send(Pulse(frames=self._frames, reads=self._reads, dropped=self._camera.dropped()))


class _NoEngine:
    """Reads nothing, so that the preview runs where no engine is installed."""

    def read(self, grey: object) -> list[Symbol]:
        del grey
        return []
