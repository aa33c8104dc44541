"""The scanner as the window's process uses it: it reads clips, cameras and crowds, and gives codes."""

import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import count
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from random import Random

import pytest

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.check_in.rescan import DEFAULT_GAP
from kiosk.domain.faults.camera import CameraFault, CameraTrouble, EngineNotInstalled
from kiosk.scanning.messages import Advice, Agreed, CameraState, Message, Pulse
from kiosk.scanning.opencv import Picture, np
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Crowd, StreamUrl, VideoFile
from tests.scanning.conftest import Listener
from tests.scanning.held import clip as clip_of
from tests.scanning.mjpeg import free_port, mjpeg_camera, network_camera, send_frames, send_head
from tests.scanning.pictures import (
    RATE,
    TOKEN,
    colour,
    empty_room_frames,
    held_up,
    jpegs,
    qr,
    scene,
    write_clip,
)
from tests.waiting import until

Scan = Callable[..., Listener]
OTHER = "KP0123456789ABCDEFG"


def clip(folder: Path, *acts: list[Picture]) -> VideoFile:
    return VideoFile(write_clip(folder / "clip.avi", [frame for act in acts for frame in act]))


def test_tilted_noisy_trembling_passes_of_a_clip_are_read_in_order(scan: Scan, tmp_path: Path) -> None:
    texts = [TOKEN, OTHER, "WS001", "Zoë 🎟"]
    acts = [held_up(text, frames=16, seed=number) for number, text in enumerate(texts)]
    listener = scan(clip(tmp_path, *acts))
    listener.wait_for_state(CameraState.ENDED)
    assert listener.codes() == texts
    assert listener.states() == [CameraState.OPENING, CameraState.LIVE, CameraState.ENDED]


def test_a_pass_held_up_for_two_seconds_counts_once(scan: Scan, tmp_path: Path) -> None:
    listener = scan(clip(tmp_path, held_up(TOKEN, frames=2 * RATE)))
    listener.wait_for_state(CameraState.ENDED)
    assert listener.codes() == [TOKEN]


def test_the_same_event_code_on_the_next_phone_counts_again(scan: Scan, tmp_path: Path) -> None:
    away = int(RATE * DEFAULT_GAP.total_seconds()) + 12
    phones = [held_up("WS001", frames=12, seed=phone) for phone in (1, 2)]
    listener = scan(clip(tmp_path, phones[0], empty_room_frames(away), phones[1]))
    listener.wait_for_state(CameraState.ENDED)
    assert listener.codes() == ["WS001", "WS001"]


def test_two_passes_at_once_are_both_seen_the_nearest_to_the_centre_first(scan: Scan, tmp_path: Path) -> None:
    both = colour(scene((qr(OTHER), 20, 100), (qr(TOKEN), 540, 250)))
    listener = scan(clip(tmp_path, [both] * 5))
    listener.wait_for_state(CameraState.ENDED)
    assert listener.codes() == [TOKEN, OTHER]


def test_a_code_carries_its_frames_time_and_its_decoding_time(scan: Scan, tmp_path: Path) -> None:
    before = time.monotonic()
    listener = scan(clip(tmp_path, held_up(TOKEN, frames=15)))
    listener.wait_for_codes(1)
    seen = listener.seen()[0]
    assert before < seen.frame_at < time.monotonic()
    assert 0 < seen.decode_ms / 1000 < time.monotonic() - seen.frame_at


def test_a_network_camera_that_appears_later_is_found_and_was_reported_missing_once(scan: Scan) -> None:
    port = free_port()
    listener = scan(StreamUrl(f"http://127.0.0.1:{port}/video"))
    listener.wait_for_state(CameraState.MISSING)
    absent = CameraFault(
        CameraName(CameraKind.STREAM, f"http://127.0.0.1:{port}/video"), CameraTrouble.ABSENT
    )
    assert listener.reports()[-1].cause == absent
    with mjpeg_camera(jpegs([colour(scene((qr(TOKEN), 500, 250)))]), port=port):
        listener.wait_for_codes(1)
    listener.wait_for_state(CameraState.MISSING, times=2)
    assert listener.codes() == [TOKEN]
    expected = [CameraState.OPENING, CameraState.MISSING, CameraState.LIVE, CameraState.MISSING]
    assert listener.states() == expected


def test_a_check_in_that_could_not_be_recorded_is_scanned_again_while_the_pass_is_held(scan: Scan) -> None:
    with mjpeg_camera(jpegs([colour(scene((qr(TOKEN), 500, 250)))])) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"), gap=timedelta(hours=1))
        listener.wait_for_codes(1)
        listener.scanner.forget("something else")
        listener.scanner.forget(TOKEN)
        listener.wait_for_codes(2)
    assert listener.codes() == [TOKEN, TOKEN]


def test_codes_scanned_before_the_window_is_ready_wait_for_it(tmp_path: Path) -> None:
    scanner = Scanner(clip(tmp_path, held_up(TOKEN, frames=12)))
    listener = Listener(scanner)
    scanner.start()
    try:
        assert until(lambda: scanner.preview_number() >= 8), "the window is still starting"
        assert listener.states() == []
        scanner.connect(listener)
        listener.wait_for_state(CameraState.ENDED)
        assert listener.codes() == [TOKEN]
    finally:
        scanner.shutdown()


@pytest.mark.complains("could not be received")
def test_messages_come_one_at_a_time_on_one_thread_even_when_a_receiver_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    threads: set[int] = set()
    failed = threading.Event()
    scanner = Scanner(clip(tmp_path, held_up(TOKEN, frames=12)))
    listener = Listener(scanner)

    def receive(message: Message) -> None:
        threads.add(threading.get_ident())
        if not failed.is_set():
            failed.set()
            error = "the window is not ready"
            raise RuntimeError(error)
        listener(message)

    scanner.connect(receive)
    scanner.start()
    try:
        listener.wait_for_state(CameraState.ENDED)
        assert listener.codes() == [TOKEN]
        assert len(threads) == 1
        assert "the window is not ready" in caplog.text
    finally:
        scanner.shutdown()


def test_the_preview_is_not_mirrored_and_small_enough_for_the_screen(scan: Scan, tmp_path: Path) -> None:
    left_is_blue = colour(scene())
    left_is_blue[:, :640] = (255, 0, 0)
    listener = scan(clip(tmp_path, [left_is_blue] * 10))
    listener.wait_for_state(CameraState.ENDED)
    picture = listener.scanner.preview()
    assert picture is not None
    assert picture.number == listener.scanner.preview_number() > 0
    assert (picture.width, picture.height, len(picture.pixels)) == (960, 540, 960 * 540 * 4)
    blue, green, red, _ = picture.pixels[4 * 100 : 4 * 101]
    assert blue > 200
    assert max(green, red) < 50


def test_without_libzbar_the_preview_runs_and_one_report_names_what_is_missing(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The scanner's process imports this pyzbar, which fails as the real one does without libzbar.
    broken = tmp_path / "site" / "pyzbar"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('Unable to find zbar shared library')")
    monkeypatch.syspath_prepend(broken.parent)
    listener = scan(clip(tmp_path, held_up(TOKEN, frames=12)))
    listener.wait_for_state(CameraState.ENDED)
    assert listener.states() == [CameraState.OPENING, CameraState.UNREADABLE, CameraState.ENDED]
    assert listener.reports()[1].cause == EngineNotInstalled(sys.platform)
    assert listener.codes() == []
    assert listener.scanner.preview_number() > 0


def test_a_rehearsals_crowd_is_scanned(scan: Scan) -> None:
    crowd = Crowd(passes=(TOKEN, OTHER), seed=3)
    listener = scan(crowd)
    listener.wait_for_codes(1)
    assert set(listener.codes()) <= {TOKEN, OTHER, *crowd.junk}


def test_shutdown_leaves_no_process_thread_or_memory_and_may_be_called_twice(scan: Scan) -> None:
    before = {thread.ident for thread in threading.enumerate()}
    listener = scan(Crowd(passes=(TOKEN,)))
    assert listener.wait_for(lambda: any(pulse.frames for pulse in listener.pulses()))
    scanner = listener.scanner
    memory = scanner._preview  # noqa: SLF001 -- its name is private
    assert memory is not None
    name = memory.name
    scanner.shutdown()
    scanner.shutdown()
    assert scanner.process_id is None
    assert {thread.ident for thread in threading.enumerate()} == before
    with pytest.raises(FileNotFoundError):
        SharedMemory(name)
    assert scanner.preview() is None
    assert scanner.preview_number() == 0
    scanner.forget(TOKEN)


def test_a_scanner_that_never_started_shuts_down_too() -> None:
    Scanner(Crowd(passes=(TOKEN,))).shutdown()


def test_pulses_come_while_nothing_happens(scan: Scan) -> None:
    listener = scan(StreamUrl(f"http://127.0.0.1:{free_port()}/"))
    assert listener.wait_for(lambda: len(listener.pulses()) >= 3)
    assert listener.pulses()[-1] == Pulse(frames=0, reads=0, dropped=0)


def test_a_person_with_an_unreadable_code_gets_advice_until_they_leave(scan: Scan) -> None:
    faulty = clip_of(Advice.FURTHER, Random(2))  # noqa: S311 -- the same clip each time
    is_away = threading.Event()
    room = scene(width=1280, height=720)
    held, empty = jpegs(faulty), jpegs([room, room // 2])

    def show(viewer: BaseHTTPRequestHandler, unplugged: threading.Event) -> None:
        send_head(viewer)
        frames = (each for n in count() for each in [(empty if is_away.is_set() else held)[n % 2]])
        send_frames(viewer, unplugged, frames, rate=15)

    with network_camera(show) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        assert listener.wait_for(lambda: listener.advice() == [Advice.FURTHER]), listener.advice()
        is_away.set()
        assert listener.wait_for(lambda: listener.advice() == [Advice.FURTHER, None]), listener.advice()


def test_an_empty_room_is_watched_all_the_time_and_read_rarely(scan: Scan) -> None:
    rng = np.random.default_rng(2)
    room = scene(width=320, height=180)
    noisy = [np.clip(room + rng.normal(0, 2, room.shape), 0, 255).astype(np.uint8) for _ in range(20)]
    with mjpeg_camera(jpegs([*noisy])) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        assert listener.wait_for(lambda: bool(listener.pulses()) and listener.pulses()[-1].frames > 60)
        rested = listener.pulses()[-1]
        assert listener.wait_for(lambda: listener.pulses()[-1].frames > rested.frames + 60)
        later = listener.pulses()[-1]
    assert later.reads - rested.reads < (later.frames - rested.frames) / 4


def test_a_covered_lens_is_reported_and_its_end_as_well(scan: Scan) -> None:
    is_covered = threading.Event()
    rng = np.random.default_rng(2)
    room = scene(width=320, height=180)
    noise = [rng.integers(0, 6, room.shape, np.uint8) for _ in range(5)]
    lit, dark = jpegs([room + each for each in noise]), jpegs(noise)

    def show(viewer: BaseHTTPRequestHandler, unplugged: threading.Event) -> None:
        send_head(viewer)
        frames = ((dark if is_covered.is_set() else lit)[n % 5] for n in count())
        send_frames(viewer, unplugged, frames)

    with network_camera(show) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        listener.wait_for_state(CameraState.LIVE)
        is_covered.set()
        listener.wait_for_state(CameraState.DARK)
        is_covered.clear()
        listener.wait_for_state(CameraState.LIVE, times=2)
        assert listener.states() == [
            CameraState.OPENING,
            CameraState.LIVE,
            CameraState.DARK,
            CameraState.LIVE,
        ]


def test_the_cameras_agreed_mode_is_reported_once_and_again_after_a_change(scan: Scan) -> None:
    small_room, large_room = (
        scene((qr("CODE"), 40, 40), width=4 * side, height=3 * side) for side in (80, 160)
    )
    frames = jpegs([colour(small_room)] * 20 + [colour(large_room)] * 20)
    with mjpeg_camera(frames) as port:
        listener = scan(StreamUrl(f"http://127.0.0.1:{port}/"))
        assert listener.wait_for(lambda: len(listener.agreed()) >= 3), listener.states()
    small, large = Agreed(320, 240, "MJPG"), Agreed(640, 480, "MJPG")
    assert listener.agreed()[:3] == [small, large, small]
