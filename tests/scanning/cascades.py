"""A cascade without a time limit, and frames that it must not read."""

from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.opencv import Picture, np
from tests.scanning.pictures import scene


def cascade_with_time() -> Cascade:
    """Returns a cascade for which every step fits into a frame's time."""
    return Cascade(clock=lambda: 0.0)


def false_code(seed: int) -> Picture:
    """Draws a frame with finder patterns around random modules."""
    rng = np.random.default_rng(seed)
    side = int(rng.integers(21, 45))
    modules = rng.integers(0, 2, (side, side))
    finder = np.pad(np.pad(np.ones((3, 3), np.int64), 1), 1, constant_values=1)
    modules[:8, :8] = modules[-8:, :8] = modules[:8, -8:] = 0
    modules[:7, :7] = modules[-7:, :7] = modules[:7, -7:] = finder
    pixels = np.kron(np.pad(modules, 4), np.ones((5, 5)))
    return scene((np.where(pixels > 0, 0, 255).astype(np.uint8), 400, 200))
