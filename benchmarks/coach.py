"""How often the coach is right: clips of codes held up with one known fault each, as a confusion table.

Clips that an engine reads are put aside: they need no hint. The last rows are clips without a fault to name
and clips without a code, in which the coach should be silent.
"""

from collections import Counter
from random import Random

from benchmarks._figures import is_quick
from kiosk.scanning.coach import Coach
from kiosk.scanning.decode import decode
from kiosk.scanning.messages import Advice
from kiosk.scanning.vision import Picture
from kiosk.scanning.zbar import ZbarEngine
from tests.scanning.held import NOTHING, RATE, WELL, clip

CLIPS, _QUICK_CLIPS = 40, 8


def answer(frames: list[Picture], engine: ZbarEngine) -> str:
    """What the coach says at the end of a clip: a hint, nothing, or that it was read."""
    coach = Coach()
    said: Advice | None = None
    for number, frame in enumerate(frames):
        now = number / RATE
        if not coach.is_due(now):
            continue
        if decode(frame, engine):
            return "read"
        coach.take_unread(frame, now)
        said = said or coach.advice
    return "silent" if said is None else str(said)


def main() -> None:
    """Prints the confusion table."""
    clips = _QUICK_CLIPS if is_quick(__doc__ or "") else CLIPS
    engine = ZbarEngine()
    kinds = [*map(str, Advice), WELL, NOTHING]
    columns = [*map(str, Advice), "silent", "read"]
    print("| fault | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    right = unread = 0
    for kind in kinds:
        random = Random(f"coach {kind}")  # noqa: S311 -- the same clips each time
        counted = Counter(answer(clip(kind, random), engine) for _ in range(clips))
        print(f"| {kind} | " + " | ".join(str(counted[column]) for column in columns) + " |", flush=True)
        if kind in columns:
            right += counted[kind]
            unread += clips - counted["read"]
    print(
        f"\nRight in {right} of {unread} clips with a fault that nothing read ({right / max(1, unread):.0%})."
    )


if __name__ == "__main__":
    main()
