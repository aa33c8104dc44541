"""Access to the database as another program has it: plain SQL, each statement with its own commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, event, make_url, text

from kiosk.domain.people.passes import token_hash


@contextmanager
def foreign_program(url: str) -> Iterator[Connection]:
    """Yields a plain connection, on SQLite with foreign keys on."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connect(connection: Any, _entry: object) -> None:  # noqa: ANN401 -- the driver's own
            connection.execute("PRAGMA foreign_keys = ON").close()

    with engine.connect() as connection:
        yield connection


def run(connection: Connection, sql: str, **parameters: object) -> None:
    """Runs one statement."""
    connection.execute(text(sql), parameters).close()


def ask(connection: Connection, sql: str, **parameters: object) -> Any:  # noqa: ANN401 -- whatever the column holds
    """Returns the first column of the first row."""
    return connection.execute(text(sql), parameters).scalar()


def ask_all(connection: Connection, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """Returns every row."""
    return [tuple(row) for row in connection.execute(text(sql), parameters)]


def is_sqlite(connection: Connection) -> bool:
    """True on SQLite."""
    return connection.dialect.name == "sqlite"


@contextmanager
def refusing_inserts(connection: Connection, table: str) -> Iterator[None]:
    """Makes the database refuse new rows of one table in the block, with the error "broken"."""
    if is_sqlite(connection):
        run(
            connection,
            f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END",
        )
    else:
        body = "BEGIN RAISE 'broken'; END"
        run(connection, f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        each = f"BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
        run(connection, f"CREATE TRIGGER broken {each}")
    try:
        yield
    finally:
        run(connection, "DROP TRIGGER broken" if is_sqlite(connection) else "DROP FUNCTION broken CASCADE")


def add_user(connection: Connection, email: str = "ana@example.org") -> Any:  # noqa: ANN401 -- an id as the engine gives it
    run(
        connection,
        "INSERT INTO users (name, email, password_hash) VALUES ('Ana', :email, '!')",
        email=email,
    )
    return ask(connection, "SELECT id FROM users WHERE email = :email", email=email)


def add_event(connection: Connection, user: object) -> Any:  # noqa: ANN401 -- as in add_user
    run(connection, "INSERT INTO event_groups (name, created_by) VALUES ('Talks', :user)", user=user)
    run(
        connection,
        "INSERT INTO events (group_id, title, start_time, duration_minutes, code_text, created_by)"
        " SELECT id, 'Opening', CURRENT_TIMESTAMP, 60, 'WS001', created_by FROM event_groups",
    )
    return ask(connection, "SELECT id FROM events")


def add_pass(connection: Connection, email: str, token: str, event_code: str | None = None) -> None:
    """Inserts a live pass beside those that its holder has.

    Args:
        connection: The connection.
        email: The holder's address.
        token: In canonical form.
        event_code: The code of the only event where it is good; None for all events.
    """
    run(
        connection,
        "INSERT INTO passes (participant_id, token_hash, event_id)"
        " SELECT users.id, :hash, (SELECT id FROM events WHERE code_text = :code) FROM users"
        " WHERE email = :email",
        hash=token_hash(token),
        code=event_code,
        email=email,
    )
