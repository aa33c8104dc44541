"""A closed database has no connection left, even if a transaction was still running."""

from sqlalchemy import event

from kiosk.storage.connection.address import read_address
from kiosk.storage.connection.engine import make_engine
from kiosk.storage.connection.open_connections import OpenConnections


def test_connections_are_closed_at_once_or_at_the_end_of_their_transaction(database_url: str) -> None:
    engine = make_engine(read_address(database_url), pool_min=2, pool_max=2)
    connections = OpenConnections(engine)
    closed: list[object] = []
    event.listen(engine, "close", lambda connection, _entry: closed.append(connection))
    with engine.connect() as running:
        in_use = running.connection.driver_connection
        with engine.connect() as other:
            idle = other.connection.driver_connection
        connections.close()
        assert closed == [idle]
    assert closed == [idle, in_use]
