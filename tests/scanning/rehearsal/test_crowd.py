"""The rehearsal's crowd: its codes can be read, and it is the same for the same seed."""

from itertools import islice, pairwise, takewhile

from kiosk.domain.check_in.rescan import DEFAULT_GAP, RescanGuard
from kiosk.scanning.capture.frames import Frame
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.opencv import np
from kiosk.scanning.rehearsal.crowd import (
    FRAMES_PER_SECOND,
    HEIGHT,
    WIDTH,
    CrowdCamera,
    pictures,
    visits,
)
from kiosk.scanning.rehearsal.sprites import Prop
from kiosk.scanning.source import Crowd

CROWD = Crowd(
    passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(6)),
    event_codes=("WS001", "https://in.example.org/c/WS001"),
    seed=7,
)


def test_every_visit_of_fifteen_seconds_is_scanned_once_and_nothing_else() -> None:
    engine, guard = ZbarEngine(), RescanGuard(DEFAULT_GAP)
    frames = 15 * FRAMES_PER_SECOND
    # Every fourth frame, as on a slow machine.
    scanned = [
        text
        for number, picture in enumerate(islice(pictures(CROWD), frames))
        if number % 4 == 0
        for text in decode(picture, engine)
        if guard.see(text, number / FRAMES_PER_SECOND)
    ]
    came = [visit.text for visit in takewhile(lambda visit: visit.ends <= frames, visits(CROWD))]
    still_there = [visit.text for visit in islice(visits(CROWD), len(came), len(came) + 2)]
    assert len(came) > 3
    assert sorted(scanned) in [sorted(came + still_there[:n]) for n in range(3)]


def test_the_same_seed_gives_the_same_crowd_and_another_seed_another_crowd() -> None:
    def first_second(crowd: Crowd) -> int:
        return hash(tuple(picture.tobytes() for picture in islice(pictures(crowd), 20, 30)))

    other = Crowd(passes=CROWD.passes, event_codes=CROWD.event_codes, seed=8)
    assert first_second(CROWD) == first_second(CROWD) != first_second(other)


def test_frames_have_a_webcams_size_and_colours() -> None:
    picture = next(pictures(CROWD))
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert picture.dtype == np.uint8


def test_a_long_rehearsal_shows_every_code_on_every_prop_and_sometimes_two_people() -> None:
    came = list(islice(visits(CROWD), 300))
    assert {visit.text for visit in came} == {*CROWD.passes, *CROWD.event_codes, *CROWD.junk}
    assert {visit.prop for visit in came} == set(Prop)
    overlapping = sum(after.starts < before.ends for before, after in pairwise(came))
    assert 20 < overlapping < 150
    assert all(before.starts <= after.starts for before, after in pairwise(came))


def test_a_code_comes_again_only_when_it_counts_again() -> None:
    for crowd in (CROWD, Crowd(event_codes=("WS001",), junk=())):
        gone_at: dict[str, int] = {}
        for visit in islice(visits(crowd), 200):
            gap = (visit.starts - gone_at.get(visit.text, -1000)) / FRAMES_PER_SECOND
            assert gap > DEFAULT_GAP.total_seconds()
            gone_at[visit.text] = visit.ends


def test_the_crowds_camera_gives_frames_and_ends_its_thread_on_close() -> None:
    for is_paced in (True, False):
        camera = CrowdCamera(Crowd(passes=CROWD.passes, is_paced=is_paced))
        items = [camera.next(timeout=10) for _ in range(5)]
        assert sum(isinstance(item, Frame) for item in items) == 3
        camera.check()
        camera.close()
