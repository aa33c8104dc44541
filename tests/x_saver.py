"""Sets and reads the screen saver of a real X server, as `xset s` and `xset q` do."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_ON = 1


@dataclass(frozen=True, slots=True)
class Saver:
    """The state of a screen saver.

    Attributes:
        is_on: True while the screen is blanked.
        idle_ms: Milliseconds since the last input.
        timeout: The setting: seconds without input after which it blanks.
    """

    is_on: bool
    idle_ms: int
    timeout: int


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _Info(ctypes.Structure):
    """xcb_screensaver_query_info_reply_t."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("state", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("saver_window", ctypes.c_uint32),
        ("until_server", ctypes.c_uint32),
        ("since_user_input", ctypes.c_uint32),
    )


class _Settings(ctypes.Structure):
    """xcb_get_screen_saver_reply_t."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad0", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("timeout", ctypes.c_uint16),
    )


def blank_after(display: str, seconds: int) -> None:
    """Makes the screen blank after this many seconds without input."""
    with _connected(display) as (xcb, _, connection):
        xcb.xcb_set_screen_saver(connection, ctypes.c_int16(seconds), ctypes.c_int16(0), 1, 1)
        _settings(xcb, connection)  # its answer means that the request before it is done


def saver(display: str) -> Saver:
    """Returns the state of a display's screen saver."""
    with _connected(display) as (xcb, extension, connection):
        roots = xcb.xcb_setup_roots_iterator(ctypes.c_void_p(xcb.xcb_get_setup(connection)))
        root = ctypes.c_uint32(roots.data[0])
        cookie = extension.xcb_screensaver_query_info(connection, root)
        info = extension.xcb_screensaver_query_info_reply(connection, cookie, None).contents
        return Saver(info.state == _ON, info.since_user_input, _settings(xcb, connection))


def _settings(xcb: ctypes.CDLL, connection: ctypes.c_void_p) -> int:
    reply = xcb.xcb_get_screen_saver_reply(connection, xcb.xcb_get_screen_saver(connection), None)
    timeout: int = reply.contents.timeout
    return timeout


@contextmanager
def _connected(display: str) -> Iterator[tuple[ctypes.CDLL, ctypes.CDLL, ctypes.c_void_p]]:
    xcb, extension = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-screensaver.so.0")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Roots
    xcb.xcb_get_screen_saver.restype = _Cookie
    xcb.xcb_get_screen_saver_reply.restype = ctypes.POINTER(_Settings)
    extension.xcb_screensaver_query_info.restype = _Cookie
    extension.xcb_screensaver_query_info_reply.restype = ctypes.POINTER(_Info)
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    try:
        assert not xcb.xcb_connection_has_error(connection)
        yield xcb, extension, connection
    finally:
        xcb.xcb_disconnect(connection)
