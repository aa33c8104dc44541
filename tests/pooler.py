"""pgbouncer in front of a PostgreSQL server, as large venues run it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from kiosk.storage.connection.address import read_address
from kiosk.storage.connection.server_list import servers_of
from tests.waiting import until

OPTIONS_IGNORED = {"ignore_startup_parameters": "options"}
"""The setting without which pgbouncer refuses the program."""

_NOBODY = 65534


@contextmanager
def pooled(url: str, folder: Path, *, pool_mode: str = "transaction", **settings: str) -> Iterator[str]:
    """Yields the URL of a database by way of pgbouncer, which runs until the end.

    Args:
        url: The database.
        folder: A folder for pgbouncer's files.
        pool_mode: How long a client has a session of the server: for a `transaction` or a `session`.
        settings: More of pgbouncer's settings.
    """
    server = servers_of(read_address(url))[0]
    host = str(Path(server.socket_file).parent) if server.socket_file else server.host
    address = make_url(url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = {"listen_addr": "127.0.0.1", "listen_port": port, "unix_socket_dir": "", "auth_type": "any"}
    lines = [f"{name} = {value}" for name, value in {**own, "pool_mode": pool_mode, **settings}.items()]
    file = folder / "pgbouncer.ini"
    login = f"host={host} port={server.port} user={address.username}"
    file.write_text("\n".join(["[databases]", f"* = {login}", "[pgbouncer]", *lines, ""]), "utf-8")
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    assert program, "pgbouncer is missing: script/setup test installs it"
    with (folder / "pgbouncer.log").open("wb") as log, file.open("rb") as opened:
        # It does not run as root. Its user may not enter pytest's folder, so it gets the file opened.
        user: dict[str, Any] = {} if os.geteuid() else {"user": _owner(Path(host)), "extra_groups": []}
        process = subprocess.Popen(  # noqa: S603 -- a fixed program
            [program, "/dev/stdin"], stdin=opened, stdout=log, stderr=log, **user
        )
    try:
        assert until(lambda: _listens(port)), (folder / "pgbouncer.log").read_text("utf-8")
        yield address.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait(10)


def _owner(folder: Path) -> int:
    return folder.stat().st_uid if folder.is_absolute() else _NOBODY


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
