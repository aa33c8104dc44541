"""The inhibitor of Windows, which keeps the display and the machine on.

https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setthreadexecutionstate
"""

import ctypes

from kiosk.ui.awake.inhibitor import NotHeldError

_CONTINUOUS = 0x80000000
_SYSTEM_REQUIRED = 0x00000001
_DISPLAY_REQUIRED = 0x00000002


class ExecutionState:
    """The execution state of the thread that asks; Windows drops it when the thread ends."""

    name = "Windows"
    is_for_screen = True

    def __init__(self) -> None:
        self._is_held = False

    def ask(self) -> None:
        """Asks Windows to keep the display and the machine on.

        Raises:
            NotHeldError: Windows refuses.
        """
        try:
            self._is_held = bool(_set_state(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED))
        except (OSError, AttributeError) as error:
            raise NotHeldError(str(error)) from error
        if not self._is_held:
            raise NotHeldError("SetThreadExecutionState failed")

    def is_held(self) -> bool:
        """Returns True after `ask`: Windows keeps the state while the thread lives."""
        return self._is_held

    def give_back(self) -> None:
        """Lets Windows turn the display off again."""
        if self._is_held:
            _set_state(_CONTINUOUS)
            self._is_held = False


def _set_state(state: int) -> int:
    kernel = ctypes.CDLL("kernel32")
    kernel.SetThreadExecutionState.argtypes = (ctypes.c_uint32,)
    kernel.SetThreadExecutionState.restype = ctypes.c_uint32
    earlier: int = kernel.SetThreadExecutionState(state)
    return earlier
