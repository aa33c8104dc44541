"""Changes in words: the kind of change, its subject and its author."""

from typing import assert_never

from kiosk.domain.change import TERMINAL, AuditEntry, ChangeKind, SubjectKind
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.numbers import number


def subject_name(change: AuditEntry) -> str:
    """Returns the subject of a change: a name, or the number of people in an import."""
    people = (change.after or {}).get("new")
    if change.subject.kind is SubjectKind.PEOPLE and isinstance(people, int):
        return ngettext("{count} person", "{count} people", people).format(count=number(people))
    return change.subject.name


def author_name(name: str) -> str:
    """Returns the author of a change: an organizer's name, or a word for a person at a terminal."""
    return pgettext("who made a change", "terminal") if name == TERMINAL else name


def kind_name(kind: ChangeKind) -> str:
    """Returns the kind of a change in a few words."""
    match kind:
        case ChangeKind.EVENT_CREATED:
            return _("Event created")
        case ChangeKind.EVENT_EDITED:
            return _("Event edited")
        case ChangeKind.EVENT_COPIED:
            return _("Event copied")
        case ChangeKind.EVENT_OPENED:
            return _("Event opened")
        case ChangeKind.EVENT_CLOSED:
            return _("Event closed")
        case ChangeKind.EVENT_DELETED:
            return _("Event deleted")
        case ChangeKind.SERIES_CREATED:
            return _("Series created")
        case ChangeKind.GROUP_CREATED:
            return _("Group created")
        case ChangeKind.GROUP_EDITED:
            return _("Group edited")
        case ChangeKind.GROUP_COPIED:
            return _("Group copied")
        case ChangeKind.GROUP_DELETED:
            return _("Group deleted")
        case ChangeKind.SHARED:
            return pgettext("a change", "Shared")
        case ChangeKind.UNSHARED:
            return _("No longer shared")
        case ChangeKind.GUESTS_ADDED:
            return _("Guests added")
        case ChangeKind.GUESTS_REMOVED:
            return _("Guests removed")
        case ChangeKind.CHECKED_IN:
            return _("Checked in by hand")
        case ChangeKind.CHECK_IN_UNDONE:
            return _("Check-in undone")
        case ChangeKind.WALK_IN_NAMED:
            return _("Walk-in named")
        case ChangeKind.PERSON_ADDED:
            return _("Participant added")
        case ChangeKind.PERSON_EDITED:
            return _("Participant edited")
        case ChangeKind.PERSON_DELETED:
            return _("Participant deleted")
        case ChangeKind.PEOPLE_IMPORTED:
            return _("People imported")
        case ChangeKind.PASS_ISSUED:
            return _("Pass issued")
        case ChangeKind.PASS_REVOKED:
            return _("Pass revoked")
        case ChangeKind.ORGANIZER_ADDED:
            return _("Organizer added")
        case ChangeKind.PASSWORD_CHANGED:
            return _("Password changed")
        case ChangeKind.KIOSK_CHANGED:
            return _("Kiosk changed")
        case ChangeKind.KIOSK_FORGOTTEN:
            return _("Kiosk forgotten")
        case ChangeKind.PAIRING_OFFERED:
            return _("Pairing code shown")
        case ChangeKind.KIOSK_REVOKED:
            return _("Kiosk revoked")
        case ChangeKind.KIOSK_LOGIN_DROPPED:
            return _("Kiosk's login removed")
        case ChangeKind.DOUBLE_ENTRY_SETTLED:
            return _("Double entry settled")
        case ChangeKind.CHECK_IN_SET_ASIDE:
            return _("Rejected check-in set aside")
        case ChangeKind.DEMO_LOADED:
            return _("Demo loaded")
        case ChangeKind.OTHER:
            return _("Something else")
        case _:
            assert_never(kind)
