"""The rules of check-in in plain sets and dictionaries, to compare the program with.

They are written from the papers and use no code of the program: it cannot be wrong in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID


class ExpectedRow(NamedTuple):
    """A check-in that counts: the person's id, or None for a walk-in and somebody erased, and the kiosk."""

    person: UUID | None
    kiosk: str | None


@dataclass(frozen=True, slots=True)
class ExpectedState:
    """The state of one event and of everybody, as the centre has it at one moment.

    Attributes:
        people: The ids of all participants.
        passes: For each pass its holder, and whether it is good.
        listed: The people on the guest list.
        rows: The check-ins.
        is_open: True while the event takes check-ins.
        has_list: True when only listed people may enter.
        capacity: The most check-ins, or None.
    """

    people: frozenset[UUID] = frozenset()
    passes: Mapping[str, tuple[UUID, bool]] = field(default_factory=dict)
    listed: frozenset[UUID] = frozenset()
    rows: Mapping[UUID, ExpectedRow] = field(default_factory=dict)
    is_open: bool = True
    has_list: bool = False
    capacity: int | None = None

    def outcome(self, code: str | None) -> str:
        """Returns the outcome of a scan: of a pass's token, another text, or None for the button."""
        person, is_good = self.passes.get(code or "", (None, False))
        if not self.is_open:
            return "EVENT_CLOSED"
        if code is not None and person is None:
            return "UNKNOWN_CODE"
        if person is not None and not is_good:
            return "PASS_REVOKED"
        return self.outcome_of_person(person)

    def outcome_of_person(self, person: UUID | None) -> str:
        """Returns the outcome for somebody at an open event; None stands for a walk-in."""
        if self.has_list and person not in self.listed:
            return "NOT_ON_LIST"
        if self.is_in(person):
            return "ALREADY_CHECKED_IN"
        if self.capacity is not None and len(self.rows) >= self.capacity:
            return "EVENT_FULL"
        return "CHECKED_IN"

    def is_in(self, person: UUID | None) -> bool:
        """Returns whether somebody has a check-in that counts."""
        return person is not None and any(each.person == person for each in self.rows.values())

    def with_rows(self, rows: Mapping[UUID, ExpectedRow]) -> "ExpectedState":
        """Returns the state after more check-ins, of whom nobody counts twice, and nobody erased by name."""
        added = dict(self.rows)
        for row_id, row in rows.items():
            if not self.is_in(row.person):
                added[row_id] = row if row.person in self.people else row._replace(person=None)
        return replace(self, rows=added)

    def without_row(self, row_id: UUID) -> "ExpectedState":
        """Returns the state after a check-in was undone."""
        return replace(self, rows={key: row for key, row in self.rows.items() if key != row_id})

    def without_person(self, person: UUID) -> "ExpectedState":
        """Returns the state after somebody was erased: passes and places go, check-ins lose their name."""
        return replace(
            self,
            people=self.people - {person},
            listed=self.listed - {person},
            passes={token: held for token, held in self.passes.items() if held[0] != person},
            rows={
                key: row._replace(person=None) if row.person == person else row
                for key, row in self.rows.items()
            },
        )
