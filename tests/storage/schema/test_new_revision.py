"""script/migration makes the revision for changed models, here in a copy of the repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import Enum

from kiosk.domain.people.person import Role
from kiosk.shipped import MIGRATIONS
from kiosk.storage.schema import tables as models
from kiosk.storage.schema.revision import HEAD
from kiosk.storage.store import Store
from migrations.authoring import new_revision
from migrations.authoring.autogenerate import options
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.storage.sample import fill
from tests.storage.schema import test_migrations

ROOT = MIGRATIONS.parent
MODELS = Path(models.__file__).relative_to(ROOT)
INDEXES = Path("kiosk/storage/schema/indexes.py")
NEXT = f"{int(HEAD) + 1:04}"
COMPARING_TEST = (
    f"{test_migrations.__name__.replace('.', '/')}.py"
    f"::{test_migrations.test_a_migrated_database_matches_the_models_exactly.__name__}[sqlite]"
)
COLUMN = "    capacity: Named[int | None] = Column(Integer())\n"
CHECK = 'events.append_constraint(CheckConstraint("capacity > 0", name="capacity"))\n'
SEATS = '    seats: Named[int] = Column(Integer(), server_default=text("10"))\n'


class Copy:
    """The repository in another folder, with the packages of this environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("kiosk", "migrations", "resources", "script", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("alembic.ini", "pyproject.toml"):
            shutil.copy(ROOT / name, folder)
        (folder / ".venv").symlink_to(sys.prefix)
        # All packages are in this environment, and making another would take half a minute.
        (folder / "script" / "setup").write_text("#!/bin/sh\n", "utf-8")

    def change_models(self, before: str, after: str) -> None:
        """Replaces a text that occurs once in the models."""
        text = (self.folder / MODELS).read_text("utf-8")
        assert text.count(before) == 1, before
        (self.folder / MODELS).write_text(text.replace(before, after), "utf-8")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in the copy, as a person without settings of their own would."""
        return subprocess.run(  # noqa: S603 -- our own commands
            command,
            cwd=self.folder,
            env={**os.environ, "HOME": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )

    def make_revision(self, message: str) -> subprocess.CompletedProcess[str]:
        return self.run("script/migration", message)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Returns a copy with new columns, a CHECK and a table in the models, and the revision for them."""
    copy = Copy(tmp_path_factory.mktemp("changed") / "copy")
    copy.change_models(
        COLUMN,
        COLUMN
        + SEATS
        + "    is_quiet: Named[bool] = Column(Boolean(), server_default=false())\n"
        + "    published_at: Named[datetime] = _instant_column()\n"
        + "    method: Named[Method | None] = Column(Enum(Method, native_enum=False, length=16))\n"
        + '    host: Named[UUID | None] = Column(Uuid(), ForeignKey("users.id", ondelete="SET NULL"))\n',
    )
    copy.change_models(
        CHECK,
        CHECK.replace("> 0", "> 1")
        + 'events.append_constraint(CheckConstraint("seats > 0", name="seats"))\n'
        + 'events.append_constraint(_one_of("method", Method))\n',
    )
    with (copy.folder / MODELS).open("a", encoding="utf-8") as text:
        text.write(
            "\n\nclass _RoomColumns(TypedColumns):\n"
            "    id: Named[UUID] = _id_column()\n"
            "    name: Named[str] = Column(String(255))\n"
            "    created_at: Named[datetime] = _instant_column()\n"
            "    updated_at: Named[datetime] = _instant_column()\n"
            '\n\nrooms = Table("rooms", metadata, _RoomColumns)\n'
            'rooms.append_constraint(_not_blank("name"))\n'
        )
    with (copy.folder / INDEXES).open("a", encoding="utf-8") as text:
        text.write(
            "\nfrom kiosk.storage.schema.tables import rooms\n\n"
            "Index(None, events.c.host)\n"
            "Index(None, rooms.c.name, unique=True)\n"
        )
    made = copy.make_revision("Events have seats and rooms")
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[-1] == f"migrations/versions/{NEXT}_events_have_seats_and_rooms.py"
    return copy


def test_a_new_revision_passes_the_linters_as_it_is_made(changed: Copy) -> None:
    for arguments in (["check"], ["format", "--check"]):
        linted = changed.run(sys.executable, "-m", "ruff", *arguments, "migrations")
        assert linted.returncode == 0, linted.stdout


def test_a_new_revision_brings_a_database_to_the_models_and_back(changed: Copy, database_url: str) -> None:
    store = Store.open(database_url)
    fill(store)
    store.close()

    def use(*command: str) -> str:
        done = changed.run(sys.executable, "-m", *command, KIOSK_DATABASE_URL=database_url)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    with foreign_program(database_url) as connection:
        run(connection, "UPDATE events SET updated_at = '2001-02-03 04:05:06.000000'")
    assert f"{HEAD} → {NEXT}" in use("kiosk", "db", "upgrade")
    assert "is as this program expects" in use("kiosk", "db", "check")
    with foreign_program(database_url) as connection:
        assert ask_all(connection, "SELECT seats, method, host FROM events") == [(10, None, None)]
        assert str(ask(connection, "SELECT updated_at FROM events")).startswith("2001")
        run(connection, "UPDATE events SET seats = 11")
        assert not str(ask(connection, "SELECT updated_at FROM events")).startswith("2001")
    use("alembic", "downgrade", "base")


def test_a_change_without_a_revision_fails_a_test_that_names_the_command(copy: Copy) -> None:
    copy.change_models(COLUMN, COLUMN + SEATS)
    copy.change_models(CHECK, CHECK.replace("> 0", "> 1"))

    tested = copy.run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", COMPARING_TEST)

    assert tested.returncode == 1, tested.stdout + tested.stderr
    assert test_migrations.NO_REVISION in tested.stdout
    assert "'add_column', None, 'events', Column('seats'" in tested.stdout
    assert "events_capacity_check" in tested.stdout


def test_a_revision_for_unchanged_models_has_a_note_that_it_must_be_written(copy: Copy) -> None:
    made = copy.make_revision("old pages are forgotten.")

    file = copy.folder / made.stdout.splitlines()[-1]
    assert file.name == f"{NEXT}_old_pages_are_forgotten.py"
    text = file.read_text("utf-8")
    assert text.startswith('"""Old pages are forgotten."""')
    assert "The models are as they were: write what changes, for both engines." in text
    assert copy.run(sys.executable, "-m", "ruff", "check", str(file)).returncode == 0


def test_a_new_column_without_a_value_for_existing_rows_is_refused(copy: Copy) -> None:
    copy.change_models(COLUMN, COLUMN + "    seats: Named[int] = Column(Integer())\n")

    made = copy.make_revision("Events have seats")

    assert made.returncode == 1
    assert made.stderr.endswith("Give it a server_default in the models.\n")
    assert not list((copy.folder / "migrations" / "versions").glob(f"{NEXT}*"))


def test_an_enum_for_which_postgresql_would_need_a_type_is_refused() -> None:
    with pytest.raises(CommandError, match=r"PostgreSQL would need a type of its own for role: use .*CHECK"):
        options()["render_item"]("type", Enum(Role), None)


@pytest.mark.parametrize(
    "message", ["", ".", "x" * 91, 'a "quoted" word', "back\\slash", "two\nlines", "naïve"]
)
def test_a_message_that_cannot_be_a_docstring_is_refused(
    message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["script/migration", message])

    with pytest.raises(SystemExit, match="2"):
        new_revision.main()

    assert "Say what changes" in capsys.readouterr().err
