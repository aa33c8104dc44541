"""The committed locks and settings work on every machine."""

import re
import tomllib
from pathlib import Path

import pytest

from kiosk.settings import Settings

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]


def versions(lock: str) -> dict[str, set[str]]:
    """Returns the pinned versions of each package: several where Python or the system decides."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        pins.setdefault(name, set()).add(version)
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_download_address(lock: str) -> None:
    text = re.sub(r"\\\n", "", (ROOT / lock).read_text("utf-8"))
    requirements = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]

    assert requirements
    assert [
        line for line in requirements if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []
    assert "://" not in text


def test_the_tests_run_the_versions_that_people_run() -> None:
    tested = versions("requirements-dev.lock")

    assert {
        name: pins for name, pins in versions("requirements.lock").items() if tested.get(name) != pins
    } == {}


def test_the_locks_hold_every_package_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {
        re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()
        for requirement in (*project["project"]["dependencies"], *project["build-system"]["requires"])
    }

    assert names - set(versions("requirements.lock")) == set()


def test_a_lock_that_records_download_addresses_is_never_committed() -> None:
    assert "/uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_the_example_settings_file_names_every_option() -> None:
    named = re.findall(r"^# KIOSK_(\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)

    assert [name.lower() for name in named] == list(Settings.model_fields), (
        ".env.example: each option once, in the order of kiosk/settings.py"
    )
