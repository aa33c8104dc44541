"""What is said of a camera while it is chosen. Pure: the same arguments give the same words."""

from collections import deque

from kiosk.domain.errors import Refused
from kiosk.scanning.messages import Agreed, CameraState, Pulse
from kiosk.scanning.source import StreamUrl, VideoFile, parse_source
from kiosk.ui.widgets.parts import Tone
from kiosk.wording.safe_text import shortened

NO_CAMERA = "No camera was found. Plug one in, or close the program that uses it; then press List again."
NOT_TRIED = "Reads codes: not tried yet. Hold any QR code up to the camera; nobody is checked in by it."
IN_USE_HERE = (
    "The kiosk that is shown on this machine looks through this camera. To see its picture here, close that"
    " kiosk first (Ctrl+Q, then the staff PIN). It can be saved without a picture as well."
)
NOTHING_CHOSEN = "Choose a camera to see its picture."

_STATES = {
    CameraState.OPENING: ("Opening…", Tone.QUIET),
    CameraState.LIVE: ("Live", Tone.GOOD),
    CameraState.MISSING: ("Missing", Tone.BAD),
    CameraState.BUSY: ("Busy", Tone.BAD),
    CameraState.DENIED: ("Not allowed", Tone.BAD),
    CameraState.FROZEN: ("Frozen", Tone.WARY),
    CameraState.DARK: ("Dark", Tone.WARY),
    CameraState.ENDED: ("The film has ended", Tone.QUIET),
    CameraState.UNREADABLE: ("Cannot read codes", Tone.BAD),
    CameraState.RESTARTING: ("Starting again", Tone.WARY),
}
_LONGEST_SHOWN = 60
_LEAST_SECONDS = 1.4


def state_words(state: CameraState) -> tuple[str, Tone]:
    """A camera's state in a word or two, and what that means."""
    return _STATES[state]


def agreed_words(agreed: Agreed, rate: float | None) -> str:
    """What the camera's pictures are like.

    Args:
        agreed: Their size and codec.
        rate: Pictures a second, as they come; None while that is not known.
    """
    parts = [f"{agreed.width}x{agreed.height}"]
    if rate is not None:
        parts.append(f"{rate:.0f} pictures a second")
    if agreed.codec:
        parts.append(agreed.codec)
    return ", ".join(parts)


def read_words(decode_ms: float) -> str:
    """That a code was read, and how quickly."""
    took = f"{decode_ms:.0f} ms" if decode_ms >= 1 else "less than 1 ms"
    return f"Reads codes: yes, in {took}."


def camera_words(camera: str) -> str:
    """A camera as the settings name it without a password, for people."""
    if camera.isdecimal():
        return f"Camera {camera}, by its number"
    return camera.removeprefix("name:")


def film_fault(path: str) -> str:
    """What is wrong with what was typed as a video file; "" when it is one."""
    if not path.strip():
        return "Choose a video file, or type its path."
    try:
        is_file = isinstance(parse_source(path), VideoFile)
    except Refused:
        is_file = False
    if is_file:
        return ""
    return f"There is no video file {shortened(path.strip(), _LONGEST_SHOWN)!r}. Choose another one."


def address_fault(address: str) -> str:
    """What is wrong with what was typed as a camera's address; "" when it can be one."""
    if not address.strip():
        return "Type the address at which the camera gives its pictures; its manual tells it."
    try:
        is_address = isinstance(parse_source(address), StreamUrl)
    except Refused:
        is_address = False
    # The address itself stays out of the sentence: it may hold a password.
    return (
        ""
        if is_address
        else "This is not a camera's address. Write it as rtsp://host:port/path or http://host:port/path."
    )


class Rate:
    """Pictures a second, by what the scanner says that it has looked at."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._pulses: deque[tuple[float, int]] = deque(maxlen=13)  # some three seconds

    def take(self, pulse: Pulse, now: float) -> float | None:
        """Takes a pulse; pictures a second, None while that is not known.

        Args:
            pulse: The newest.
            now: When it came; time.monotonic(), in seconds.
        """
        frames = pulse.frames + pulse.dropped
        if self._pulses and frames < self._pulses[-1][1]:
            self._pulses.clear()  # another process
        if not frames:
            return None
        self._pulses.append((now, frames))
        began_at, before = self._pulses[0]
        took = now - began_at
        return (frames - before) / took if took >= _LEAST_SECONDS else None
