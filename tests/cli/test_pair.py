"""A technician pairs a computer at its terminal: with the text of a code, or with a camera."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.pairing import PairingOffer
from kiosk.services.live.pairing import offer_pairing
from kiosk.settings import load_settings, settings_file
from kiosk.storage.store import Store
from tests.cli.terminal import Terminal
from tests.scanning.pictures import held_up, write_clip
from tests.services.world import World
from tests.sync.pairing import logins_dropped


@pytest.fixture
def offer(bare: Terminal, postgres_url: str) -> Iterator[PairingOffer]:
    """Yields a code that the desk shows to this new computer."""
    assert bare is not None
    store = Store.open(postgres_url)
    world = World(store)
    with logins_dropped(postgres_url):
        yield offer_pairing(store, "", world.event.id)
    store.close()


def test_the_text_of_a_code_makes_this_computer_a_door(bare: Terminal, offer: PairingOffer) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("# mine\nsounds = false\n")
    settings_file().chmod(0o644)
    text = offer.text.as_text()
    done = bare.kiosk("pair", text, "--json")
    assert done.status == 0, done
    assert (done.document["name"], done.document["event"]) == ("Door A", "WS001")
    assert stat.S_IMODE(settings_file().stat().st_mode) == 0o600
    assert settings_file().read_text().startswith("# mine\nsounds = false\n")
    assert load_settings().event == "WS001"
    assert "kiosk_door_" in load_settings().database_url.get_secret_value()
    assert "kiosk_door_" not in done.out
    assert "used already" in bare.refuses("pair", text)


def test_another_text_is_one_sentence_and_nothing_is_changed(bare: Terminal) -> None:
    assert "not the code of a pairing sheet" in bare.refuses("pair", "WS001")
    assert not settings_file().exists()


def test_a_variable_that_overrides_the_settings_is_named_before_the_code_is_used(
    bare: Terminal, offer: PairingOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = offer.text.as_text()
    monkeypatch.setenv("KIOSK_DATABASE_URL", "sqlite:///other.sqlite")
    assert "KIOSK_DATABASE_URL" in bare.refuses("pair", text)
    monkeypatch.delenv("KIOSK_DATABASE_URL")
    assert bare.kiosk("pair", text).status == 0


def test_neither_a_text_nor_a_camera_is_typed_wrong(bare: Terminal) -> None:
    assert bare.kiosk("pair").status == 2
    assert bare.kiosk("pair", "kiosk://x", "--camera").status == 2


def test_a_door_without_an_event_is_typed_wrong(bare: Terminal) -> None:
    done = bare.kiosk("door")
    assert done.status == 2
    assert "kiosk pair" in done.err


def test_the_camera_reads_the_code(
    bare: Terminal, offer: PairingOffer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, text = held_up("WS001", frames=5), held_up(offer.text.as_text(), frames=20)
    clip = write_clip(tmp_path / "film.avi", [*other, *text])
    monkeypatch.setenv("KIOSK_CAMERA", str(clip))
    done = bare.kiosk("pair", "--camera", "--json")
    assert done.status == 0, done
    assert done.document["event"] == "WS001"


def test_plain_kiosk_is_the_door_of_a_paired_computer(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_EVENT", "WS001")
    monkeypatch.setenv("KIOSK_CAMERA", "none.avi")
    assert "There is no file 'none.avi'" in bare.refuses()  # which a desk does not need
