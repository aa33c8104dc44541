"""Reads secrets that are typed without being shown, or come from standard input: never an argument."""

import sys
from typing import assert_never

import typer

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.typed.terminal import NoTerminal, Secret, SecretNotText
from kiosk.wording.language.catalogue import _


def read_hidden(secret: Secret, *, from_stdin: bool) -> str:
    """Returns a new secret: asked for twice on the terminal, or the first line of standard input.

    Args:
        secret: The kind of secret.
        from_stdin: True to read standard input instead of asking.

    Raises:
        Refused: There is no terminal to ask on, or what was typed is not text.
    """
    # Without a standard input (cron, `<&-`) sys.stdin is None.
    try:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
        if not (sys.stdin and sys.stdin.isatty()):
            raise Refused(NoTerminal(secret))
        typed: str = typer.prompt(
            _prompt(secret), hide_input=True, confirmation_prompt=_("Repeat for confirmation")
        )
    except UnicodeDecodeError as error:
        raise Refused(SecretNotText(secret)) from error
    return typed


def _prompt(secret: Secret) -> str:
    match secret:
        case Secret.PASSWORD:
            return _("Password")
        case Secret.PIN:
            return _("New staff PIN, six digits")
        case _:
            assert_never(secret)
