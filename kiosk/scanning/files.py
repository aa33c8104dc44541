"""Codes in picture files, for `kiosk decode`."""

import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.scanning.decode import Engine, decode
from kiosk.scanning.vision import cv2, np
from kiosk.scanning.zbar import ZbarEngine


@dataclass(frozen=True, slots=True)
class FileCodes:
    """What was read in one picture file.

    Attributes:
        file: The file as it was named.
        codes: The texts, the nearest to the picture's centre first.
        ms: How long reading the file and decoding took, in milliseconds.
    """

    file: str
    codes: tuple[str, ...]
    ms: float


def decode_file(path: Path, engine: Engine | None = None) -> FileCodes:
    """Reads the codes in a picture: PNG, JPEG, WebP, TIFF, BMP, or a GIF's first frame.

    Args:
        path: The picture.
        engine: What reads the codes; loaded anew if not given, so give it for many files.

    Raises:
        Refused: The file cannot be read or is no picture; a sentence for people.
        EngineMissing: libzbar is not installed; a sentence that says how to get it.
    """
    engine = engine or ZbarEngine()
    started_at = time.perf_counter()
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        why = error.strerror if isinstance(error, OSError) else "not a file name"
        message = f"The file {str(path)!r} cannot be read: {why}."
        raise Refused(message) from error
    try:
        # From bytes, since OpenCV on Windows cannot open every file name; unchanged, since it
        # would put transparent pictures on black.
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        picture = None
    if picture is None:
        message = f"The file {str(path)!r} is not a picture this program can read, or it is damaged."
        raise Refused(message)
    codes = decode(picture, engine)
    return FileCodes(file=str(path), codes=tuple(codes), ms=(time.perf_counter() - started_at) * 1000)
