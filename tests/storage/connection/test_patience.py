"""Reports and deletions may take minutes; a query for which somebody waits at a screen may not."""

from sqlalchemy import text

from kiosk.domain.faults.storage import ServerTrouble
from kiosk.services.events import deletions
from kiosk.services.people import passes, people
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, run
from tests.storage_faults import unavailable

_ASK = text("SHOW statement_timeout")
_HURRIED = """
    CREATE FUNCTION hurry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('statement_timeout') = '4s' THEN
            RAISE EXCEPTION 'took too long' USING ERRCODE = 'query_canceled';
        END IF;
        RETURN OLD;
    END $$
"""
"""A server that is too slow for who is given four seconds, without the wait."""

_UNHURRIED = """
    CREATE FUNCTION unhurried() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
        IF current_setting('statement_timeout') = '4s' THEN
            RAISE EXCEPTION 'took too long' USING ERRCODE = 'query_canceled';
        END IF;
        RETURN true;
    END $$
"""
"""The same for reading."""


def patience(transaction: Transaction) -> str:
    return str(transaction.reports._connection.execute(_ASK).scalar_one())  # noqa: SLF001 -- only it knows


def test_only_the_transaction_of_a_report_is_patient(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    try:
        with store.read(is_patient=True) as transaction:
            assert patience(transaction) == "10min"
        with store.read() as transaction:
            assert patience(transaction) == "4s"
    finally:
        store.close()


def test_an_event_and_a_group_with_very_many_check_ins_are_deleted_however_long_it_takes(
    postgres_url: str,
) -> None:
    store = Store.open(postgres_url)
    world = World(store)
    with foreign_program(postgres_url) as connection:
        run(connection, _HURRIED)
        run(connection, "CREATE TRIGGER hurry BEFORE DELETE ON attendance EXECUTE FUNCTION hurry()")
        for code, delete in (("WS001", deletions.delete_event), ("WS002", deletions.delete_group)):
            event = world.event if code == "WS001" else world.make_event(code)
            run(connection, "INSERT INTO attendance (event_id) VALUES (:event)", event=event.id)
            with unavailable(ServerTrouble.ANSWER_TOOK_TOO_LONG), store.write() as transaction:
                transaction.events.delete(event.id)  # the control
            name = code if delete is deletions.delete_event else "Autumn series"
            delete(store, name, confirmed=name)
            assert ask(connection, "SELECT count(*) FROM attendance") == 0
    store.close()


def test_passes_of_very_many_people_are_planned_however_long_it_takes(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    people.add_participant(store, name="Ana Ionescu", email="ana@example.org")
    with foreign_program(postgres_url) as connection:
        run(connection, _UNHURRIED)
        run(connection, "ALTER TABLE passes RENAME TO kept_passes")
        run(connection, "CREATE VIEW passes AS SELECT * FROM kept_passes WHERE unhurried()")
        run(connection, "INSERT INTO kept_passes (participant_id, token_hash) SELECT id, 'hash' FROM users")
        with unavailable(ServerTrouble.ANSWER_TOOK_TOO_LONG):
            passes.count_passes(store, passes.Everybody())  # the control
        assert [each.person.name for each in passes.plan_passes(store, passes.Everybody())] == ["Ana Ionescu"]
    store.close()
