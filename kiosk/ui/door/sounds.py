"""One sound for each outcome; a machine that cannot play sounds stays silent without an error."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)

from kiosk.shipped import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_log = logging.getLogger(__name__)

_AFTER_FIRST_PAINT_MS = 600


@contextmanager
def _quiet_qt() -> Iterator[None]:
    """Hides Qt's warnings about missing sound servers and libraries, which a kiosk need not have."""
    before = qInstallMessageHandler(_note)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _note(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _log.debug("%s", text)


class Sounds(QObject):
    """Plays the files of resources/sounds by name; loads them after the window's first paint.

    QtMultimedia is imported only then: it takes longer than everything else at the start.
    """

    def __init__(self, parent: QObject | None = None, *, volume: float = 0.8) -> None:
        """Prepares without loading; `load` and `load_soon` load.

        Args:
            parent: The QObject that owns the sounds.
            volume: From 0 to 1.
        """
        super().__init__(parent)
        self._volume = volume
        self._effects: dict[str, QSoundEffect] = {}
        self._is_loaded = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_FIRST_PAINT_MS)
        self._timer.timeout.connect(self.load)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shutdown)

    @property
    def is_loaded(self) -> bool:
        """True once the sounds are loaded, or found not to be playable on this machine."""
        return self._is_loaded

    def load_soon(self) -> None:
        """Loads the sounds shortly after the window's first paint; call it when the window is shown."""
        self._timer.start()

    @Slot()
    def load(self) -> None:
        """Loads the sounds now, if this machine can play sounds."""
        if self._is_loaded:
            return
        self._is_loaded = True
        with _quiet_qt():
            self._load()

    @Slot(str)
    def play(self, name: str) -> None:
        """Plays the sound of this name and stops the one that plays; ignores an unknown name."""
        for playing in self._effects.values():
            playing.stop()
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()

    @Slot()
    def shutdown(self) -> None:
        """Stops and releases the sounds."""
        self._timer.stop()
        for effect in self._effects.values():
            effect.stop()
            effect.deleteLater()
        self._effects.clear()

    def _load(self) -> None:
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415 -- see the class
        except ImportError as error:
            _log.info("No sounds: %s", error)
            return
        if QMediaDevices.defaultAudioOutput().isNull():
            _log.info("No sounds: this machine has no audio output.")
            return
        for file in sorted((RESOURCES / "sounds").glob("*.wav")):
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(file)))
            effect.setVolume(self._volume)
            self._effects[file.stem] = effect
