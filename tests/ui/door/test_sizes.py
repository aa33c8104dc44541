"""All parts fit at each size: no part is cut or overlaps another, and buttons and the QR are large enough."""

import math
from dataclasses import replace

import pytest

from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import Event
from kiosk.domain.faults.camera import CameraFault, CameraTrouble
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.door.screen.button import TOUCH
from kiosk.ui.widgets.fitted import FittedText
from kiosk.wording.cameras import camera_trouble
from kiosk.wording.door import screen as door
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, EVENT, LONG_CODE, LONG_TITLE, NOW, SIZES, door_view

URL = "https://in.example.org/check-in/{code}?from=door"
EVENTS = {
    "short": EVENT,
    "long": replace(EVENT, title=LONG_TITLE, code=LONG_CODE, group_name="Data " * 12),
    "arabic": replace(EVENT, title="مقدمة في الإحصاء البايزي لاختبارات", group_name="لقاءات بايثون"),
    "one word": replace(EVENT, title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte"),
    "chinese": replace(EVENT, title="实用贝叶斯测试" * 8),
}


def fits(text: FittedText, width: float, height: float) -> bool:
    within = text.rect.width() <= math.ceil(width) and text.rect.height() <= math.ceil(height)
    return within and not text.is_cut


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
@pytest.mark.parametrize("size", SIZES)
def test_the_idle_screen_cuts_and_overlaps_nothing(
    new_window: NewWindow, size: tuple[int, int], event: Event
) -> None:
    window = new_window(size=size, check_in_url=URL)
    window.show_view(door_view(event), NOW)
    header, card, camera = window.header, window.card, window.camera
    texts = header.texts()
    assert all(fits(text, header.width(), header.height()) for text in texts)
    assert sum(text.rect.height() for text in texts) <= header.height()
    room = card.width() - card.qr_rect().right()
    assert all(fits(text, room, card.height()) for text in card.texts())
    assert sum(text.rect.height() for text in card.texts()) <= card.height()
    assert all(fits(text, camera.width(), camera.height()) for text in camera.texts())
    boxes = [part.geometry() for part in (header, card, camera, window.status)]
    assert all(window.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


@pytest.mark.parametrize("url", [None, URL])
@pytest.mark.parametrize("code", ["A", EVENT.code, LONG_CODE, "É" * 50])
@pytest.mark.parametrize("size", SIZES)
def test_the_qr_covers_a_quarter_of_the_height_and_stays_on_its_card(
    new_window: NewWindow, size: tuple[int, int], code: str, url: str | None
) -> None:
    window = new_window(size=size, check_in_url=url)
    window.show_view(door_view(replace(EVENT, code=code)), NOW)
    qr = window.card.qr_rect()
    assert qr.height() >= size[1] / 4
    assert qr.width() == qr.height()
    assert window.card.rect().contains(qr.toAlignedRect())
    assert window.rect().contains(window.card.geometry())


@pytest.mark.parametrize("size", SIZES)
def test_the_buttons_are_large_enough_for_a_finger(new_window: NewWindow, size: tuple[int, int]) -> None:
    window = new_window(size=size)
    status = window.status
    for button in (status.walk_in, status.enter_code):
        assert min(button.width(), button.height()) >= TOUCH
        assert status.rect().contains(button.geometry())


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("size", SIZES)
def test_an_outcome_s_texts_fit(new_window: NewWindow, size: tuple[int, int], outcome: Outcome) -> None:
    window = new_window(size=size)
    window.show_answer(ANSWERS[outcome])
    assert all(fits(text, window.width(), window.height() / 3) for text in window.overlay.texts())
    window.overlay.dismiss()


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_name_ends_in_an_ellipsis_at_worst(new_window: NewWindow, size: tuple[int, int]) -> None:
    window = new_window(size=size)
    window.show_answer(replace(ANSWERS[Outcome.CHECKED_IN], name="Bartholomew " * 25))
    title, line, foot = window.overlay.texts()
    assert title.rect.height() <= window.height() * 0.3 + 1
    assert title.rect.width() <= window.width()
    assert title.text.startswith("Welcome, ")
    assert not line.is_cut
    assert not foot.is_cut
    window.overlay.dismiss()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("trouble", CameraTrouble)
def test_a_missing_camera_s_sentence_fits_even_three_times_as_long(
    new_window: NewWindow, size: tuple[int, int], trouble: CameraTrouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "camera_trouble", lambda *asked: camera_trouble(*asked) * 3)
    window = new_window(size=size)
    window.show_camera(
        CameraReport(CameraState.MISSING, CameraFault(CameraName(CameraKind.NUMBER, "0"), trouble))
    )
    assert all(
        fits(text, window.camera.width(), window.camera.height() / 2) for text in window.camera.texts()
    )
