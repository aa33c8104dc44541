"""The inhibitor of macOS, which keeps the display on.

https://developer.apple.com/documentation/iokit/1557134-iopmassertioncreatewithname
"""

import ctypes
from typing import Any

from kiosk.ui.awake.inhibitor import APPLICATION, REASON, NotHeldError

_IO_KIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
_CORE_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_KIND = "PreventUserIdleDisplaySleep"
_LEVEL_ON = 255
_UTF8 = 0x08000100


class DisplayAssertion:
    """A power assertion, which macOS drops when this process ends."""

    name = "macOS"
    is_for_screen = True

    def __init__(self) -> None:
        self._number: ctypes.c_uint32 | None = None

    def ask(self) -> None:
        """Asks macOS to keep the display on.

        Raises:
            NotHeldError: macOS refuses, or its libraries are not found.
        """
        number = ctypes.c_uint32()
        try:
            kit, foundation = _libraries()
        except (OSError, AttributeError) as error:
            raise NotHeldError(str(error)) from error
        texts = [_text(foundation, each) for each in (_KIND, f"{APPLICATION}: {REASON}")]
        failed = kit.IOPMAssertionCreateWithName(texts[0], _LEVEL_ON, texts[1], ctypes.byref(number))
        for text in texts:
            foundation.CFRelease(text)
        if failed:
            raise NotHeldError(f"IOPMAssertionCreateWithName failed: {failed}")
        self._number = number

    def is_held(self) -> bool:
        """Returns True after `ask`: macOS keeps an assertion."""
        return self._number is not None

    def give_back(self) -> None:
        """Lets macOS turn the display off again."""
        if self._number is not None:
            _libraries()[0].IOPMAssertionRelease(self._number)
            self._number = None


def _libraries() -> tuple[Any, Any]:
    kit, foundation = ctypes.CDLL(_IO_KIT), ctypes.CDLL(_CORE_FOUNDATION)
    foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
    foundation.CFStringCreateWithCString.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFRelease.argtypes = (ctypes.c_void_p,)
    kit.IOPMAssertionCreateWithName.argtypes = (
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_uint32),
    )
    return kit, foundation


def _text(foundation: Any, words: str) -> ctypes.c_void_p:  # noqa: ANN401 -- a library has no type
    return ctypes.c_void_p(foundation.CFStringCreateWithCString(None, words.encode(), _UTF8))
