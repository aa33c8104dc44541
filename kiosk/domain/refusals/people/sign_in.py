"""Refusals about signing in and about passwords."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.domain.fields import Field


class AboutSignIn:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WrongCredentials(AboutSignIn):
    """No organizer has this address and this password.

    The fact is the same whichever of the two is wrong, so that nobody learns who is an organizer.
    """

    field: Field = Field.PASSWORD


@dataclass(frozen=True, slots=True)
class WrongPassword(AboutSignIn):
    """It is not the password of the person who is signed in."""

    field: Field = Field.PASSWORD


@dataclass(frozen=True, slots=True)
class WrongPresentPassword(AboutSignIn):
    """The typed password is not the present one."""

    field: Field = Field.PASSWORD


@dataclass(frozen=True, slots=True)
class TooManyFailedSignIns(AboutSignIn):
    """Sign-ins with this address failed too often, so it has to wait.

    Attributes:
        wait: How long, from now.
        field: Field.PASSWORD.
    """

    wait: timedelta
    field: Field = Field.PASSWORD


@dataclass(frozen=True, slots=True)
class AccountChanged(AboutSignIn):
    """The account that is signed in was changed or deleted in between."""

    field: Field = Field.PASSWORD


@dataclass(frozen=True, slots=True)
class PasswordUnchanged(AboutSignIn):
    """The new password is the present one."""

    field: Field = Field.NEW_PASSWORD


@dataclass(frozen=True, slots=True)
class PasswordLengthOutOfRange(AboutSignIn):
    """The new password has too few or too many characters.

    Attributes:
        length: Characters it has.
        least: Characters it must have.
        most: Characters it may have.
        field: Field.NEW_PASSWORD.
    """

    length: int
    least: int
    most: int
    field: Field = Field.NEW_PASSWORD


@dataclass(frozen=True, slots=True)
class PasswordNotText(AboutSignIn):
    """The new password holds bytes that are not text."""

    field: Field = Field.NEW_PASSWORD


@dataclass(frozen=True, slots=True)
class PasswordsDiffer(AboutSignIn):
    """The new password was typed twice, and not the same."""

    field: Field = Field.PASSWORD_AGAIN


@dataclass(frozen=True, slots=True)
class NotFirstOrganizer(AboutSignIn):
    """Somebody else made the first account of this database."""


SignInRefusal = (
    WrongCredentials
    | WrongPassword
    | WrongPresentPassword
    | TooManyFailedSignIns
    | AccountChanged
    | PasswordUnchanged
    | PasswordLengthOutOfRange
    | PasswordNotText
    | PasswordsDiffer
    | NotFirstOrganizer
)
