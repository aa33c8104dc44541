"""`Show kiosk`: starts a kiosk on this machine and tells when it did not come up."""

from shiboken6 import isValid

from kiosk.domain.event import Event
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.kiosks.kiosk_process import KioskProcess
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.wording.catalogue import _
from kiosk.wording.joined import sentences
from kiosk.wording.safe_text import shortened

_LONGEST_TITLE = 80


def closing() -> str:
    """Says how a kiosk is closed, wherever the desk offers to show one."""
    return _("Ctrl+Q and this machine's staff PIN close it; without a PIN it asks for your password.")


def show_kiosk(page: Page, context: DeskContext, event: Event) -> KioskProcess | None:
    """Shows the kiosk of an event on this machine, over the whole screen.

    Args:
        page: Which hears of its end; gone pages are not told.
        context: The session.
        event: Whose door it is.

    Returns:
        The kiosk, or None when it could not be started, which is said.
    """
    try:
        kiosk = KioskProcess(context.settings, event.code)
    except OSError as error:
        context.say(
            _("The kiosk could not be started: {reason}.").format(reason=error.strerror or error), Tone.BAD
        )
        return None

    def tell_end(sentence: str) -> None:
        if sentence and isValid(page):
            context.say(_("The kiosk could not be shown: {reason}").format(reason=sentence), Tone.BAD)

    kiosk.ended.connect(tell_end)
    title = shortened(event.title, _LONGEST_TITLE)
    opens = _("The kiosk of {event} opens on this screen.").format(event=title)
    context.say(sentences(opens, closing(), _("Ctrl+K chooses its camera likewise.")), Tone.GOOD)
    return kiosk
