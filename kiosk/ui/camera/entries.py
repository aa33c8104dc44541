"""The cameras that can be chosen. Pure: no window is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.errors import Refused
from kiosk.scanning.devices import Device, find_device
from kiosk.scanning.source import DeviceIndex, DevicePath, NamedDevice, StreamUrl, VideoFile, parse_source
from kiosk.wording.desk.camera_choice import absent_camera
from kiosk.wording.language.catalogue import _


class EntryKind(Enum):
    """The kinds of entries."""

    CAMERA = auto()
    FILM = auto()
    ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list of cameras.

    Attributes:
        kind: A camera, or a file or address that is typed.
        title: Its name for people.
        detail: Distinguishes it from others with the same title.
        text: Its value in the settings; "" when it is typed.
    """

    kind: EntryKind
    title: str
    detail: str
    text: str = ""


def film_entry() -> Entry:
    """Returns the entry of a video file."""
    return Entry(EntryKind.FILM, _("A video file"), _("for a rehearsal; every kiosk start plays it once"))


def address_entry() -> Entry:
    """Returns the entry of a network camera."""
    return Entry(EntryKind.ADDRESS, _("A network camera"), _("by its address: rtsp:// or http://"))


def entries(devices: Sequence[Device], chosen: str) -> tuple[list[Entry], Entry]:
    """Returns all entries, and the position of the chosen one.

    A camera that is chosen but not connected is in the list too.

    Args:
        devices: The machine's cameras.
        chosen: A camera, as the settings hold it.
    """
    found = [_entry(each) for each in devices]
    film, address = film_entry(), address_entry()
    mine = [*found, film, address]
    try:
        source = parse_source(chosen)
    except Refused:
        return mine, address if "://" in chosen else film
    match source:
        case StreamUrl():
            return mine, address
        case VideoFile():
            return mine, film
        case DeviceIndex(index):
            device = next((each for each in devices if each.index == index), None)
        case DevicePath(path):
            device = next((each for each in devices if each.path == path), None)
        case NamedDevice(text):
            device = find_device(text, tuple(devices))
        case _:
            device = None
    if device is not None:
        return mine, found[devices.index(device)]
    absent = Entry(EntryKind.CAMERA, absent_camera(chosen), _("not found now"), chosen)
    return [absent, *mine], absent


def _entry(device: Device) -> Entry:
    # A name that the settings cannot hold is replaced by the number, which another camera may get later.
    text = f"name:{device.identity}" if device.identity.isprintable() else device.path or str(device.index)
    return Entry(EntryKind.CAMERA, device.name, device.identity, text)
