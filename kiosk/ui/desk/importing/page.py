"""The page that imports people: a file is chosen, previewed and confirmed, and only then written."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.progress import ProgressCallback
from kiosk.domain.refusals.files.tables import SheetUnclear
from kiosk.domain.refusals.people.people_lists import EmailColumnUnclear, NameColumnUnclear
from kiosk.services.database import Database
from kiosk.services.importing.imports import ImportCount, ImportGuestLists, compare_people, write_people
from kiosk.services.importing.people_files import ImportChoices, PeopleFile, read_people
from kiosk.ui.common.file_dialogs import ask_which_file, file_kinds
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.guest_list_picker import TargetBox
from kiosk.ui.desk.importing.column_mapping import Mapping
from kiosk.ui.desk.importing.preview import Found, FoundCards, found_in
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Target, ToImport, ToPasses, ToPeople
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, label, row
from kiosk.ui.widgets.progress import Progress
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.tables import encoding_name, header_text, separator_text
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.numbers import number

_TABLES = "*.csv *.tsv *.txt *.xlsx *.xlsm"


class ImportPage(RoutedPage[ToImport]):
    """Imports files of people, one after another."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Import people"))
        self.setAcceptDrops(True)
        self._path: Path | None = None
        self._looked: Found | None = None
        self.tools.addWidget(button(_("Back to people"), lambda: context.go(ToPeople()), rank=Rank.LINK))
        self.choose_button = button(_("&Choose a file…"), self._ask_file, rank=Rank.MAIN)
        self.error = label("", "error", wraps=True)
        self.error.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.error.hide()
        self.progress = Progress()
        self.file_label = label("", "heading", wraps=True)
        self.format_label = label("", "soft", wraps=True)
        self.mapping = Mapping()
        self.mapping.changed.connect(self._read_again)
        self.mapping_error = label("", "error", wraps=True)
        self.mapping_error.hide()
        self.found = FoundCards()
        self.lists = TargetBox(_("Guest list"), context, (_("No guest list"), None))
        self.import_button = button(_("&Import"), self._write, rank=Rank.MAIN)
        self.other_button = button(_("Choose &another file…"), self._ask_file)
        self.done, self.done_details = label("", "heading", wraps=True), label("", "soft", wraps=True)
        self.done_people = button(_("&Show people"), lambda: context.go(ToPeople()), rank=Rank.MAIN)
        self.done_passes = button(_("&Print their passes…"), self._print)
        self.done_more = button(_("Import &another file"), self._begin)
        self._steps = QStackedWidget()
        self._build()

    def entered(self, destination: ToImport) -> None:
        """Starts with the choice of a file; with a guest list, the people are added to that list.

        Without one, a file in the preview stays.
        """
        target = destination.guest_list
        if self.progress.is_busy or (target is None and self._looked is not None and self._is_looking()):
            return
        if target is None:
            self.lists.lead_with((_("No guest list"), None))
        else:
            self.lists.lead_with((target.words, target), (_("No guest list"), None))
        self.lists.fill(failure=self.fail)
        self._begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts a local file."""
        if not self.progress.is_busy and any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads the file that was dropped."""
        paths = [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.read(paths[0])

    def read(self, path: Path, choices: ImportChoices | None = None) -> None:
        """Reads a file, and compares it with the database."""
        self._path = path

        def look(database: Database, on_progress: ProgressCallback) -> Found:
            file = read_people(path, choices, on_progress=on_progress)
            return found_in(file, compare_people(database, file))

        self._set_busy(is_busy=True)
        self.progress.follow(
            self.context.work.start(look),
            _("Reading rows"),
            success=self._show,
            failure=self._not_read,
            cancelled=self._begin,
        )

    def _build(self) -> None:
        first = QWidget()
        box = QVBoxLayout(first)
        start = EmptyState(_("Which file?"), _what_file(), self.choose_button)
        box.addStretch(1)
        box.addWidget(start)
        box.addWidget(self.error)
        box.addStretch(2)
        card = Card()
        card.body.addWidget(first)
        self._steps.addWidget(card)
        self._steps.addWidget(self._looking())
        last = Card()
        last.body.addStretch(2)
        for words in (self.done, self.done_details):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            last.body.addWidget(words)
        last.body.addSpacing(GAP)
        last.body.addLayout(row(None, self.done_more, self.done_passes, self.done_people, None))
        last.body.addStretch(3)
        self._steps.addWidget(last)
        self.body.addWidget(self._steps, 1)
        self.body.addWidget(self.progress)

    def _looking(self) -> QWidget:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, GAP // 2, 0)
        box.setSpacing(GAP)
        head = Card()
        head.body.addWidget(self.file_label)
        head.body.addWidget(self.format_label)
        head.body.addWidget(self.mapping)
        head.body.addWidget(self.mapping_error)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box.addWidget(head)
        box.addWidget(self.found, 1)
        box.addStretch()
        title = label(_("And on the &guest list of"), "field")
        title.setBuddy(self.lists)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addWidget(scroll_area(inside), 1)
        foot = row(title, self.lists, None, self.other_button, self.import_button)
        outer.addLayout(foot)
        return whole

    def _is_looking(self) -> bool:
        return self._steps.currentIndex() == 1

    def _begin(self) -> None:
        self._path = self._looked = None
        self._show_error("")
        self._set_busy(is_busy=False)
        self._steps.setCurrentIndex(0)
        self.choose_button.setFocus()

    def _ask_file(self) -> None:
        kinds = file_kinds((_("Lists of people"), _TABLES), (_("All files"), "*"))
        ask_which_file(self, _("Choose a list of people"), kinds, self.read)

    def _read_again(self) -> None:
        if self._path is not None:
            self.read(self._path, self.mapping.choices())

    def _show(self, looked: Found) -> None:
        self._looked = looked
        self._set_busy(is_busy=False)
        file, count = looked.file, looked.count
        self._head(self._path)
        self.format_label.setText(_form(file))
        self.mapping.show_columns(file.columns.headers, file.sheets, file)
        self._show_mapping_error("")
        self.found.show_preview(looked)
        self.found.show()
        on_list = bool(count.new or count.known)
        self.import_button.setText(_import_verb(count.new))
        self.import_button.setEnabled(bool(count.new) or on_list)
        self._steps.setCurrentIndex(1)
        self.import_button.setFocus()

    def _not_read(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        self._looked = None
        match error:
            case Refused(reason=EmailColumnUnclear(columns, rows) | NameColumnUnclear(columns, rows)):
                self._let_choose(columns, (), rows)
                self._show_mapping_error(sentence(error))
                return
            case Refused(reason=SheetUnclear(sheets=sheets)):
                self._let_choose((), sheets, ())
                self._show_mapping_error(sentence(error))
                return
        if self._is_looking():  # another column or sheet was chosen, and it cannot be used
            self._show_mapping_error(sentence(error))
            self.found.hide()
            self.import_button.setDisabled(True)
            return
        self._show_error(sentence(error))
        self._steps.setCurrentIndex(0)
        self.choose_button.setFocus()

    def _let_choose(
        self, columns: Sequence[str], sheets: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        """Offers a choice of the columns or sheets that are not clear, beside the file's first rows."""
        self._head(self._path)
        self.format_label.setText("")
        self.mapping.show_columns(columns, sheets, None)
        self.found.show_rows(columns, rows)
        self.found.setVisible(bool(rows))
        self.import_button.setText(_("&Import"))
        self.import_button.setDisabled(True)
        self._steps.setCurrentIndex(1)
        self.mapping.name.setFocus()

    def _write(self) -> None:
        looked, target = self._looked, self.lists.target()
        if looked is None:
            return
        if not looked.count.new and not isinstance(target, Target):
            self._show_mapping_error(
                _("Everybody in this file is known. Choose a guest list to put them on.")
            )
            self.lists.setFocus()
            return
        guests = ImportGuestLists(target.lists, self.context.clock()) if isinstance(target, Target) else None

        def write(database: Database, on_progress: ProgressCallback) -> ImportCount:
            return write_people(database, looked.file, guests=guests, on_progress=on_progress)

        self._set_busy(is_busy=True)
        self.progress.follow(
            self.context.work.start(write),
            _("Writing people"),
            success=self._written,
            failure=self._not_written,
            cancelled=self._stopped,
        )

    def _written(self, count: ImportCount) -> None:
        self._set_busy(is_busy=False)
        target = self.lists.target()
        texts = [_stayed(count.known)] if count.known else []
        if isinstance(target, Target):
            texts.append(_("All are on the guest list: {list}.").format(list=target.words))
        self.done.setText(_added(count.new))
        self.done_details.setText(sentences(*texts))
        self.done_passes.setVisible(isinstance(target, Target))
        self._steps.setCurrentIndex(2)
        self.done_people.setFocus()

    def _not_written(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        self.fail(error)
        self.import_button.setFocus()

    def _stopped(self) -> None:
        self._set_busy(is_busy=False)
        self.context.show_message(_("Stopped. Nobody was written."), Tone.QUIET)
        self.import_button.setFocus()

    def _print(self) -> None:
        target = self.lists.target()
        if isinstance(target, Target):
            self.context.go(ToPasses(target))

    def _head(self, path: Path | None) -> None:
        self.file_label.setText("" if path is None else path.name)

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _show_mapping_error(self, words: str) -> None:
        self.mapping_error.setText(words)
        self.mapping_error.setVisible(bool(words))

    def _set_busy(self, *, is_busy: bool) -> None:
        self._steps.setDisabled(is_busy)


def _what_file() -> str:
    return _(
        "A CSV or Excel (XLSX) file with a row for each person, a name and an e-mail address in it."
        " Columns, encoding and separator are found by themselves; nothing is written before you confirm it."
    )


def _import_verb(people: int) -> str:
    if not people:
        return _("&Put on the list")
    return ngettext("&Import {count} person", "&Import {count} people", people).format(count=number(people))


def _added(people: int) -> str:
    return ngettext("{count} person was added", "{count} people were added", people).format(
        count=number(people)
    )


def _stayed(people: int) -> str:
    return ngettext(
        "{count} person was known and stayed as they were.",
        "{count} people were known and stayed as they were.",
        people,
    ).format(count=number(people))


def _form(file: PeopleFile) -> str:
    parts = [file.kind]
    if file.encoding is not None:
        parts.append(encoding_name(file.encoding))
    if file.separator is not None:
        parts.append(separator_text(file.separator))
    if file.sheet is not None:
        parts.append(_("sheet {name}").format(name=file.sheet))
    parts.append(header_text(file.columns.header_line))
    return in_a_row(*parts)
