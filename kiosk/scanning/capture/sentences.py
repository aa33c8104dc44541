"""What is wrong with a camera, in sentences."""

from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import Source, StreamUrl, VideoFile

_AGAIN = "it is tried again and again."


def sentence_for(  # noqa: PLR0911 -- one return a state
    source: Source, state: CameraState, *, was_live: bool
) -> str:
    """What happened to a camera and what to do; empty while all is well.

    Args:
        source: Which camera.
        state: What it is doing now.
        was_live: True when it gave pictures before.
    """
    match state, source:
        case CameraState.ENDED, _:
            return f"The video {source} came to its end."
        case CameraState.FROZEN, _:
            return f"The {_kind(source)} gives the same picture again and again. It is being opened anew."
        case CameraState.BUSY, StreamUrl():
            return f"The camera at {source} has too many viewers. Close another one; {_AGAIN}"
        case CameraState.BUSY, _:
            return f"The {source} is in use by another program. Close it there; {_AGAIN}"
        case CameraState.DENIED, StreamUrl():
            return f"The camera at {source} refuses this user and password. Correct its address; {_AGAIN}"
        case CameraState.DENIED, _:
            return f"This user may not use {source}. Allow it in the system's settings; {_AGAIN}"
        case CameraState.MISSING, VideoFile():
            return f"{source} cannot be played as a video. Name another file."
        case CameraState.MISSING, StreamUrl():
            what = "gives no more pictures" if was_live else "does not answer"
            return f"The camera at {source} {what}. Check its power, network and address; {_AGAIN}"
        case CameraState.MISSING, _:
            what = "was unplugged or gives no more pictures" if was_live else "is not there"
            return f"The {source} {what}. Plug it in; {_AGAIN}"
        case _:
            return ""


def _kind(source: Source) -> str:
    return f"camera at {source}" if isinstance(source, StreamUrl) else str(source)
