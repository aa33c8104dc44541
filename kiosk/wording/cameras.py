"""Faults of cameras in words.

A guest reads neither the camera's name nor its address; the words for organizers and technicians are the same
except where a command helps.
"""

from typing import assert_never

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.faults.camera import (
    CameraCause,
    CameraFault,
    CameraTrouble,
    EngineNotInstalled,
    LensCovered,
    ScannerRestarting,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def camera_name(camera: CameraName) -> str:
    """Returns the name of a camera at the start of a line: "camera 0"."""
    match camera.kind:
        case CameraKind.NUMBER | CameraKind.DEVICE:
            return _("camera {camera}").format(camera=camera.label)
        case CameraKind.NAME:
            return _("camera {camera}").format(camera=repr(camera.label))
        case CameraKind.VIDEO | CameraKind.STREAM:
            return camera.label
        case CameraKind.CROWD:
            return _("the rehearsal crowd")
        case _:
            assert_never(camera.kind)


def camera_trouble(cause: CameraCause | None, audience: Audience) -> str:
    """Explains what is wrong with a camera and what helps; returns "" while it works.

    Args:
        cause: The fact.
        audience: The reader.
    """
    match cause:
        case None:
            return ""
        case CameraFault(camera, trouble):
            return (
                _trouble_for_guest(camera, trouble)
                if audience is Audience.GUEST
                else _trouble(camera, trouble)
            )
        case LensCovered():
            return _("The camera sees nothing: its lens is covered, or the room is dark. Uncover it.")
        case ScannerRestarting():
            if audience is Audience.GUEST:
                return _("The camera is back in a moment.")
            return _("The scanner stopped answering and is being restarted; the camera is back in a moment.")
        case EngineNotInstalled(platform):
            return engine_not_installed(platform, audience)
        case _:
            assert_never(cause)


def engine_not_installed(platform: str, audience: Audience) -> str:
    """States that the library that reads codes is missing, and how it is installed.

    Args:
        platform: The value of sys.platform.
        audience: The reader.
    """
    match audience:
        case Audience.GUEST:
            return _("This kiosk cannot read codes now. Ask staff to look at it.")
        case Audience.ORGANIZER:
            return _(
                "No code can be read: the library libzbar is missing."
                " Ask your technician to install it, then start again."
            )
        case Audience.TECHNICIAN:
            return _how_to_install(platform)
        case _:
            assert_never(audience)


def no_picture(camera: CameraName, seconds: float) -> str:
    """States that a camera that was tried gave no picture.

    Args:
        camera: The camera.
        seconds: The time that the program waited.
    """
    return _("No picture came from {camera} within {seconds} s.").format(
        camera=camera_name(camera), seconds=f"{seconds:g}"
    )


def _trouble(camera: CameraName, trouble: CameraTrouble) -> str:
    match camera.kind:
        case CameraKind.STREAM:
            return _trouble_of_stream(trouble).format(address=camera.label)
        case CameraKind.VIDEO:
            return _trouble_of_video(trouble).format(video=camera.label)
        case CameraKind.NAME:
            return _trouble_of_webcam(trouble).format(camera=repr(camera.label))
        case CameraKind.NUMBER | CameraKind.DEVICE | CameraKind.CROWD:
            return _trouble_of_webcam(trouble).format(camera=camera.label)
        case _:
            assert_never(camera.kind)


def _trouble_of_webcam(trouble: CameraTrouble) -> str:
    match trouble:
        case CameraTrouble.ABSENT:
            return _("The camera {camera} is not there. Plug it in; it is tried again and again.")
        case CameraTrouble.LOST:
            return _(
                "The camera {camera} was unplugged or gives no more pictures."
                " Plug it in; it is tried again and again."
            )
        case CameraTrouble.IN_USE:
            return _(
                "The camera {camera} is in use by another program."
                " Close it there; it is tried again and again."
            )
        case CameraTrouble.DENIED:
            return _(
                "This user may not use camera {camera}."
                " Allow it in the system's settings; it is tried again and again."
            )
        case CameraTrouble.FROZEN:
            return _("The camera {camera} gives the same picture again and again. It is being opened again.")
        case CameraTrouble.ENDED:
            return _("The camera {camera} gives no more pictures.")
        case _:
            assert_never(trouble)


def _trouble_of_stream(trouble: CameraTrouble) -> str:
    match trouble:
        case CameraTrouble.ABSENT:
            return _(
                "The camera at {address} does not answer."
                " Check its power, network and address; it is tried again and again."
            )
        case CameraTrouble.LOST:
            return _(
                "The camera at {address} gives no more pictures."
                " Check its power, network and address; it is tried again and again."
            )
        case CameraTrouble.IN_USE:
            return _(
                "The camera at {address} has too many viewers."
                " Close another one; it is tried again and again."
            )
        case CameraTrouble.DENIED:
            return _(
                "The camera at {address} refuses this user and password."
                " Correct its address; it is tried again and again."
            )
        case CameraTrouble.FROZEN:
            return _(
                "The camera at {address} gives the same picture again and again. It is being opened again."
            )
        case CameraTrouble.ENDED:
            return _("The camera at {address} gives no more pictures.")
        case _:
            assert_never(trouble)


def _trouble_of_video(trouble: CameraTrouble) -> str:
    match trouble:
        case CameraTrouble.ENDED | CameraTrouble.FROZEN:
            return _("The video {video} came to its end.")
        case CameraTrouble.ABSENT | CameraTrouble.LOST | CameraTrouble.IN_USE | CameraTrouble.DENIED:
            return _("{video} cannot be played as a video. Name another file.")
        case _:
            assert_never(trouble)


def _trouble_for_guest(camera: CameraName, trouble: CameraTrouble) -> str:
    match camera.kind, trouble:
        case _, CameraTrouble.ENDED:
            return _("The video came to its end.")
        case _, CameraTrouble.FROZEN:
            return _("The camera gives the same picture again and again. It is being opened again.")
        case CameraKind.VIDEO, _:
            return _("The video cannot be played. Ask staff to choose another camera.")
        case _, CameraTrouble.DENIED:
            return _("This kiosk may not use the camera. Ask staff to look at it.")
        case CameraKind.STREAM, CameraTrouble.IN_USE:
            return _("The camera has too many viewers. Ask staff to close one.")
        case _, CameraTrouble.IN_USE:
            return _("The camera is in use by another program. Ask staff to close it there.")
        case CameraKind.STREAM, _:
            return _("The camera does not answer. Ask staff to look at it.")
        case _, CameraTrouble.LOST:
            return _("The camera was unplugged or gives no more pictures. Ask staff to plug it in.")
        case _:
            return _("The camera is not there. Ask staff to plug it in.")


def _how_to_install(platform: str) -> str:
    match platform:
        case "linux":
            return _(
                "No code can be read: the library libzbar is missing."
                " Install it with: sudo apt install libzbar0, then start again."
            )
        case "darwin":
            return _(
                "No code can be read: the library libzbar is missing."
                " Install it with: brew install zbar, then start again."
            )
        case "win32":
            return _(
                "No code can be read: the library libzbar is missing."
                " Install Microsoft's Visual C++ 2013 runtime, which it needs, then start again."
            )
        case _:
            return _("No code can be read: the library libzbar is missing. Install zbar, then start again.")
