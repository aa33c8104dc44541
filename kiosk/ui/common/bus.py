"""Message buses (D-Bus) whose answers are waited for only until a deadline. Linux only.

jeepney is used instead of QtDBus: every wait of jeepney has a deadline and lets other threads run, while
QtDBus holds the whole process for as long as a bus does not answer.
"""

import logging
import os
from pathlib import Path

from jeepney import DBusErrorResponse, Message
from jeepney.bus import get_bus
from jeepney.io.blocking import DBusConnection, prep_socket

BUS_FAULTS = (OSError, ValueError, RuntimeError, LookupError, StopIteration, DBusErrorResponse)
"""All exceptions of jeepney when a bus is missing, refuses or does not answer in time."""

_SESSION = "DBUS_SESSION_BUS_ADDRESS"
_NO_BUS = "disabled:"
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_SILENT_SECONDS = 1.5

_log = logging.getLogger(__name__)


class Bus(DBusConnection):  # type: ignore[misc] # jeepney has no types
    """A connection to a bus."""

    def __init__(self, address: str, *, seconds: float, is_with_files: bool = False) -> None:
        """Connects to a bus.

        Args:
            address: The address, in the form of DBUS_SESSION_BUS_ADDRESS.
            seconds: How long each answer may take, including the bus's own first one.
            is_with_files: True when answers may be open files.

        Raises:
            BUS_FAULTS: There is no such bus, or it does not answer.
        """
        self._seconds = seconds
        socket = prep_socket(get_bus(address), is_with_files, timeout=seconds)
        try:
            super().__init__(socket, is_with_files)
        except BaseException:  # Ctrl+C too: nothing else closes the socket
            socket.close()
            raise

    def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message:
        """Sends a message and waits for its answer.

        Raises:
            TimeoutError: The answer did not come in time.
        """
        return super().send_and_get_reply(message, timeout=self._seconds if timeout is None else timeout)


def session_bus() -> str:
    """Returns the address of this user's bus.

    Raises:
        LookupError: There is none.
    """
    named = os.environ.get(_SESSION)
    if named:
        return named
    socket = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere") / "bus"
    if not socket.is_socket():
        raise LookupError("this session has no bus")
    return f"unix:path={socket}"


def system_bus() -> str:
    """Returns the address of the machine's bus."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS


def leave_silent_bus() -> None:
    """Removes a session bus that does not answer from this process's environment.

    Call it before the Qt application is made: Qt would wait for that bus, and show no window.
    """
    try:
        Bus(session_bus(), seconds=_SILENT_SECONDS).close()
    except TimeoutError:
        _log.warning("the session's message bus does not answer; going on without it")
        os.environ[_SESSION] = _NO_BUS
    except BUS_FAULTS:
        return  # Qt also notices at once
