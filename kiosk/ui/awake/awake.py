"""Keeps the screen on while a door is open."""

import logging
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.ui.awake.inhibitor import Inhibitor, NotHeldError
from kiosk.wording.door.staff import screen_may_go_dark

ASK_AGAIN_SECONDS = 30.0
"""The interval at which an inhibitor that refused is asked again, and one that agreed is checked."""

DECIDE_SECONDS = 12.0
"""After this time without an agreement staff get a notice; longer than the time limit of a bus."""

_LOOK_MS = 250
_CLOSE_SECONDS = 0.3
_WITHOUT_SCREEN = {"offscreen", "minimal", "vnc"}

_log = logging.getLogger(__name__)


class _Keeper(threading.Thread):
    """Asks one inhibitor, again when needed, and releases it at the end.

    Each has its own thread: one that does not answer delays neither the others nor the window.
    """

    def __init__(self, inhibitor: Inhibitor, ask_again_seconds: float) -> None:
        super().__init__(name=f"awake: {inhibitor.name}", daemon=True)
        self.inhibitor = inhibitor
        self.is_held = False
        self.has_answered = threading.Event()
        self.end = threading.Event()
        self._ask_again_seconds = ask_again_seconds

    def run(self) -> None:
        """Runs until `end` is set."""
        try:
            while not self.end.is_set():
                if not self.is_held or not self.inhibitor.is_held():
                    self._ask()
                self.has_answered.set()
                self.end.wait(self._ask_again_seconds)
        finally:
            self.is_held = False
            self.has_answered.set()
            self.inhibitor.give_back()

    def _ask(self) -> None:
        try:
            self.inhibitor.ask()
        except NotHeldError as fault:
            if self.is_held or not self.has_answered.is_set():  # once, not at each interval
                _log.info("%s does not leave the screen on: %s", self.inhibitor.name, fault)
            self.is_held = False
        else:
            _log.info("%s leaves the screen on", self.inhibitor.name)
            self.is_held = True


class ScreenAwake(QObject):
    """Asks each program that could turn the screen off not to, from `start` until `shutdown`.

    Lives in the GUI thread and never waits in it, except briefly in `shutdown`.

    Signals:
        not_awake: No program agreed; with a sentence for staff. Emitted at most once.
    """

    not_awake = Signal(str)

    def __init__(
        self,
        inhibitors: Sequence[Inhibitor],
        parent: QObject | None = None,
        *,
        ask_again_seconds: float = ASK_AGAIN_SECONDS,
        decide_seconds: float = DECIDE_SECONDS,
    ) -> None:
        """Prepares the threads; `start` starts them.

        Args:
            inhibitors: From inhibitors_here.
            parent: The QObject that owns this one.
            ask_again_seconds: The interval at which each is asked again or checked.
            decide_seconds: The time after which no answer counts as a refusal.
        """
        super().__init__(parent)
        self._keepers = [_Keeper(each, ask_again_seconds) for each in inhibitors]
        self._decide_seconds = decide_seconds
        self._deadline = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_held(self) -> bool:
        """True while a program that decides about the screen keeps it on."""
        return any(each.is_held and each.inhibitor.is_for_screen for each in self._keepers)

    def start(self) -> None:
        """Asks all of them, each in its own thread."""
        self._deadline = time.monotonic() + self._decide_seconds
        for keeper in self._keepers:
            keeper.start()
        if self._keepers:
            self._timer.start()

    def shutdown(self) -> None:
        """Releases all; one that does not answer in time is released when its thread or this process ends."""
        self._timer.stop()
        for keeper in self._keepers:
            keeper.end.set()
        deadline = time.monotonic() + _CLOSE_SECONDS
        for keeper in self._keepers:
            if keeper.ident is not None:
                keeper.join(max(0.0, deadline - time.monotonic()))

    @Slot()
    def _look(self) -> None:
        if self.is_held:
            self._timer.stop()
            return
        have_answered = all(each.has_answered.is_set() for each in self._keepers)
        if have_answered or time.monotonic() > self._deadline:
            self._timer.stop()
            _log.warning("nobody could be asked to leave the screen on")
            self.not_awake.emit(screen_may_go_dark())


def inhibitors_here(
    window_system: str, *, system: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> list[Inhibitor]:
    """Returns an inhibitor for each program that may turn this machine's screen off.

    Args:
        window_system: The name of QGuiApplication.platformName; for a window on no screen the list is empty.
        system: The name of sys.platform.
        environment: The process's environment variables.
    """
    if window_system in _WITHOUT_SCREEN:
        return []
    if system == "win32":
        from kiosk.ui.awake.windows import ExecutionState  # noqa: PLC0415 -- each system reads its own

        return [ExecutionState()]
    if system == "darwin":
        from kiosk.ui.awake.macos import DisplayAssertion  # noqa: PLC0415 -- same

        return [DisplayAssertion()]
    from kiosk.ui.awake import dbus  # noqa: PLC0415 -- same

    found: list[Inhibitor] = [dbus.desktop_screen_saver(), dbus.login_manager()]
    # In a Wayland session the X server's screen saver has no effect.
    if window_system.startswith("wayland") or environment.get("WAYLAND_DISPLAY"):
        found.append(dbus.portal())
    elif window_system == "xcb":
        from kiosk.ui.awake.x11 import XSaver  # noqa: PLC0415 -- same

        found.append(XSaver())
    return found
