"""Conflicts of two people's edits, field by field, and how an organizer decides them."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.group import Group

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Thing = TypeVar("Thing", bound=DataclassInstance)
else:
    Thing = TypeVar("Thing")

Name = TypeVar("Name", bound=str)

GROUP_FIELD = "group_name"
"""The field of an event that a move changes."""


@dataclass(frozen=True, slots=True)
class Move:
    """An event moved from one group to another.

    Attributes:
        seen: The group it was in when the organizer looked.
        wanted: The group it is to be in.
    """

    seen: Group
    wanted: Group


@dataclass(frozen=True, slots=True)
class EditConflict(Generic[Thing]):
    """The conflict of an edit with another's; nothing of the edit was saved.

    Attributes:
        mine: The thing as the organizer wants it.
        theirs: The thing as it is now.
        before: The thing as the organizer saw it.
        fields: The fields that both changed, at least one.
        move: For an event that the edit also moves: the move from the group it is in now; else None.
    """

    mine: Thing
    theirs: Thing
    before: Thing
    fields: tuple[FieldConflict, ...]
    move: Move | None = None

    def decided(self, keep_mine: Collection[str]) -> Thing:
        """Returns the thing as it is now with the organizer's changes.

        Args:
            keep_mine: The fields of the conflict that get the organizer's value; the others keep theirs.
        """
        keep_theirs = {each.field for each in self.fields} - set(keep_mine)
        names = [each.name for each in fields(self.mine) if each.name not in keep_theirs]
        changed = changed_fields(self.before, self.mine, names)
        values: dict[str, Any] = {name: getattr(self.mine, name) for name in changed}
        return replace(self.theirs, **values)

    def decided_move(self, keep_mine: Collection[str]) -> Move | None:
        """Returns the move that is still wanted, by the same choices; None to leave the event there."""
        is_theirs = any(each.field == GROUP_FIELD for each in self.fields) and GROUP_FIELD not in keep_mine
        return None if is_theirs else self.move


def changed_fields(before: object, after: object, names: Collection[Name]) -> tuple[Name, ...]:
    """Returns the names of the attributes in which two values differ."""
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def find_conflicts(
    *, mine: object, theirs: object, before: object, names: Collection[str]
) -> tuple[FieldConflict, ...]:
    """Returns the conflicts in those fields that somebody else changed to another value.

    Args:
        mine: The thing as wanted.
        theirs: The thing as it is now.
        before: The thing as it was read.
        names: The attributes to change.
    """
    found = (
        FieldConflict(name, getattr(mine, name), getattr(theirs, name), getattr(before, name))
        for name in names
    )
    return tuple(each for each in found if each.theirs not in {each.before, each.mine})


def find_move_conflict(move: Move | None, group_now: Group) -> tuple[FieldConflict, ...]:
    """Returns the conflict of a move, if somebody else moved the event to a third group."""
    if move is None or group_now.id in {move.seen.id, move.wanted.id}:
        return ()
    return (FieldConflict(GROUP_FIELD, move.wanted.name, group_now.name, move.seen.name),)
