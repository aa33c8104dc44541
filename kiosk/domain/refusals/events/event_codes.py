"""Refusals of an event's code. Refusals of texts that are too long or blank are in typed_texts."""

from dataclasses import dataclass

from kiosk.domain.event import EventField


class AboutEventCode:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CodeReadsAsPass(AboutEventCode):
    """A door would read the code as somebody's pass."""

    field: EventField = EventField.CODE


@dataclass(frozen=True, slots=True)
class CodeTaken(AboutEventCode):
    """Another event has the code, in any letter case.

    Attributes:
        code: As it would be stored.
        by: The other event's title, or None when this organizer may not see that event.
        field: EventField.CODE.
    """

    code: str
    by: str | None = None
    field: EventField = EventField.CODE


@dataclass(frozen=True, slots=True)
class CodeTakenByUnknown(AboutEventCode):
    """The database's index found the code on another event, which is not known here.

    Attributes:
        code: As it would be stored.
        field: EventField.CODE.
    """

    code: str
    field: EventField = EventField.CODE


@dataclass(frozen=True, slots=True)
class NoFreeCode(AboutEventCode):
    """Every code that was generated is taken."""

    field: EventField = EventField.CODE


@dataclass(frozen=True, slots=True)
class SeriesCodeTaken(AboutEventCode):
    """Another event has one of the codes that a series would get from its prefix.

    Attributes:
        code: The first taken one.
        field: EventField.CODE.
    """

    code: str
    field: EventField = EventField.CODE


@dataclass(frozen=True, slots=True)
class DrawnCodesTaken(AboutEventCode):
    """At each try, others took one of the codes that were generated for several events."""


EventCodeRefusal = (
    CodeReadsAsPass | CodeTaken | CodeTakenByUnknown | NoFreeCode | SeriesCodeTaken | DrawnCodesTaken
)
