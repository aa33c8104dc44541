"""A field that two people changed at the same time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that somebody else changed while an organizer was changing it too.

    Attributes:
        field: The attribute of the edited dataclass.
        mine: The value the organizer wants.
        theirs: The value it has now.
        before: The value the organizer saw.
    """

    field: str
    mine: object
    theirs: object
    before: object
