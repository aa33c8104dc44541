"""A real message bus, and services on it that record each request to keep the screen on."""

import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
PORTAL = "org.freedesktop.portal.Desktop"
LOGIN = "org.freedesktop.login1"
COOKIE = 4711
HANDLE = "/org/freedesktop/portal/desktop/request/1"

# No service files: the bus does not start this machine's services.
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def running_bus(folder: Path) -> Iterator[str]:
    """Runs a bus for the test; yields its address."""
    configuration = folder / "bus.conf"
    configuration.write_text(CONFIGURATION.format(socket=folder / "bus"))
    reading, writing = os.pipe()
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", f"--print-address={writing}"]
    with subprocess.Popen(command, pass_fds=[writing]) as daemon:  # noqa: S603 -- fixed
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield answer.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def silent_bus(folder: Path) -> Iterator[str]:
    """Runs a bus that accepts connections and never answers; yields its address."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "silent"))
        listening.listen()
        yield f"unix:path={folder / 'silent'}"


@dataclass
class Service:
    """A program of the desktop that may turn the screen off.

    Attributes:
        calls: Each method that was called, with its arguments, in order.
        askers: The connections that asked to leave the screen on.
        answers: False never answers.
        refuses: True answers each request with an error.
    """

    address: str
    answers: bool = True
    refuses: bool = False
    calls: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    askers: list[str] = field(default_factory=list)
    lock_reader: int = -1

    def call_count(self, method: str) -> int:
        """Returns the number of calls of a method."""
        return [name for name, _ in self.calls].count(method)

    def has_asker_left(self) -> bool:
        """Returns True when the last connection that asked is closed."""
        with open_dbus_connection(self.address) as connection:
            reply = connection.send_and_get_reply(message_bus.NameHasOwner(self.askers[-1]), timeout=5)
        return not reply.body[0]

    def is_lock_open(self) -> bool:
        """Returns True while the file from the login manager is open anywhere."""
        try:
            return os.read(self.lock_reader, 1) != b""
        except BlockingIOError:
            return True


@contextmanager
def serving(address: str, *names: str, answers: bool = True, refuses: bool = False) -> Iterator[Service]:
    """Runs a service with these names on a bus."""
    service = Service(address, answers, refuses)
    end = threading.Event()
    with open_dbus_connection(address, enable_fds=True) as connection:
        for name in names:
            connection.send_and_get_reply(message_bus.RequestName(name), timeout=5)
        thread = threading.Thread(target=_serve, args=(service, connection, end))
        thread.start()
        try:
            yield service
        finally:
            end.set()
            thread.join()
            if service.lock_reader >= 0:
                os.close(service.lock_reader)


def _serve(service: Service, connection: Any, end: threading.Event) -> None:  # noqa: ANN401 -- no types
    while not end.is_set():
        with contextlib.suppress(TimeoutError):
            message = connection.receive(timeout=0.05)
            if message.header.message_type is MessageType.method_call:
                _answer(service, connection, message)


def _answer(service: Service, connection: Any, message: Any) -> None:  # noqa: ANN401 -- no types
    fields = message.header.fields
    method = fields[HeaderFields.member]
    if method == "Inhibit":
        service.askers.append(fields[HeaderFields.sender])
    service.calls.append((f"{fields[HeaderFields.interface]}.{method}", message.body))
    if service.refuses:
        connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("no",)))
    elif service.answers:
        _consent(service, connection, message, fields[HeaderFields.interface], method)


def _consent(service: Service, connection: Any, message: Any, interface: str, method: str) -> None:  # noqa: ANN401 -- jeepney has no types
    if method != "Inhibit":
        connection.send(new_method_return(message))
    elif interface == SCREEN_SAVER:
        connection.send(new_method_return(message, "u", (COOKIE,)))
    elif interface == "org.freedesktop.portal.Inhibit":
        connection.send(new_method_return(message, "o", (HANDLE,)))
    else:
        service.lock_reader, writing = os.pipe()
        os.set_blocking(service.lock_reader, False)
        connection.send(new_method_return(message, "h", (writing,)))
        os.close(writing)
