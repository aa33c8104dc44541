"""A door's own database: its copy of the list is never taken for newer than it is."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from kiosk.domain.check_in.command import Command, CommandAnswer, CommandKind, Verdict
from kiosk.domain.check_in.scan import Method
from kiosk.domain.clock import utc_now
from kiosk.domain.event import EventState
from kiosk.storage.centre.exchange import ServerIdentity
from kiosk.storage.centre.roster_changes import RosterChanges, RosterRow
from kiosk.storage.schema.roster import RosterTable
from kiosk.storage.store import Store
from kiosk.sync.known import ExchangeNews, KnownCentre, RosterMark
from kiosk.sync.local import KEPT_FOR, PRUNED_EVERY, STORE_EVERY, LocalDatabase

EVENT, ANA = UUID(int=1), UUID(int=2)
NOW = utc_now()
MARK = RosterMark(EVENT, "100:100:", NOW, 2)
LATER = RosterMark(EVENT, "200:200:", NOW + timedelta(seconds=1), 2)
CENTRE = KnownCentre(ServerIdentity("1", "1", "1"), 1)
THE_SAME_CENTRE = ExchangeNews(CENTRE, NOW, None, (), sends_again=False)
AN_OLDER_CENTRE = ExchangeNews(CENTRE, NOW, None, (), sends_again=True)


def event_row(title: str = "Opening") -> RosterRow:
    hours, early = timedelta(hours=2), timedelta(minutes=30)
    return (EVENT, title, NOW, hours, "WS001", EventState.OPEN, None, early, True, None, False)


def whole(*people: str) -> RosterChanges:
    """Returns a whole list with these people, who have no passes."""
    rows: dict[RosterTable, list[RosterRow]] = {table: [] for table in RosterTable}
    rows[RosterTable.EVENTS] = [event_row()]
    rows[RosterTable.PEOPLE] = [(UUID(int=2 + place), name) for place, name in enumerate(people)]
    return RosterChanges(MARK.seen, 2, rows)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    with closing(Store.open(sqlite_url)) as opened:
        yield opened


@pytest.fixture
def local(store: Store) -> LocalDatabase:
    """Returns a door's database that has read its list."""
    local = LocalDatabase(store)
    assert local.replace(local.begin_reading(), MARK, whole("Ana"))
    return local


def names(store: Store) -> set[str]:
    with store.read() as transaction:
        return {row[1] for row in transaction.roster.rows(RosterTable.PEOPLE, EVENT).values()}


def test_a_list_that_was_read_whole_is_marked_and_stays_so_while_it_is_read_again(
    local: LocalDatabase, store: Store
) -> None:
    assert local.mark() == MARK
    local.begin_reading()  # and the door loses power
    assert LocalDatabase(store).mark() == MARK


def test_reading_again_removes_who_is_gone_and_adds_who_is_new(local: LocalDatabase, store: Store) -> None:
    assert local.replace(local.begin_reading(), LATER, whole("Ana Popescu", "Bo"))
    assert (names(store), local.mark()) == ({"Ana Popescu", "Bo"}, LATER)
    assert local.replace(local.begin_reading(), LATER, whole())
    assert names(store) == set()


def test_a_first_list_is_stored_with_progress(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.sync.local.ROWS_AT_ONCE", 2)
    local, shares = LocalDatabase(store), list[float]()
    assert local.replace(local.begin_reading(), MARK, whole("Ana", "Bo", "Cem"), shares.append)
    assert shares == [0.25, 0.75, 1.0]


def test_a_list_that_was_read_while_the_centre_turned_out_to_be_older_does_not_count(
    local: LocalDatabase,
) -> None:
    reading = local.begin_reading()
    local.settle([], [], AN_OLDER_CENTRE)
    assert not local.replace(reading, LATER, whole("Ana"))
    assert local.mark() is None


def test_changes_since_another_moment_are_not_applied(local: LocalDatabase, store: Store) -> None:
    renamed = RosterChanges(LATER.seen, 2, {RosterTable.PEOPLE: [(ANA, "Ana Popescu")]})
    local.settle([], [], AN_OLDER_CENTRE)
    assert not local.apply_changes(MARK, LATER, renamed)
    assert names(store) == {"Ana"}


def test_changes_are_applied_with_their_mark(local: LocalDatabase, store: Store) -> None:
    renamed = RosterChanges(LATER.seen, 2, {RosterTable.PEOPLE: [(ANA, "Ana Popescu")]})
    assert local.apply_changes(MARK, LATER, renamed)
    assert (names(store), local.mark()) == ({"Ana Popescu"}, LATER)


def test_another_event_with_the_code_of_an_earlier_one_takes_its_place(
    local: LocalDatabase, store: Store
) -> None:
    newer = (UUID(int=9), *event_row("Next year")[1:])
    local.store_event(newer)
    assert local.event_with_code("ws001") == UUID(int=9)
    with store.read() as transaction:
        assert transaction.events.get(EVENT) is None


def test_changes_that_the_door_has_already_are_not_written_again(local: LocalDatabase) -> None:
    same = RosterChanges(LATER.seen, 2, whole("Ana").rows)
    assert local.apply_changes(MARK, LATER, same) == MARK
    assert local.mark() == MARK


def test_a_list_that_did_not_change_is_marked_as_read_once_a_minute(local: LocalDatabase) -> None:
    much_later = RosterMark(EVENT, "300:300:", NOW + STORE_EVERY, 2)
    assert local.apply_changes(MARK, much_later, RosterChanges(much_later.seen, 2, {})) == much_later
    assert local.mark() == much_later


def test_answered_commands_are_deleted_after_some_days_looked_for_once_an_hour(
    local: LocalDatabase, store: Store
) -> None:
    def left_after(number: int, at: datetime) -> set[int]:
        """Answers a command at an instant, and returns the numbers of those that are still there."""
        sent = Command(UUID(int=number), CommandKind.CHECK_IN, {})
        with store.write() as transaction:
            transaction.outbox.add(sent)
        news = ExchangeNews(CENTRE, at, None, (), sends_again=False)
        local.settle([sent], [CommandAnswer(sent.id, Verdict.RECORDED)], news)
        with store.read() as transaction:
            return {each.int for each in transaction.outbox.ids_after(0)}

    assert left_after(1, NOW) == {1}
    assert left_after(2, NOW + PRUNED_EVERY / 2) == {1, 2}
    late = NOW + KEPT_FOR + timedelta(seconds=1)
    assert left_after(3, late) == {2, 3}
    assert left_after(4, late + PRUNED_EVERY / 2) == {2, 3, 4}
    assert left_after(5, late + PRUNED_EVERY) == {3, 4, 5}


def pending_check_in(store: Store, number: int) -> Command:
    """Returns a check-in of Ana at the door, whose command waits."""
    content = {"event_id": str(EVENT), "participant_id": str(ANA), "outcome": "CHECKED_IN"}
    command = Command(UUID(int=number), CommandKind.CHECK_IN, content)
    with store.write() as transaction:
        transaction.outbox.add(command)
        transaction.roster.put(RosterTable.ATTENDANCE, [check_in_row(command.id)])
    return command


def check_in_row(row_id: UUID) -> RosterRow:
    return (row_id, EVENT, ANA, NOW, Method.CAMERA, "Door B")


def attended(store: Store) -> list[RosterRow]:
    with store.read() as transaction:
        return list(transaction.roster.rows(RosterTable.ATTENDANCE, EVENT).values())


def test_a_check_in_that_is_undone_before_its_answer_was_read_stays_undone(
    local: LocalDatabase, store: Store
) -> None:
    sent = pending_check_in(store, 7)
    gone = RosterChanges(LATER.seen, 2, {}, {RosterTable.ATTENDANCE: frozenset([sent.id])})
    assert local.apply_changes(MARK, LATER, gone) == LATER
    local.settle([sent], [CommandAnswer(sent.id, Verdict.RECORDED, sent.id)], THE_SAME_CENTRE)
    assert attended(store) == []
    local.settle([], [], AN_OLDER_CENTRE)
    assert [each.content["is_undone"] for each in local.batch(oldest=1, newest=0)] == [True]


def test_a_verdict_does_not_rewrite_the_row_that_counts(local: LocalDatabase, store: Store) -> None:
    sent, winner = pending_check_in(store, 7), check_in_row(UUID(int=8))
    duplicate = CommandAnswer(sent.id, Verdict.DUPLICATE, winner[0], NOW, "Door B")
    come = RosterChanges(LATER.seen, 2, {RosterTable.ATTENDANCE: [winner]})
    assert local.apply_changes(MARK, LATER, come) == LATER
    local.settle([sent], [duplicate], THE_SAME_CENTRE)
    assert attended(store) == [winner]


def test_a_late_verdict_brings_no_row_back_that_was_undone_since(local: LocalDatabase, store: Store) -> None:
    sent, winner = pending_check_in(store, 7), check_in_row(UUID(int=8))
    duplicate = CommandAnswer(sent.id, Verdict.DUPLICATE, winner[0], NOW, "Door B")
    gone = RosterChanges(LATER.seen, 2, {}, {RosterTable.ATTENDANCE: frozenset([winner[0]])})
    assert local.apply_changes(MARK, LATER, gone) == LATER
    local.settle([sent], [duplicate], THE_SAME_CENTRE)
    assert attended(store) == []


def test_check_ins_that_wait_again_for_an_older_centre_are_not_taken_for_undone(
    local: LocalDatabase, store: Store
) -> None:
    sent = pending_check_in(store, 7)
    local.settle([sent], [CommandAnswer(sent.id, Verdict.RECORDED, sent.id)], THE_SAME_CENTRE)
    reading = local.begin_reading()  # the older centre lacks the check-in, which nobody knows yet
    local.settle([], [], AN_OLDER_CENTRE)
    assert not local.replace(reading, LATER, whole("Ana"))
    assert [each.content["is_undone"] for each in local.batch(oldest=1, newest=0)] == [False]
    assert attended(store) == [check_in_row(sent.id)]
