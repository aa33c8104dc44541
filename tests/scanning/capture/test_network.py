"""Networks that drop every packet, and cameras that answer too late."""

import socket
import threading
from collections.abc import Iterator

import pytest

from kiosk.scanning.capture.network import is_reached, within
from kiosk.scanning.capture.opening import Opener
from kiosk.scanning.capture_request import CaptureRequest
from kiosk.scanning.messages import CameraState
from kiosk.scanning.source import StreamUrl
from tests.scanning.mjpeg import free_port


@pytest.fixture
def silent_network() -> Iterator[int]:
    """Yields a port that never accepts a connection, like a camera without power."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:  # more than the system's queue holds; it ignores all others
            each.settimeout(0)
            each.connect_ex(address)
        yield address[1]
        for each in waiting:
            each.close()


@pytest.fixture
def silent_server() -> Iterator[int]:
    """Yields a port that accepts every connection and never answers, like a camera that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
@pytest.mark.parametrize("how", ["silent_network", "silent_server"])
def test_a_camera_that_does_not_answer_is_given_up_in_time_and_missing(
    scheme: str, how: str, request: pytest.FixtureRequest
) -> None:
    port = request.getfixturevalue(how)
    given_up = threading.Event()
    found: list[object] = []

    def open_it() -> None:
        source = StreamUrl(f"{scheme}://127.0.0.1:{port}/stream")
        found.append(Opener(source, CaptureRequest(), stream_seconds=0.3)())
        given_up.set()

    opening = threading.Thread(target=open_it)
    opening.start()
    assert given_up.wait(5), "the wait is much longer than its limit"
    opening.join()
    assert found == [CameraState.MISSING]


def test_only_an_address_with_a_server_is_reached(silent_server: int, silent_network: int) -> None:
    assert is_reached(f"rtsp://door:s3cret@127.0.0.1:{silent_server}/stream", 5)
    assert not is_reached(f"rtsp://127.0.0.1:{free_port()}/", 5)
    assert not is_reached(f"rtsp://127.0.0.1:{silent_network}/", 0.2)
    assert not is_reached("rtsp://127.0.0.1:99999/", 5)
    assert is_reached("rtsp:///", 5), "the error comes when it is opened"


def test_a_result_that_comes_too_late_is_released() -> None:
    going, dropped = threading.Event(), threading.Event()

    def answer() -> str:
        going.wait()
        return "late"

    def drop(late: str) -> None:
        assert late == "late"
        dropped.set()

    with pytest.raises(TimeoutError):
        within(0.01, answer, drop)
    assert not dropped.is_set()
    going.set()
    assert dropped.wait(5)


def test_an_error_of_the_call_is_raised_in_the_waiting_thread() -> None:
    def fail() -> None:
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        within(5, fail, print)
