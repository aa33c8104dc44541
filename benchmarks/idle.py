"""Measures an idle door: the scanner's process while nobody is in front, with 30 pictures a second.

The scanner's own process, loop and preview; the camera is MJPEG over HTTP from another process, 1280x720,
with an empty foyer in a webcam's noise. The same camera with people and codes is measured beside it.
"""

import time
from dataclasses import dataclass

import psutil

from benchmarks._figures import figure_of, is_quick, report
from benchmarks._network_camera import RATE, network_camera
from kiosk.scanning.messages import Message, Pulse
from kiosk.scanning.scanner import Scanner

SECONDS, _QUICK_SECONDS = 60, 10
_WARM_SECONDS = 5
_ENOUGH = 0.95  # of the camera's rate: with fewer processed pictures the figure is invalid


@dataclass(frozen=True, slots=True)
class Door:
    """The records of one door for each second after its warm-up.

    Attributes:
        shares: The per cent of one core that the scanner's process used.
        rate: The number of pictures a second that it processed.
        read: The share of these that it searched for codes.
        dropped: The number of pictures that it had no time for.
    """

    shares: list[float]
    rate: float
    read: float
    dropped: int


class _Pulses:
    """All pulses, with the instants of their arrival."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, Pulse]] = []

    def __call__(self, message: Message) -> None:
        """Receives the scanner's messages."""
        if isinstance(message, Pulse):
            self.taken.append((time.monotonic(), message))


def main() -> None:
    """Measures an idle door and a busy one."""
    seconds = _QUICK_SECONDS if is_quick(__doc__ or "") else SECONDS
    figures, notes = [], []
    for name, shown, most in (
        ("nobody in front", "empty", {"p50": 10.0}),
        ("a crowd in front", "busy", None),
    ):
        door = _door(shown, seconds)
        is_full_rate = door.rate >= _ENOUGH * RATE
        figures.append(
            figure_of(
                f"share of one core, {name}", door.shares, unit="%", to_reach=most if is_full_rate else None
            )
        )
        notes.append(
            f"{name}: {door.rate:.1f} pictures a second looked at"
            f"{'' if is_full_rate else f' instead of {RATE}, so that the share is too small'},"
            f" {door.read:.0%} of them read, {door.dropped} dropped"
        )
    report(figures, *notes)


def _door(shown: str, seconds: int) -> Door:
    pulses = _Pulses()
    with network_camera(shown) as source:
        scanner = Scanner(source)
        scanner.connect(pulses)
        scanner.start()
        time.sleep(_WARM_SECONDS)
        process = psutil.Process(scanner.process_id)
        warm = len(pulses.taken)
        shares = [_share(process) for _ in range(seconds)]
        restarts = scanner.restarts
        scanner.shutdown()
    if restarts or not warm:
        raise SystemExit("The scanner's process was replaced or did not start: there is no figure.")
    (began_at, first), (ended_at, last) = pulses.taken[warm - 1], pulses.taken[-1]
    frames = last.frames - first.frames
    return Door(
        shares,
        frames / (ended_at - began_at),
        (last.reads - first.reads) / max(1, frames),
        last.dropped - first.dropped,
    )


def _share(process: psutil.Process) -> float:
    """Returns the per cent of one core that a process uses in the next second."""
    before, began_at = process.cpu_times(), time.monotonic()
    time.sleep(1)
    now = process.cpu_times()
    used = now.user + now.system - before.user - before.system
    return 100 * used / (time.monotonic() - began_at)


if __name__ == "__main__":
    main()
