"""The environment's faults and people's mistakes, as facts. Everything else is ours and propagates."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the facts are many, and a process that starts needs none of them
    from kiosk.domain.refusals.refusal import Refusal
    from kiosk.domain.storage_faults import UnavailableCause, UnfitCause


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error of the program
    """Something a person asked for cannot be done.

    Attributes:
        reason: Why, as a fact; kiosk/wording says it in words.
    """

    def __init__(self, reason: "Refusal") -> None:
        super().__init__(reason)
        self.reason = reason


class StorageUnavailable(Exception):  # noqa: N818 -- the architecture's own name for it
    """The database cannot be reached or cannot answer now. The driver's error is its `__cause__`.

    Attributes:
        cause: Why, as a fact; kiosk/wording says it in words.
    """

    def __init__(self, cause: "UnavailableCause") -> None:
        super().__init__(cause)
        self.cause = cause

    @property
    def is_lasting(self) -> bool:
        """True when trying again cannot help before somebody repairs something, such as a full disk."""
        return self.cause.is_lasting

    @property
    def is_away(self) -> bool:
        """True when the database cannot be reached or does not answer anybody."""
        return self.cause.is_away


class StorageUnfit(Exception):  # noqa: N818 -- as StorageUnavailable
    """The database answers but is not what this program expects: its revision or its kind.

    Attributes:
        cause: Why, as a fact; kiosk/wording says it in words.
    """

    def __init__(self, cause: "UnfitCause") -> None:
        super().__init__(cause)
        self.cause = cause


class Cancelled(Exception):  # noqa: N818 -- as Refused
    """A person ended a long work before it was done; it changed nothing."""


EXPECTED_FAULTS = (Refused, StorageUnavailable, StorageUnfit)
"""The exceptions that kiosk/wording has words for."""
