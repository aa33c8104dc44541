"""Why an rtsp:// camera gave nothing, in its own words."""

import base64
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.scanning.capture.rtsp import why_silent
from kiosk.scanning.messages import CameraState
from tests.scanning.mjpeg import free_port

BASIC = b'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm="camera"\r\n\r\n'
DIGEST = b'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="camera", nonce="1"\r\n\r\n'


@contextmanager
def camera(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Answers one question so; yields its port and what it was asked."""
    asked: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listening.accept()
        with line:
            asked.append(line.recv(4096))
            line.sendall(answer)

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        yield listening.getsockname()[1], asked
    finally:
        serving.join()
        listening.close()


@pytest.mark.parametrize(
    ("answer", "user", "state"),
    [
        (BASIC, "", CameraState.DENIED),
        (BASIC, "door:wrong@", CameraState.DENIED),
        (DIGEST, "", CameraState.DENIED),
        (DIGEST, "door:perhaps@", CameraState.MISSING),
        (b"RTSP/1.0 403 Forbidden\r\n\r\n", "", CameraState.DENIED),
        (b"RTSP/1.0 453 Not Enough Bandwidth\r\n\r\n", "", CameraState.BUSY),
        (b"RTSP/1.0 503 Service Unavailable\r\n\r\n", "", CameraState.BUSY),
        (b"RTSP/1.0 404 Not Found\r\n\r\n", "", CameraState.MISSING),
        (b"RTSP/1.0 200 OK\r\n\r\n", "", CameraState.MISSING),
        (b"HTTP/1.1 401 what\r\n\r\n", "", CameraState.MISSING),
        (b"", "", CameraState.MISSING),
    ],
)
def test_the_reason_is_reported_when_a_camera_refuses(answer: bytes, user: str, state: CameraState) -> None:
    with camera(answer) as (port, _):
        assert why_silent(f"rtsp://{user}127.0.0.1:{port}/stream", 2) is state


def test_the_password_goes_into_the_question_and_not_into_the_address() -> None:
    with camera(b"RTSP/1.0 200 OK\r\n\r\n") as (port, asked):
        why_silent(f"rtsp://door:s3%20cret@127.0.0.1:{port}/stream", 2)
    assert asked[0].startswith(f"DESCRIBE rtsp://127.0.0.1:{port}/stream RTSP/1.0\r\n".encode())
    assert base64.b64encode(b"door:s3 cret") in asked[0]
    assert b"s3" not in asked[0]


def test_where_nobody_answers_or_nothing_can_be_asked_it_is_missing() -> None:
    for address in (f"rtsp://127.0.0.1:{free_port()}/", "http://127.0.0.1/", "rtsp:///", "rtsps://h/"):
        assert why_silent(address, 0.5) is CameraState.MISSING
