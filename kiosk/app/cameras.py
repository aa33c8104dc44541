"""This machine's cameras, and what the settings want of them."""

import sys

from kiosk.scanning.devices import Device, devices
from kiosk.scanning.wish import CameraWish
from kiosk.settings import Settings


def system_cameras() -> tuple[Device, ...]:
    """This machine's cameras; Qt is asked where the system itself does not tell (Windows)."""
    found = devices()
    if found or sys.platform in {"linux", "darwin"}:
        return found
    from kiosk.ui.cameras import media_devices

    return media_devices()


def camera_wish(settings: Settings) -> CameraWish:
    """What the settings want of a webcam."""
    height = int(settings.camera_size.removesuffix("p"))
    return CameraWish(height, settings.camera_exposure, settings.camera_focus)
