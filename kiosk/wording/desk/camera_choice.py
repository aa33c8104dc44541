"""Texts about a camera while an organizer chooses it."""

from typing import assert_never

from kiosk.domain.errors import Refused
from kiosk.scanning.messages import Agreed, CameraState
from kiosk.scanning.source import StreamUrl, VideoFile, parse_source
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.joined import listed
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import shortened

_LONGEST_SHOWN = 60


def no_camera() -> str:
    """States that this machine has no camera, and what to do."""
    return _("No camera was found. Plug one in, or close the program that uses it; then press List again.")


def not_tried() -> str:
    """States that no code was held up yet."""
    return _("Reads codes: not tried yet. Hold any QR code up to the camera; nobody is checked in by it.")


def in_use_here() -> str:
    """States that a kiosk on this machine uses the camera."""
    return _(
        "The kiosk that is shown on this machine looks through this camera. To see its picture here, close"
        " that kiosk first (Ctrl+Q, then the staff PIN). It can be saved without a picture as well."
    )


def nothing_chosen() -> str:
    """Asks for a choice."""
    return _("Choose a camera to see its picture.")


def state_word(state: CameraState) -> str:
    """Returns a camera's state in a word or two."""
    match state:
        case CameraState.OPENING:
            return _("Opening…")
        case CameraState.LIVE:
            return pgettext("state of the camera", "Live")
        case CameraState.MISSING:
            return pgettext("state of the camera", "Missing")
        case CameraState.BUSY:
            return pgettext("state of the camera", "Busy")
        case CameraState.DENIED:
            return pgettext("state of the camera", "Not allowed")
        case CameraState.FROZEN:
            return pgettext("state of the camera", "Frozen")
        case CameraState.DARK:
            return pgettext("state of the camera", "Dark")
        case CameraState.ENDED:
            return _("The film has ended")
        case CameraState.UNREADABLE:
            return _("Cannot read codes")
        case CameraState.RESTARTING:
            return _("Starting again")
        case _:
            assert_never(state)


def agreed_words(agreed: Agreed, rate: float | None) -> str:
    """Returns the camera's picture size, rate and codec: `1280x720, 30 pictures a second, MJPG`.

    Args:
        agreed: Their size and codec.
        rate: Pictures a second, as they come; None while that is not known.
    """
    size = f"{agreed.width}x{agreed.height}"
    return listed(size, "" if rate is None else _rate(round(rate)), agreed.codec)


def read_words(decode_ms: float) -> str:
    """States that a code was read, and how quickly.

    Args:
        decode_ms: The time it took, in milliseconds.
    """
    if decode_ms < 1:
        return _("Reads codes: yes, in less than 1 ms.")
    return _("Reads codes: yes, in {milliseconds} ms.").format(milliseconds=f"{decode_ms:.0f}")


def camera_words(camera: str) -> str:
    """Returns the name of a camera for people: its name in the settings without a password."""
    if camera.isdecimal():
        return _("Camera {number}, by its number").format(number=camera)
    return camera.removeprefix("name:")


def absent_camera(chosen: str) -> str:
    """Returns the name in a list of a chosen camera that is not connected."""
    if chosen.isdecimal():
        return _("Camera {number}").format(number=chosen)
    return chosen.partition("name:")[2] or chosen


def film_fault(path: str) -> str:
    """Explains what is wrong with the typed path of a video file; returns "" for a video file."""
    if not path.strip():
        return _("Choose a video file, or type its path.")
    try:
        is_file = isinstance(parse_source(path), VideoFile)
    except Refused:
        is_file = False
    if is_file:
        return ""
    shown = repr(shortened(path.strip(), _LONGEST_SHOWN))
    return _("There is no video file {path}. Choose another one.").format(path=shown)


def address_fault(address: str) -> str:
    """Explains what is wrong with the typed address of a camera; returns "" for a possible one."""
    if not address.strip():
        return _("Type the address at which the camera gives its pictures; its manual says which.")
    try:
        is_address = isinstance(parse_source(address), StreamUrl)
    except Refused:
        is_address = False
    if is_address:
        return ""
    # The sentence does not quote the address, which may contain a password.
    return _("This is not a camera's address. Write it as rtsp://host:port/path or http://host:port/path.")


def _rate(pictures: int) -> str:
    text = ngettext("{count} picture a second", "{count} pictures a second", pictures)
    return text.format(count=number(pictures))
