import runpy
import wave
from itertools import combinations
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.shipped import RESOURCES
from kiosk.ui.door.sounds import Sounds

FILES = sorted((RESOURCES / "sounds").glob("*.wav"))
MAKER = RESOURCES.parent / "script" / "make-sounds"


def frames(file: Path) -> bytes:
    with wave.open(str(file), "rb") as sound:
        return sound.readframes(sound.getnframes())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sound_is_short_and_not_silent(file: Path) -> None:
    with wave.open(str(file), "rb") as sound:
        seconds = sound.getnframes() / sound.getframerate()
    assert 0.2 < seconds < 0.8
    assert max(frames(file)) > 0


def test_no_two_sounds_are_the_same() -> None:
    assert all(frames(one) != frames(other) for one, other in combinations(FILES, 2))


def test_the_shipped_sounds_are_those_the_program_makes(tmp_path: Path) -> None:
    made = runpy.run_path(str(MAKER))
    for file in FILES:
        made["write"](tmp_path / file.name, made["SOUNDS"][file.stem])
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_a_machine_without_sound_still_checks_people_in(qtbot: QtBot) -> None:  # noqa: ARG001 -- Qt is needed
    sounds = Sounds()
    sounds.load()
    sounds.play("checked-in")
    sounds.play("no such sound")
    sounds.shutdown()


def test_sounds_load_by_themselves_once_the_screen_is_shown(qtbot: QtBot) -> None:
    sounds = Sounds()
    sounds.load_soon()
    qtbot.waitUntil(lambda: sounds.is_loaded, timeout=10_000)
    sounds.shutdown()
