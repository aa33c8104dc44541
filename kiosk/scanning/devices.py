"""The cameras of this system, by name and by an identity that stays when they are plugged in again."""

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.scanning.messages import CameraState

_SYSFS, _DEV = Path("/sys/class/video4linux"), Path("/dev")
# linux/videodev2.h: the capabilities of a device, and a test that its buffers are free.
_QUERYCAP, _REQBUFS = 0x80685600, 0xC0145608
_CAPABILITY_BYTES, _DEVICE_CAPS = 104, slice(88, 92)
_TAKES_VIDEO = 0x1 | 0x1000  # pictures in one plane or in several
_ONE_MAPPED_BUFFER = b"".join(number.to_bytes(4, "little") for number in (1, 1, 1, 0, 0))
_PROFILER = ["/usr/sbin/system_profiler", "-json", "SPCameraDataType"]
_PROFILER_SECONDS = 10

SYSTEM_LISTS_CAMERAS = sys.platform in {"linux", "darwin"}
"""True where `devices` can list cameras; on other systems only a window may."""


@dataclass(frozen=True, slots=True)
class Device:
    """A camera of this system.

    Attributes:
        index: The number by which OpenCV opens it.
        path: Its device file; empty on systems without device files.
        name: The maker's name for it.
        identity: Stays the same in another socket and after a restart, as far as the system can identify
            cameras (two of one kind without serial numbers are distinguished by their sockets).
    """

    index: int
    path: str
    name: str
    identity: str


def devices() -> tuple[Device, ...]:
    """Returns the system's cameras, in its own order; none where only a window may list them (Windows)."""
    if sys.platform == "linux":
        return tuple(v4l_devices())
    if sys.platform == "darwin":
        return _profiled()
    return ()


def find_device(text: str, among: tuple[Device, ...]) -> Device | None:
    """Returns the camera of this identity or name, or the only one whose name contains it; else None."""
    wanted = text.strip().casefold()
    for device in among:
        if wanted in {device.identity.casefold(), device.name.casefold()}:
            return device
    partly = [device for device in among if wanted in device.name.casefold()]
    return partly[0] if wanted and len(partly) == 1 else None


def v4l_devices(sysfs: Path = _SYSFS, dev: Path = _DEV) -> Iterator[Device]:
    """Returns Linux's cameras.

    Args:
        sysfs: The folder in which the kernel names them.
        dev: The folder of their device files.
    """
    links = _links(dev)
    for folder in sorted(sysfs.glob("video*"), key=lambda folder: _number(folder.name)):
        path = dev / folder.name
        # A webcam has several device files; only the first delivers pictures.
        if _line(folder / "index") not in {"", "0"} or not path.exists() or not _takes_video(path):
            continue
        name = _line(folder / "name") or folder.name
        identity = links.get(path.name, name)
        yield Device(_number(folder.name), str(path), name, identity)


def why_closed(path: str, *, open_device: Callable[[str, int], int] = os.open) -> CameraState:
    """Returns the state that explains why a device file could not be used as a camera just now.

    Args:
        path: The device file.
        open_device: Opens the file; tests pass their own.
    """
    if sys.platform != "linux":
        return CameraState.MISSING
    try:
        descriptor = open_device(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return _meaning(error)
    import fcntl  # noqa: PLC0415 -- not on Windows

    try:
        fcntl.ioctl(descriptor, _REQBUFS, bytearray(_ONE_MAPPED_BUFFER))
    except OSError as error:
        return _meaning(error)
    finally:
        os.close(descriptor)
    return CameraState.MISSING


def _meaning(error: OSError) -> CameraState:
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return CameraState.DENIED
        case errno.EBUSY:
            return CameraState.BUSY
        case _:
            return CameraState.MISSING


def _takes_video(path: Path) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415 -- not on Windows

    described = bytearray(_CAPABILITY_BYTES)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return True  # in use, or not permitted: the device exists
    try:
        fcntl.ioctl(descriptor, _QUERYCAP, described)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return bool(int.from_bytes(described[_DEVICE_CAPS], "little") & _TAKES_VIDEO)


def _links(dev: Path) -> dict[str, str]:
    """Returns the lasting name of each device file, by its serial number or else its socket."""
    found: dict[str, str] = {}
    for kind in ("by-path", "by-id"):
        for link in sorted((dev / "v4l" / kind).glob("*")):
            found[Path(os.path.realpath(link)).name] = link.name
    return found


def _profiled() -> tuple[Device, ...]:
    try:
        output = subprocess.run(  # noqa: S603 -- the system's own program, without a shell
            _PROFILER, capture_output=True, timeout=_PROFILER_SECONDS, check=True
        ).stdout
        cameras = json.loads(output)["SPCameraDataType"]
        return tuple(
            Device(index, "", str(each["_name"]), str(each.get("spcamera_unique-id", each["_name"])))
            for index, each in enumerate(cameras)
        )
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return ()


def _line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _number(name: str) -> int:
    digits = re.search(r"[0-9]+$", name)
    return int(digits[0]) if digits else -1
