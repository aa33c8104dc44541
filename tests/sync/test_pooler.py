"""Doors and desks behind pgbouncer, which gives each transaction another session of the server."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from kiosk.domain.check_in.scan import Method
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.storage.connection import deadline
from kiosk.storage.store import Store
from kiosk.sync import syncer
from tests.pooler import OPTIONS_IGNORED, pooled
from tests.storage.raw import foreign_program, run
from tests.storage_faults import unavailable
from tests.sync.venue import Venue
from tests.waiting import until

OFTEN = 8
"""More times than the driver sees a statement before it prepares it."""


@pytest.fixture
def pooler_url(venue: Venue, tmp_path: Path) -> Iterator[str]:
    with pooled(venue.url, tmp_path, **OPTIONS_IGNORED) as url:
        yield url


def test_doors_behind_a_pooler_send_and_follow_changes(
    venue: Venue, pooler_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncer, "LOOK_AGAIN_SECONDS", 1000)  # only news wakes them
    doors = [venue.open_door(name, pooler_url) for name in ("Door A", "Door B")]
    for _ in range(OFTEN):
        assert all(door.check_in(None, Method.BUTTON).is_checked_in for door in doors)
        assert all(until(door.is_idle) for door in doors)
    assert len(venue.rows()) == 2 * OFTEN
    assert until(lambda: all(len(door.attendance()) == 2 * OFTEN for door in doors))
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE events SET title = 'Another title'")
    assert until(lambda: all(door.event_door.view().event.title == "Another title" for door in doors))


def test_a_desk_behind_a_pooler_prepares_no_statement(pooler_url: str) -> None:
    with closing(Store.open(pooler_url)) as one, closing(Store.open(pooler_url)) as other:
        for number in range(OFTEN):
            for store in (one, other):
                with store.write() as transaction:
                    transaction.installation.set("number", str(number))


def test_without_noticing_the_pooler_statements_would_clash(
    pooler_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "_note_pooler", lambda _connection: None)
    with pytest.raises(Exception, match="prepared statement"):
        test_a_desk_behind_a_pooler_prepares_no_statement(pooler_url)


def test_a_server_without_a_pooler_is_recognized(venue: Venue) -> None:
    with deadline.connect(conninfo=venue.url.replace("+psycopg", "")) as connection:
        assert not connection.is_pooled
        assert connection.prepare_threshold is not None
        assert connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE


def test_a_pooler_that_refuses_the_program_is_named_as_the_reason(venue: Venue, tmp_path: Path) -> None:
    with (
        pooled(venue.url, tmp_path) as url,
        closing(Store.open(url)) as store,
        unavailable(ServerTrouble.POOLER_REFUSES),
    ):
        store.check_revision()
