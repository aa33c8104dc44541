"""Refusals about signing in and about passwords in words."""

from typing import assert_never

from kiosk.domain.refusals.people.sign_in import (
    AccountChanged,
    NotFirstOrganizer,
    PasswordLengthOutOfRange,
    PasswordNotText,
    PasswordsDiffer,
    PasswordUnchanged,
    SignInRefusal,
    TooManyFailedSignIns,
    WrongCredentials,
    WrongPassword,
    WrongPresentPassword,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.durations import duration
from kiosk.wording.language.numbers import number


def sign_in_refusal(reason: SignInRefusal, audience: Audience) -> str:
    """Explains why a person cannot sign in, or why a password is not accepted."""
    match reason:
        case WrongCredentials():
            return _(
                "No organizer's account has this e-mail address and this password. Check both and try again."
            )
        case WrongPassword():
            return _("This is not the password. Try again.")
        case WrongPresentPassword():
            return _("The present password is another one. Nothing was changed.")
        case TooManyFailedSignIns(wait):
            return _("Too many sign-ins with this e-mail address failed. Try again in {duration}.").format(
                duration=duration(wait)
            )
        case AccountChanged():
            return _("Somebody changed or deleted the account. Sign in again.")
        case PasswordUnchanged():
            return _("This is the present password. Choose another.")
        case PasswordLengthOutOfRange(length, least, most):
            return _("A password has {least} to {most} characters; this one has {length}.").format(
                least=number(least), most=number(most), length=number(length)
            )
        case PasswordNotText():
            return _password_not_text(audience)
        case PasswordsDiffer():
            return _("This is not the same as above. Type both again.")
        case NotFirstOrganizer():
            return _("Somebody else was first: there is an organizer now. Sign in, or be invited.")
        case _:
            assert_never(reason)


def _password_not_text(audience: Audience) -> str:
    match audience:
        case Audience.GUEST | Audience.ORGANIZER:
            return _("This password holds characters that cannot be kept. Choose another.")
        case Audience.TECHNICIAN:
            return _("This password holds bytes that are no text. Type it on a terminal set to UTF-8.")
        case _:
            assert_never(audience)
