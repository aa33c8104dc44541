"""Inhibitors of desktops, portals and systemd, over D-Bus."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, Message, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.wrappers import unwrap_msg

from kiosk.ui.awake.inhibitor import APPLICATION, REASON, NotHeldError
from kiosk.ui.common.bus import BUS_FAULTS, Bus, session_bus, system_bus

ANSWER_SECONDS = 5.0
"""The time limit of a bus and a service; the bus may have to start the service first."""

_GIVE_BACK_SECONDS = 0.4  # closing the connection releases everything as well
_IDLE = 8  # https://flatpak.github.io/xdg-desktop-portal/docs, org.freedesktop.portal.Inhibit


@dataclass(frozen=True, slots=True)
class _Request:
    """The messages that ask one service to keep the screen on, and that release it.

    Attributes:
        name: The service's name in the log.
        bus: Returns the address of the service's bus; raises LookupError when there is none.
        service: Its object and interface.
        ask: The method that asks, the types of its arguments, and the arguments.
        give_back: Makes the message that releases, from the answer to `ask`; None when closing releases.
        is_for_screen: The same as for an Inhibitor.
        is_with_files: True when the answer is an open file.
    """

    name: str
    bus: Callable[[], str]
    service: DBusAddress
    ask: tuple[str, str, tuple[object, ...]]
    give_back: Callable[[DBusAddress, Any], Message] | None = None
    is_for_screen: bool = True
    is_with_files: bool = False


class BusInhibitor:
    """A service on a bus that keeps the screen on while this program's connection is open."""

    def __init__(self, request: _Request, seconds: float) -> None:
        self._request = request
        self._seconds = seconds
        self._bus: Bus | None = None
        self._consent: Any = None
        self._owner = ""

    @property
    def name(self) -> str:
        """Returns the service's name in the log."""
        return self._request.name

    @property
    def is_for_screen(self) -> bool:
        """True when this service alone decides about the screen."""
        return self._request.is_for_screen

    def ask(self) -> None:
        """Asks the service to keep the screen on, over a new connection.

        Raises:
            NotHeldError: The bus or the service does not exist, or the service refused or did not answer.
        """
        self._close()
        request = self._request
        try:
            self._bus = Bus(request.bus(), is_with_files=request.is_with_files, seconds=self._seconds)
            method, types, arguments = request.ask
            (self._consent,) = self._call(new_method_call(request.service, method, types, arguments))
            self._owner = self._owner_now()
        except BUS_FAULTS as fault:
            self._close()  # closing the connection also drops an answer that comes too late
            raise NotHeldError(f"{type(fault).__name__}: {fault}") from fault

    def is_held(self) -> bool:
        """Returns True while the service that agreed is still the running one."""
        try:
            return self._bus is not None and self._owner_now() == self._owner
        except BUS_FAULTS:
            return False

    def give_back(self) -> None:
        """Releases the service: it may turn the screen off again."""
        request, bus = self._request, self._bus
        if bus is not None and request.give_back is not None:
            try:
                message = request.give_back(request.service, self._consent)
                bus.send_and_get_reply(message, timeout=_GIVE_BACK_SECONDS)
            except BUS_FAULTS:
                pass  # closing the connection has the same effect
        self._close()

    def _owner_now(self) -> str:
        (owner,) = self._call(message_bus.GetNameOwner(self._request.service.bus_name))
        return str(owner)

    def _call(self, message: Message) -> tuple[Any, ...]:
        if self._bus is None:
            raise LookupError("there is no connection")
        answer: tuple[Any, ...] = unwrap_msg(self._bus.send_and_get_reply(message))
        return answer

    def _close(self) -> None:
        if hasattr(self._consent, "close"):  # systemd answers with an open file; closing it releases
            self._consent.close()
        self._consent = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None


def desktop_screen_saver(seconds: float = ANSWER_SECONDS) -> BusInhibitor:
    """Returns the desktop's screen saver: https://specifications.freedesktop.org/idle-inhibit-spec."""
    service = DBusAddress(
        "/org/freedesktop/ScreenSaver",
        bus_name="org.freedesktop.ScreenSaver",
        interface="org.freedesktop.ScreenSaver",
    )
    return BusInhibitor(
        _Request(
            name="the desktop's screen saver",
            bus=session_bus,
            service=service,
            ask=("Inhibit", "ss", (APPLICATION, REASON)),
            give_back=lambda address, cookie: new_method_call(address, "UnInhibit", "u", (cookie,)),
        ),
        seconds,
    )


def portal(seconds: float = ANSWER_SECONDS) -> BusInhibitor:
    """Returns the inhibitor of the desktop portal, which stands for a Wayland compositor."""
    service = DBusAddress(
        "/org/freedesktop/portal/desktop",
        bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Inhibit",
    )
    return BusInhibitor(
        _Request(
            name="the desktop portal",
            bus=session_bus,
            service=service,
            ask=("Inhibit", "sua{sv}", ("", _IDLE, {"reason": ("s", REASON)})),
            give_back=_close_portal_request,
        ),
        seconds,
    )


def login_manager(seconds: float = ANSWER_SECONDS) -> BusInhibitor:
    """Returns systemd's login manager, which keeps an idle machine from suspending, not its screen on."""
    service = DBusAddress(
        "/org/freedesktop/login1",
        bus_name="org.freedesktop.login1",
        interface="org.freedesktop.login1.Manager",
    )
    return BusInhibitor(
        _Request(
            name="the login manager",
            bus=system_bus,
            service=service,
            ask=("Inhibit", "ssss", ("idle", APPLICATION, REASON, "block")),
            is_for_screen=False,
            is_with_files=True,
        ),
        seconds,
    )


def _close_portal_request(_service: DBusAddress, handle: str) -> Message:
    request = DBusAddress(
        handle, bus_name="org.freedesktop.portal.Desktop", interface="org.freedesktop.portal.Request"
    )
    return new_method_call(request, "Close")
