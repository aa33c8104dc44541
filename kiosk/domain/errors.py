"""The environment's faults and people's mistakes, as sentences. Everything else is ours and propagates."""

from collections.abc import Iterable

from kiosk.domain.field import FieldName


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error of the program
    """Something a person asked for cannot be done; the text says why and what to do.

    Attributes:
        field: The field whose value is refused, or None.
        faults: This refusal and those of the other values that were checked with it.
    """

    def __init__(
        self, sentence: str, *, field: FieldName | None = None, others: Iterable["Refused"] = ()
    ) -> None:
        super().__init__(sentence)
        self.field = field
        self.faults: tuple[Refused, ...] = (self, *others)


class StorageUnavailable(Exception):  # noqa: N818 -- the architecture's own name for it
    """The database cannot be reached or cannot answer now.

    The text is a sentence for people; the driver's error is the cause.

    Attributes:
        is_lasting: True when trying again cannot help before somebody repairs something: a full disk,
            a read-only file, a missing right.
        is_away: True when the database cannot be reached or does not answer anybody.
    """

    def __init__(self, sentence: str, *, is_lasting: bool = False, is_away: bool = False) -> None:
        super().__init__(sentence)
        self.is_lasting = is_lasting
        self.is_away = is_away


class StorageUnfit(Exception):  # noqa: N818 -- as StorageUnavailable
    """The database answers but is not what this program expects: its revision or its kind.

    The text is a sentence for people that says what to do.

    Attributes:
        at_desk: The same for an organizer, who knows no commands.
    """

    def __init__(self, sentence: str, *, at_desk: str | None = None) -> None:
        super().__init__(sentence)
        self.at_desk = at_desk or sentence


class Cancelled(Exception):  # noqa: N818 -- as Refused
    """A person ended a long work before it was done; it changed nothing."""


FAULTS_WITH_SENTENCES = (Refused, StorageUnavailable, StorageUnfit)
"""The exceptions whose text may be shown to people as it is."""
