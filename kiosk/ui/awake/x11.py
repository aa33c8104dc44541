"""The inhibitor of the X server's screen saver and power saving, over a separate connection.

It uses XScreenSaverSuspend of the MIT-SCREEN-SAVER extension, as SDL and mpv do. This covers DPMS too,
changes no setting that must be restored, and ends with the connection, also when this process is killed.
https://www.x.org/releases/current/doc/libXScrnSaver/man3/Xss.xhtml
"""

import ctypes
from typing import Any

from kiosk.ui.awake.inhibitor import NotHeldError

_XCB = "libxcb.so.1"
_EXTENSION = "libxcb-screensaver.so.0"
_RESET = 0  # XCB_SCREEN_SAVER_RESET: turns on a screen that is off


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _QueryExtensionReply(ctypes.Structure):
    """The beginning of xcb_query_extension_reply_t."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad0", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("present", ctypes.c_uint8),
    )


class XSaver:
    """The screen saver of the display named by DISPLAY."""

    name = "the X server's screen saver"
    is_for_screen = True

    def __init__(self) -> None:
        self._connection: ctypes.c_void_p | None = None

    def ask(self) -> None:
        """Suspends it while the connection is open, and turns on a screen that is off.

        Raises:
            NotHeldError: There is no X server, it lacks the extension, or this system lacks the library.
        """
        self._close()
        try:
            xcb, extension = _libraries()
        except (OSError, AttributeError) as error:
            raise NotHeldError(str(error)) from error
        self._connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        if not self.is_held():
            self._close()
            raise NotHeldError("the X server does not answer")
        if not self._has_extension(xcb, extension) or not self._suspend(1):
            self._close()
            raise NotHeldError("the X server cannot suspend its screen saver")
        xcb.xcb_force_screen_saver(self._connection, ctypes.c_uint8(_RESET))
        xcb.xcb_flush(self._connection)

    def is_held(self) -> bool:
        """Returns True while the X server runs."""
        if self._connection is None:
            return False
        xcb, _ = _libraries()
        return not xcb.xcb_connection_has_error(self._connection)

    def give_back(self) -> None:
        """Lets the screen saver run again, counting from zero."""
        if self.is_held():
            self._suspend(0)
        self._close()

    def _has_extension(self, xcb: ctypes.CDLL, extension: ctypes.CDLL) -> bool:
        identity = ctypes.c_void_p.in_dll(extension, "xcb_screensaver_id")
        reply = xcb.xcb_get_extension_data(self._connection, ctypes.byref(identity))
        return bool(reply) and bool(reply.contents.present)

    def _suspend(self, value: int) -> bool:
        xcb, extension = _libraries()
        cookie = extension.xcb_screensaver_suspend_checked(self._connection, ctypes.c_uint32(value))
        error = xcb.xcb_request_check(self._connection, cookie)
        if not error:
            return not xcb.xcb_connection_has_error(self._connection)
        ctypes.CDLL(None).free(ctypes.c_void_p(error))
        return False

    def _close(self) -> None:
        if self._connection is not None:
            _libraries()[0].xcb_disconnect(self._connection)
            self._connection = None


def _libraries() -> tuple[Any, Any]:
    xcb, extension = ctypes.CDLL(_XCB), ctypes.CDLL(_EXTENSION)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_get_extension_data.restype = ctypes.POINTER(_QueryExtensionReply)
    xcb.xcb_request_check.restype = ctypes.c_void_p
    extension.xcb_screensaver_suspend_checked.restype = _Cookie
    return xcb, extension
