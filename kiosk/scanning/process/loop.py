"""The loop of the scanner's process: it takes a frame, decodes it, checks for rescans, sends messages."""

import time
from multiprocessing.connection import Connection
from typing import Any

import numpy.typing as npt

from kiosk.domain.check_in.rescan import RescanGuard
from kiosk.domain.faults.camera import EngineNotInstalled, LensCovered
from kiosk.scanning.capture.camera import Camera
from kiosk.scanning.capture.camera_health import Darkness
from kiosk.scanning.capture.frames import AnyFrame, FrameSource
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.coach import Coach
from kiosk.scanning.decoding.decode import Engine, EngineMissing, Symbol, decode, grey_of
from kiosk.scanning.decoding.motion_gate import MotionGate, thumbnail_of
from kiosk.scanning.limits import check_memory
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
from kiosk.scanning.process.preview_memory import MAX_HEIGHT, MAX_WIDTH, PreviewMemory
from kiosk.scanning.process.request import ScannerRequest
from kiosk.scanning.rehearsal.crowd import CrowdCamera
from kiosk.scanning.source import Crowd, VideoFile

_PULSE_SECONDS = 0.25
_PREVIEW_SECONDS = 0.03  # shows every frame of a 30 fps camera, and fewer of a faster one
_GIVES_PICTURES = {CameraState.LIVE, CameraState.UNREADABLE}
_LEAST_LINEAR_SCALE = 0.5  # below it, linear interpolation skips pixels
_MAX_IN_VIEW = 16  # codes that the next process gets; more are never held up at once


def run_loop(request: ScannerRequest, scanner: Connection) -> None:
    """Reads a source and sends messages until the scanner closes the pipe.

    Args:
        request: The source, the limits, and the codes that the process before this one counted.
        scanner: The pipe to the scanner: it receives messages and sends Forget.

    Raises:
        CameraStuck: The driver hangs; only a new process can open the camera again.
        MemoryCeilingReached: The process uses more memory than it may.
    """
    preview = PreviewMemory(request.preview_name)
    source = request.source
    camera: FrameSource = (
        CrowdCamera(source) if isinstance(source, Crowd) else Camera(source, request.limits, request.capture)
    )
    engine: Engine
    missing: EngineNotInstalled | None
    try:
        engine, missing = Cascade(), None  # while the camera opens
    except EngineMissing as error:
        engine, missing = _NoEngine(), error.reason
    try:
        _Loop(request, camera, engine, scanner, preview, unreadable=missing).run(request.in_view)
    except (BrokenPipeError, ConnectionResetError, EOFError):
        return  # the scanner closed the pipe
    finally:
        camera.close()
        preview.close()


def gate_for(request: ScannerRequest) -> MotionGate:
    """Returns the motion gate for a source.

    Video files and rehearsals at full speed are read frame by frame, cameras while something moves.
    """
    source = request.source
    is_open = isinstance(source, VideoFile) or (isinstance(source, Crowd) and not source.is_paced)
    return MotionGate(held_seconds=request.rescan_gap.total_seconds() / 3, is_open=is_open)


def preview_picture(picture: npt.NDArray[Any]) -> Picture | None:
    """Returns a frame as the screen shows it: uint8, B G R X, at most MAX_WIDTH x MAX_HEIGHT pixels.

    Returns None when the array is empty, is not uint8, or has another number of channels than 1, 3 or 4.
    """
    if picture.dtype != np.uint8 or not picture.size:
        return None
    height, width = picture.shape[:2]
    scale = min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
    if scale < 1:
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        picture = cv2.resize(
            picture, size, interpolation=cv2.INTER_AREA if scale < _LEAST_LINEAR_SCALE else cv2.INTER_LINEAR
        )
    match picture.shape[2:]:
        case () | (1,):
            preview_bgrx = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGRA)
        case (3,):
            preview_bgrx = cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA)
        case (4,):
            preview_bgrx = picture
        case _:
            return None
    return np.ascontiguousarray(preview_bgrx, dtype=np.uint8)


class _Loop:
    """Reads one source and keeps the state between its frames."""

    def __init__(  # noqa: PLR0913 -- its parts, joined in one place
        self,
        request: ScannerRequest,
        camera: FrameSource,
        engine: Engine,
        scanner: Connection,
        preview: PreviewMemory,
        *,
        unreadable: EngineNotInstalled | None,
    ) -> None:
        self._camera = camera
        self._engine = engine
        self._guard = RescanGuard(request.rescan_gap)
        self._gate = gate_for(request)
        self._darkness = None if isinstance(request.source, Crowd | VideoFile) else Darkness()
        self._memory_ceiling = request.limits.memory
        self._scanner = scanner
        self._preview = preview
        self._unreadable = unreadable  # why no code can be read; None when an engine is there
        self._reported = CameraReport(CameraState.OPENING)
        self._coach = Coach()
        self._sent_advice: Advice | None = None
        self._sent_agreed: Agreed | None = None
        self._is_dark = False
        self._frames = self._reads = 0
        self._sent_in_view: tuple[str, ...] = ()
        self._pulse_due_at = self._preview_due_at = 0.0

    def run(self, in_view: tuple[str, ...]) -> None:
        held_codes = list(in_view)
        while True:
            match self._camera.next(timeout=0.1):
                case CameraReport() as report:
                    self._report(report)
                case None:
                    pass
                case frame:
                    for text in held_codes:  # only now can their presence be checked
                        self._guard.keep(text, frame.taken_at)
                    held_codes.clear()
                    self._take_frame(frame)
            while self._scanner.poll():
                match self._scanner.recv():
                    case Forget(text):
                        self._guard.forget(text)
                        held_codes = [other for other in held_codes if other != text]
            self._camera.check()
            if time.monotonic() >= self._pulse_due_at:
                self._pulse()

    def _take_frame(self, frame: AnyFrame) -> None:
        """Reads a frame if the gate lets it through, and shows it."""
        self._frames += 1
        is_awake = self._gate.is_awake(frame.taken_at)
        picture = frame.picture if is_awake else frame.glance()
        if not picture.size:
            return  # the camera sent something else than a picture
        thumbnail = thumbnail_of(picture)
        is_held = bool(self._guard.in_view(frame.taken_at))
        if self._gate.lets_through(thumbnail, frame.taken_at, is_code_in_view=is_held):
            self._read(frame)
        else:
            self._coach.take_nothing(frame.taken_at)
        self._send_advice()
        self._send_darkness(thumbnail, frame.taken_at)
        self._show(picture, frame.taken_at)

    def _read(self, frame: AnyFrame) -> None:
        began_at = time.perf_counter()
        texts = decode(frame.picture, self._engine)
        decode_ms = (time.perf_counter() - began_at) * 1000
        self._reads += 1
        self._send_agreed(*frame.picture.shape[:2])  # here, because a glance may be at half size
        for text in texts:
            if self._guard.see(text, frame.taken_at):
                self._scanner.send(CodeSeen(text, frame.taken_at, decode_ms))
        if texts:
            self._coach.take_read()
        elif self._unreadable is None and self._coach.is_due(frame.taken_at):
            self._coach_unread(frame)

    def _coach_unread(self, frame: AnyFrame) -> None:
        """Passes an unread frame to the coach; keeps the gate open while the coach sees a candidate."""
        grey = grey_of(frame.picture)
        if grey is not None and self._coach.take_unread(grey, frame.taken_at):
            self._gate.stay_awake(frame.taken_at)

    def _send_advice(self) -> None:
        if self._coach.advice is not self._sent_advice:
            self._sent_advice = self._coach.advice
            self._scanner.send(Advised(self._sent_advice))

    def _send_agreed(self, height: int, width: int) -> None:
        mode = self._camera.mode()
        agreed = Agreed(width, height, "" if mode is None else mode.codec)
        if agreed != self._sent_agreed:
            self._sent_agreed = agreed
            self._scanner.send(agreed)

    def _show(self, picture: npt.NDArray[Any], taken_at: float) -> None:
        if taken_at < self._preview_due_at:
            return
        self._preview_due_at = taken_at + _PREVIEW_SECONDS
        preview_bgrx = preview_picture(picture)
        if preview_bgrx is not None:
            height, width = preview_bgrx.shape[:2]
            self._preview.write(preview_bgrx.reshape(-1).data, width, height)

    def _report(self, report: CameraReport) -> None:
        if report.state is CameraState.LIVE and self._unreadable is not None:
            report = CameraReport(CameraState.UNREADABLE, self._unreadable)
        self._reported = report
        self._is_dark = False
        self._scanner.send(report)

    def _send_darkness(self, thumbnail: Picture, taken_at: float) -> None:
        if self._darkness is None or self._reported.state not in _GIVES_PICTURES:
            return
        is_dark = self._darkness.is_dark(thumbnail, taken_at)
        if is_dark is not self._is_dark:
            self._is_dark = is_dark
            self._scanner.send(CameraReport(CameraState.DARK, LensCovered()) if is_dark else self._reported)

    def _pulse(self) -> None:
        check_memory(self._memory_ceiling)
        now = time.monotonic()
        self._pulse_due_at = now + _PULSE_SECONDS
        in_view = self._guard.in_view(now)[:_MAX_IN_VIEW]
        if set(in_view) != set(self._sent_in_view):
            self._sent_in_view = in_view
            self._scanner.send(InView(in_view))
        self._scanner.send(Pulse(frames=self._frames, reads=self._reads, dropped=self._camera.dropped()))


class _NoEngine:
    """Reads no codes: the preview also runs where no engine is installed."""

    def read(self, grey: object) -> list[Symbol]:
        del grey
        return []
