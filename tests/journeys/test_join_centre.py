"""A new computer becomes a door at its first start, without a terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.app.pairing import pair_kiosk
from kiosk.domain.refusals.machine.pairing import PairingSheetOver
from kiosk.services.live.pairing import list_logins, offer_pairing
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.desk.shell.join_centre import JoinCentre
from kiosk.ui.desk.shell.sign_in_steps import FirstOrganizer
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal
from tests.services.world import World
from tests.sync.pairing import logins_dropped
from tests.ui.desk.gates import GatedDesk


@pytest.fixture
def centre(postgres_url: str) -> Iterator[World]:
    store = Store.open(postgres_url)
    with logins_dropped(postgres_url):
        yield World(store)
    store.close()


@pytest.fixture
def new_computer(
    qtbot: QtBot, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GatedDesk]:
    """Yields the first start of the program on a computer without a camera."""
    for name, value in (("SETTINGS", "kiosk.toml"), ("DOOR_DATABASE", "door.sqlite"), ("CAMERA", "none.avi")):
        monkeypatch.setenv(f"KIOSK_{name}", str(tmp_path / "new" / value))
    monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)
    store = Store.open(sqlite_url)
    desk = GatedDesk(store, qtbot, tmp_path, join=lambda text: pair_kiosk(load_settings(), text))
    yield desk
    desk.close()
    store.close()


def test_a_new_computer_joins_with_a_typed_code(centre: World, new_computer: GatedDesk) -> None:
    offer = offer_pairing(centre.store, "Balcony stairs", centre.event.id)
    new_computer.wait_step(FirstOrganizer)
    new_computer.press("Join a centre as a door…")
    step = new_computer.wait_step(JoinCentre)
    assert isinstance(step, JoinCentre)
    new_computer.type(offer.text.as_text())
    new_computer.wait(lambda: new_computer.gate.heading.text() == "Joined")
    assert "Balcony stairs" in new_computer.gate.sentence.text()
    assert load_settings().event == "WS001"
    (login,) = list_logins(centre.store)
    assert login.shown_name == "Balcony stairs"


def test_a_code_that_is_over_is_explained_beside_the_line(centre: World, new_computer: GatedDesk) -> None:
    offer = offer_pairing(centre.store, "", None)
    pair_kiosk(load_settings(), offer.text.as_text())
    new_computer.wait_step(FirstOrganizer)
    new_computer.press("Join a centre as a door…")
    step = new_computer.wait_step(JoinCentre)
    assert isinstance(step, JoinCentre)
    new_computer.type(offer.text.as_text())
    new_computer.wait(step.error.isVisible)
    assert step.error.text() == refusal(PairingSheetOver(), Audience.ORGANIZER)
    assert isinstance(new_computer.focused(), QLineEdit)
