"""The sources of pictures, as people name them in settings and commands."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never
from urllib.parse import urlsplit

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.errors import Refused

_STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https"})
_MAX_CROWD_TEXT = 300  # bytes; a QR with more would be too fine on the crowd's cards
_MENUS_AND_THE_LIKE = ("https://www.example.org/menu", "WIFI:T:WPA;S:Guest;P:welcome;;", "4006381333931")

_NAME = "name:"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,19}")


@dataclass(frozen=True, slots=True)
class DeviceIndex:
    """The system's n-th camera, counted from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class DevicePath:
    """A camera by its device file, for example /dev/video0 or /dev/v4l/by-id/…."""

    path: str


@dataclass(frozen=True, slots=True)
class NamedDevice:
    """A camera by its identity or its name, in any socket; `kiosk camera list` shows both."""

    text: str


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A video file. Each frame is decoded, none is dropped.

    Attributes:
        path: The file.
        is_paced: True plays at the file's frame rate; False as fast as frames decode.
    """

    path: Path
    is_paced: bool = True


@dataclass(frozen=True, slots=True)
class StreamUrl:
    """A network camera. The address may contain a password: show `str()` to people, never `url`."""

    url: str

    def __str__(self) -> str:
        """Returns the address without user, password and query (which often contains a key)."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def __repr__(self) -> str:
        """Returns the same as `str()`, because logs contain it."""
        return f"StreamUrl({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Crowd:
    """A rehearsal: drawn people hold codes up to a virtual camera, the same people for the same seed.

    Attributes:
        passes: Pass tokens, each on a phone or on paper.
        event_codes: Texts of the event's QR, each shown on a phone.
        junk: Other codes.
        seed: The seed of the crowd's random numbers.
        is_paced: True gives 30 frames a second, and drops late ones; False as fast as frames decode.

    Raises:
        ValueError: There are no codes, or one is too long for a card.
    """

    passes: tuple[str, ...] = ()
    event_codes: tuple[str, ...] = ()
    junk: tuple[str, ...] = (
        "https://www.example.org/menu",
        "WIFI:T:WPA;S:Guest;P:welcome;;",
        "4006381333931",
    )
    seed: int = 0
    is_paced: bool = True

    def __post_init__(self) -> None:
        """Checks that every code can be drawn, before a process is started for the crowd."""
        texts = (*self.passes, *self.event_codes, *self.junk)
        if not texts:
            message = "A crowd needs at least one code to hold up."
            raise ValueError(message)
        if not all(0 < len(text.encode()) <= _MAX_CROWD_TEXT for text in texts):
            message = f"A crowd's codes have 1 to {_MAX_CROWD_TEXT} bytes."
            raise ValueError(message)


Source = DeviceIndex | DevicePath | NamedDevice | VideoFile | StreamUrl | Crowd


def name_of(source: Source) -> CameraName:
    """Returns a source's name for sentences: a file without its folders, an address without its password."""
    match source:
        case DeviceIndex(index):
            return CameraName(CameraKind.NUMBER, str(index))
        case DevicePath(path):
            return CameraName(CameraKind.DEVICE, path)
        case NamedDevice(text):
            return CameraName(CameraKind.NAME, text)
        case VideoFile(path):
            return CameraName(CameraKind.VIDEO, path.name)
        case StreamUrl():
            return CameraName(CameraKind.STREAM, str(source))
        case Crowd():
            return CameraName(CameraKind.CROWD)
        case _:
            assert_never(source)


def parse_source(text: str) -> Source:
    """Returns the source that a text names. A camera need not exist yet; a video file must.

    Args:
        text: "0", "name:HD Webcam", "/dev/video0", "clip.mp4", "rtsp://…" or "http://…".

    Raises:
        Refused: The text does not name a source, or the file does not exist.
    """
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,3}", text):
        return DeviceIndex(int(text))
    if text.startswith("/dev/"):
        return DevicePath(text)
    if text.lower().startswith(_NAME):
        return _parse_name(text[len(_NAME) :].strip())
    scheme, separator, _ = text.partition("://")
    if separator:
        return _parse_stream(text, scheme.lower())
    return _parse_file(text)


def may_hold_password(text: str) -> bool:
    """Returns True for any text written as an address, valid or not, which must never be shown as it is."""
    return "://" in text or "@" in text.partition(":")[2]


def _parse_name(name: str) -> NamedDevice:
    from kiosk.domain.refusals.machine.cameras import CameraNameMissing  # noqa: PLC0415 -- a scanner's process refuses no name

    if not name or not name.isprintable():
        raise Refused(CameraNameMissing())
    return NamedDevice(name)


def _parse_stream(text: str, scheme: str) -> StreamUrl:
    from kiosk.domain.refusals.machine.cameras import AddressNotEscaped, AddressWithoutHost, SchemeUnknown  # noqa: PLC0415 -- a scanner's process refuses no name

    if scheme not in _STREAM_SCHEMES:
        raise Refused(SchemeUnknown(scheme if _SCHEME.fullmatch(scheme) else None))
    try:
        host, _port = urlsplit(text).hostname, urlsplit(text).port
    except ValueError:
        host = None
    if not host or not text.isprintable():
        raise Refused(AddressWithoutHost(scheme))
    if not _is_certain(text):
        raise Refused(AddressNotEscaped(scheme))
    return StreamUrl(text)


def _is_certain(address: str) -> bool:
    # A password with an unescaped / or # would become a part of the host or the path, which are shown.
    host = urlsplit(address).netloc
    after = address.partition("://")[2].removeprefix(host)
    return "@" not in after or not {"@", ":"} & set(host)


def _parse_file(text: str) -> VideoFile:
    from kiosk.domain.refusals.machine.cameras import (  # noqa: PLC0415 -- a scanner's process refuses no name
        CameraFileMissing,
        CameraFileNotAFile,
        CameraFileUnreadable,
        NeitherFileNorAddress,
        NotACamera,
    )

    if not text or "\0" in text or re.fullmatch(r"[-+]?[0-9.]+", text):
        raise Refused(NotACamera(None if may_hold_password(text) else text))
    path = Path(os.path.expanduser(text))  # noqa: PTH111 -- Path.expanduser raises where nobody has this name
    if may_hold_password(text) and not os.path.isfile(path):  # noqa: PTH113 -- Path.is_file raises on a long name
        raise Refused(NeitherFileNorAddress())
    try:
        is_file, is_there = path.is_file(), path.exists()
    except OSError as error:
        raise Refused(CameraFileUnreadable(text, error.strerror or "")) from error
    if not is_file:
        raise Refused(CameraFileNotAFile(text) if is_there else CameraFileMissing(text))
    return VideoFile(path)
