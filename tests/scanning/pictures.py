"""Draws codes as a camera sees them, with the qrcode library and OpenCV."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import qrcode

from kiosk.scanning.opencv import Picture, cv2, np

WIDTH, HEIGHT = 1280, 720
RATE = 30
TOKEN = "KP7QX4M2N8P0R3T5V9W"  # noqa: S105 -- not a real person's pass


def qr(text: str | bytes, *, pixels_per_module: int = 6) -> Picture:
    """Draws a QR with its quiet zone, black on white."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make()
    modules = np.kron(np.array(code.get_matrix()), np.ones((pixels_per_module, pixels_per_module)))
    return np.where(modules > 0, 0, 255).astype(np.uint8)


def scene(*codes: tuple[Picture, int, int], width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """Draws a grey room with codes, each at the x and y of its top left corner."""
    room = np.full((height, width), 190, np.uint8)
    for code, x, y in codes:
        room[y : y + code.shape[0], x : x + code.shape[1]] = code
    return room


def colour(grey: Picture) -> Picture:
    """Returns the same picture as B G R."""
    return np.repeat(grey[..., np.newaxis], 3, axis=2)


def held_up(text: str, *, frames: int, seed: int = 0) -> list[Picture]:
    """Draws colour frames of a code that slides in and is held tilted by a trembling hand, with noise."""
    rng = np.random.default_rng(seed)
    card = qr(text, pixels_per_module=9)
    size = len(card)
    corners = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    lean = rng.uniform(-0.12, 0.12, (4, 2)) * size
    noise = rng.normal(0, 3, (HEIGHT, WIDTH)).round().astype(np.int16)
    shown = []
    for frame in range(frames):
        slide = max(0.0, 1 - frame / 8) * 500
        hand = rng.normal(0, 2.5, 2) + np.array([WIDTH / 2 - size / 2 + slide, HEIGHT / 2 - size / 2])
        seen = (corners + lean + hand).astype(np.float32)
        to_scene = cv2.getPerspectiveTransform(corners, seen)
        room = np.full((HEIGHT, WIDTH), 170, np.uint8)
        cv2.warpPerspective(card, to_scene, (WIDTH, HEIGHT), dst=room, borderMode=cv2.BORDER_TRANSPARENT)
        noisy = cv2.GaussianBlur(room, (3, 3), 0) + np.roll(noise, rng.integers(HEIGHT), axis=0)
        shown.append(colour(np.clip(noisy, 0, 255).astype(np.uint8)))
    return shown


def empty_room_frames(frames: int) -> list[Picture]:
    """Returns colour frames of an empty room."""
    return [colour(scene())] * frames


def write_clip(path: Path, frames: Iterable[Picture], *, rate: float = RATE) -> Path:
    """Writes a video file of these frames, which have one size; returns its path."""
    writer = None
    for frame in frames:
        if writer is None:
            size = (frame.shape[1], frame.shape[0])
            codec = "mp4v" if path.suffix == ".mp4" else "MJPG"
            writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), rate, size)
            assert writer.isOpened()
        writer.write(frame)
    assert writer is not None
    writer.release()
    return path


def png(picture: Picture) -> bytes:
    """Returns a picture as the content of a PNG file."""
    return cv2.imencode(".png", picture)[1].tobytes()


def jpegs(frames: Sequence[Picture]) -> list[bytes]:
    """Returns each frame as a JPEG."""
    return [cv2.imencode(".jpg", frame)[1].tobytes() for frame in frames]
