"""The three lists of the live page: arrivals, missing people and refusals."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.live import Arrival, RefusedScan, TimeCursor
from kiosk.domain.event import Event
from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.services.database import Database
from kiosk.services.live.live import list_arrivals, list_missing, list_refusals
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.widgets.paging import Column, Fetch
from kiosk.ui.widgets.parts import EmptyState
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk import live as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.outcomes import outcome_in_lists
from kiosk.wording.times.instants import moment_words

_MOMENT = 9
_WIDE = 14


def arrivals_table(
    work: DatabaseWorker, zone: ZoneInfo, clock: Callable[[], datetime], empty: EmptyState
) -> PagedTable[Arrival]:
    """Returns a table of the people who are in, newest first."""
    columns: list[Column[Arrival]] = [
        Column(_("Name"), words.name, width=4, characters=_WIDE, is_strong=True),
        Column(_("How"), words.how, width=1, characters=_MOMENT),
        Column(_("Time"), lambda each: moment_words(each.at, zone, clock()), width=1, characters=_MOMENT),
        Column(_("Kiosk"), words.kiosk_of, width=2, characters=_MOMENT),
    ]
    return PagedTable(_("Who is in"), columns, key=lambda each: each.id, work=work, empty=empty)


def missing_table(work: DatabaseWorker, empty: EmptyState) -> PagedTable[Person]:
    """Returns a table of the missing people, by name."""
    columns: list[Column[Person]] = [
        Column(_("Name"), lambda each: each.name, width=1, characters=_WIDE, is_strong=True),
        Column(_("E-mail"), lambda each: each.email, width=1, characters=_WIDE),
    ]
    return PagedTable(_("Who is missing"), columns, key=lambda each: each.id, work=work, empty=empty)


def refusals_table(
    work: DatabaseWorker, zone: ZoneInfo, clock: Callable[[], datetime], empty: EmptyState
) -> PagedTable[RefusedScan]:
    """Returns a table of the refusals, newest first."""
    columns: list[Column[RefusedScan]] = [
        Column(
            _("Why"), lambda each: outcome_in_lists(each.outcome), width=3, characters=_WIDE, is_strong=True
        ),
        Column(_("Whose pass"), lambda each: each.name or "", width=3, characters=_WIDE),
        Column(_("Time"), lambda each: moment_words(each.at, zone, clock()), width=1, characters=_MOMENT),
        Column(_("Kiosk"), lambda each: words.kiosk(each.kiosk), width=2, characters=_MOMENT),
    ]
    return PagedTable(_("Who was refused"), columns, key=lambda each: each.id, work=work, empty=empty)


def fetch_arrivals(event_id: UUID, text: str) -> Fetch[Arrival]:
    """Returns a function that fetches a page of arrivals."""

    def fetch(database: Database, cursor: TimeCursor | None, rows: int) -> ListPage[Arrival, TimeCursor]:
        return list_arrivals(database, event_id, text=text, before=cursor, limit=rows)

    return fetch


def fetch_missing(event_id: UUID, text: str) -> Fetch[Person]:
    """Returns a function that fetches a page of missing people."""

    def fetch(database: Database, cursor: PersonCursor | None, rows: int) -> ListPage[Person, PersonCursor]:
        return list_missing(database, event_id, text=text, after=cursor, limit=rows)

    return fetch


def fetch_refusals(event_id: UUID) -> Fetch[RefusedScan]:
    """Returns a function that fetches a page of refusals."""

    def fetch(database: Database, cursor: TimeCursor | None, rows: int) -> ListPage[RefusedScan, TimeCursor]:
        return list_refusals(database, event_id, before=cursor, limit=rows)

    return fetch


def explain_nobody_in(empty: EmptyState, text: str) -> None:
    """Shows, in place of the first list, why it is empty."""
    if text.strip():
        empty.explain(
            _("No one who has checked in matches"), _("Is somebody missing? Check them in by hand.")
        )
    else:
        empty.explain(
            _("Nobody is in yet"),
            _("People appear here as they arrive. Show the kiosk at the door, or check them in by hand."),
        )


def explain_nobody_missing(empty: EmptyState, text: str, event: Event, expected: int | None) -> None:
    """Shows, in place of the second list, why it is empty."""
    if text.strip():
        empty.explain(
            _("No one who is missing matches"), _("Search by any part of a name or e-mail address.")
        )
    elif not event.has_guest_list:
        empty.explain(
            _("Nobody is missing"),
            _(
                "This event has no guest list. Who came to another event of its group, and is not here,"
                " would be"
                " listed."
            ),
        )
    elif expected == 0:
        empty.explain(
            _("Nobody is on the guest list"), _("At its doors everybody is refused until somebody is on it.")
        )
    else:
        empty.explain(_("Nobody is missing"), _("Everybody on the guest list is in."))
