"""The argument that commands about events share, and the text about an event that was made."""

from typing import Annotated

import typer

from kiosk.domain.event import Event
from kiosk.wording.language.catalogue import _

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The event's code, in any letter case.")]


def made_with_code(event: Event) -> str:
    """Returns a text with the event that was made, and its code."""
    return _("Made {title} with the code {code}.").format(title=repr(event.title), code=event.code)
