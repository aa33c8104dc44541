"""The sheets that rename a kiosk and forget kiosks."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.domain.fields import Field
from kiosk.services.live.kiosks import forget_kiosks, rename_kiosk
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.sheet import Sheet, ask_first
from kiosk.wording.desk.kiosks import forget_consequences, forget_question, forgotten, rename_hint
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


class RenameSheet(Sheet):
    """Asks for the name under which the desk lists a kiosk."""

    def __init__(
        self, parent: QWidget, context: DeskContext, kiosk: KioskPresence, renamed: Callable[[], object]
    ) -> None:
        """Builds the sheet.

        Args:
            parent: The page.
            context: The session.
            kiosk: The kiosk.
            renamed: Called when the name is stored.
        """
        heading = _("Rename {name}").format(name=isolated(kiosk.shown_name))
        super().__init__(parent, heading, verb=_("Rename"))
        self._context = context
        self._kiosk = kiosk
        self._renamed = renamed
        self.form = Form({Field.KIOSK_NAME: "name"})
        self.line = self.form.add_line("name", _("&Name"), kiosk.shown_name, hint=rename_hint())
        self.line.returnPressed.connect(self.main_button.click)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.confirmed.connect(self._rename)
        self.line.selectAll()
        self.line.setFocus()

    def _rename(self) -> None:
        self.set_busy(_("Saving…"))
        kiosk_id, name = self._kiosk.id, self.line.text()
        self._context.work.ask(
            lambda database: rename_kiosk(database, kiosk_id, name),
            success=lambda _nothing: self._end(),
            failure=self._fail,
            asker=self,
        )

    def _end(self) -> None:
        self.close()
        self._renamed()

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)


def ask_to_forget(page: Page, kiosks: Sequence[KioskPresence]) -> Sheet:
    """Asks first, then removes kiosks from the list."""
    context, ids = page.context, frozenset(each.id for each in kiosks)
    zone = context.settings.zone

    def end(names: Sequence[str]) -> None:
        if names:
            context.show_success(forgotten(names))
        page.refresh()

    return ask_first(
        page,
        forget_question(kiosks),
        forget_consequences(kiosks),
        verb=_("Forget"),
        act=lambda: context.work.ask(
            lambda database: forget_kiosks(database, ids, zone), success=end, failure=page.fail, asker=page
        ),
    )
