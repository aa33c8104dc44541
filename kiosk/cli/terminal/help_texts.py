"""The texts of `--help` in the reader's language.

The texts are the commands' docstrings and the `help` of their options, in English. Translators get them from
help_texts(), because a docstring cannot be marked for the catalogue.
"""

from collections.abc import Iterator
from typing import Any

import typer

from kiosk.wording.language.catalogue import _

_ATTRIBUTES = ("help", "short_help", "epilog", "rich_help_panel")


def help_texts(app: typer.Typer) -> set[str]:
    """Returns all texts of a program's help, as the catalogue has them."""
    return {text for _holder, _name, text in _texts_of(typer.main.get_command(app))}


def translated_command(app: typer.Typer) -> Any:  # noqa: ANN401 -- a command of the Click that Typer contains
    """Returns a program's command; its help is in the language that is shown now."""
    command = typer.main.get_command(app)
    for holder, name, text in _texts_of(command):
        setattr(holder, name, _(text))
    return command


def _texts_of(command: Any) -> Iterator[tuple[Any, str, str]]:  # noqa: ANN401 -- as above
    for holder in (command, *command.params):
        for name in _ATTRIBUTES:
            text = getattr(holder, name, None)
            if isinstance(text, str) and text:
                yield holder, name, text
    for inner in getattr(command, "commands", {}).values():
        yield from _texts_of(inner)
