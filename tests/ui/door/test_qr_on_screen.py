"""The event's QR as a phone sees it: another process reads the window's pixels."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.codes import event_qr_text
from kiosk.qr import QUIET_ZONE, qr_modules
from kiosk.ui.common.qr import module_size
from kiosk.ui.common.theme import DARK
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import EVENT, LONG_CODE, NOW, door_view, picture

# In a separate process, as in the program: cv2 contains another Qt.
READ = """
import sys, cv2
from pyzbar.pyzbar import ZBarSymbol, decode
for found in decode(cv2.imread(sys.argv[1], cv2.IMREAD_GRAYSCALE), symbols=[ZBarSymbol.QRCODE]):
    sys.stdout.write(found.data.decode() + "\\n")
"""


def read_screen(window: DoorWindow, directory: Path) -> list[str]:
    file = directory / "screen.png"
    assert window.grab().save(str(file))
    done = subprocess.run(  # noqa: S603 -- our own interpreter and program
        [sys.executable, "-c", READ, str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("size", [(1024, 600), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize(
    ("code", "url"), [(EVENT.code, None), (LONG_CODE, "https://in.example.org/check-in/{code}?from=door")]
)
def test_a_phone_reads_the_event_off_the_screen(
    new_window: NewWindow, tmp_path: Path, size: tuple[int, int], code: str, url: str | None
) -> None:
    window = new_window(size=size, check_in_url=url)
    window.show_view(door_view(replace(EVENT, code=code)), NOW)
    window.show_preview(picture())
    assert read_screen(window, tmp_path) == [event_qr_text(code, url)]


def test_a_phone_reads_it_at_night_too(window: DoorWindow, tmp_path: Path) -> None:
    window.wear(DARK)
    assert read_screen(window, tmp_path) == [EVENT.code]


def test_an_edited_code_changes_the_qr(window: DoorWindow, tmp_path: Path) -> None:
    window.show_view(door_view(replace(EVENT, code="NEW-7")), NOW)
    assert read_screen(window, tmp_path) == ["NEW-7"]


def test_every_module_is_whole_pixels_of_ink_or_paper(window: DoorWindow) -> None:
    rows = qr_modules(EVENT.code)
    rect = window.card.qr_rect()
    side = rect.width() / len(rows)
    assert side == int(side)
    image = window.card.grab().toImage()
    for y, row in enumerate([(False,) * len(rows), *rows, (False,) * len(rows)], start=-1):
        for x, is_dark in enumerate((False, *row, False), start=-1):
            left, top = rect.left() + x * side, rect.top() + y * side
            corners = {
                image.pixelColor(round(left + dx), round(top + dy)).name()
                for dx in (0, side - 1)
                for dy in (0, side - 1)
            }
            assert corners == {"#0b1220" if is_dark else "#ffffff"}


def test_modules_fill_their_room_and_are_never_smaller_than_the_least_size() -> None:
    assert module_size(21, room=29 * 14 + 3, least=100) == 14
    assert module_size(21, room=29, least=210) == 10
    assert QUIET_ZONE == 4
