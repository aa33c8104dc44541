"""A network camera for tests: MJPEG over HTTP, like cheap cameras, with their faults."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

ViewerHandler = Callable[[BaseHTTPRequestHandler, threading.Event], None]
"""A function that serves one viewer until the camera is unplugged."""


@contextmanager
def network_camera(answer: ViewerHandler, *, port: int = 0) -> Iterator[int]:
    """Runs a camera that serves each viewer with `answer` until the end of the block; yields its port.

    The end of the block unplugs it: open connections end at once.
    """
    unplugged = threading.Event()

    class Camera(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self, unplugged)
            except (BrokenPipeError, ConnectionResetError):
                return  # the viewer has closed the connection

        def log_message(self, *_args: object) -> None:
            """Logs nothing: it would appear in the tests' output."""

    class Server(ThreadingHTTPServer):
        allow_reuse_address = True
        daemon_threads = False  # so that closing waits for them

    server = Server(("127.0.0.1", port), Camera)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield server.server_port
    finally:
        unplugged.set()
        server.shutdown()
        serving.join()
        server.server_close()


@contextmanager
def mjpeg_camera(frames: list[bytes], *, port: int = 0, rate: float = 30) -> Iterator[int]:
    """Serves JPEG frames over and over until the end of the block; yields its port."""

    def show(viewer: BaseHTTPRequestHandler, unplugged: threading.Event) -> None:
        send_head(viewer)
        send_frames(viewer, unplugged, cycle(frames), rate=rate)

    with network_camera(show, port=port) as opened:
        yield opened


def send_head(viewer: BaseHTTPRequestHandler) -> None:
    """Sends the HTTP head of an MJPEG stream."""
    viewer.send_response(200)
    viewer.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
    viewer.end_headers()


def send_frames(
    viewer: BaseHTTPRequestHandler,
    unplugged: threading.Event,
    frames: Iterable[bytes],
    *,
    rate: float = 30,
    sends_length: bool = True,
) -> None:
    """Sends frames at a rate, as long as the camera is plugged in.

    Each frame has its own due time: the time to send does not add to the time between two frames.
    """
    due_at = time.monotonic()
    for frame in frames:
        length = f"Content-Length: {len(frame)}\r\n" if sends_length else ""
        head = f"--frame\r\nContent-Type: image/jpeg\r\n{length}\r\n"
        viewer.wfile.write(head.encode() + frame + b"\r\n")
        due_at = max(due_at + 1 / rate, time.monotonic() - 1 / rate)  # late frames are not caught up
        if unplugged.wait(max(0.0, due_at - time.monotonic())):
            return


def free_port() -> int:
    """Returns a port at which no server listens."""
    with mjpeg_camera([b""]) as port:
        return port
