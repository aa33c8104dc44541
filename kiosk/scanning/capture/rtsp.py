"""Why an rtsp:// camera gave nothing: asked once more, in its own words."""

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
    """Why FFmpeg could not play an address: DENIED, BUSY, or MISSING where that cannot be told.

    Args:
        url: rtsp://…; anything else is MISSING.
        seconds: How long the camera may take to answer; none is left where it was silent all the time.
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
    if code in _DENIED and not is_digest_wanted:  # else the password may well be right, and the fault another
        return CameraState.DENIED
    return CameraState.BUSY if code in _BUSY else CameraState.MISSING
