"""The camera of this machine's kiosk, and choosing another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.options import OptionValue
from kiosk.domain.refusals.refusal import Refusal
from kiosk.scanning.capture_request import CaptureRequest, request_for
from kiosk.services.settings.options import change_options
from kiosk.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera and the requested values.

    Attributes:
        camera: Its name in the settings; its address may hold a password.
        size: 720p or 1080p.
        exposure: In the driver's own unit; None leaves it to the camera.
        focus: In the driver's own unit; None leaves it to the camera.
    """

    camera: str = field(repr=False)
    size: str = "720p"
    exposure: float | None = None
    focus: float | None = None

    @property
    def request(self) -> CaptureRequest:
        """Returns the request to a webcam."""
        return request_for(self.size, self.exposure, self.focus)

    def options(self) -> Mapping[str, OptionValue | None]:
        """Returns the values by the options' names."""
        return {
            "camera": self.camera,
            "camera_size": self.size,
            "camera_exposure": self.exposure,
            "camera_focus": self.focus,
        }


def choice_of(settings: Settings) -> CameraChoice:
    """Returns the camera and its values in these settings."""
    return CameraChoice(
        settings.camera, settings.camera_size, settings.camera_exposure, settings.camera_focus
    )


def read_choice() -> CameraChoice:
    """Returns the choice that a kiosk started now would use.

    Raises:
        Refused: The settings cannot be read.
    """
    return choice_of(load_settings())


def save_choice(before: CameraChoice, chosen: CameraChoice) -> dict[str, Refusal]:
    """Writes the changed values of a choice into the settings file.

    Returns:
        The faults by the options' names; nothing is written then. Empty when all values are valid.

    Raises:
        Refused: The file cannot be read or written, or something else overrides it.
    """
    earlier = before.options()
    changes = {name: value for name, value in chosen.options().items() if value != earlier[name]}
    return change_options(changes) if changes else {}
