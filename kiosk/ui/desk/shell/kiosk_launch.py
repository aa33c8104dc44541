"""`Show kiosk`: starts a kiosk on this machine and reports when it fails."""

from shiboken6 import isValid

from kiosk.domain.event import Event
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.kiosk_process import EndedUnexpectedly, KioskProcess
from kiosk.ui.desk.shell.page import Page
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import shortened

_LONGEST_TITLE = 80


def closing() -> str:
    """Explains how a kiosk is closed, wherever the desk offers to show one."""
    return _("Ctrl+Q and this machine's staff PIN close it; without a PIN it asks for your password.")


def show_kiosk(page: Page, context: DeskContext, event: Event) -> KioskProcess | None:
    """Shows the kiosk of an event on this machine, over the whole screen.

    Args:
        page: The page that shows the kiosk's end; a deleted page gets no callback.
        context: The session.
        event: The event at this door.

    Returns:
        The kiosk, or None when it could not be started; the notice shows why.
    """
    try:
        kiosk = KioskProcess(context.settings, event.code)
    except OSError as error:
        context.show_message(
            _("The kiosk could not be started: {reason}.").format(reason=error.strerror or error), Tone.BAD
        )
        return None

    def show_end(error: Exception | None) -> None:
        if error is not None and isValid(page):
            context.show_message(_reason(error), Tone.BAD)

    kiosk.ended.connect(show_end)
    title = shortened(event.title, _LONGEST_TITLE)
    opens = _("The kiosk of {event} opens on this screen.").format(event=title)
    context.show_message(sentences(opens, closing(), _("Ctrl+K chooses its camera likewise.")), Tone.GOOD)
    return kiosk


def _reason(error: Exception) -> str:
    if isinstance(error, EndedUnexpectedly):
        return _("The kiosk ended unexpectedly. The log says what happened; ask your technician.")
    reason = fault(error, Audience.ORGANIZER)
    return _("The kiosk could not be shown: {reason}").format(reason=reason)
