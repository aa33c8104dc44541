"""The state of a door's camera as the desk lists it."""

from typing import assert_never

from kiosk.domain.check_in.kiosk import KioskCamera
from kiosk.scanning.messages import CameraState


def kiosk_camera(state: CameraState) -> KioskCamera | None:
    """Returns the state for the desk; None while it is about to change: the former one still holds."""
    match state:
        case CameraState.LIVE:
            return KioskCamera.READS
        case CameraState.OPENING | CameraState.RESTARTING:
            return None
        case CameraState.ENDED:
            return KioskCamera.NONE
        case (
            CameraState.MISSING
            | CameraState.BUSY
            | CameraState.DENIED
            | CameraState.FROZEN
            | CameraState.DARK
            | CameraState.UNREADABLE
        ):
            return KioskCamera.LOST
        case _:
            assert_never(state)
