"""The software of a cluster: Debian's PostgreSQL and etcd, and Patroni in an environment of its own."""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATRONI = ("patroni[etcd3,psycopg3]>=4.0,<5", "psycopg[binary]>=3.2")
_POSTGRESQL = Path("/usr/lib/postgresql")
_SYSTEM_PYTHON = "/usr/bin/python3"


class ClusterError(Exception):
    """The cluster cannot do what was asked; the text says why and what helps."""


@dataclass(frozen=True, slots=True)
class Software:
    """The programs of a cluster, and the user that runs them.

    Attributes:
        programs: The folder of PostgreSQL's programs.
        etcd: The program.
        user: The name of the user, or None for the one that runs this program.
    """

    programs: Path
    etcd: str
    user: str | None

    @property
    def as_user(self) -> dict[str, Any]:
        """Returns the arguments with which subprocess runs a program as the cluster's user."""
        if self.user is None:
            return {}
        entry = pwd.getpwnam(self.user)
        return {
            "user": entry.pw_uid,
            "group": entry.pw_gid,
            "extra_groups": [],
            "env": _environment(entry.pw_dir),
        }

    def give(self, path: Path) -> None:
        """Makes a file or folder the cluster user's own."""
        if self.user is not None:
            entry = pwd.getpwnam(self.user)
            os.chown(path, entry.pw_uid, entry.pw_gid)

    def run(self, *command: str) -> None:
        """Runs a command as the cluster's user.

        Raises:
            ClusterError: It failed.
        """
        done = subprocess.run(command, check=False, capture_output=True, text=True, **self.as_user)  # noqa: S603 -- ours
        if done.returncode:
            raise ClusterError(f"{Path(command[0]).name} failed:\n{done.stderr or done.stdout}")


def find_software() -> Software:
    """Returns what this machine has.

    Raises:
        ClusterError: Something is missing.
    """
    etcd = shutil.which("etcd")
    folders = sorted(_POSTGRESQL.glob("*/bin"), key=lambda each: float(each.parent.name))
    if etcd is None or not folders:
        raise ClusterError(
            "The cluster needs Debian's packages postgresql and etcd-server. Type, as root:"
            " apt-get install postgresql etcd-server"
        )
    if os.geteuid():
        return Software(folders[-1], etcd, None)
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterError("PostgreSQL does not run as root, and there is no user postgres.") from None
    return Software(folders[-1], etcd, "postgres")


def make_patroni(software: Software, folder: Path) -> Path:
    """Returns Patroni's program; installs it into a folder when it is not there.

    Raises:
        ClusterError: It cannot be installed, or the cluster's user cannot run it.
    """
    program = folder / "bin" / "patroni"
    if not program.exists():
        python = _python(software)
        shutil.rmtree(folder, ignore_errors=True)
        _install((python, "-m", "venv", "--without-pip", str(folder)))
        pip = (_pip(), "-m", "pip", "--disable-pip-version-check")
        _install((*pip, "--python", str(folder / "bin" / "python"), "install", "--quiet", *_PATRONI))
    software.run(str(program), "--version")
    return program


def _python(software: Software) -> str:
    """Returns a Python that the cluster's user can run."""
    for python in (_SYSTEM_PYTHON, getattr(sys, "_base_executable", sys.executable)):
        try:
            software.run(python, "-c", "import venv")
        except (ClusterError, OSError):
            continue
        return python
    raise ClusterError(f"The user {software.user} can run no Python 3: install Debian's package python3.")


def _pip() -> str:
    """Returns a Python that has pip: this one's, or the one with which script/setup fetched uv."""
    for python in (getattr(sys, "_base_executable", sys.executable), ".uv/bin/python"):
        if shutil.which(python) and _succeeds(python, "-m", "pip", "--version"):
            return python
    raise ClusterError("There is no pip to install Patroni with: install Debian's package python3-pip.")


def _succeeds(*command: str) -> bool:
    return not subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 -- ours


def _install(command: tuple[str, ...]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 -- ours
    if done.returncode:
        raise ClusterError(f"Patroni cannot be installed from PyPI:\n{done.stderr or done.stdout}")


def _environment(home: str) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LC_ALL": "C.UTF-8"}
