"""The rehearsal source: a crowd in front of a virtual camera; the same seed gives the same crowd."""

import math
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from random import Random

from kiosk.scanning.capture.frames import AnyFrame, Frame, FrameQueue
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.scanning.opencv import Homography, Picture, cv2, np
from kiosk.scanning.rehearsal.sprites import (
    Appearance,
    Prop,
    Sprite,
    card,
    foyer,
    paste,
    paste_tilted,
    person,
    random_appearance,
)
from kiosk.scanning.source import Crowd

WIDTH, HEIGHT, FRAMES_PER_SECOND = 1280, 720, 30

ARRIVE_FRAMES = 22
LEAVE_FRAMES = 18
_HOLD_FRAMES = (36, 66)  # 1.2 to 2.2 s
_PAUSE_FRAMES = (4, 24)
_AGAIN_FRAMES = 75  # how long a code stays out of view before it is shown again, so that it counts again
_PAIR_SHARE = 0.22
_WEIGHTS = (7, 2, 1)  # passes, event codes, junk

_LANES = (500, 640, 780)
_PAIR_LANES = (370, 910)
_OUTSIDE = 420  # pixels beyond the edge, where a person is out of view
_PERSON_TOP = 44
_PERSON_ASIDE, _CARD_ASIDE = -100, 70  # pixels from the lane: a face beside its card
_CARD_HELD_Y, _CARD_LOW_Y = 440, 960
_LENS = 1400.0  # focal length in pixels
_NOISE = 1.6  # grey levels, one standard deviation
_NOISE_MARGIN = 64


@dataclass(frozen=True, slots=True)
class Visit:
    """One person holding up one code.

    Attributes:
        text: The code's text.
        prop: The thing that shows it.
        starts: The frame in which the person appears.
        hold_frames: How many frames the code is held still.
        lane: Where the person stands, in pixels from the left.
        comes_from_left: True when the person comes from the left and leaves to the right.
        seed: It determines tilt, jitter and appearance.
    """

    text: str
    prop: Prop
    starts: int
    hold_frames: int
    lane: int
    comes_from_left: bool
    seed: int

    @property
    def ends(self) -> int:
        """Returns the first frame in which the person is gone."""
        return self.starts + ARRIVE_FRAMES + self.hold_frames + LEAVE_FRAMES


def visits(crowd: Crowd) -> Iterator[Visit]:
    """Yields the visits in order of appearance, without end."""
    rng = Random(crowd.seed)  # noqa: S311 -- a rehearsal, not a secret
    kinds = [(texts, weight) for texts, weight in zip(_groups(crowd), _WEIGHTS, strict=True) if texts]
    decks = [cycle(rng.sample(texts, len(texts))) for texts, _ in kinds]
    weights = [weight for _, weight in kinds]
    gone_at: dict[str, int] = {}
    starts = 0
    while True:
        is_pair = rng.random() < _PAIR_SHARE
        lanes = _PAIR_LANES if is_pair else (rng.choice(_LANES),)
        last = starts
        texts = [next(deck) for deck in rng.choices(decks, weights, k=len(lanes))]
        for lane, text in zip(lanes, dict.fromkeys(texts), strict=False):
            visit = Visit(
                text=text,
                prop=rng.choice([Prop.PAPER, Prop.PHONE, Prop.DARK_PHONE]),
                starts=max(starts, gone_at.get(text, -_AGAIN_FRAMES) + _AGAIN_FRAMES),
                hold_frames=rng.randint(*_HOLD_FRAMES),
                lane=lane,
                comes_from_left=lane < WIDTH // 2 if is_pair else rng.random() < 0.5,  # noqa: PLR2004 -- one in two
                seed=rng.randrange(2**32),
            )
            gone_at[text] = visit.ends
            last = max(last, visit.ends)
            starts = visit.starts + rng.randint(6, 14)  # the other of a pair is a little later
            yield visit
        starts = last + rng.randint(*_PAUSE_FRAMES)


class CrowdCamera:
    """A virtual camera that shows a crowd; its own thread draws the frames."""

    def __init__(self, crowd: Crowd) -> None:
        """Starts drawing.

        Args:
            crowd: The codes that people hold up, and the seed.
        """
        self._crowd = crowd
        self._queue = FrameQueue(keeps_all=not crowd.is_paced)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._draw, name="crowd", daemon=True)
        self._thread.start()

    def next(self, timeout: float) -> AnyFrame | CameraReport | None:
        """Returns the oldest frame or report that waits; None when none comes for `timeout` seconds."""
        return self._queue.next(timeout)

    def dropped(self) -> int:
        """Returns how many frames were replaced before they were taken."""
        return self._queue.dropped()

    def mode(self) -> Mode:
        """Returns the mode of the drawn pictures; they have no codec."""
        return Mode(WIDTH, HEIGHT, FRAMES_PER_SECOND, "")

    def check(self) -> None:
        """Does nothing: a virtual camera has no driver that may hang."""

    def close(self) -> None:
        """Ends the drawing thread."""
        self._closing.set()
        self._queue.close()
        self._thread.join()

    def _draw(self) -> None:
        self._queue.report(CameraReport(CameraState.OPENING))
        due_at = time.monotonic()
        for number, picture in enumerate(pictures(self._crowd)):
            if number == 0:
                self._queue.report(CameraReport(CameraState.LIVE))
            self._queue.put(Frame(picture, taken_at=time.monotonic()))
            if self._crowd.is_paced:
                due_at = max(due_at + 1 / FRAMES_PER_SECOND, time.monotonic() - 1)
                self._closing.wait(max(0.0, due_at - time.monotonic()))
            if self._closing.is_set():
                return


def pictures(crowd: Crowd) -> Iterator[Picture]:
    """Yields the virtual camera's pictures, height x width x 3 uint8 in B G R, without end."""
    room = foyer(WIDTH, HEIGHT)
    rng = np.random.default_rng(crowd.seed)
    noise = rng.normal(0, _NOISE, (HEIGHT + _NOISE_MARGIN, WIDTH + _NOISE_MARGIN)).round()
    brighter = cv2.cvtColor(np.clip(noise, 0, None).astype(np.uint8), cv2.COLOR_GRAY2BGR)
    darker = cv2.cvtColor(np.clip(-noise, 0, None).astype(np.uint8), cv2.COLOR_GRAY2BGR)
    visits_to_come = visits(crowd)
    next_visit = next(visits_to_come)
    present: deque[Visit] = deque()
    number = 0
    while True:
        while next_visit.starts <= number:
            present.append(next_visit)
            next_visit = next(visits_to_come)
        while present and present[0].ends <= number:
            present.popleft()
        scene = room.copy()
        for visit in present:
            if number < visit.ends:
                _draw_visit(scene, visit, number - visit.starts)
        x, y = (int(at) for at in rng.integers(0, _NOISE_MARGIN, 2))
        cv2.add(scene, brighter[y : y + HEIGHT, x : x + WIDTH], dst=scene)
        cv2.subtract(scene, darker[y : y + HEIGHT, x : x + WIDTH], dst=scene)
        yield scene
        number += 1


def _groups(crowd: Crowd) -> tuple[tuple[str, ...], ...]:
    return crowd.passes, crowd.event_codes, crowd.junk


def _draw_visit(scene: Picture, visit: Visit, frame: int) -> None:
    appearance, figure, held = _sprites(visit)
    x = _lane_position(visit, frame)
    speed = abs(x - _lane_position(visit, frame - 1)) / 3  # pixels while the shutter is open
    body_x = x + _PERSON_ASIDE
    paste(scene, figure, round(body_x - figure.width / 2), _PERSON_TOP)
    rng = Random(visit.seed)  # noqa: S311 -- a rehearsal, not a secret
    phase, side = rng.uniform(0, 6), rng.uniform(-25, 25)
    card_x = x + _CARD_ASIDE + side + 3.5 * math.sin(frame / 5 + phase) + 1.5 * math.sin(frame / 1.9)
    card_y = _card_y(visit, frame) + 3 * math.sin(frame / 6 + 2 * phase)
    turn = math.radians(rng.uniform(-9, 9) + 1.5 * math.sin(frame / 7 + phase))
    pitch = math.radians(rng.uniform(-16, 16) + 2 * math.sin(frame / 8))
    yaw = math.radians(rng.uniform(-16, 16) + 2 * math.sin(frame / 9 + phase))
    to_scene = _homography(held, (card_x, card_y), rng.uniform(0.86, 1.04), (pitch, yaw, turn))
    grip_x, grip_y = round(card_x + held.width * 0.32), round(card_y + held.height * 0.36)
    elbow = (round(body_x + 165), HEIGHT + 80)
    cv2.line(scene, elbow, (grip_x + 34, grip_y + 46), _darker(appearance.clothes), 84, cv2.LINE_AA)
    cv2.circle(scene, (grip_x + 14, grip_y + 10), 46, appearance.skin, -1, cv2.LINE_AA)
    paste_tilted(scene, held, to_scene, blur=max(1, round(speed)))
    cv2.ellipse(
        scene, (grip_x + 12, grip_y + 4), (40, 17), 200, 0, 360, _darker(appearance.skin), -1, cv2.LINE_AA
    )


def _lane_position(visit: Visit, frame: int) -> float:
    before, after = -_OUTSIDE, WIDTH + _OUTSIDE
    if not visit.comes_from_left:
        before, after = after, before
    leaving = frame - ARRIVE_FRAMES - visit.hold_frames
    if leaving > 0:
        return visit.lane + (after - visit.lane) * (min(leaving, LEAVE_FRAMES) / LEAVE_FRAMES) ** 2
    return before + (visit.lane - before) * _eased(frame / ARRIVE_FRAMES)


def _card_y(visit: Visit, frame: int) -> float:
    leaving = frame - ARRIVE_FRAMES - visit.hold_frames
    raised = 1 - leaving / LEAVE_FRAMES if leaving > 0 else (frame - 6) / (ARRIVE_FRAMES - 6)
    return _CARD_LOW_Y + (_CARD_HELD_Y - _CARD_LOW_Y) * _eased(raised)


def _eased(share: float) -> float:
    return 1 - (1 - min(1.0, max(0.0, share))) ** 3


def _homography(
    sprite: Sprite, centre: tuple[float, float], scale: float, angles: tuple[float, float, float]
) -> Homography:
    (cp, sp), (cy, sy), (ct, st) = ((math.cos(angle), math.sin(angle)) for angle in angles)
    pitch = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    yaw = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    turn = np.array([[ct, -st, 0], [st, ct, 0], [0, 0, 1]])
    turned = yaw @ pitch @ turn
    on_plane = np.column_stack([turned[:, 0], turned[:, 1], [0, 0, _LENS / scale]])
    lens = np.array([[_LENS, 0, centre[0]], [0, _LENS, centre[1]], [0, 0, 1]])
    from_corner = np.array([[1, 0, -sprite.width / 2], [0, 1, -sprite.height / 2], [0, 0, 1]])
    return np.asarray(lens @ on_plane @ from_corner, np.float64)


def _darker(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    return colour[0] * 9 // 10, colour[1] * 9 // 10, colour[2] * 9 // 10


@lru_cache(maxsize=8)
def _sprites(visit: Visit) -> tuple[Appearance, Sprite, Sprite]:
    appearance = random_appearance(Random(visit.seed))  # noqa: S311 -- a rehearsal, not a secret
    return appearance, person(appearance), card(visit.text, visit.prop)
