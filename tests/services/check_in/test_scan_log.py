"""The scan log has an entry for each scan, without its code, in the transaction of its check-in."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy.exc import DBAPIError

from kiosk.domain.check_in.scan import Method
from kiosk.services.check_in import check_in
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program, refusing_inserts


def test_the_scan_log_keeps_a_hash_of_each_code_and_never_the_code(world: World, database_url: str) -> None:
    shown = [world.make_holder(), "https://example.org/menu", "ws001", "\ud800", "x" * 9000]
    for text in (*shown, None):
        world.check_in(text)
    with foreign_program(database_url) as program:
        rows = ask_all(program, "SELECT * FROM scan_log")
        hashes = [
            row[0] for row in ask_all(program, "SELECT code_hash FROM scan_log WHERE code_hash IS NOT NULL")
        ]
    assert len(rows) == len(shown) + 1
    assert sorted(hashes) == sorted(
        sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in shown
    )
    assert not [cell for row in rows for cell in row if cell in shown]


def test_the_scan_log_records_who_when_where_and_how(world: World) -> None:
    token, at = world.make_holder(), world.now
    stand = check_in.CheckInPoint(world.event.id, "Door A")
    check_in.check_in(world.store, stand, world.scan(token))
    world.now += timedelta(minutes=1)
    check_in.check_in(world.store, replace(stand, kiosk="Door B"), world.scan(token, Method.TYPED))
    world.now += timedelta(minutes=1)
    check_in.check_in(world.store, replace(stand, kiosk="Door C"), world.scan(None, Method.BUTTON))
    with world.store.read() as transaction:
        rows = transaction.scans.rows(world.event.id)
    assert [(row.outcome.value, row.name, row.kiosk, row.method, row.scanned_at - at) for row in rows] == [
        ("CHECKED_IN", "Ana Ionescu", "Door A", Method.CAMERA, timedelta()),
        ("ALREADY_CHECKED_IN", "Ana Ionescu", "Door B", Method.TYPED, timedelta(minutes=1)),
        ("CHECKED_IN", None, "Door C", Method.BUTTON, timedelta(minutes=2)),
    ]


def test_a_check_in_is_rolled_back_when_its_scan_log_entry_cannot_be_written(
    world: World, database_url: str
) -> None:
    with (
        foreign_program(database_url) as program,
        refusing_inserts(program, "scan_log"),
        pytest.raises(DBAPIError, match="broken"),
    ):
        world.check_in(None)
    assert (world.rows(), world.logged()) == ([], [])
    assert world.check_in(None).is_checked_in  # Control: nothing else prevented it.
    assert (len(world.rows()), world.logged()) == (1, ["CHECKED_IN"])
