"""The sheet that copies a group as another season, with a new name and a first day."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit

from kiosk.domain.event import EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.group import Group
from kiosk.services.events.fields import YEARS
from kiosk.services.events.group_copies import GroupCopy, duplicate_group
from kiosk.ui.common.translations import present_locale
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.times import DAY_FORMAT
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import shortened

_LONGEST_HEADING = 80
_FIELDS: dict[AnyField, str] = {Field.GROUP_NAME: "name", EventField.START: "first_day"}
_A_WHILE = timedelta(weeks=4)


class GroupCopySheet(Sheet):
    """Asks for the name and first day of a group's copy and makes it.

    Attributes:
        form: The new name and the first day.
    """

    def __init__(
        self, page: Page, context: DeskContext, group: Group, done: Callable[[GroupCopy], object]
    ) -> None:
        """Builds it.

        Args:
            page: The window below the sheet.
            context: The session.
            group: The group to copy.
            done: Receives the copy.
        """
        heading = _("Duplicate {name}").format(name=shortened(group.name, _LONGEST_HEADING))
        super().__init__(page, heading, verb=_("Make group"))
        self._context, self._group, self._done = context, group, done
        self.form = Form(_FIELDS)
        self.name = self.form.add_line("name", _("&Name of the new group"))
        day = (context.clock().astimezone(context.settings.zone) + _A_WHILE).date()
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat(DAY_FORMAT)
        self.day.setLocale(present_locale())
        self.day.setCalendarPopup(True)
        self.day.setDateRange(QDate(YEARS[0], 1, 1), QDate(YEARS[-1], 12, 31))
        hint = _(
            "The other events follow at the same distance and time of day. Guest lists are copied,"
            " check-ins are not; every event gets a code of its own."
        )
        self.form.add("first_day", _("&Day of its first event"), self.day, hint)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.confirmed.connect(self._make)
        self.name.setFocus()

    def _make(self) -> None:
        name, chosen, settings = self.name.text(), self.day.date(), self._context.settings
        self.set_busy(_("Making events…"))
        first_day = date(chosen.year(), chosen.month(), chosen.day())
        self._context.work.ask(
            lambda database: duplicate_group(
                database,
                self._group.id,
                name=name,
                first_day=first_day,
                zone=settings.zone,
                check_in_url=settings.check_in_url,
            ),
            success=self._end,
            failure=self._fail,
            asker=self,
        )

    def _end(self, copy: GroupCopy) -> None:
        self.close()
        self._done(copy)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)
