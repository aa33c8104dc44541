"""Refusals of edits that conflict with another's, where the program cannot ask a person which one to keep."""

from dataclasses import dataclass

from kiosk.domain.field_conflict import FieldConflict


class AboutEdit:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class EditedAtSameTime(AboutEdit):
    """Somebody else changed the same fields after they were read, so nothing was saved.

    Attributes:
        name: The name or title of the edited thing, as it is now.
        conflicts: One for each field, at least one.
    """

    name: str
    conflicts: tuple[FieldConflict, ...]


EditRefusal = EditedAtSameTime
