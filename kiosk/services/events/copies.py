"""Copies of events."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import clean_event_code, event_qr_text
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.qr import qr_png_url
from kiosk.services.database import Database
from kiosk.services.events.codes import choose_code
from kiosk.services.events.fields import check_start, clean_title
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import record_new_event
from kiosk.services.lookup import lock_event_for_key_share
from kiosk.services.permissions import maker
from kiosk.services.transactions import writing
from kiosk.storage.transaction import Transaction


def duplicate_event(  # noqa: PLR0913 -- the event, and what may differ; all but one by name
    database: Database,
    code: str | UUID,
    *,
    start_at: datetime,
    title: str | None = None,
    new_code: str | None = None,
    check_in_url: str | None = None,
) -> Event:
    """Makes an event like another at another time, OPEN, in the same group, with the same guest list.

    Args:
        database: The database.
        code: The code of the event that is copied, or its id.
        start_at: When the new one starts, aware.
        title: Its title, or None for the same title.
        new_code: Its code, or None for a generated one.
        check_in_url: The configured check-in URL, for its QR.

    Raises:
        Refused: No event has the code, the new code is taken, or a value is invalid.
    """
    with collected_faults() as faults:
        faults.check(lambda: check_start(start_at))
        title = faults.clean(title, lambda typed: None if typed is None else clean_title(typed))
        new_code = faults.clean(new_code, lambda typed: None if typed is None else clean_event_code(typed))
    with writing(database) as transaction:
        model, group = lock_event_for_key_share(transaction, code)
        chosen = choose_code(transaction, new_code)
        code_qr = qr_png_url(event_qr_text(chosen, check_in_url))
        made = copy_event(
            transaction,
            model,
            group,
            start_at=start_at,
            title=title,
            code=chosen,
            code_qr=code_qr,
        )
        return record_new_event(transaction, made, ChangeKind.EVENT_COPIED, {"copied_from": model.title})


def copy_event(  # noqa: PLR0913 -- the values that a copy does not share; by name
    transaction: Transaction,
    model: Event,
    group: Group,
    *,
    start_at: datetime,
    code: str,
    code_qr: str,
    title: str | None = None,
) -> UUID:
    """Makes an event like another, with the same guest list, and returns its id.

    Raises:
        Refused: The code is taken.
    """
    event_id = transaction.events.add(
        replace(model, title=title or model.title, start_at=start_at),
        group_id=group.id,
        code=code,
        code_qr=code_qr,
        created_by=maker(transaction, group.created_by),
    )
    transaction.guests.copy(from_event=model.id, to_event=event_id)
    return event_id
