"""The section of kiosks' logins, where an organizer revokes one and removes it afterwards."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton

from kiosk.domain.pairing import KioskLogin
from kiosk.services.database import Database
from kiosk.services.live.pairing import drop_login, list_logins, revoke_login
from kiosk.ui.desk.kiosks.pairing import PairingSheet
from kiosk.ui.desk.kiosks.section import RowsSection, SectionRow
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.parts import Rank, button
from kiosk.ui.widgets.sheet import ask_first
from kiosk.wording.desk import pairing as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


def pair_button(page: Page) -> QPushButton:
    """Returns the button that opens the sheet for a new kiosk."""
    return button(_("&Pair a kiosk…"), lambda: PairingSheet(page).open())


class LoginsSection(RowsSection):
    """The logins of kiosks at the server; hidden while there are none, as with an embedded database."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._context = page.context
        self._shown: tuple[object, ...] = ()
        self.heading.setText(_("Logins of kiosks"))
        self.hint.show_text(words.logins_hint())

    def read(self) -> None:
        """Reads the logins again."""
        self._context.work.ask(
            list_logins, success=self.show_logins, failure=self._page.fail, asker=self, instead_of="logins"
        )

    def show_logins(self, logins: Sequence[KioskLogin]) -> None:
        """Shows logins."""
        rows = [(each, self._cells(each)) for each in logins]
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        made = [SectionRow(cells, (self._act(login),)) for login, cells in rows]
        self.replace_rows(made, (_("Kiosk"), _("Its login"), _("Seen")))

    def _cells(self, login: KioskLogin) -> tuple[tuple[str, str], ...]:
        zone, now = self._context.settings.zone, self._context.clock()
        return (
            (login.shown_name, "" if login.name is None else login.role),
            (words.login_state(login), words.login_since(login, zone, now)),
            (words.login_seen(login, now), ""),
        )

    def _act(self, login: KioskLogin) -> QPushButton:
        if login.revoked_at is None:
            name = _("Revoke {name}").format(name=isolated(login.shown_name))
            return button(_("Revoke…"), lambda: self._ask_to_revoke(login), name=name)
        name = _("Remove the login of {name}").format(name=isolated(login.shown_name))
        return button(_("Remove…"), lambda: self._ask_to_remove(login), name=name)

    def _ask_to_revoke(self, login: KioskLogin) -> None:
        ask_first(
            self._page,
            words.revoke_question(login),
            words.revoke_consequences(),
            verb=_("Revoke"),
            rank=Rank.DANGER,
            act=lambda: self._change(lambda database: revoke_login(database, login.id), words.revoked),
        )

    def _ask_to_remove(self, login: KioskLogin) -> None:
        ask_first(
            self._page,
            words.removal_question(login),
            words.removal_consequences(),
            verb=_("Remove"),
            rank=Rank.DANGER,
            act=lambda: self._change(lambda database: drop_login(database, login.id), words.removed),
        )

    def _change(self, act: Callable[[Database], KioskLogin], success: Callable[[KioskLogin], str]) -> None:
        def end(login: KioskLogin) -> None:
            self._context.show_success(success(login))
            self.read()

        self._context.work.ask(act, success=end, failure=self._page.fail, asker=self)
