"""Doors that are broken on purpose: each ordeal must fail for one of them, or it would prove nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import event

from kiosk.domain.check_in.command import Command, CommandAnswer, Verdict
from kiosk.domain.check_in.kiosk import KioskReport
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import NoAnswerInTime
from kiosk.storage.centre.exchange import Exchange
from kiosk.storage.transaction import Transaction
from kiosk.sync import known
from tests.sync.venue import Door


class EarlyExchange:
    """Counts commands as received before the centre has them, as a message broker in memory does."""

    def __init__(self) -> None:
        self._held: list[Command] = []
        self._send: Callable[[list[Command]], Exchange] | None = None

    def exchange(self, send: Callable[[list[Command]], Exchange], commands: Sequence[Command]) -> Exchange:
        self._send = send
        answered = self.send_held() or send([])
        self._held = list(commands)
        return replace(answered, answers=tuple(CommandAnswer(each.id, Verdict.RECORDED) for each in commands))

    def send_held(self) -> Exchange | None:
        held, self._held = self._held, []
        return self._send(held) if held and self._send is not None else None


def acknowledge_early(door: Door) -> None:
    early = EarlyExchange()
    exchange, ping = door.centre.exchange, door.centre.ping

    def exchange_early(report: KioskReport, commands: Sequence[Command]) -> Exchange:
        return early.exchange(lambda held: exchange(report, held), commands)

    def ping_later() -> bool:
        is_other = ping()
        early.send_held()
        return is_other

    _replace(door.centre, exchange=exchange_early, ping=ping_later)


def never_wait(door: Door) -> None:
    """Shows Recorded without the centre's verdict."""

    @contextmanager
    def expecting(command_id: UUID) -> Iterator[Callable[[], CommandAnswer | None]]:
        yield lambda: CommandAnswer(command_id, Verdict.RECORDED)

    _replace(door.syncer, expecting=expecting)


def always_wait(door: Door) -> None:
    """Waits for the centre's verdict however silent the link has been."""
    _replace(door.syncer._verdicts, _is_worth_waiting=lambda: True)  # noqa: SLF001 -- the control


def send_with_scans_only(door: Door) -> None:
    """Sends what waits when somebody scans, and at no other time."""
    link = door.syncer

    def send_until_stopped() -> None:
        while not link._is_stopped.is_set():  # noqa: SLF001 -- the control
            link._to_send.wait()  # noqa: SLF001 -- as above
            link._to_send.clear()  # noqa: SLF001 -- as above
            try:
                while not link._send():  # noqa: SLF001 -- as above
                    pass
            except (StorageUnavailable, StorageUnfit):
                pass

    _replace(link._threads[0], run=send_until_stopped)  # noqa: SLF001 -- as above


def never_receive(door: Door) -> None:
    """Keeps its list as it was when it opened."""

    def changes(*_asked: object) -> None:
        raise StorageUnavailable(NoAnswerInTime())

    _replace(door.centre, changes=changes)


def never_notice_an_older_centre(door: Door) -> None:
    settle = door.local.settle

    def settle_once(
        sent: Sequence[Command], answers: Sequence[CommandAnswer], news: known.ExchangeNews
    ) -> None:
        settle(sent, answers, replace(news, sends_again=False))

    _replace(door.local, settle=settle_once)


def trust_its_own_clock(door: Door) -> None:
    def own_time() -> Any:  # noqa: ANN401 -- an instant
        return utc_now() + door.clock_is_off_by

    _replace(door.syncer, now=own_time)
    _replace(door.event_door, _now=own_time)


def ignore_failed_commits(door: Door) -> None:
    """Shows a yes although the disk refused the commit."""
    write = door.store.write

    @contextmanager
    def write_anyway(**arguments: bool) -> Iterator[Transaction]:
        try:
            with write(**arguments) as transaction:
                yield transaction
        except StorageUnavailable:
            pass

    _replace(door.store, write=write_anyway)


def sync_normally(door: Door) -> None:
    """Sets synchronous = NORMAL: commits are not synced to the disk."""
    engine = door.store._engine  # noqa: SLF001 -- the control
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _entry: object) -> None:  # noqa: ANN401 -- the driver's own
        connection.execute("PRAGMA synchronous = NORMAL").close()


class _WholeQueue:
    limit = 1_000_000

    def note_success(self, _count: int, _seconds: float) -> None:
        pass

    def note_failure(self, _count: int) -> None:
        pass


def send_all_at_once(door: Door) -> None:
    """Sends a whole queue in one exchange, and stores its answers in one transaction."""
    _replace(door.syncer, _batch_size=_WholeQueue())


def _replace(owner: object, **methods: object) -> None:
    for name, method in methods.items():
        setattr(owner, name, method)
