"""Preview pictures in shared memory: numbers, torn pictures, cleaning up, and their size."""

import threading
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory

import pytest

from kiosk.scanning.opencv import np
from kiosk.scanning.process import preview_memory as room
from kiosk.scanning.process.loop import preview_picture
from kiosk.scanning.process.preview_memory import MAX_HEIGHT, MAX_WIDTH, PreviewMemory


@pytest.fixture
def memory() -> Iterator[PreviewMemory]:
    made = PreviewMemory()
    yield made
    made.close()


def plain(value: int, width: int = 4, height: int = 2) -> bytes:
    return bytes([value]) * (width * height * 4)


def test_before_the_first_picture_there_is_none(memory: PreviewMemory) -> None:
    assert memory.number() == 0
    assert memory.read() is None


def test_the_newest_picture_replaces_older_ones_and_numbers_grow(memory: PreviewMemory) -> None:
    for value in range(1, 8):
        memory.write(plain(value), 4, 2)
    picture = memory.read()
    assert picture is not None
    assert (picture.number, picture.width, picture.height, picture.pixels) == (7, 4, 2, plain(7))
    assert memory.number() == 7


def test_the_other_process_opens_memory_by_name_and_its_successor_continues_the_numbers(
    memory: PreviewMemory,
) -> None:
    first = PreviewMemory(memory.name)
    first.write(plain(1), 4, 2)
    first.close()
    successor = PreviewMemory(memory.name)
    successor.write(plain(2), 4, 2)
    successor.close()
    picture = memory.read()
    assert picture is not None
    assert (picture.number, picture.pixels) == (2, plain(2))


def test_a_picture_whose_writer_was_killed_while_writing_is_not_shown(memory: PreviewMemory) -> None:
    memory.write(plain(1), 4, 2)
    slot, _ = memory._slot(2)  # noqa: SLF001 -- a writer that was killed while writing
    memory._words[slot] = 2  # noqa: SLF001 -- as above
    picture = memory.read()
    assert picture is not None
    assert picture.number == 1


def test_a_reader_that_the_writer_overtakes_drops_the_torn_picture(memory: PreviewMemory) -> None:
    memory.write(plain(1), 4, 2)
    slot, _ = memory._slot(1)  # noqa: SLF001 -- the writer uses this slot again
    memory._words[slot] = 4  # noqa: SLF001 -- as above
    assert memory.read() is None


def test_a_picture_is_never_torn_while_the_writer_runs_as_fast_as_it_can(memory: PreviewMemory) -> None:
    stop = threading.Event()

    def write() -> None:
        writer = PreviewMemory(memory.name)
        value = 0
        while not stop.is_set():
            value = (value + 1) % 256
            writer.write(plain(value, MAX_WIDTH, 64), MAX_WIDTH, 64)
        writer.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        whole = 0
        while whole < 200:
            picture = memory.read()
            if picture is not None:
                assert len(set(picture.pixels)) == 1
                whole += 1
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("size", [(0, 1), (MAX_WIDTH + 1, 1), (1, MAX_HEIGHT + 1), (5, 2)])
def test_a_picture_that_does_not_fit_is_refused(memory: PreviewMemory, size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        memory.write(plain(1), *size)


def test_closing_twice_leaves_no_memory_behind() -> None:
    made = PreviewMemory()
    name = made.name
    made.close()
    made.close()
    with pytest.raises(FileNotFoundError):
        SharedMemory(name)


def test_the_words_of_the_head_fit_into_it() -> None:
    assert room._HEAD_WORDS * room._WORD <= room._HEAD_BYTES  # noqa: SLF001 -- the layout is private


@pytest.mark.parametrize(
    ("size", "shown"),
    [((720, 1280), (540, 960)), ((1920, 1080), (720, 405)), ((480, 640), (480, 640)), ((1, 20000), (1, 960))],
)
def test_a_frame_of_any_shape_is_shown_within_the_preview(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    for channels in ((), (1,), (3,), (4,)):
        picture = preview_picture(np.zeros((*size, *channels), np.uint8))
        assert picture is not None
        assert picture.shape == (*shown, 4)


def test_an_array_that_is_not_a_picture_is_not_shown() -> None:
    for frame in (np.zeros((0, 5), np.uint8), np.zeros((5, 5, 7), np.uint8), np.zeros((5, 5), np.float32)):
        assert preview_picture(frame) is None
