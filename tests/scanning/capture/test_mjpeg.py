"""Network cameras with their faults: they stall, drop and truncate pictures, disconnect, and refuse."""

import base64
import time
from http.server import BaseHTTPRequestHandler
from itertools import cycle, repeat
from threading import Event

import pytest

from kiosk.scanning.capture.jpeg import Jpeg, JpegFrame
from kiosk.scanning.capture.mjpeg import MjpegCapture, NotMjpeg, open_mjpeg
from kiosk.scanning.messages import CameraState
from tests.scanning.mjpeg import ViewerHandler, free_port, network_camera, send_frames, send_head
from tests.scanning.pictures import colour, jpegs, scene

SMALL, LARGE = jpegs([colour(scene(width=64, height=48)), colour(scene(width=160, height=120))])


def opened_capture(url: str, seconds: float = 1) -> MjpegCapture:
    capture = open_mjpeg(url, seconds)
    assert isinstance(capture, MjpegCapture)
    return capture


def sends(*frames: bytes, sends_length: bool = True) -> ViewerHandler:
    def show(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        send_head(viewer)
        send_frames(viewer, unplugged, cycle(frames), rate=200, sends_length=sends_length)

    return show


def refuses(status: int) -> ViewerHandler:
    return lambda viewer, _unplugged: viewer.send_error(status)


@pytest.mark.parametrize("sends_length", [True, False])
def test_pictures_of_any_size_arrive_as_they_were_sent(*, sends_length: bool) -> None:
    with network_camera(sends(SMALL, LARGE, sends_length=sends_length)) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/")
        read = [capture.read() for _ in range(4)]
        capture.release()
    assert read == [(True, Jpeg(SMALL)), (True, Jpeg(LARGE))] * 2


def test_a_truncated_picture_is_skipped_and_the_next_one_is_read() -> None:
    with network_camera(sends(SMALL, LARGE[: len(LARGE) // 2])) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/")
        assert [capture.read()[0] for _ in range(4)] == [True, False, True, False]
        capture.release()


def test_pictures_are_read_again_after_a_wrong_content_length() -> None:
    def lie(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        send_head(viewer)
        viewer.wfile.write(b"--frame\r\nContent-Length: 99\r\n\r\n" + SMALL + b"\r\n")
        send_frames(viewer, unplugged, repeat(SMALL), rate=200)

    with network_camera(lie) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/")
        read = [capture.read() for _ in range(6)]
        capture.release()
    assert read[0][0] is False
    assert read[-1] == (True, Jpeg(SMALL))


@pytest.mark.parametrize("drips", [False, True], ids=["silent", "dripping"])
def test_a_camera_that_stalls_is_given_up_in_time(*, drips: bool) -> None:
    def stall(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        send_head(viewer)
        send_frames(viewer, unplugged, [SMALL])
        while not unplugged.wait(0.02):
            if drips:
                viewer.wfile.write(b"x")

    with network_camera(stall) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/", seconds=0.3)
        assert capture.read()[0]
        before = time.monotonic()
        assert capture.read() == (False, None)
        assert time.monotonic() - before < 5
        capture.release()


def test_a_camera_that_closes_the_connection_gives_no_more_pictures() -> None:
    def hang_up(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        send_head(viewer)
        send_frames(viewer, unplugged, [SMALL])
        viewer.close_connection = True

    with network_camera(hang_up) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/")
        assert [capture.read()[0] for _ in range(3)] == [True, False, False]
        capture.release()


@pytest.mark.parametrize(
    "head", [b"--frame\r\nContent-Length: 999999999\r\n\r\n", b"x" * 100_000], ids=["giant", "endless head"]
)
def test_invalid_data_gives_no_picture(head: bytes) -> None:
    def trick(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        send_head(viewer)
        while not unplugged.wait(0.01):
            viewer.wfile.write(head)

    with network_camera(trick) as port:
        capture = opened_capture(f"http://127.0.0.1:{port}/")
        assert capture.read() == (False, None)
        capture.release()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (401, CameraState.DENIED),
        (403, CameraState.DENIED),
        (404, CameraState.MISSING),
        (429, CameraState.BUSY),
        (500, CameraState.MISSING),
        (503, CameraState.BUSY),
    ],
)
def test_a_refusal_gives_its_reason(status: int, state: CameraState) -> None:
    with network_camera(refuses(status)) as port:
        assert open_mjpeg(f"http://127.0.0.1:{port}/", 1) is state


def test_a_camera_at_an_address_without_a_server_is_missing() -> None:
    assert open_mjpeg(f"http://127.0.0.1:{free_port()}/", 1) is CameraState.MISSING
    assert open_mjpeg("http://no-such-host.invalid/", 1) is CameraState.MISSING


def test_user_and_password_are_sent_when_the_camera_asks_for_them() -> None:
    right = "Basic " + base64.b64encode(b"door:s3 cret").decode()

    def guard(viewer: BaseHTTPRequestHandler, unplugged: Event) -> None:
        if viewer.headers.get("Authorization") == right:
            sends(SMALL)(viewer, unplugged)
            return
        viewer.send_response(401)
        viewer.send_header("WWW-Authenticate", 'Basic realm="camera"')
        viewer.end_headers()

    with network_camera(guard) as port:
        capture = opened_capture(f"http://door:s3%20cret@127.0.0.1:{port}/video?size=small")
        assert capture.read()[0]
        capture.release()
        assert open_mjpeg(f"http://door:wrong@127.0.0.1:{port}/", 1) is CameraState.DENIED


def test_an_address_with_something_else_raises_not_mjpeg() -> None:
    def film(viewer: BaseHTTPRequestHandler, _unplugged: Event) -> None:
        viewer.send_response(200)
        viewer.send_header("Content-Type", "video/mp4")
        viewer.end_headers()

    with network_camera(film) as port, pytest.raises(NotMjpeg):
        open_mjpeg(f"http://127.0.0.1:{port}/film.mp4", 1)


def test_a_glance_is_at_half_size_and_the_picture_is_decoded_once() -> None:
    frame = JpegFrame(Jpeg(LARGE), taken_at=0)
    assert frame.glance().shape == (60, 80, 3)
    assert frame.picture.shape == (120, 160, 3)
    assert frame.picture is frame.picture
    assert frame.glance() is frame.picture


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff no jpeg \xff\xd9", LARGE[:40]])
def test_a_damaged_frame_gives_an_empty_picture(content: bytes) -> None:
    frame = JpegFrame(Jpeg(content), taken_at=0)
    assert frame.glance().size == 0
    assert frame.picture.size == 0


@pytest.mark.parametrize(
    ("side", "shown", "glanced"), [(4096, 4096, 2048), (4100, 2050, 2050), (9000, 2250, 2250), (40_000, 0, 0)]
)
def test_a_giant_frame_is_decoded_at_the_size_at_which_it_is_read(
    side: int, shown: int, glanced: int
) -> None:
    frame = JpegFrame(Jpeg(jpegs([scene(width=side, height=20)])[0]), taken_at=0)
    assert frame.glance().shape[1:2] == (glanced,)
    assert frame.picture.shape[1:2] == (shown,)


def test_padding_after_the_end_does_not_make_a_picture_damaged() -> None:
    assert Jpeg(SMALL + bytes(5000)).is_whole
    assert not Jpeg(SMALL[:-2]).is_whole
    assert not Jpeg(bytes(10)).is_whole
