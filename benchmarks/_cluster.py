"""A cluster on one machine as a large venue runs it on several: Patroni, etcd and three PostgreSQL nodes.

Commits wait for a standby (`synchronous_mode: quorum`), and connections are encrypted with certificates of
the cluster's own authority.
"""

import json
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil
import psycopg
from psycopg import sql

from benchmarks._cluster_files import (
    NODES,
    make_certificates,
    read_or_make_plan,
    write_configuration,
)
from benchmarks._cluster_software import ClusterError, find_software, make_patroni

_DATABASE = _LOGIN = "kiosk"
_LOOK_SECONDS = 0.1
_LOG_CHARACTERS = 1500
_SYNCHRONOUS_ROLES = {"sync_standby", "quorum_standby"}


class Cluster:
    """The cluster in a folder."""

    def __init__(self, folder: Path) -> None:
        """Reads the plan of the cluster, or makes one; nothing is started.

        Raises:
            ClusterError: The machine lacks something.
        """
        self._folder = folder.resolve()
        self._software = find_software()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._software.give(self._folder)
        self._plan = read_or_make_plan(self._folder)

    @property
    def url(self) -> str:
        """Returns the URL with all nodes for KIOSK_DATABASE_URL, with the password."""
        servers = ",".join(f"127.0.0.1:{port}" for port in self._plan.postgresql.values())
        options = f"sslmode=verify-full&sslrootcert={self._folder / 'ca.crt'}&target_session_attrs=read-write"
        return f"postgresql://{_LOGIN}:{self._plan.password}@{servers}/{_DATABASE}?{options}"

    def start(self, *, is_synchronous: bool = True, report: Callable[[str], None] = print) -> None:
        """Starts what does not run yet, and waits until all nodes are healthy.

        Raises:
            ClusterError: A part does not start.
        """
        report("Looking for PostgreSQL, etcd and Patroni …")
        patroni = make_patroni(self._software, self._folder / "patroni")
        make_certificates(self._software, self._folder)
        report("Starting etcd and three PostgreSQL nodes …")
        self._start_etcd()
        for name in NODES:
            file = write_configuration(
                self._software, self._folder, self._plan, name, is_synchronous=is_synchronous
            )
            self._start_process(name, [str(patroni), str(file)])
        self.set_synchronous(is_synchronous=is_synchronous)
        self.wait_until_healthy()
        self._make_database()

    def stop(self) -> None:
        """Stops all nodes and etcd; the data stays."""
        for name in (*NODES, "etcd"):
            self.resume(name)
        for name in (*NODES, "etcd"):
            process = self._process(name)
            if process is not None:
                process.terminate()
                with suppress(psutil.TimeoutExpired):
                    process.wait(30)

    def remove(self) -> None:
        """Stops everything and deletes the folder."""
        self.stop()
        shutil.rmtree(self._folder)

    def members(self) -> list[dict[str, Any]]:
        """Returns what Patroni knows of each node: name, role, state and more; none when nobody answers."""
        for port in self._plan.patroni.values():
            with suppress(URLError, OSError, ValueError):
                found: list[dict[str, Any]] = _ask(port, "/cluster")["members"]
                return found
        return []

    def primary(self) -> str:
        """Returns the name of the node that takes writes.

        Raises:
            ClusterError: There is none now.
        """
        for each in self.members():
            if each["role"] == "leader" and each["state"] == "running":
                return str(each["name"])
        raise ClusterError("No node takes writes now.")

    def wait_until_healthy(self, seconds: float = 120) -> None:
        """Waits until one node takes writes and the others follow it.

        Raises:
            ClusterError: It takes too long.
        """
        if not _until(self._is_healthy, seconds):
            raise ClusterError(f"The nodes are not healthy after {seconds:g} s: see {self._folder}/*.log")

    def set_synchronous(self, *, is_synchronous: bool) -> None:
        """Makes commits wait for a standby, or not.

        Raises:
            ClusterError: No node answers.
        """
        wanted = {"synchronous_mode": "quorum" if is_synchronous else "off"}
        if not _until(lambda: self._changes_settings(wanted), 120):
            raise ClusterError("No node takes the change.")

    def switch_over(self) -> None:
        """Makes a standby the primary, in order.

        Raises:
            ClusterError: Patroni refuses.
        """
        before = self.primary()
        body = {"leader": before}
        try:
            _ask(self._plan.patroni[before], "/switchover", "POST", body)
        except (URLError, OSError) as error:
            raise ClusterError(f"Patroni refuses the switchover: {error}") from error
        _until(
            lambda: any(each["role"] == "leader" and each["name"] != before for each in self.members()), 60
        )
        self.wait_until_healthy()

    def kill(self, name: str) -> None:
        """Kills a node's PostgreSQL with all its processes, as a crash does."""
        for process in self._postgresql(name):
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def freeze(self, name: str) -> None:
        """Stops a whole node without closing a connection, as a hung machine or a dead network does."""
        self._signal(name, signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """Continues a frozen node."""
        self._signal(name, signal.SIGCONT)

    def hold_back(self, name: str) -> None:
        """Stops the processes that send a node's changes to its standbys."""
        for process in self._postgresql(name):
            with suppress(psutil.NoSuchProcess):
                if "walsender" in " ".join(process.cmdline()):
                    process.suspend()

    def conninfo(self, name: str) -> str:
        """Returns the address of one node's database for the superuser."""
        port = self._plan.postgresql[name]
        return (
            f"host=127.0.0.1 port={port} user=postgres password={self._plan.superuser} dbname={_DATABASE}"
            f" sslmode=verify-full sslrootcert={self._folder / 'ca.crt'} connect_timeout=2"
        )

    def _is_healthy(self) -> bool:
        states = [(each["role"], each["state"]) for each in self.members()]
        wanted = _SYNCHRONOUS_ROLES if self._waits_for_standby() else {"replica"}
        followers = [state for role, state in states if role in wanted]
        return ("leader", "running") in states and followers == ["streaming"] * (len(NODES) - 1)

    def _roles(self) -> set[tuple[str, str]]:
        return {(each["role"], each["name"]) for each in self.members()}

    def _waits_for_standby(self) -> bool:
        for port in self._plan.patroni.values():
            with suppress(URLError, OSError, ValueError):
                return bool(_ask(port, "/config")["synchronous_mode"] == "quorum")
        return False

    def _changes_settings(self, wanted: dict[str, str]) -> bool:
        for name in ("etcd", *NODES):
            if self._process(name) is None:
                log = (self._folder / f"{name}.log").read_text("utf-8", errors="replace")
                raise ClusterError(f"{name} has ended. Its last words:\n{log[-_LOG_CHARACTERS:]}")
        for port in self._plan.patroni.values():
            with suppress(URLError, OSError):
                _ask(port, "/config", "PATCH", wanted)
                return True
        return False

    def _make_database(self) -> None:
        server = self.conninfo(self.primary()).replace(f"dbname={_DATABASE}", "dbname=postgres")
        with psycopg.connect(server, autocommit=True) as connection:
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [_LOGIN]).fetchone() is None:
                login, password = sql.Identifier(_LOGIN), sql.Literal(self._plan.password)
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}").format(login, password)
                )
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(login))

    def _start_etcd(self) -> None:
        client, peer = (f"http://127.0.0.1:{port}" for port in self._plan.etcd)
        named = {
            "name": "etcd1",
            "data-dir": str(self._folder / "etcd"),
            "listen-client-urls": client,
            "advertise-client-urls": client,
            "listen-peer-urls": peer,
            "initial-advertise-peer-urls": peer,
            "initial-cluster": f"etcd1={peer}",
        }
        options = [part for name, value in named.items() for part in (f"--{name}", value)]
        self._start_process("etcd", [self._software.etcd, *options])

    def _start_process(self, name: str, command: list[str]) -> None:
        if self._process(name) is not None:
            return
        log = self._folder / f"{name}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 -- the cluster's own programs
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._folder,
                start_new_session=True,
                **self._software.as_user,
            )
        (self._folder / f"{name}.pid").write_text(str(process.pid), "utf-8")

    def _process(self, name: str) -> psutil.Process | None:
        """Returns the running process of etcd or a node's Patroni; never another that has its number now."""
        try:
            process = psutil.Process(int((self._folder / f"{name}.pid").read_text("utf-8")))
            is_ours = str(self._folder) in " ".join(process.cmdline())
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None
        return process if is_ours else None

    def _postgresql(self, name: str) -> list[psutil.Process]:
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            first = (self._folder / name / "postmaster.pid").read_text("utf-8").partition("\n")[0]
            postmaster = psutil.Process(int(first))
            if str(self._folder) in " ".join(postmaster.cmdline()):
                return [postmaster, *postmaster.children(recursive=True)]
        return []

    def _signal(self, name: str, number: signal.Signals) -> None:
        patroni = self._process(name)
        for process in ([patroni] if patroni else []) + self._postgresql(name):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)


def _ask(port: int, path: str, method: str = "GET", body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 -- JSON
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"http://127.0.0.1:{port}{path}", data, method=method)
    with urlopen(request, timeout=70 if method == "POST" else 3) as answer:  # noqa: S310 -- as above
        text = answer.read()
    return json.loads(text) if method == "GET" else text


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(_LOOK_SECONDS)
    return True
