"""Other users of the machine cannot read what the program makes, whatever the umask is."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.clock import utc_now
from kiosk.services.people.passes import Everybody, plan_passes
from kiosk.services.settings.options import change_options
from kiosk.settings import data_dir, settings_file
from kiosk.storage.store import Store
from kiosk.ui.common.offscreen import unseen_application
from kiosk.ui.desk.passes.new_pass_sheet import save_picture
from kiosk.ui.paper.issuing import BadgePaper, save_passes
from kiosk.ui.paper.layouts import LAYOUTS
from tests.cli.terminal import Terminal
from tests.services.world import World


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    earlier = os.umask(request.param)
    yield request.param
    os.umask(earlier)


def modes(folder: Path) -> dict[str, str]:
    """Returns the mode of everything below a folder, by name."""
    return {
        str(each.relative_to(folder)): f"{stat.S_IMODE(each.stat().st_mode):03o}"
        for each in sorted(folder.rglob("*"))
    }


def open_to_others(folder: Path) -> list[str]:
    """Returns everything below a folder that other users may read, write or enter."""
    return [f"{name} {mode}" for name, mode in modes(folder).items() if not mode.endswith("00")]


def test_files_that_commands_make_are_readable_by_their_owner_only(
    bare: Terminal, home: Path, umask: int
) -> None:
    bare.kiosk("db", "upgrade")
    with closing(Store.open(f"sqlite:///{data_dir() / 'kiosk.sqlite'}")) as store:
        world = World(store)
        world.check_in(world.make_holder())
    wanted = [home / f"who came.{ending}" for ending in ("csv", "xlsx", "json", "pdf")]
    for path in wanted:
        export = ("export", "--event", "WS001", "--format", path.suffix[1:], "-o", str(path))
        done = bare.kiosk(*export)
        assert (done.status, done.err) == (0, "")
    done = bare.kiosk("pass", "issue", "ana@example.org", "--png", str(home / "ana.png"))
    assert done.status == 0
    assert change_options({"sounds": False}) == {}
    wanted += [home / "ana.png", settings_file(), data_dir() / "kiosk.sqlite", *home.rglob("kiosk.log")]
    assert {str(each.relative_to(home)) for each in wanted} <= set(modes(home))
    assert open_to_others(home) == []
    (home / "control").write_text("made without our code")
    assert open_to_others(home) == [f"control {0o666 & ~umask:o}"]


@pytest.mark.usefixtures("umask")
def test_the_files_beside_an_open_sqlite_database_have_its_mode(bare: Terminal, home: Path) -> None:
    bare.kiosk("db", "upgrade")
    file = data_dir() / "kiosk.sqlite"
    for mode in ("600", "660"):
        file.chmod(int(mode, 8))
        with closing(Store.open(f"sqlite:///{file}")) as store, store.read() as transaction:
            transaction.events.all()
            beside = {"kiosk.sqlite": mode, "kiosk.sqlite-shm": mode, "kiosk.sqlite-wal": mode}
            assert modes(file.parent) == beside
    assert home in file.parents


@pytest.mark.usefixtures("umask")
def test_passes_printed_at_the_desk_are_readable_by_their_owner_only(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir(0o700)
    with closing(Store.open(sqlite_url)) as store, unseen_application():
        World(store).make_holder()
        planned = plan_passes(store, Everybody())
        save_passes(
            store,
            folder / "all.pdf",
            planned,
            BadgePaper(LAYOUTS[0]),
            now=utc_now(),
            on_progress=lambda _done, _all: None,
        )
        save_picture(folder / "ana.png", planned[0])
    assert modes(folder) == {"all.pdf": "600", "ana.png": "600"}


@pytest.mark.parametrize("command", ["demo --camera crowd", "desk"])
def test_files_that_the_windows_make_are_readable_by_their_owner_only(home: Path, command: str) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-m", "kiosk", *command.split(), "--seconds", "3"],
        env={**surroundings, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        umask=0,
    )
    assert (done.returncode, done.stderr) == (0, "")
    ours = [data_dir(), next(home.rglob("kiosk.log")).parent]
    made = {name for folder in ours for name in modes(folder)}
    assert made == {
        "desk": {"desk.ini", "kiosk.sqlite", "kiosk.log"},
        "demo --camera crowd": {"demo.sqlite", "demo-passes.pdf", "staff-pin.lock", "kiosk.log"},
    }[command] | ({"log"} & made)
    assert [each for folder in ours for each in open_to_others(folder)] == []
    assert [f"{stat.S_IMODE(folder.stat().st_mode):o}" for folder in ours] == ["700", "700"]
