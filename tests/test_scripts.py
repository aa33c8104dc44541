"""script/setup on a simulated machine: a tree, a lock and a real uv without network.

The packages to install are small wheels in a folder in place of PyPI; removing the folder removes the
network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BASH = shutil.which("bash") or "bash"
SCRIPTS = [
    script
    for script in (*sorted((ROOT / "script").iterdir()), ROOT / ".ci" / "run")
    if script.is_file() and b"bash" in script.read_bytes().split(b"\n", 1)[0]
]
FETCH_FAILED = "The Python packages could not be installed (the reason is above)"

PROJECT = """
[project]
name = "kiosk"
version = "1"
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import shutil

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    shutil.copy("kiosk-1-py3-none-any.whl", wheel_directory)
    return "kiosk-1-py3-none-any.whl"
"""


def write_wheel(folder: Path, name: str, code: str) -> str:
    """Writes a wheel with one module and a command of the same name; returns its line of a lock."""
    contents = {
        f"{name}.py": code,
        f"{name}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
        f"{name}-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{name}-1.dist-info/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
    }
    contents[f"{name}-1.dist-info/RECORD"] = "".join(f"{path},,\n" for path in contents)
    folder.mkdir(exist_ok=True)
    wheel = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in contents.items():
            archive.writestr(path, text)
    return f"{name}==1 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Machine:
    """A tree at `tree`, the packages it can fetch in `wheels`, and the programs on PATH."""

    tree: Path
    wheels: Path
    env: Mapping[str, str]

    def command(self, *arguments: str) -> list[str]:
        return [BASH, str(self.tree / "script" / "setup"), *(arguments or ("run",))]

    def setup(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 -- our own script
            self.command(*arguments), env=self.env, cwd="/", capture_output=True, text=True, check=False
        )

    def greeting(self) -> str:
        """Returns the output of the program, which needs its locked package."""
        return subprocess.check_output(  # noqa: S603 -- the command that script/setup made
            [self.tree / ".venv" / "bin" / "kiosk"], env=self.env, text=True
        ).strip()

    def unplug(self) -> None:
        """Removes the packages and the cache, and makes every call of uv fail."""
        shutil.rmtree(self.wheels)
        shutil.rmtree(self.env["UV_CACHE_DIR"], ignore_errors=True)
        uv = Path(self.env["PATH"].split(os.pathsep)[0]) / "uv"
        uv.unlink()
        uv.write_text("#!/bin/sh\necho 'no network' >&2\nexit 2\n", "utf-8")
        uv.chmod(0o755)


@pytest.fixture(scope="module")
def uv() -> str:
    return subprocess.check_output(  # noqa: S603 -- our own script
        [BASH, str(ROOT / "script" / "setup"), "uv"], text=True
    ).strip()


@pytest.fixture
def machine(tmp_path: Path, uv: str) -> Machine:
    tree = tmp_path / "a tree"
    wheels = tmp_path / "wheels"
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "uv").symlink_to(uv)
    (programs / "python3").symlink_to(Path(sys.executable).resolve())
    (tree / "script").mkdir(parents=True)
    shutil.copy(ROOT / "script" / "setup", tree / "script")
    (tree / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tree / "backend.py").write_text(BACKEND, "utf-8")
    lock = write_wheel(wheels, "greeting", "TEXT = 'Welcome'")
    write_wheel(tree, "kiosk", "def main():\n    import greeting\n    print(greeting.TEXT)\n")
    (tree / "requirements.lock").write_text(lock, "utf-8")
    lock += write_wheel(wheels, "gauge", "")
    (tree / "requirements-dev.lock").write_text(lock, "utf-8")
    env = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "UV_FIND_LINKS": str(wheels),
        "UV_NO_INDEX": "1",
        "UV_OFFLINE": "1",
    }
    return Machine(tree, wheels, env)


def test_the_first_start_installs_the_program_and_the_second_needs_no_network(machine: Machine) -> None:
    first = machine.setup()
    assert first.returncode == 0, first.stderr
    assert machine.greeting() == "Welcome"

    machine.unplug()
    second = machine.setup()

    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_first_start_without_network_ends_in_a_sentence(machine: Machine) -> None:
    shutil.rmtree(machine.wheels)
    machine.wheels.mkdir()

    start = machine.setup()

    assert start.returncode == 1
    assert FETCH_FAILED in start.stderr.splitlines()[-1]
    assert start.stdout == ""


def test_an_update_that_cannot_be_fetched_leaves_the_old_program_usable(machine: Machine) -> None:
    machine.setup()
    lock = machine.tree / "requirements.lock"
    old = lock.read_text("utf-8")
    lock.write_text(old + "farewell==1 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    machine.unplug()

    assert FETCH_FAILED in machine.setup().stderr
    lock.write_text(old, "utf-8")
    assert machine.setup().returncode == 0
    assert machine.greeting() == "Welcome"


def test_a_changed_project_needs_no_network(machine: Machine) -> None:
    machine.setup()
    shutil.rmtree(machine.wheels)
    machine.wheels.mkdir()
    shutil.rmtree(machine.env["UV_CACHE_DIR"])
    with (machine.tree / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("# an afterthought\n")

    again = machine.setup()

    assert again.returncode == 0, again.stderr
    assert "Setting up" in again.stderr
    assert machine.greeting() == "Welcome"


def test_a_package_that_is_not_the_locked_one_is_refused(machine: Machine) -> None:
    write_wheel(machine.wheels, "greeting", "TEXT = 'Gotcha'")

    start = machine.setup()

    assert start.returncode == 1
    assert "sha256" in start.stderr
    assert FETCH_FAILED in start.stderr


@pytest.mark.parametrize("lost", ["bin/python", "bin/kiosk", "kiosk-setup"])
def test_a_broken_or_half_finished_environment_is_made_again(machine: Machine, lost: str) -> None:
    machine.setup()
    (machine.tree / ".venv" / lost).unlink()

    again = machine.setup()

    assert again.returncode == 0, again.stderr
    assert "Setting up" in again.stderr
    assert machine.greeting() == "Welcome"


def test_a_tree_that_was_moved_sets_itself_up_again(machine: Machine, tmp_path: Path) -> None:
    machine.setup()
    moved = Machine(machine.tree.rename(tmp_path / "elsewhere"), machine.wheels, machine.env)

    assert "Setting up" in moved.setup().stderr
    assert moved.greeting() == "Welcome"
    assert moved.setup().stderr == ""


def test_the_tests_environment_also_runs_the_program(machine: Machine) -> None:
    assert machine.setup("test").returncode == 0
    machine.unplug()

    assert machine.setup("run").stderr == ""
    assert machine.setup("test").stderr == ""
    assert machine.greeting() == "Welcome"


def test_two_first_starts_at_once_share_the_work(machine: Machine) -> None:
    starts = [
        subprocess.Popen(  # noqa: S603 -- our own script
            machine.command(), env=machine.env, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    outputs = [start.communicate()[1] for start in starts]

    assert [start.returncode for start in starts] == [0, 0], outputs
    assert sum("Setting up" in text for text in outputs) == 1
    assert machine.greeting() == "Welcome"


def test_a_user_without_a_home_can_start(machine: Machine) -> None:
    homeless = {name: value for name, value in machine.env.items() if name not in {"HOME", "UV_CACHE_DIR"}}

    start = Machine(machine.tree, machine.wheels, homeless).setup()

    assert start.returncode == 0, start.stderr
    assert (machine.tree / ".uv" / "cache").is_dir()


def test_with_too_old_a_python_and_without_uv_setup_names_what_to_install(
    machine: Machine, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in (
        "awk",
        "cat",
        "cksum",
        "dirname",
        "env",
        "flock",
        "head",
        "ldconfig",
        "readlink",
        "sed",
        "uname",
    ):
        program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        assert program, name
        (bare / name).symlink_to(program)
    old_python = bare / "python3"
    old_python.write_text(
        "#!/bin/sh\nexit 1  # what it answers when asked whether it is new enough\n", "utf-8"
    )
    old_python.chmod(0o755)

    start = Machine(machine.tree, machine.wheels, {"PATH": str(bare)}).setup()

    assert start.returncode == 1
    assert start.stderr.splitlines()[-1] == (
        "Kiosk: No Python 3.11 or newer (with its venv module) and no uv was found;"
        " install one of the two and start again."
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_can_be_started_and_parses(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run([BASH, "-n", script], check=True)  # noqa: S603 -- reads our own script without running it
