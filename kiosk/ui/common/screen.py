"""Checks for a screen before Qt starts, because Qt ends the process when there is none."""

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.screens import (
    NoScreen,
    ScreenDoesNotAnswer,
    WindowLibraryMissing,
    WindowsNotInstalled,
)


def check_screen() -> None:
    """Checks that a window can be shown.

    Raises:
        Refused: It cannot.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or platform not in {"", "xcb"}:
        return
    if platform == "" and os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise Refused(NoScreen())
    _check_xcb_libraries()
    if not _answers_x11(display):
        raise Refused(ScreenDoesNotAnswer(display))


def _check_xcb_libraries() -> None:
    qt = importlib.util.find_spec("PySide6")
    if qt is None or qt.origin is None:
        raise Refused(WindowsNotInstalled())
    plugin = Path(qt.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return  # the system's own Qt, which brings the libraries that it needs
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise Refused(WindowLibraryMissing(str(error))) from error


def _answers_x11(display: str) -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    # Stays connected: an X server resets itself when its last client leaves, and Qt could not connect then.
    return not xcb.xcb_connection_has_error(connection)
