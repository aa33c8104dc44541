"""The columns that doors copy are those of their protocol; the others stay at the centre."""

from kiosk.storage.schema.roster import CENTRE_ONLY, ROSTER_COLUMNS, RosterTable
from kiosk.storage.schema.tables import metadata
from tests.storage.raw import ask_all, foreign_program

FUNCTIONS = {RosterTable.PEOPLE: "people"}


def test_of_every_column_it_is_decided_whether_doors_copy_it() -> None:
    for table in RosterTable:
        copied, kept = {column.name for column in ROSTER_COLUMNS[table]}, CENTRE_ONLY[table]
        undecided = set(metadata.tables[table].c.keys()) - copied - kept
        assert not undecided, f"kiosk/storage/schema/roster.py: do doors copy {table.value}.{undecided}?"
        assert copied | kept == set(metadata.tables[table].c.keys())
        assert not copied & kept


def test_the_newest_protocol_gives_exactly_these_columns_in_this_order(postgres_url: str) -> None:
    with foreign_program(postgres_url) as connection:
        for table in RosterTable:
            function = FUNCTIONS.get(table, table.value)
            query = (
                "SELECT unnest(proargnames), unnest(proargmodes) FROM pg_proc"
                " WHERE proname = :name AND pronamespace = 'kiosk_door_2'::regnamespace"
            )
            names = [name for name, mode in ask_all(connection, query, name=function) if mode == "t"]
            assert names == [column.name for column in ROSTER_COLUMNS[table]]
