"""Two organizers who change one event at once: what each wants, side by side, and what is decided."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.group import Group
from kiosk.domain.refusals.events import EventKeepsChanging
from kiosk.services.events.edits import Change, EditConflict, Move, changed_fields, edit_event, find_conflicts
from kiosk.services.events.groups import event_in_group
from kiosk.storage.store import Store
from kiosk.storage.tables.events import CHANGEABLE

_TRIES = 3
_GROUP = "group_name"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as an organizer wants it, with how they saw it.

    Attributes:
        seen: As it was read.
        wanted: As it is to be.
        seen_group: The group it was in.
        wanted_group: The group it is to be in.
    """

    seen: Event
    wanted: Event
    seen_group: Group
    wanted_group: Group


@dataclass(frozen=True, slots=True)
class Clash:
    """A draft that was not saved, because somebody else changed the same meanwhile.

    Attributes:
        draft: What was to be saved.
        now: The event as it is.
        group_now: The group it is in.
        changes: The fields both changed.
    """

    draft: Draft
    now: Event
    group_now: Group
    changes: tuple[Change, ...]


def save_draft(store: Store, draft: Draft, *, check_in_url: str | None = None) -> Event | Clash:
    """Saves an edit, or gives what stands against it; nothing of anybody is overwritten.

    Args:
        store: The database.
        draft: The edit.
        check_in_url: The configured check-in URL, for the QR of a new code.

    Raises:
        Refused: A field has a value that cannot be, the code is taken, or the event was deleted.
    """
    is_moved = draft.seen_group.id != draft.wanted_group.id
    move = Move(draft.seen_group, draft.wanted_group) if is_moved else None
    for _ in range(_TRIES):
        try:
            return edit_event(store, draft.seen, draft.wanted, move=move, check_in_url=check_in_url)
        except EditConflict:
            clash = _clash(store, draft)
            if clash.changes:
                return clash
    raise Refused(EventKeepsChanging())


def settled(clash: Clash, mine: Collection[str]) -> Draft:
    """The draft that was decided upon: of the fields both changed, each as one of the two wanted it.

    Args:
        clash: What stood against each other.
        mine: The fields, as Change names them, that are to be as the organizer wanted.
    """
    draft = clash.draft
    theirs = {change.field for change in clash.changes} - set(mine)
    fields = set(changed_fields(draft.seen, draft.wanted, tuple(CHANGEABLE))) - theirs
    wanted = replace(clash.now, **{field: getattr(draft.wanted, field) for field in fields})
    is_moved = draft.seen_group.id != draft.wanted_group.id and _GROUP not in theirs
    group = draft.wanted_group if is_moved else clash.group_now
    return Draft(clash.now, wanted, clash.group_now, group)


def _clash(store: Store, draft: Draft) -> Clash:
    now, group = event_in_group(store, draft.seen.id)
    fields = changed_fields(draft.seen, draft.wanted, tuple(CHANGEABLE))
    changes = find_conflicts(draft.seen, now, draft.wanted, fields)
    if draft.wanted_group.id != draft.seen_group.id and group.id not in {
        draft.seen_group.id,
        draft.wanted_group.id,
    }:
        changes.append(Change(_GROUP, draft.seen_group.name, group.name, draft.wanted_group.name))
    return Clash(draft, now, group, tuple(changes))
