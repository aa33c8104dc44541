"""Secrets that are typed without being seen, or read from standard input: never an argument."""

import sys

import typer

from kiosk.domain.errors import Refused


def read_hidden(prompt: str, *, from_stdin: bool, without_terminal: str, without_text: str) -> str:
    """Returns a new secret: asked for twice on the terminal, or the first line of standard input.

    Args:
        prompt: What is asked for.
        from_stdin: Read standard input in place of asking.
        without_terminal: What a person reads when there is no terminal to ask on.
        without_text: What a person reads when the bytes that were typed are no text.

    Raises:
        Refused: One of these two.
    """
    # Without a standard input (cron, `<&-`) sys.stdin is None.
    try:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
        if not (sys.stdin and sys.stdin.isatty()):
            raise Refused(without_terminal)
        typed: str = typer.prompt(prompt, hide_input=True, confirmation_prompt=True)
    except UnicodeDecodeError as error:
        raise Refused(without_text) from error
    return typed
