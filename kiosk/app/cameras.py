"""This machine's cameras, and what the settings want of them."""

from kiosk.scanning.capture_request import CaptureRequest, request_for
from kiosk.scanning.devices import NAMES_ARE_TOLD, Device, devices
from kiosk.settings import Settings
from kiosk.ui.camera.media_devices import media_devices


def system_cameras() -> tuple[Device, ...]:
    """This machine's cameras; Qt is asked where the system itself does not tell (Windows)."""
    found = devices()
    return found if found or NAMES_ARE_TOLD else media_devices()


def capture_request(settings: Settings) -> CaptureRequest:
    """What the settings want of a webcam."""
    return request_for(settings.camera_size, settings.camera_exposure, settings.camera_focus)
