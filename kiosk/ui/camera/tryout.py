"""Tries one camera at a time with the program's own scanner, while somebody chooses a camera."""

from PySide6.QtCore import QObject, Signal

from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source
from kiosk.ui.camera.scanner_link import ScannerLink, ScannerSignals
from kiosk.ui.common.background import SCANNER_GRACE_SECONDS, Background


class Tryout(ScannerSignals):
    """Starts and ends scanners in a thread of its own, because both take time.

    A scanner starts when the one before it has closed its camera. This object lives in the GUI thread,
    and longer than the widget that shows it.

    Codes that it reads go nowhere else.

    Signals:
        failed: The scanner could not be started; the exception.
        stopped: No camera is used any more: the last process has ended.
    """

    failed = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background("camera-tryout", self)
        self._newest = 0  # each request to watch or to stop has a number
        self._link: ScannerLink | None = None
        self._scanner: Scanner | None = None  # used by the background thread only
        self._is_shut_down = False

    def watch(self, source: Source, request: CaptureRequest) -> None:
        """Tries a camera; the one before it is closed.

        Args:
            source: The camera.
            request: The size and the controls that are requested from a webcam.
        """
        self._replace(source, request)

    def stop(self) -> None:
        """Closes the camera; does not wait."""
        if not self._is_shut_down:
            self._replace(None, None)

    def shutdown(self) -> None:
        """Closes the camera, and waits until its process has ended."""
        self._is_shut_down = True
        self._leave()
        self._background.shutdown(grace_seconds=SCANNER_GRACE_SECONDS)
        self._end()

    def _replace(self, source: Source | None, request: CaptureRequest | None) -> None:
        self._newest += 1
        number, left = self._newest, self._leave()

        def change() -> Scanner | None:
            self._end()
            if source is None or request is None or number != self._newest:
                return None
            scanner = Scanner(source, request=request)
            scanner.start()
            self._scanner = scanner
            return scanner

        def listen(scanner: Scanner | None) -> None:
            drop()
            if number != self._newest:
                return
            if scanner is None:
                self.stopped.emit()
            else:
                self._listen(scanner)

        def drop() -> None:
            if left is not None:  # only now: its scanner sent it messages until it ended
                left.deleteLater()

        def fail(error: Exception) -> None:
            drop()
            if number == self._newest:
                self.failed.emit(error)

        self._background.submit(change, success=listen, failure=fail)

    def _listen(self, scanner: Scanner) -> None:
        link = ScannerLink(scanner, self)
        self.repeat(link)
        link.start()
        self._link = link

    def _leave(self) -> ScannerLink | None:
        """Ignores further messages of the camera it tried."""
        left, self._link = self._link, None
        if left is not None:
            left.leave()
        return left

    def _end(self) -> None:
        ended, self._scanner = self._scanner, None
        if ended is not None:
            ended.shutdown()
