"""A network camera: MJPEG over HTTP, as the cheap ones speak it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle


@contextmanager
def mjpeg_camera(frames: list[bytes], *, port: int = 0, rate: float = 30) -> Iterator[int]:
    """Serves JPEG frames over and over until the end of the block; yields its port.

    Leaving the block is pulling the plug: open connections end at once.
    """
    unplugged = threading.Event()

    class Camera(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            try:
                for frame in cycle(frames):
                    head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
                    self.wfile.write(head.encode() + frame + b"\r\n")
                    if unplugged.wait(1 / rate):
                        return
            except (BrokenPipeError, ConnectionResetError):
                return  # nobody looks any more

        def log_message(self, *_args: object) -> None:
            """Says nothing: the tests' output is theirs."""

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


def free_port() -> int:
    """A port nobody listens at."""
    with mjpeg_camera([b""]) as port:
        return port
