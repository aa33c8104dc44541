"""The request that a scanner's process starts with: `scanner` sends it, `entry` and `loop` read it.

The window's process imports this module, so it imports no OpenCV.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.limits import Limits
from kiosk.scanning.source import Source

_MOST_CODE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class ScannerRequest:
    """The work of one scanner process.

    Attributes:
        source: Where frames come from.
        rescan_gap: How long a code may be unread and still count as held up the whole time.
        in_view: Codes that the process before this one counted.
        preview_name: The name of the shared memory for the screen's pictures.
        limits: The memory and the seconds that the process may use.
        capture: The size and the controls that a webcam is asked for.
    """

    source: Source
    rescan_gap: timedelta
    in_view: tuple[str, ...]
    preview_name: str
    limits: Limits
    capture: CaptureRequest


def latest_codes_that_fit(in_view: Iterable[str]) -> tuple[str, ...]:
    """Returns the latest codes in view that fit into the request, in the same order.

    Args:
        in_view: The codes in view, the oldest first.

    The whole request must fit into the pipe that the process starts from. Otherwise a process that is
    stopped before it reads its request would block the process that starts it.
    """
    fitting: list[str] = []
    bytes_left = _MOST_CODE_BYTES
    for text in reversed(tuple(in_view)):
        bytes_left -= len(text.encode("utf-8", "surrogatepass"))
        if bytes_left < 0:
            break
        fitting.append(text)
    return tuple(reversed(fitting))
