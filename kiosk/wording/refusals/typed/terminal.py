"""Refusals of passwords and PINs that are typed at a terminal, in words."""

from typing import assert_never

from kiosk.domain.refusals.typed.terminal import NoTerminal, Secret, SecretNotText, TerminalRefusal
from kiosk.wording.language.catalogue import _


def terminal_refusal(reason: TerminalRefusal) -> str:
    """Explains why a password or a PIN cannot be read from this terminal."""
    match reason:
        case NoTerminal(secret):
            return _no_terminal(secret)
        case SecretNotText(secret):
            return _not_text(secret)
        case _:
            assert_never(reason)


def _no_terminal(secret: Secret) -> str:
    match secret:
        case Secret.PASSWORD:
            return _("There is no terminal to ask for a password on; give it with --password-stdin.")
        case Secret.PIN:
            return _("There is no terminal to ask for a PIN on; give it with --stdin.")
        case _:
            assert_never(secret)


def _not_text(secret: Secret) -> str:
    match secret:
        case Secret.PASSWORD:
            return _("What was typed as a password is not text. Use a terminal set to UTF-8.")
        case Secret.PIN:
            return _("What was typed as a PIN is not text. A PIN has six digits.")
        case _:
            assert_never(secret)
