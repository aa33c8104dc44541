"""Measurements of the page of changes, after many changes by organizers."""

from uuid import uuid4

from benchmarks._measurement import SEARCH, VIEW, Ground, Measurement, timed
from kiosk.domain.change import AuditFilter, AuditSubject, ChangeKind, SubjectKind
from kiosk.services.history.changes import list_authors, list_changes

_CHANGES = 50_000
_PAGE = 100


def _fill(ground: Ground) -> None:
    """Adds as many changes as a large organisation makes in years, once for each database."""
    subject = AuditSubject(SubjectKind.EVENT, ground.busy.id, ground.busy.title)
    with ground.store.write() as transaction:
        if transaction.changes.page(AuditFilter(words="person49999"), after=None, size=1)[0]:
            return
        for number in range(_CHANGES):
            if number % 5 == 0:
                transaction.changes.record(ChangeKind.EVENT_EDITED, subject, before={"capacity": number})
            else:
                somebody = AuditSubject(SubjectKind.PERSON, uuid4(), f"person{number}")
                transaction.changes.record(ChangeKind.PERSON_EDITED, somebody, before={"name": "Ana"})


def _asking(wanted: AuditFilter) -> Measurement:
    def ask(ground: Ground, times: int) -> list[float]:
        _fill(ground)
        return timed(lambda each: (list_authors(each.store), list_changes(each.store, wanted, None, _PAGE)))(
            ground, times
        )

    is_search = bool(wanted.words)
    name = f"search in changes, {wanted.words}" if is_search else "changes page opens"
    return Measurement(name, ask, to_reach=SEARCH if is_search else VIEW)


MEASUREMENTS = [
    _asking(AuditFilter()),
    _asking(AuditFilter(words="person4")),
    _asking(AuditFilter(words="nobody")),
]
