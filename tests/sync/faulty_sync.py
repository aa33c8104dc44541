"""Faults that are put into the program on purpose: the machine of rules must find each of them.

Each is a mistake that somebody could make, in the program itself or in the centre's functions.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

from kiosk.domain.check_in.command import Command, CommandAnswer, Verdict
from kiosk.domain.errors import StorageUnavailable
from kiosk.storage.schema.door_rights import PROTOCOL_SCHEMAS
from kiosk.storage.tables.outbox import Outbox
from kiosk.storage.tables.roster import Roster
from kiosk.sync.exchanges import Exchanges
from kiosk.sync.syncer import Syncer
from tests.storage.raw import ask, run

_exchange = Exchanges._exchange  # noqa: SLF001 -- a fault in it is what the machine must find


def drop_what_was_not_answered(monkeypatch: pytest.MonkeyPatch, _centre: Connection) -> None:
    """Makes a door take commands for sent although no answer came."""

    def exchange(exchanges: Exchanges, commands: list[Command], *others: Any) -> Any:  # noqa: ANN401 -- as the method it replaces
        try:
            return _exchange(exchanges, commands, *others)
        except StorageUnavailable:
            door = exchanges._door  # noqa: SLF001 -- as above
            with door.local._store.write() as transaction:  # noqa: SLF001 -- as above
                for each in commands:
                    transaction.outbox.settle([CommandAnswer(each.id, Verdict.RECORDED)], door.clock.now())
            raise

    monkeypatch.setattr(Exchanges, "_exchange", exchange)


def forget_deletions(monkeypatch: pytest.MonkeyPatch, _centre: Connection) -> None:
    """Makes doors keep what was deleted at the centre."""
    monkeypatch.setattr(Roster, "remove", lambda *_: None)


def show_recorded_at_once(monkeypatch: pytest.MonkeyPatch, _centre: Connection) -> None:
    """Makes doors show Recorded without a verdict of the centre."""

    @contextmanager
    def expecting(_syncer: Syncer, command_id: UUID) -> Iterator[Callable[[], CommandAnswer]]:
        yield lambda: CommandAnswer(command_id, Verdict.RECORDED)

    monkeypatch.setattr(Syncer, "expecting", expecting)


def send_nothing_again(monkeypatch: pytest.MonkeyPatch, _centre: Connection) -> None:
    """Makes doors send nothing again to a centre that was restored from a backup."""
    monkeypatch.setattr(Outbox, "send_again", lambda _outbox: 0)


def send_undone_again(monkeypatch: pytest.MonkeyPatch, _centre: Connection) -> None:
    """Makes doors forget which check-ins were undone."""
    monkeypatch.setattr(Outbox, "note_undone", lambda *_: None)


def ignore_the_ledger(_monkeypatch: pytest.MonkeyPatch, centre: Connection) -> None:
    """Makes the centre carry out again what was sent again."""
    _rewrite(centre, "answer(jsonb)", "is_replay := FOUND", "is_replay := false")


def show_no_conflicts(_monkeypatch: pytest.MonkeyPatch, centre: Connection) -> None:
    """Makes the centre forget that a door had shown a yes to a duplicate."""
    _rewrite(
        centre, "note_shown(uuid, jsonb)", "UPDATE scan_log", "UPDATE scan_log SET id = id WHERE false; --"
    )


def log_no_revocations(_monkeypatch: pytest.MonkeyPatch, centre: Connection) -> None:
    """Makes changes of passes no news for doors."""
    run(centre, "ALTER TABLE passes DISABLE TRIGGER passes_doors_update")


def let_in_twice(_monkeypatch: pytest.MonkeyPatch, database: Connection) -> None:
    """Takes away the unique index that decides who was first."""
    run(database, "DROP INDEX attendance_one_per_participant")


FAULTS: dict[Callable[[pytest.MonkeyPatch, Connection], None], str] = {
    drop_what_was_not_answered: "neither at the centre|not like the centre",
    forget_deletions: "not like the centre",
    show_recorded_at_once: "Recorded",
    send_nothing_again: "neither at the centre|missing",
    send_undone_again: "came back",
    ignore_the_ledger: "came back|not like the centre",
    show_no_conflicts: "neither at the centre",
    log_no_revocations: "not like the centre",
}
"""The faults of doors and their centre, each with a part of the machine's complaint."""


def _rewrite(centre: Connection, function: str, right: str, wrong: str) -> None:
    """Replaces a part of one of the centre's functions, in the protocol that doors speak."""
    definition = ask(centre, f"SELECT pg_get_functiondef('{PROTOCOL_SCHEMAS[-1]}.{function}'::regprocedure)")
    assert right in definition
    run(centre, definition.replace(right, wrong).replace(":", r"\:"))
