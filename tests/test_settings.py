"""Every option: where its value comes from, and the refusal of an invalid one."""

import ast
from pathlib import Path

import pytest

from kiosk.domain.refusals.machine.program_options import (
    NotATimeZone,
    OptionBreaksRule,
    OptionNotAllowed,
    OptionNotTaken,
    OptionOutOfRange,
    OptionProblem,
    OptionRule,
    OptionsWrong,
    OptionTooLong,
    OptionUnknown,
    SettingsFileUnreadable,
)
from kiosk.settings import DESK_OPTIONS, Settings, load_settings
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.options import options_table
from tests.refusals import refuses

KIOSK = Path(__file__).parent.parent / "kiosk"
TECHNICIANS_PAGE = Path(__file__).parent.parent / "docs" / "technician.md"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_SETTINGS", str(tmp_path / "kiosk.toml"))
    monkeypatch.chdir(tmp_path)


def test_the_environment_wins_over_dotenv_and_dotenv_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kiosk.toml").write_text('name = "file"\ncamera = "file"\ntime_zone = "Europe/Paris"\n')
    (tmp_path / ".env").write_text("KIOSK_NAME=dotenv\nKIOSK_CAMERA=dotenv\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("KIOSK_NAME", "environment")
    settings = load_settings()
    assert (settings.name, settings.camera, settings.time_zone) == ("environment", "dotenv", "Europe/Paris")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("KIOSK_TIME_ZONE", "Mars/Olympus", NotATimeZone("time_zone", "Mars/Olympus")),
        ("KIOSK_TIME_ZONE", "../../etc/passwd", NotATimeZone("time_zone", "../../etc/passwd")),
        (
            "KIOSK_CHECK_IN_URL",
            "https://example.org/",
            OptionBreaksRule("check_in_url", OptionRule.URL_WITH_CODE),
        ),
        (
            "KIOSK_CHECK_IN_URL",
            "javascript:{code}",
            OptionBreaksRule("check_in_url", OptionRule.URL_WITH_CODE),
        ),
        ("KIOSK_POOL_MAX", "1", OptionBreaksRule("", OptionRule.POOL_MAX_NOT_BELOW_MIN)),
        ("KIOSK_POOL_MIN", "many", OptionBreaksRule("pool_min", OptionRule.WHOLE_NUMBER)),
        ("KIOSK_POOL_MIN", "0", OptionOutOfRange("pool_min", 1, 100)),
        ("KIOSK_LOCK_MINUTES", "1441", OptionOutOfRange("lock_minutes", 0, 1440)),
        ("KIOSK_NAME", " ", OptionBreaksRule("name", OptionRule.CAN_BE_SHOWN)),
        ("KIOSK_NAME", "", OptionBreaksRule("name", OptionRule.NOT_EMPTY)),
        ("KIOSK_NAME", "Door\nA", OptionBreaksRule("name", OptionRule.CAN_BE_SHOWN)),
        ("KIOSK_NAME", "x" * 256, OptionTooLong("name", 255)),
        ("KIOSK_RESCAN_SECONDS", "nan", OptionOutOfRange("rescan_seconds", 0.2, 60)),
        ("KIOSK_RESCAN_SECONDS", "soon", OptionBreaksRule("rescan_seconds", OptionRule.NUMBER)),
        ("KIOSK_SOUNDS", "loud", OptionBreaksRule("sounds", OptionRule.TRUE_OR_FALSE)),
        ("KIOSK_LOG_LEVEL", "LOUD", OptionNotAllowed("log_level", ("DEBUG", "INFO", "WARNING", "ERROR"))),
    ],
)
def test_an_invalid_value_is_refused_with_the_option_and_its_valid_values(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: OptionProblem
) -> None:
    monkeypatch.setenv(name, value)
    with refuses(OptionsWrong((problem,))):
        load_settings()


def test_every_option_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_POOL_MIN", "many")
    monkeypatch.setenv("KIOSK_SOUNDS", "loud")
    with refuses(OptionsWrong) as refusal:
        load_settings()
    sentence = fault(refusal.value, Audience.TECHNICIAN)
    assert "KIOSK_POOL_MIN: write a whole number. KIOSK_SOUNDS: write true or false." in sentence


def test_a_value_for_which_only_the_library_has_a_message_is_refused_with_that_message(
    tmp_path: Path,
) -> None:
    (tmp_path / "kiosk.toml").write_text("name = [1]\n")
    with refuses(OptionsWrong((OptionNotTaken("name", "Input should be a valid string"),))):
        load_settings()


def test_a_misspelt_option_in_the_file_is_named_with_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('databse_url = "sqlite:///x"\n')
    with refuses(OptionUnknown(str(tmp_path / "kiosk.toml"), "databse_url", "database_url")):
        load_settings()


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b"name = \x00"])
def test_a_broken_settings_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kiosk.toml").write_bytes(content)
    with refuses(SettingsFileUnreadable):
        load_settings()


def test_the_technicians_table_of_options_is_the_one_printed_from_the_settings() -> None:
    assert options_table() in TECHNICIANS_PAGE.read_text(encoding="utf-8"), (
        "docs/technician.md: put what `kiosk settings --markdown` prints in place of its table"
    )


def test_every_option_is_read_somewhere() -> None:
    read = {
        each.attr
        for file in KIOSK.rglob("*.py")
        for each in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name | ast.Attribute)
        if ast.unparse(each.value).split(".")[-1].lstrip("_") == "settings"
    }
    elsewhere = {"time_zone"}  # read as Settings.zone
    unread = set(Settings.model_fields) - read - elsewhere
    assert not unread, f"nothing in kiosk/app/ or elsewhere reads {unread}"


def test_the_desk_changes_options_that_exist() -> None:
    assert set(DESK_OPTIONS) <= set(Settings.model_fields)
