"""The demo: a small organisation to try the program on, and the mark of a database that holds it.

Demo passes are computed, not random, so that a rehearsal's crowd can show them without a database
ever holding a token. They are worthless elsewhere: only a database marked as a demo knows them.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.codes import event_qr_text
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventDetails, EventState
from kiosk.domain.people.passes import Renewal, mint_token, token_hash
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.machine.demo import DatabaseNotEmpty, DemoEventDeleted
from kiosk.qr import qr_png_url
from kiosk.services.database import Database
from kiosk.services.demo.names import DEMO_NAMES
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

DEMO_EVENT_CODE = "DEMO"
DEMO_GROUP = "Kiosk demo"
DEMO_TITLE = "An evening to try the kiosk"
DEMO_LOCATION = "Hall B"
DEMO_ORGANIZER_EMAIL = "organizer@demo.example"
_STARTED_AGO = timedelta(minutes=10)
_DURATION = timedelta(hours=4)
_MARK = "demo"


@dataclass(frozen=True, slots=True)
class DemoPass:
    """One demo participant's pass."""

    name: str
    token: str


def demo_passes() -> list[DemoPass]:
    """Returns the demo participants' passes; the last one is revoked in the database."""
    return [DemoPass(name, _token(number)) for number, name in enumerate(DEMO_NAMES)]


def is_demo(database: Database) -> bool:
    """True when the database is marked as holding nothing but a demo."""
    with reading(database) as transaction:
        return transaction.installation.get(_MARK) is not None


def seed_demo(database: Database, *, now: datetime, check_in_url: str | None = None) -> Event:
    """Fills an empty database with the demo, or makes an earlier demo's event open again from now.

    When the store acts for its only organizer, who has made nothing yet, the demo belongs to them.

    Raises:
        Refused: The database holds somebody's own people or events; a demo never mixes with them.
    """
    with writing(database) as transaction:
        if transaction.installation.get(_MARK) is None:
            owner = transaction.organizer
            if transaction.people.count() > (0 if owner is None else 1) or transaction.groups.all():
                raise Refused(DatabaseNotEmpty())
            _fill(transaction, now, check_in_url)
        event = transaction.events.by_code(DEMO_EVENT_CODE)
        if event is None:
            raise Refused(DemoEventDeleted())
        start_at = now.replace(second=0, microsecond=0) - _STARTED_AGO
        transaction.events.set_schedule(event.id, start_at, _DURATION)
        transaction.events.set_state(event.id, EventState.OPEN)
        opened = transaction.events.get(event.id)
    return opened or event


def _fill(transaction: Transaction, now: datetime, check_in_url: str | None) -> None:
    organizer_id = (
        transaction.people.add(
            name="Demo organizer", email=DEMO_ORGANIZER_EMAIL, password_hash=NO_PASSWORD, role=Role.EO
        )
        if transaction.organizer is None
        else transaction.organizer.id
    )
    group_id = transaction.groups.add(name=DEMO_GROUP, description=None, created_by=organizer_id)
    event_id = transaction.events.add(
        EventDetails(title=DEMO_TITLE, start_at=now, duration=_DURATION, location=DEMO_LOCATION),
        group_id=group_id,
        code=DEMO_EVENT_CODE,
        code_qr=qr_png_url(event_qr_text(DEMO_EVENT_CODE, check_in_url)),
        created_by=organizer_id,
    )
    people = [_add_holder(transaction, number, each, now) for number, each in enumerate(demo_passes(), 1)]
    transaction.passes.revoke(people[-1], now)
    transaction.installation.set(_MARK, "1")
    transaction.changes.record(
        ChangeKind.DEMO_LOADED,
        AuditSubject(SubjectKind.EVENT, event_id, DEMO_TITLE),
        after={"people": len(people)},
    )


def _add_holder(transaction: Transaction, number: int, demo_pass: DemoPass, now: datetime) -> UUID:
    person_id = transaction.people.add(
        name=demo_pass.name,
        email=f"participant{number}@demo.example",
        password_hash=NO_PASSWORD,
        role=Role.PARTICIPANT,
    )
    transaction.passes.renew([Renewal(person_id, token_hash(demo_pass.token))], now)
    return person_id


def _token(number: int) -> str:
    return mint_token(lambda length: hashlib.sha256(f"kiosk demo pass {number}".encode()).digest()[:length])
