"""An ordeal with a webcam's driver: vivid, the kernel's virtual webcam, where it is loaded."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.scanning.devices import v4l_devices
from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import NamedDevice
from tests.scanning.ordeals import Survived, listening, wait_for_report

_DRIVER = Path("/sys/bus/platform/drivers/vivid")
_WEBCAM = "vivid-000-vid-cap"
_LOADS_IT = "modprobe vivid num_inputs=1 input_types=0"


def driven(times: int) -> Survived:
    """Lets another program take the system's webcam, and its driver go and come back."""
    name = "a webcam's driver goes and comes back"
    if not _is_present() or not os.access(_DRIVER / "unbind", os.W_OK):
        return Survived(name, 0, note=f"not run: as root, {_LOADS_IT} gives a webcam to try")
    source = NamedDevice(_WEBCAM)
    back: list[float] = []
    with listening(source) as listener:
        wait_for_report(listener, CameraState.LIVE, 0)
        with listening(source) as other:
            wait_for_report(other, CameraState.BUSY, 0)
        for _ in range(times):
            with _unbound():
                wait_for_report(listener, CameraState.MISSING, time.monotonic())
            at = time.monotonic()
            back.append(wait_for_report(listener, CameraState.LIVE, at) - at)
        assert listener.scanner.restarts == 0
        agreed = listener.agreed()[-1]
    return Survived(
        name,
        times,
        back=tuple(back),
        note=f"{agreed.width}x{agreed.height} {agreed.codec}; busy for a second program",
    )


def _is_present() -> bool:
    return any(device.name == _WEBCAM for device in v4l_devices())


@contextmanager
def _unbound() -> Iterator[None]:
    """Unbinds the driver from its webcams until the end of the block, as if they were unplugged."""
    webcams = [each.name for each in _DRIVER.glob("vivid.*")]
    for webcam in webcams:
        (_DRIVER / "unbind").write_text(webcam, encoding="ascii")
    try:
        yield
    finally:
        for webcam in webcams:
            (_DRIVER / "bind").write_text(webcam, encoding="ascii")
