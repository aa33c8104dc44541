"""Reads a network camera that sends JPEG pictures one after another over HTTP.

It is our own reader rather than FFmpeg's: the HTTP status shows why a camera gives no pictures, pictures that
are replaced before they are read are never decoded, and a camera that stalls is noticed within two seconds.
"""

import http.client
import re
import ssl
import time
import urllib.error
import urllib.request
from email.message import Message
from functools import partial
from urllib.parse import unquote, urlsplit, urlunsplit

from kiosk.scanning.capture.jpeg import Jpeg
from kiosk.scanning.capture.negotiation import Mode
from kiosk.scanning.capture.network import within
from kiosk.scanning.messages import CameraState

_MAX_PICTURE = 32 * 2**20  # bytes; a larger one is an error
_MAX_HEAD = 64 * 1024
_CHUNK = 64 * 1024
_BUSY = {423, 429, 503}
_DENIED = {401, 403, 407}
_LENGTH = re.compile(rb"(?i)content-length:[ \t]*([0-9]{1,9})")


class NotMjpeg(Exception):  # noqa: N818 -- not an error: FFmpeg may still play it
    """Raised when an address answers, but not with JPEG pictures one after another."""


class MjpegCapture:
    """An open connection to a camera. For one thread."""

    def __init__(self, response: http.client.HTTPResponse, boundary: bytes, seconds: float) -> None:
        """Takes over a connection that `open_mjpeg` made.

        Args:
            response: The camera's answer.
            boundary: The bytes between two pictures.
            seconds: How long the camera may take for a picture.
        """
        self._response = response
        self._boundary = boundary
        self._seconds = seconds
        self._received = bytearray()

    def read(self) -> tuple[bool, Jpeg | None]:
        """Waits for the next picture; returns False when there is none, or when it is damaged."""
        deadline = time.monotonic() + self._seconds
        try:
            head = self._until(b"\r\n\r\n", _MAX_HEAD, deadline)
            length = _LENGTH.search(head)
            if length is not None:
                content = self._exactly(int(length[1]), deadline)
            else:
                content = self._until(b"\r\n" + self._boundary, _MAX_PICTURE, deadline)
        except (OSError, http.client.HTTPException, ValueError):
            return False, None
        jpeg = Jpeg(content)
        return jpeg.is_whole, jpeg

    def mode(self) -> Mode:
        """Returns a mode without a size, which only the pictures show."""
        return Mode(0, 0, 0.0, "MJPG")

    def get(self, _property: int, /) -> float:
        """Returns 0 for every property."""
        return 0.0

    def release(self) -> None:
        """Closes the connection."""
        self._response.close()

    def _until(self, mark: bytes, most: int, deadline: float) -> bytes:
        looked = 0
        while (end := self._received.find(mark, looked)) < 0:
            looked = max(0, len(self._received) - len(mark))
            if len(self._received) > most:
                raise ValueError("no end")
            self._receive(deadline)
        found = bytes(self._received[:end])
        del self._received[: end + len(mark)]
        return found

    def _exactly(self, length: int, deadline: float) -> bytes:
        if length > _MAX_PICTURE:
            raise ValueError("too large")
        while len(self._received) < length:
            self._receive(deadline)
        found = bytes(self._received[:length])
        del self._received[:length]
        return found

    def _receive(self, deadline: float) -> None:
        # Each piece may come in time while the whole never does, so the whole has a deadline.
        if time.monotonic() > deadline:
            raise TimeoutError
        piece = self._response.read1(_CHUNK)
        if not piece:
            raise ConnectionResetError
        self._received += piece


def open_mjpeg(url: str, seconds: float) -> MjpegCapture | CameraState:
    """Requests an address's pictures.

    Args:
        url: http:// or https://, with user and password where the camera wants them.
        seconds: How long the camera may take to answer, and for each picture.

    Returns:
        The connection, or the state that explains why there is none.

    Raises:
        NotMjpeg: The address answers with something else.
    """
    try:
        response = within(seconds, partial(_ask, url, seconds), http.client.HTTPResponse.close)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in _DENIED:
            return CameraState.DENIED
        return CameraState.BUSY if error.code in _BUSY else CameraState.MISSING
    except (OSError, http.client.HTTPException, ValueError):
        return CameraState.MISSING
    boundary = _boundary(response.headers)
    if boundary is None:
        response.close()
        raise NotMjpeg
    return MjpegCapture(response, boundary, seconds)


def _ask(url: str, seconds: float) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if parts.username is not None:
        passwords.add_password(None, bare, unquote(parts.username), unquote(parts.password or ""))
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE  # cameras sign their certificates themselves
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),  # no proxy: a camera is in the same building
        urllib.request.HTTPSHandler(context=trusting),
        urllib.request.HTTPBasicAuthHandler(passwords),
        urllib.request.HTTPDigestAuthHandler(passwords),
    )
    response: http.client.HTTPResponse = opener.open(bare, timeout=seconds)
    return response


def _boundary(headers: Message) -> bytes | None:
    if headers.get_content_maintype() != "multipart":
        return None
    boundary = headers.get_boundary("") or ""
    # Some cameras name the boundary with its dashes, some without.
    return b"--" + boundary.removeprefix("--").encode("ascii", "replace")
