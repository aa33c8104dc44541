"""Fixtures: a terminal on both engines, with its own home directory."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns an empty home directory; no option of the program is set."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "KIOSK_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_TIME_ZONE", "Europe/Bucharest")
    monkeypatch.setenv("KIOSK_NAME", "Door A")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bare(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Returns a terminal on a machine that has just been set up."""
    assert home.is_dir()
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def terminal(bare: Terminal, monkeypatch: pytest.MonkeyPatch, database_url: str) -> Terminal:
    """Returns a terminal on a migrated database; the test runs once on each engine."""
    monkeypatch.setenv("KIOSK_DATABASE_URL", database_url)
    return bare
