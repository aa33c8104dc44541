"""Refusals of the names of cameras, in words."""

from typing import assert_never

from kiosk.domain.faults.camera import DriverFailed, DriverStuck, EngineNotInstalled
from kiosk.domain.refusals.machine.cameras import (
    AddressNotEscaped,
    AddressWithoutHost,
    CameraFileMissing,
    CameraFileNotAFile,
    CameraFileUnreadable,
    CameraNameMissing,
    CameraRefusal,
    CrowdNeedsDemo,
    CrowdNotTried,
    NeitherFileNorAddress,
    NotACamera,
    SchemeUnknown,
)
from kiosk.wording.cameras import engine_not_installed
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def camera_refusal(reason: CameraRefusal, audience: Audience) -> str:
    """Explains why a camera's name is not accepted or the camera not used, and which names are accepted.

    Args:
        reason: The fact.
        audience: A technician reads the commands that help.
    """
    is_technician = audience is Audience.TECHNICIAN
    match reason:
        case (
            NotACamera()
            | CameraNameMissing()
            | SchemeUnknown()
            | CameraFileUnreadable()
            | CameraFileMissing()
            | CameraFileNotAFile()
        ):
            return _named_wrongly(reason) if is_technician else _chosen_wrongly(reason)
        case AddressWithoutHost(scheme):
            return _(
                "This {scheme}:// address names no camera: write it as {scheme}://host:port/path."
            ).format(scheme=scheme)
        case AddressNotEscaped(scheme):
            return _(
                "This {scheme}:// address holds characters that stand for something else. In its user,"
                " password and path write @ as %40, / as %2F, ? as %3F, # as %23 and % as %25."
            ).format(scheme=scheme)
        case NeitherFileNorAddress():
            return _(
                "This is neither a file nor a whole address."
                " Write an address as rtsp://USER:PASSWORD@HOST:PORT/PATH."
            )
        case CrowdNotTried():
            return _("A rehearsal needs no camera.")
        case CrowdNeedsDemo(database):
            return _crowd_needs_demo(is_technician=is_technician).format(database=database)
        case DriverStuck(camera):
            return _(
                "The driver of the camera {camera} does not answer any more."
                " Unplug the camera and plug it in again."
            ).format(camera=camera.label)
        case DriverFailed(camera):
            return _(
                "The driver of the camera {camera} failed. Unplug the camera and plug it in again."
            ).format(camera=camera.label)
        case EngineNotInstalled(platform):
            return engine_not_installed(platform, audience)
        case _:
            assert_never(reason)


_NamedWrongly = (
    NotACamera
    | CameraNameMissing
    | SchemeUnknown
    | CameraFileUnreadable
    | CameraFileMissing
    | CameraFileNotAFile
)


def _named_wrongly(reason: _NamedWrongly) -> str:
    match reason:
        case NotACamera(None):
            return _(
                "This is not a camera. Name a camera's number (0), name: and its name or identity"
                " (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or an"
                " rtsp://"
                " or http:// address."
            )
        case NotACamera(text):
            return _(
                "{text} is not a camera. Name a camera's number (0), name: and its name or identity"
                " (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or an"
                " rtsp://"
                " or http:// address."
            ).format(text=repr(text))
        case CameraNameMissing():
            return _(
                "name: alone names no camera. Name a camera's number (0), name: and its name or identity"
                " (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or an"
                " rtsp://"
                " or http:// address."
            )
        case SchemeUnknown(None):
            return _(
                "A camera address cannot start with what stands before its ://. Name a camera's number (0),"
                " name: and its name or identity (`kiosk camera list` shows them), its device path"
                " (/dev/video0), a video file, or an rtsp:// or http:// address."
            )
        case SchemeUnknown(scheme):
            return _(
                "A camera address cannot start with {scheme}. Name a camera's number (0), name: and its name"
                " or identity (`kiosk camera list` shows them), its device path (/dev/video0), a video file,"
                " or an rtsp:// or http:// address."
            ).format(scheme=repr(scheme))
        case CameraFileUnreadable(path, detail):
            return _(
                "The file {path} cannot be read ({detail}). Name a camera's number (0), name: and its name or"
                " identity (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or"
                " an rtsp:// or http:// address."
            ).format(path=repr(path), detail=detail)
        case CameraFileMissing(path):
            return _(
                "There is no file {path}. As a camera, name a camera's number (0), name: and its name or"
                " identity (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or"
                " an rtsp:// or http:// address."
            ).format(path=repr(path))
        case CameraFileNotAFile(path):
            return _(
                "{path} is not a file. As a camera, name a camera's number (0), name: and its name or"
                " identity (`kiosk camera list` shows them), its device path (/dev/video0), a video file, or"
                " an rtsp:// or http:// address."
            ).format(path=repr(path))
        case _:
            assert_never(reason)


def _chosen_wrongly(reason: _NamedWrongly) -> str:
    match reason:
        case NotACamera(None):
            return _("This is not a camera. Choose a camera, a video file, or an rtsp:// or http:// address.")
        case NotACamera(text):
            return _(
                "{text} is not a camera. Choose a camera, a video file, or an rtsp:// or http:// address."
            ).format(text=repr(text))
        case CameraNameMissing():
            return _("The camera's name is missing. Choose a camera from the list.")
        case SchemeUnknown():
            return _("A camera's address starts with rtsp:// or http://.")
        case CameraFileUnreadable(path, detail):
            return _("The file {path} cannot be read ({detail}). Choose another one.").format(
                path=repr(path), detail=detail
            )
        case CameraFileMissing(path):
            return _("There is no file {path}. Choose another one.").format(path=repr(path))
        case CameraFileNotAFile(path):
            return _("{path} is not a file. Choose another one.").format(path=repr(path))
        case _:
            assert_never(reason)


def _crowd_needs_demo(*, is_technician: bool) -> str:
    if is_technician:
        return _(
            "The rehearsal crowd writes check-ins of people who do not exist, so it only comes to a demo"
            " database, and {database} is not one. `kiosk demo --camera crowd` makes one."
        )
    return _(
        "The rehearsal crowd writes check-ins of people who do not exist, so it only comes to a demo"
        " database, and {database} is not one."
    )
