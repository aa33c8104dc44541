"""The page of event groups, where they are made, described, deleted and exported."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from kiosk.domain.fields import Field
from kiosk.domain.group import Group, GroupSummary
from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.conflicts import EditConflict
from kiosk.services.database import Database
from kiosk.services.events.events import create_group
from kiosk.services.events.group_copies import GroupCopy
from kiosk.services.events.groups import edit_group, list_groups
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.deletion_sheets import ask_to_delete_group
from kiosk.ui.desk.groups.copy_sheet import GroupCopySheet
from kiosk.ui.desk.organizers.sharing import SharingSheet, of_group
from kiosk.ui.desk.reports.export import ExportSubject, export_button
from kiosk.ui.desk.shell.change_feed import USUAL_LOOK_MILLISECONDS
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvents, ToGroups
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.desk.conflicts import conflict_of_text
from kiosk.wording.desk.events import events_counted
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import shortened

_LONGEST_NAME = 80
_DESCRIPTION_HEIGHT = 96
_Edited = Group | EditConflict[Group]
_Save = Callable[[Database, Group | None, str, str | None], _Edited]


class GroupsPage(RoutedPage[ToGroups]):
    """The groups that an organizer may see, with the actions for the chosen one."""

    shows = frozenset({Topic.GROUPS, Topic.EVENTS, Topic.SHARES, Topic.PEOPLE})
    look_milliseconds = USUAL_LOOK_MILLISECONDS

    def __init__(self, context: DeskContext) -> None:
        super().__init__(
            context, _("Groups"), _("An event belongs to a group: a season, a course, a series.")
        )
        self.tools.addWidget(button(_("&Back to events"), lambda: context.go(ToEvents())))
        self.tools.addWidget(button(_("&New group"), self.make_group, rank=Rank.MAIN))
        self.table: PagedTable[GroupSummary] = PagedTable(
            _("Groups"),
            (
                Column(_("Name"), lambda each: each.group.name, width=3, characters=14, is_strong=True),
                Column(_("Description"), lambda each: each.group.description or "", width=4, characters=14),
                Column(_("Made by"), lambda each: each.organizer_email, width=2, characters=14),
                Column(_("Events"), lambda each: number(each.events), width=0, characters=8, is_figure=True),
            ),
            key=lambda each: each.group.id,
            work=context.work,
            empty=EmptyState(
                _("No groups yet"),
                _("Make a group for events that belong together."),
                button(_("New group"), self.make_group, rank=Rank.MAIN),
            ),
        )
        self.table.activated.connect(self._show_events)
        self.table.chosen.connect(lambda _rows: self._follow())
        self.table.model.loaded.connect(self._follow)
        self.show_button = button(_("&Show events"), self._show_chosen, rank=Rank.MAIN)
        self.edit_button = button(_("&Edit…"), self._edit)
        self.copy_button = button(_("&Duplicate…"), self._copy)
        self.share_button = button(_("S&hare…"), self._share)
        self.export_button = export_button(context, self._subject)
        self.delete_button = button(_("De&lete…"), self._delete)
        self._action_buttons = (
            self.show_button,
            self.edit_button,
            self.copy_button,
            self.share_button,
            self.export_button,
            self.delete_button,
        )
        card = Card(margin=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.body.addLayout(row(*self._action_buttons, None))
        self._follow()

    def entered(self, destination: ToGroups) -> None:
        """Shows the list."""
        del destination
        self.table.read(_fetch)
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        self.table.refresh()

    def make_group(self) -> None:
        """Asks for the name of a new group and makes it."""
        _GroupSheet(self, None, self._make).open()

    def chosen(self) -> GroupSummary | None:
        """Returns the chosen group, or None."""
        return next(iter(self.table.chosen_rows()), None)

    def _make(self, database: Database, _seen: Group | None, name: str, description: str | None) -> Group:
        return create_group(
            database, name=name, organizer_email=self.context.organizer.email, description=description
        )

    def _edit(self) -> None:
        def save(database: Database, seen: Group | None, name: str, description: str | None) -> _Edited:
            if seen is None:
                raise AssertionError("a group that is edited was seen")
            return edit_group(database, seen, replace(seen, name=name, description=description))

        if (summary := self.chosen()) is not None:
            _GroupSheet(self, summary.group, save).open()

    def _copy(self) -> None:
        if (summary := self.chosen()) is not None:
            GroupCopySheet(self, self.context, summary.group, self._announce_copy).open()

    def _announce_copy(self, copy: GroupCopy) -> None:
        self.context.show_message(
            _group_made(copy),
            Tone.GOOD,
            _("Show events"),
            partial(self.context.go, ToEvents(copy.group.id)),
        )

    def _share(self) -> None:
        if (summary := self.chosen()) is not None:
            group = summary.group
            name = shortened(group.name, _LONGEST_NAME)
            SharingSheet(self, self.context, name, of_group(group.id)).open()

    def _delete(self) -> None:
        if (summary := self.chosen()) is not None:
            ask_to_delete_group(self, self.context, summary.group, self.table.setFocus)

    def _show_chosen(self) -> None:
        if (summary := self.chosen()) is not None:
            self._show_events(summary)

    def _show_events(self, summary: GroupSummary) -> None:
        self.context.go(ToEvents(summary.group.id))

    def _subject(self) -> ExportSubject | None:
        summary = self.chosen()
        if summary is None:
            return None
        return ExportSubject(ReportRequest(ReportKind.GROUP, summary.group.id), summary.group.name)

    def _follow(self) -> None:
        for each in self._action_buttons:
            each.setEnabled(self.chosen() is not None)


def _fetch(database: Database, _cursor: None, _rows: int) -> ListPage[GroupSummary, None]:
    return ListPage(tuple(list_groups(database)), None)


class _GroupSheet(Sheet):
    """A group's name and description."""

    def __init__(self, page: GroupsPage, seen: Group | None, save: _Save) -> None:
        heading = (
            _("Edit {name}").format(name=shortened(seen.name, _LONGEST_NAME)) if seen else _("New group")
        )
        super().__init__(page, heading, verb=_("Save") if seen else _("Make group"))
        self._page, self._seen, self._save = page, seen, save
        self.form = Form({Field.GROUP_NAME: "name", Field.GROUP_DESCRIPTION: "description"})
        self.name = self.form.add_line("name", _("&Name"), seen.name if seen else "")
        self.description = QPlainTextEdit((seen.description or "") if seen else "")
        self.description.setFixedHeight(_DESCRIPTION_HEIGHT)
        self.description.setTabChangesFocus(True)
        self.form.add("description", _("&Description"), self.description)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.confirmed.connect(self._ask)
        self.name.setFocus()

    def _typed(self) -> tuple[str, str | None]:
        return self.name.text(), self.description.toPlainText().strip() or None

    def _ask(self) -> None:
        self.set_busy(_("One moment…"))
        seen, (name, description) = self._seen, self._typed()
        self._page.context.work.ask(
            lambda database: self._save(database, seen, name, description),
            success=self._end,
            failure=self._fail,
            asker=self,
        )

    def _end(self, edited: _Edited) -> None:
        if isinstance(edited, EditConflict):
            self._show_conflict(edited)
            return
        self.close()
        text = _("Saved {name}.") if self._seen else _("Made {name}.")
        self._page.context.show_success(text.format(name=shortened(edited.name, _LONGEST_NAME)))

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)

    def _show_conflict(self, conflict: EditConflict[Group]) -> None:
        # Fields that the organizer did not touch take the saved values; for the others the organizer decides.
        self.set_busy()
        self._seen = conflict.theirs
        errors = {each.field: conflict_of_text(str(each.theirs or "")) for each in conflict.fields}
        shown = conflict.decided(errors.keys())
        self.name.setText(shown.name)
        self.description.setPlainText(shown.description or "")
        self.form.show_errors(errors)


def _group_made(copy: GroupCopy) -> str:
    return _("Made {name} with {events}.").format(
        name=shortened(copy.group.name, _LONGEST_NAME), events=events_counted(copy.events)
    )
