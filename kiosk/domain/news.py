"""What the database says was changed, by whomever: why somebody at a screen should look again."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class News:
    """Something was changed.

    Attributes:
        table: In which table, or None where the database does not say.
        event_id: Of which event, or None where the database does not say.
    """

    table: str | None
    event_id: UUID | None

    def concerns(self, event_id: UUID) -> bool:
        """True when what this event's page shows may have changed."""
        return self.event_id is None or self.event_id == event_id


LOOK_AGAIN = News(None, None)
"""Anything may have changed: listening has just begun, or began anew after an outage."""


def read_news(words: str) -> News:
    """News as the database's triggers put them, `TABLE EVENT_ID`; LOOK_AGAIN for words of somebody else."""
    table, _, event = words.partition(" ")
    try:
        return News(table, UUID(event)) if event else LOOK_AGAIN
    except ValueError:
        return LOOK_AGAIN
