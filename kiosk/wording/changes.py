"""The subjects of changes in words."""

from kiosk.domain.change import Change, SubjectKind
from kiosk.wording.catalogue import ngettext
from kiosk.wording.numbers import number


def subject_name(change: Change) -> str:
    """Returns what was changed: a name, or how many people an import made."""
    people = (change.after or {}).get("new")
    if change.subject.kind is SubjectKind.PEOPLE and isinstance(people, int):
        return ngettext("{count} person", "{count} people", people).format(count=number(people))
    return change.subject.name
