"""Is there a screen to show a window on? Asked before Qt, which ends the process when there is none."""

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from kiosk.domain.errors import Refused

_WITHOUT = "Commands that need no window work all the same; `kiosk --help` lists them."
_XCB_PACKAGES = (
    "libegl1 libgl1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
    " libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
)


def check_screen() -> None:
    """Makes sure that a window can be shown.

    Raises:
        Refused: It cannot; the sentence says why and what to do.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or platform not in {"", "xcb"}:
        return
    if platform == "" and os.environ.get("WAYLAND_DISPLAY"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise Refused(
            "There is no screen to show the kiosk on: neither DISPLAY nor WAYLAND_DISPLAY is set."
            f" Start it from the desktop of the machine at the door. {_WITHOUT}"
        )
    _check_xcb_libraries()
    if not _answers_x11(display):
        raise Refused(
            f"The screen {display} does not answer or does not let this user in."
            f" Start the kiosk from the desktop of the machine at the door. {_WITHOUT}"
        )


def _check_xcb_libraries() -> None:
    qt = importlib.util.find_spec("PySide6")
    if qt is None or qt.origin is None:
        raise Refused("PySide6 is not installed. Start the program with script/run, which installs it.")
    plugin = Path(qt.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return  # a Qt of the system's own, which brings what it needs
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise Refused(
            f"A system library that windows need is missing ({error}). On Debian and Ubuntu:"
            f" sudo apt-get install {_XCB_PACKAGES}"
        ) from error


def _answers_x11(display: str) -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    # Not disconnected: an X server whose last client leaves resets itself, and Qt would find it away.
    return not xcb.xcb_connection_has_error(connection)
