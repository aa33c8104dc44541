"""Exceptions for faults of the environment and mistakes of people, with facts as their reasons.

Any other exception is an error in this program and propagates.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # there are many facts, and a process that starts needs none of them
    from kiosk.domain.faults.storage import UnavailableCause, UnfitCause
    from kiosk.domain.refusals.refusal import Refusal


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error of the program
    """Something that a person asked for cannot be done.

    Attributes:
        reason: Why, as a fact; kiosk/wording holds its words.
    """

    def __init__(self, reason: "Refusal") -> None:
        super().__init__(reason)
        self.reason = reason


class StorageUnavailable(Exception):  # noqa: N818 -- the architecture's own name for it
    """The database cannot be reached or cannot answer now. The driver's error is its `__cause__`.

    Attributes:
        cause: Why, as a fact; kiosk/wording holds its words.
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
        """True when the database cannot be reached or answers nobody."""
        return self.cause.is_away


class StorageUnfit(Exception):  # noqa: N818 -- as StorageUnavailable
    """The database answers but is not what this program expects: its revision or its kind.

    Attributes:
        cause: Why, as a fact; kiosk/wording holds its words.
    """

    def __init__(self, cause: "UnfitCause") -> None:
        super().__init__(cause)
        self.cause = cause


class Cancelled(Exception):  # noqa: N818 -- as Refused
    """A person cancelled long work before it was done; nothing was changed."""


EXPECTED_FAULTS = (Refused, StorageUnavailable, StorageUnfit)
"""The exceptions that kiosk/wording has words for."""
