"""Finds out why FFmpeg got no picture from an rtsp:// camera, by one request to it."""

import base64
import re
import socket
from urllib.parse import unquote, urlsplit

from kiosk.scanning.messages import CameraState

_PORT = 554
_ANSWER_BYTES = 4096
_STATUS = re.compile(rb"RTSP/1\.[01] ([0-9]{3})")
_BUSY = {453, 503}  # not enough bandwidth; service unavailable
_DENIED = {401, 403}


def why_silent(url: str, seconds: float) -> CameraState:
    """Returns why FFmpeg could not play an address: DENIED, BUSY, or MISSING when the reason is unknown.

    Args:
        url: rtsp://…; anything else is MISSING.
        seconds: The time limit of the answer, in seconds; without any left the result is MISSING.
    """
    parts = urlsplit(url)
    if parts.scheme.lower() != "rtsp" or not parts.hostname or seconds <= 0:
        return CameraState.MISSING
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    lines = [f"DESCRIBE {bare} RTSP/1.0", "CSeq: 1", "Accept: application/sdp"]
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        lines.append(f"Authorization: Basic {base64.b64encode(secret).decode()}")
    question = "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")
    try:
        with socket.create_connection((parts.hostname, parts.port or _PORT), timeout=seconds) as line:
            line.settimeout(seconds)
            line.sendall(question)
            answer = line.recv(_ANSWER_BYTES)
    except OSError:
        return CameraState.MISSING
    status = _STATUS.match(answer)
    code = int(status[1]) if status else 0
    is_digest_wanted = parts.username is not None and b"digest" in answer.lower()
    if code in _DENIED and not is_digest_wanted:  # after a digest the password may be right
        return CameraState.DENIED
    return CameraState.BUSY if code in _BUSY else CameraState.MISSING
