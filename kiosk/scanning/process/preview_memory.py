"""Preview pictures for the screen in shared memory: the newest replaces older ones, without a queue.

Three slots are used in turn. A slot holds its picture's number twice: written before the pixels, and after
them. When a reader finds two different numbers, the writer was in the slot, and the reader drops the copy.
"""

import contextlib
import os
import secrets
from multiprocessing.shared_memory import SharedMemory

from kiosk.scanning.messages import Preview
from kiosk.scanning.process.shared_memory_cleanup import SHARED_MEMORY_PREFIX, claim

MAX_WIDTH = 960
MAX_HEIGHT = 720
"""The largest preview, in pixels: 4:3 at full width."""

_BYTES_PER_PIXEL = 4
_SLOTS = 3
_WORD = 8
_SLOT_WORDS = 4  # the number before the pixels, the number after them, width, height
_BEGUN, _DONE, _WIDTH, _HEIGHT = range(_SLOT_WORDS)
_HEAD_WORDS = 1 + _SLOTS * _SLOT_WORDS  # the newest complete picture's number, then the slots' words
_HEAD_BYTES = 128  # room for the words, and pixels start on a cache line
_SLOT_BYTES = MAX_WIDTH * MAX_HEIGHT * _BYTES_PER_PIXEL
_SIZE = _HEAD_BYTES + _SLOTS * _SLOT_BYTES


class PreviewMemory:
    """The memory that both processes share: the window's makes and removes it, the scanner's fills it.

    It has one writer at a time and any number of readers.
    """

    def __init__(self, name: str | None = None) -> None:
        """Makes new memory, or opens existing memory by its name.

        Raises:
            FileNotFoundError: No memory has this name (any more).
        """
        self._is_owner = name is None
        if name is None:
            self._memory = SharedMemory(SHARED_MEMORY_PREFIX + secrets.token_hex(6), create=True, size=_SIZE)
            self._claim = claim(self._memory.name)
        else:
            self._memory = SharedMemory(name)
            self._claim = None
        self._bytes = memoryview(self._memory.buf or b"")[:_SIZE]
        self._words = self._bytes[: _HEAD_WORDS * _WORD].cast("Q")

    @property
    def name(self) -> str:
        """Returns the name by which the other process opens it."""
        return self._memory.name

    def number(self) -> int:
        """Returns the number of the newest complete picture; 0 before the first."""
        return self._words[0]

    def write(self, pixels: bytes | memoryview, width: int, height: int) -> None:
        """Shows a picture: rows of 4-byte pixels, B G R X.

        Raises:
            ValueError: The picture is larger than a slot, or not of the size it claims.
        """
        size = width * height * _BYTES_PER_PIXEL
        if not (0 < width <= MAX_WIDTH and 0 < height <= MAX_HEIGHT and len(pixels) == size):
            message = f"A preview of {width}x{height} in {len(pixels)} bytes does not fit its slot."
            raise ValueError(message)
        number = self.number() + 1
        slot, start = self._slot(number)
        self._words[slot + _BEGUN] = number
        self._words[slot + _WIDTH], self._words[slot + _HEIGHT] = width, height
        self._bytes[start : start + size] = pixels
        self._words[slot + _DONE] = number
        self._words[0] = number

    def read(self) -> Preview | None:
        """Returns a copy of the newest picture; None before the first, and when the writer changed it."""
        number = self.number()
        slot, start = self._slot(number)
        width, height = self._words[slot + _WIDTH], self._words[slot + _HEIGHT]
        if number == 0 or self._words[slot + _DONE] != number or width > MAX_WIDTH or height > MAX_HEIGHT:
            return None
        pixels = self._bytes[start : start + width * height * _BYTES_PER_PIXEL].tobytes()
        if self._words[slot + _BEGUN] != number:
            return None
        return Preview(number=number, width=width, height=height, pixels=pixels)

    def close(self) -> None:
        """Closes the memory; its maker also removes it. Closing twice does nothing."""
        self._words.release()
        self._bytes.release()
        self._memory.close()
        if self._is_owner:
            self._is_owner = False
            with contextlib.suppress(FileNotFoundError):
                self._memory.unlink()
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None

    @staticmethod
    def _slot(number: int) -> tuple[int, int]:
        turn = number % _SLOTS
        return 1 + turn * _SLOT_WORDS, _HEAD_BYTES + turn * _SLOT_BYTES
