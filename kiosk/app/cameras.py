"""This machine's cameras, and the values that the settings request from them."""

from kiosk.scanning.capture_request import CaptureRequest, request_for
from kiosk.scanning.devices import SYSTEM_LISTS_CAMERAS, Device, devices
from kiosk.settings import Settings
from kiosk.ui.camera.media_devices import media_devices


def system_cameras() -> tuple[Device, ...]:
    """Lists this machine's cameras; asks Qt where the system does not list them (Windows)."""
    found = devices()
    return found if found or SYSTEM_LISTS_CAMERAS else media_devices()


def capture_request(settings: Settings) -> CaptureRequest:
    """Returns the request to a webcam in the settings."""
    return request_for(settings.camera_size, settings.camera_exposure, settings.camera_focus)
