"""The page of the organizers' accounts, with invitations and the organizer's own password."""

from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.services.accounts import accounts
from kiosk.services.accounts.accounts import Account
from kiosk.services.accounts.invitations import Invitation
from kiosk.services.database import Database
from kiosk.ui.desk.organizers.invitation_sheets import InvitationSheet, InvitedSheet
from kiosk.ui.desk.organizers.password_sheet import PasswordSheet
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToOrganizers
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.durations import duration


class OrganizersPage(RoutedPage[ToOrganizers]):
    """Lists everybody who may sign in."""

    shows = frozenset({Topic.PEOPLE})
    look_milliseconds = 2_000  # the wait of a locked account ends by the clock

    def __init__(self, context: DeskContext) -> None:
        super().__init__(
            context,
            _("Organizers"),
            _("They sign in here, and see their own events and those shared with them."),
        )
        self.tools.addWidget(button(_("Change my &password"), self.change_password))
        self.tools.addWidget(button(_("&Invite an organizer"), self.invite, rank=Rank.MAIN))
        self.table: PagedTable[Account] = PagedTable(
            _("Organizers"),
            (
                Column(_("Name"), lambda each: each.person.name, width=3, characters=16, is_strong=True),
                Column(_("E-mail"), lambda each: each.person.email, width=3, characters=20),
                Column(_("Signing in"), self._state, width=2, characters=18),
            ),
            key=lambda each: each.person.id,
            work=context.work,
            empty=EmptyState(_("Nobody organizes here"), _("Invite an organizer.")),
        )
        card = Card(margin=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)

    def entered(self, destination: ToOrganizers) -> None:
        """Reads the accounts."""
        del destination
        self._read()

    def refresh(self) -> None:
        """Reads the accounts again."""
        self.table.refresh()

    def invite(self) -> None:
        """Opens the sheet that invites a person."""
        sheet = InvitationSheet(self, self.context)
        sheet.invited.connect(self._show_invitation)
        sheet.open()

    def change_password(self) -> None:
        """Opens the sheet that changes the organizer's password."""
        PasswordSheet(self, self.context).open()

    def _show_invitation(self, invitation: Invitation) -> None:
        InvitedSheet(self, invitation).open()

    def _read(self) -> None:
        clock = self.context.clock

        def fetch(database: Database, _cursor: object, _rows: int) -> ListPage[Account, None]:
            return ListPage(tuple(accounts.list_accounts(database, now=clock())), None)

        self.table.read(fetch)

    def _state(self, account: Account) -> str:
        if account.throttled_for:
            return _("Waits {duration}: too many failed").format(duration=duration(account.throttled_for))
        return _("You") if account.person.id == self.context.organizer.id else ""
