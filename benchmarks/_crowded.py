"""Makes a large organisation's database quickly: people, groups, events, check-ins and scan log.

The rows are the same each time and on each engine, so that measurements can be compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import NullPool, create_engine, make_url

from kiosk.domain.people.person import Role
from kiosk.domain.people.search import person_search_text
from kiosk.services.people.people import NO_PASSWORD

BUSY_CODE = "BUSY"
"""The code of the event with the most check-ins, whose guest list has all participants."""

SERIES_CODE = "NEXT"
"""The code of an event of the same group, without a guest list and with few check-ins yet."""

ORGANIZER_EMAIL = "olga@example.org"
"""The organizer of all groups and events."""

STARTS_AT = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
"""The start of the busy event; half of the others are on the days before it and half on those after."""

_GROUPS = 20
_EVENT_SIZE = 1_000
_ARRIVING = timedelta(hours=5)
_BATCH = 20_000
_DOORS = ("Door A", "Door B", "Hall Ștefan cel Mare", "Entrance 西")
_GIVEN = (
    *("Ana", "Mihai", "Ștefan", "Łukasz", "Zoë", "João", "Sara", "Radu", "Ioana", "Søren", "Björk", "İrem"),
    *("Émile", "Noémie", "Jürgen", "Małgorzata", "Đorđe", "Žofia", "Ólafur", "Nguyễn", "Татьяна", "Ηλέκτρα"),
    *("محمد", "שרה", "明", "さくら", "민준", "आरव"),
)
_FAMILY = (
    *("Ionescu", "Pop", "Žak", "Müller", "Silva", "Haddad", "Øverland", "Çelik", "Brâncuși", "O'Neill"),
    *("García Márquez", "Dvořák", "Þórsdóttir", "Nowak", "Kovács", "Иванова", "Παπαδοπούλου", "القاسم"),
    *("כהן", "李", "山田", "김", "शर्मा", "van der Berg", "Smith-Jones", "Ångström", "Trần", "Fitzgerald"),
)

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of the organisation.

    Attributes:
        people: The number of participants.
        check_ins: The number of attendance rows of all events.
        at_busy: The number of these that are of the busy event.
    """

    people: int = 50_000
    check_ins: int = 1_000_000
    at_busy: int = 100_000


def fill(url: str, size: Size) -> None:
    """Fills a migrated, empty database; the busy event has two named check-ins for every three walk-ins."""
    random = Random(7)  # noqa: S311 -- the same organisation each time
    organizer = _new_id(random)
    people = [_new_id(random) for _ in range(size.people)]
    groups = [_new_id(random) for _ in range(_GROUPS)]
    others = max(size.check_ins - size.at_busy, 0) // _EVENT_SIZE
    busy, following = _new_id(random), _new_id(random)
    held = [_new_id(random) for _ in range(others)]
    with closing(_Writer(url)) as writer:
        writer.write("users", _USER_COLUMNS, [_person(organizer, "Olga Organizer", ORGANIZER_EMAIL, Role.EO)])
        writer.write("users", _USER_COLUMNS, _people(people, random))
        writer.write(
            "event_groups",
            ("id", "name", "created_by"),
            ((each, f"Series {number:02}", organizer) for number, each in enumerate(groups)),
        )
        writer.write("events", _EVENT_COLUMNS, _events(busy, following, held, groups, organizer))
        writer.write(
            "guests",
            ("id", "event_id", "participant_id"),
            ((_new_id(random), busy, each) for each in people),
        )
        rows = _check_ins(busy, following, held, people, size, random)
        while batch := list(islice(rows, _BATCH)):
            writer.write("attendance", _ATTENDANCE_COLUMNS, batch)
            writer.write("scan_log", _LOG_COLUMNS, _log(batch, random))
        writer.finish()


_USER_COLUMNS = ("id", "name", "email", "password_hash", "role", "search_text")
_EVENT_COLUMNS = (
    *("id", "group_id", "title", "start_time", "duration_minutes", "code_text", "created_by", "guest_list"),
)
_ATTENDANCE_COLUMNS = ("id", "event_id", "participant_id", "timestamp", "method", "kiosk")
_LOG_COLUMNS = ("id", "event_id", "participant_id", "outcome", "method", "kiosk", "scanned_at")


def _people(ids: Sequence[UUID], random: Random) -> Iterator[Row]:
    for number, each in enumerate(ids):
        name = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)} {_letters(number)}"
        yield _person(each, name, f"person{number}@example.org", Role.PARTICIPANT)


def _person(person_id: UUID, name: str, email: str, role: Role) -> Row:
    return (person_id, name, email, NO_PASSWORD, role.value, person_search_text(name, email))


def _letters(number: int) -> str:
    # A last name that most people share with few others: people type it in a search.
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(4)).capitalize()


def _events(
    busy: UUID, following: UUID, held: Sequence[UUID], groups: Sequence[UUID], organizer: UUID
) -> Iterator[Row]:
    yield (busy, groups[0], "The busiest evening", STARTS_AT, 360, BUSY_CODE, organizer, True)
    yield (following, groups[0], "The next one", STARTS_AT, 360, SERIES_CODE, organizer, False)
    for number, each in enumerate(held):
        group = groups[number % len(groups)]
        yield (each, group, f"Evening {number}", _start(number), 360, f"WS{number:05}", organizer, False)


def _start(number: int) -> datetime:
    return STARTS_AT + timedelta(days=1 + number // 2) * (-1 if number % 2 else 1)


def _check_ins(  # noqa: PLR0913, PLR0917 -- the parts of an organisation
    busy: UUID,
    following: UUID,
    held: Sequence[UUID],
    people: Sequence[UUID],
    size: Size,
    random: Random,
) -> Iterator[Row]:
    at_busy = min(size.at_busy, size.check_ins)
    named = min(at_busy * 2 // 5, len(people) * 4 // 5)
    yield from _arrivals(busy, random.sample(people, named), at_busy - named, STARTS_AT, random)
    yield from _arrivals(following, random.sample(people, min(50, len(people))), 20, STARTS_AT, random)
    for number, each in enumerate(held):
        guests = random.sample(people, min(_EVENT_SIZE * 4 // 5, len(people)))
        yield from _arrivals(each, guests, _EVENT_SIZE - len(guests), _start(number), random)


def _arrivals(
    event: UUID, participants: Sequence[UUID], walk_ins: int, start_at: datetime, random: Random
) -> Iterator[Row]:
    coming: list[UUID | None] = [*participants, *[None] * walk_ins]
    random.shuffle(coming)
    for who in coming:
        at = start_at + _ARRIVING * random.triangular(0, 1, 0.2)
        method = "CAMERA" if who else random.choice(("CAMERA", "TYPED", "BUTTON"))
        yield (_new_id(random), event, who, at, method, random.choice(_DOORS))


def _log(check_ins: Iterable[Row], random: Random) -> Iterator[Row]:
    # For each ten check-ins one more scan is of a person already checked in, and one a refusal.
    for _, event, who, at, method, kiosk in check_ins:
        yield (_new_id(random), event, who, "CHECKED_IN", method, kiosk, at)
        chance = random.random()
        if chance < 0.1:  # noqa: PLR2004 -- one in ten
            yield (_new_id(random), event, who, "ALREADY_CHECKED_IN", method, kiosk, at)
        elif chance < 0.2:  # noqa: PLR2004 -- one in ten
            outcome = random.choice(("UNKNOWN_CODE", "NOT_ON_LIST", "PASS_REVOKED", "EVENT_FULL"))
            yield (_new_id(random), event, None, outcome, method, kiosk, at)


def _new_id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


class _Writer:
    """Writes rows in each driver's fastest way, without SQLAlchemy, all in one transaction."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self._is_sqlite = address.get_backend_name() == "sqlite"
        if not self._is_sqlite:
            address = address.set(drivername="postgresql+psycopg")
        self._engine = create_engine(address, poolclass=NullPool)
        self._connection = self._engine.raw_connection()
        self._cursor = self._connection.cursor()

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        names = ", ".join(columns)
        if self._is_sqlite:
            places = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 -- our own tables' names
            self._cursor.executemany(statement, [tuple(map(_as_sqlite_has_it, row)) for row in rows])
            return
        with self._cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        """Commits, and updates the statistics of PostgreSQL's planner, as autovacuum does after a time."""
        self._connection.commit()
        if self._is_sqlite:  # users never analyse such a file
            return
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")

    def close(self) -> None:
        self._cursor.close()
        self._connection.close()
        self._engine.dispose()


def _as_sqlite_has_it(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"  # as SQLAlchemy stores it
    return value
