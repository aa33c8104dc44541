"""A second PostgreSQL server that follows a first one, as a standby does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import OwnServer
from tests.storage.raw import ask, foreign_program, run

STANDBY = "copy"
"""The name of the standby for synchronous_standby_names."""

_NOT_COPIED = {"postmaster.pid", "postmaster.opts", ".handle_pids.json", "log"}


@contextmanager
def standby_of(primary: OwnServer, folder: Path) -> Iterator[OwnServer]:
    """Yields a running standby in a folder that is made; removes it at the end.

    It is made by PostgreSQL's own steps for a base backup, because not every package has pg_basebackup.
    """
    with foreign_program(primary.server.url("postgres")) as connection:
        run(connection, "SELECT pg_backup_start('standby', true)")
        shutil.copytree(primary.folder, folder, ignore=_not_copied)
        label = ask(connection, "SELECT labelfile FROM pg_backup_stop(false)")
    (folder / "backup_label").write_text(label, "utf-8")
    (folder / "standby.signal").touch()
    with (folder / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
        sockets = primary.server.admin.query["host"]
        settings.write(f"primary_conninfo = 'host={sockets} user=postgres application_name={STANDBY}'\n")
    _give_to_owner_of(primary.folder, folder)
    standby = OwnServer(folder)
    try:
        yield standby
    finally:
        standby.remove()


def _not_copied(folder: str, names: list[str]) -> list[str]:
    is_wal = Path(folder).name == "pg_wal"  # the standby gets it from the primary
    return [each for each in names if is_wal or each in _NOT_COPIED or each.startswith(".s.PGSQL")]


def _give_to_owner_of(owned: Path, folder: Path) -> None:
    owner = owned.stat()
    for each in (folder, *folder.rglob("*")):
        os.chown(each, owner.st_uid, owner.st_gid)
