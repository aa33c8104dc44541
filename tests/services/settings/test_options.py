"""Options are shown and changed at the desk; the settings file stays valid, whatever is typed."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.options import OptionSource, OptionValue
from kiosk.domain.refusals.machine.option_changes import OptionNotChangeable, OptionSetInEnvironment
from kiosk.services.settings.options import Option, change_options, list_options
from kiosk.settings import Settings, load_settings
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from tests.refusals import refuses


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the path of a settings file that does not exist yet, in an environment without options."""
    for name in [name for name in os.environ if name.upper().startswith("KIOSK_")]:
        monkeypatch.delenv(name)
    path = tmp_path / "config" / "kiosk.toml"
    monkeypatch.setenv("KIOSK_SETTINGS", str(path))
    monkeypatch.chdir(tmp_path)
    return path


def no_half_file(file: Path) -> bool:
    """Returns whether the folder holds only the file and its lock file."""
    return set(file.parent.iterdir()) == {file, file.with_suffix(".lock")}


def option(name: str) -> Option:
    return next(each for each in list_options() if each.name == name)


def test_every_option_is_listed_with_its_value_and_its_source(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file.parent.mkdir()
    file.write_text('name = "Door A"\ncamera = "1"\n')
    monkeypatch.setenv("KIOSK_CAMERA", "2")
    (tmp_path / ".env").write_text("KIOSK_SOUNDS=false\n")
    assert [each.name for each in list_options()] == list(Settings.model_fields)
    found = {name: (option(name).value, option(name).source) for name in ("name", "camera", "sounds")}
    assert found == {
        "name": ("Door A", OptionSource.FILE),
        "camera": ("2", OptionSource.ENVIRONMENT),
        "sounds": (False, OptionSource.DOTENV),
    }
    assert (option("check_in_url").value, option("check_in_url").source) == (None, OptionSource.DEFAULT)
    assert option("camera").variable == "KIOSK_CAMERA"


def test_no_password_is_listed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATABASE_URL", "postgresql://kiosk:s3cret@db.example/kiosk")
    assert option("database_url").value == "PostgreSQL kiosk on db.example"
    assert "s3cret" not in repr(list_options())
    assert not file.exists()


def test_a_changed_option_is_what_the_program_reads_next(file: Path) -> None:
    assert change_options({"time_zone": "Asia/Tokyo", "sounds": False, "camera": "/dev/video2"}) == {}
    settings = load_settings()
    assert (settings.time_zone, settings.sounds, settings.camera) == ("Asia/Tokyo", False, "/dev/video2")
    assert option("time_zone").source is OptionSource.FILE
    assert no_half_file(file)


HOSTILE = ('Door "A"', "back\\slash", "Türe 李明 🎟", "tab\\tbed", "a = b # c", "x" * 255, "שלום", "'''")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_of_any_characters_comes_back_as_it_was(file: Path, name: str) -> None:
    assert change_options({"name": name}) == {}
    assert load_settings().name == name
    assert file.exists()


def test_everything_else_in_the_file_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(
        '# mine\ndatabase_url = "postgresql://a:b@c/d"\npool_max = 9\nrescan_seconds = 2.5\nsounds = false\n'
    )
    change_options({"name": "Door A"})
    settings = load_settings()
    assert settings.database_url.get_secret_value() == "postgresql://a:b@c/d"
    assert (settings.pool_max, settings.rescan_seconds, settings.sounds) == (9, 2.5, False)
    change_options({"sounds": None})
    assert option("sounds").source is OptionSource.DEFAULT


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("time_zone", "Mars/Base", "'Mars/Base' is not a time zone"),
        ("name", " ", "cannot be blank"),
        ("name", "a\nb", "control characters"),
        ("name", "x" * 256, "255 characters at most"),
        ("check_in_url", "example.org", "with {code} in it once"),
        ("camera", "", "cannot be empty"),
    ],
)
def test_an_invalid_value_is_refused_and_nothing_is_written(
    file: Path, name: str, value: str, sentence: str
) -> None:
    wrong = change_options({"sounds": False, name: value})
    assert list(wrong) == [name]
    text = fault(Refused(wrong[name]), Audience.ORGANIZER)
    assert sentence in text
    assert text.endswith(".")
    assert not file.exists()


def test_an_option_that_the_environment_sets_cannot_be_changed_here(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_NAME", "Door B")
    assert not option("name").is_changeable
    with refuses(OptionSetInEnvironment("KIOSK_NAME")):
        change_options({"name": "Door A"})
    with refuses(OptionNotChangeable("database_url")):
        change_options({"database_url": "sqlite:///x"})
    assert not file.exists()


def test_comments_order_blank_lines_and_spelling_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(
        """# The door in the hall.

  name   = 'Door A'   # as on the sign
# asked by Radu
sounds = false# too loud
camera_focus = 3e1

# the end
"""
    )
    assert change_options({"name": "Door B", "camera_focus": 30.0, "lock_minutes": 5, "sounds": None}) == {}
    assert (
        file.read_text()
        == """# The door in the hall.

  name   = "Door B"   # as on the sign
# asked by Radu
camera_focus = 3e1

# the end
lock_minutes = 5
"""
    )


def test_a_new_file_begins_with_its_purpose(file: Path) -> None:
    change_options({"sounds": False})
    first, *rest = file.read_text().splitlines()
    assert first.startswith("# Options of the kiosk.")
    assert rest == ["sounds = false"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'# x\r\nname = "A" # y\r\n', b'# x\r\nname = "B" # y\r\nlock_minutes = 5\r\n'),
        (b'\xef\xbb\xbfname = "A"\n', b'\xef\xbb\xbfname = "B"\nlock_minutes = 5\n'),
        (b'\xef\xbb\xbf\r\nname = "A"', b'\xef\xbb\xbf\r\nname = "B"\r\nlock_minutes = 5\r\n'),
        (b'name = "A"', b'name = "B"\nlock_minutes = 5\n'),
        (b'# \r\nname = "A"\n', b'# \r\nname = "B"\nlock_minutes = 5\n'),
        ("name = 'Zoë' # é".encode(), 'name = "B" # é\nlock_minutes = 5\n'.encode()),
    ],
    ids=["CR LF", "byte order mark", "both", "no last line end", "mixed line ends", "beyond ASCII"],
)
def test_line_ends_and_a_byte_order_mark_stay(file: Path, before: bytes, after: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(before)
    assert load_settings().name in {"A", "Zoë"}
    assert change_options({"name": "B", "lock_minutes": 5}) == {}
    assert file.read_bytes() == after
    assert (load_settings().name, load_settings().lock_minutes) == ("B", 5)


def test_options_of_another_version_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('future = [1, # one\n  2]\nname = "A"\n\n[plugin.door]\ncolour = "red" # or blue\n')
    assert change_options({"name": "B", "lock_minutes": 5}) == {}
    assert file.read_text() == (
        'future = [1, # one\n  2]\nname = "B"\nlock_minutes = 5\n\n[plugin.door]\ncolour = "red" # or blue\n'
    )


def test_an_option_that_already_has_the_value_is_not_written(file: Path) -> None:
    change_options({"name": "Door A"})
    written = file.stat()
    assert change_options({"name": "Door A", "sounds": None}) == {}
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    change_options({"name": "Door B"})
    assert file.stat().st_ino != written.st_ino  # control


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name = 'Door\n", "not changed: .* cannot be read: .*end of document.*"),
        (b'name = "A"\nname = "B"\n', "not changed: .* cannot be read: .*line 2.*"),
        (b'name = "T\xfcre"\n', "not changed: .* cannot be read: .*utf-8.*"),
        ('name = "A"\n'.encode("utf-16"), "not changed: .* cannot be read: .*utf-8.*"),
        (b"name = " + b"[" * 100_000, "cannot be read"),
        (b"camera.x.y = 2", "not changed: .* a form that the program cannot change"),
    ],
    ids=[
        "an open string",
        "a name twice",
        "Windows-1252",
        "UTF-16",
        "a deep list",
        "what tomlkit spoils",
    ],
)
def test_a_file_that_cannot_be_read_is_left_as_it_is(file: Path, content: bytes, sentence: str) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with refuses(sentence):
        change_options({"name": "Door A"})
    assert file.read_bytes() == content


def test_a_file_its_owner_made_read_only_is_left_as_it_is(file: Path) -> None:
    change_options({"name": "Door A"})
    file.chmod(0o444)
    before = file.read_bytes()
    with refuses(r"The settings were not changed: .* is read-only"):
        change_options({"name": "Door B"})
    assert file.read_bytes() == before
    assert no_half_file(file)
    file.chmod(0o644)
    assert change_options({"name": "Door B"}) == {}  # control


def test_a_folder_that_cannot_be_made_is_reported(file: Path) -> None:
    file.parent.write_text("a file is where the folder should be")
    with refuses(r"not changed: The folder .* could not be made"):
        change_options({"name": "Door A"})


@pytest.mark.usefixtures("file")
def test_two_changes_of_options_at_once_lose_nothing() -> None:
    both = Barrier(2)

    def change(name: str, value: OptionValue) -> None:
        both.wait(timeout=30)
        assert change_options({name: value}) == {}

    with ThreadPoolExecutor(2) as pool:
        for each in range(1, 21):
            wanted: dict[str, OptionValue] = {"name": f"Door {each}", "lock_minutes": each}
            for done in [pool.submit(change, name, value) for name, value in wanted.items()]:
                done.result()
            settings = load_settings()
            assert {"name": settings.name, "lock_minutes": settings.lock_minutes} == wanted


def test_a_file_that_cannot_be_written_is_reported_and_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_options({"name": "Door A"})
    before = file.read_text()

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with refuses("No space left on device"):
        change_options({"name": "Door B"})
    assert file.read_text() == before
    assert no_half_file(file)
    monkeypatch.undo()
    monkeypatch.setenv("KIOSK_SETTINGS", str(file))
    assert change_options({"name": "Door B"}) == {}  # control
    assert file.read_text() != before


def test_a_new_file_is_readable_by_its_owner_only_and_an_old_one_keeps_its_mode(file: Path) -> None:
    if sys.platform == "win32":
        return
    change_options({"name": "Door A"})
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    change_options({"name": "Door B"})
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_link_to_the_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    real = tmp_path / "real.toml"
    real.write_text("")
    file.symlink_to(real)
    change_options({"name": "Door A"})
    assert file.is_symlink()
    assert "Door A" in real.read_text()


def test_a_cameras_password_is_stored_and_not_listed(file: Path) -> None:
    address = "rtsp://door:s3cret@10.0.0.7:554/video?key=s3cret"
    assert change_options({"camera": address, "camera_focus": 30.0, "camera_size": "1080p"}) == {}
    assert option("camera").value == "rtsp://10.0.0.7:554/video"
    assert "s3cret" not in repr(list_options())
    assert load_settings().camera == address
    file.write_text('camera = "rtsp://door:s3cret@:99999"\n')
    assert "s3cret" not in repr(list_options())
