"""Every option: where it comes from, and what is said of one that cannot be."""

from pathlib import Path

import pytest

from kiosk.settings import load_settings, settings_markdown
from tests.refusals import refuses

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
    ("name", "value", "sentence"),
    [
        ("KIOSK_TIME_ZONE", "Mars/Olympus", "KIOSK_TIME_ZONE: 'Mars/Olympus' is not a time zone"),
        ("KIOSK_TIME_ZONE", "../../etc/passwd", "is not a time zone"),
        ("KIOSK_CHECK_IN_URL", "https://example.org/", "{code}"),
        ("KIOSK_CHECK_IN_URL", "javascript:{code}", "http"),
        ("KIOSK_POOL_MAX", "1", "KIOSK_POOL_MAX cannot be smaller"),
        ("KIOSK_POOL_MIN", "many", "KIOSK_POOL_MIN"),
        ("KIOSK_NAME", " ", "KIOSK_NAME"),
        ("KIOSK_NAME", "Door\nA", "KIOSK_NAME"),
        ("KIOSK_RESCAN_SECONDS", "nan", "KIOSK_RESCAN_SECONDS"),
        ("KIOSK_LOG_LEVEL", "LOUD", "KIOSK_LOG_LEVEL"),
    ],
)
def test_a_value_that_cannot_be_is_a_sentence_that_names_the_option(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with refuses(sentence.replace("{", r"\{")):
        load_settings()


def test_a_misspelt_option_in_the_file_is_named_with_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_text('databse_url = "sqlite:///x"\n')
    with refuses("Did you mean 'database_url'"):
        load_settings()


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b"name = \x00"])
def test_a_broken_settings_file_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kiosk.toml").write_bytes(content)
    with refuses("cannot be read"):
        load_settings()


def test_the_technicians_table_of_options_is_the_one_printed_from_the_settings() -> None:
    assert settings_markdown() in TECHNICIANS_PAGE.read_text(encoding="utf-8")
