"""Exports at the desk: which kind of file, where to, how far it is, and where it went."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QProgressBar, QPushButton, QWidget

from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.reports.files import Exported, write_report
from kiosk.services.reports.report import ReportContext
from kiosk.ui.common.database_worker import Job, Tell
from kiosk.ui.common.file_dialogs import file_kinds
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.paper.attendance_sheet import write_report_sheet
from kiosk.ui.widgets.parts import button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.catalogue import _
from kiosk.wording.reports import format_name, only_headings, rows_counted, rows_done

FORMATS = (FileFormat.XLSX, FileFormat.CSV, FileFormat.JSON, FileFormat.PDF)
"""Every kind of file, in the order in which they are offered."""

SHOWN_AFTER_MS = 400
"""How long an export runs before it shows how far it is."""

_LONGEST_NAME = 80
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class ExportSubject:
    """What is exported.

    Attributes:
        wanted: Which report.
        name: What the file is called when nobody says otherwise, without its ending.
    """

    wanted: ReportRequest
    name: str


def formats_of(kind: ReportKind) -> tuple[FileFormat, ...]:
    """The kinds of file a report can be: there is no sheet to sign of one person's history."""
    return tuple(each for each in FORMATS if each is not FileFormat.PDF or kind is not ReportKind.PARTICIPANT)


def export_button(context: DeskContext, subject: Callable[[], ExportSubject | None]) -> QPushButton:
    """`Export ▾`: asks as what and where to, and exports.

    Args:
        context: The session.
        subject: Asked when it is pressed; None when there is nothing to export.
    """
    made = button(_("Export ▾"), name=_("Export"))
    menu = QMenu(made)
    for each in FORMATS:
        act = menu.addAction(format_name(each))
        act.triggered.connect(_exporting(made, context, subject, each))
    menu.aboutToShow.connect(lambda: _offer(menu, subject()))
    made.setMenu(menu)
    return made


def ask_and_export(
    asker: QWidget, context: DeskContext, subject: ExportSubject, file_format: FileFormat
) -> "Export | None":
    """Asks where to, and exports; None when nobody wants it after all.

    Args:
        asker: Where on the screen it is asked.
        context: The session.
        subject: What is exported.
        file_format: As what.
    """
    path = choose_file(asker, f"{file_name(subject.name)}.{file_format}", format_name(file_format))
    return None if path is None else Export(asker, context, subject.wanted, file_format, path)


def choose_file(asker: QWidget, suggested: str, kind: str) -> Path | None:
    """Asks for a file, and whether one that is there may be replaced; None when nobody wants any."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    ending = Path(suggested).suffix
    chosen, _filter = QFileDialog.getSaveFileName(
        asker,
        _("Export"),
        str(Path(folder) / suggested),
        file_kinds((kind, f"*{ending}")),
        options=QFileDialog.Option.ReadOnly,  # of Qt's own dialog: it neither renames nor deletes
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(ending)


def file_name(name: str) -> str:
    """A name as every system's files may be called."""
    words = _NO_NAME.sub(" ", unicodedata.normalize("NFC", name))
    kept = "".join(each for each in words if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Cn"})
    return " ".join(kept.split())[:_LONGEST_NAME].strip(" .") or "export"


def show_folder(path: Path) -> None:
    """Opens the folder a file is in."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


class Export(Sheet):
    """One export under way. It is shown when it takes long; Cancel leaves no file."""

    def __init__(
        self, asker: QWidget, context: DeskContext, wanted: ReportRequest, file_format: FileFormat, path: Path
    ) -> None:
        """Begins.

        Args:
            asker: Over which window it is shown.
            context: The session.
            wanted: Which report.
            file_format: As what.
            path: Where; a file that is there is replaced.
        """
        super().__init__(asker, _("Exporting…"), verb=_("Export"), cancel=_("Cancel export"))
        self._context = context
        self._path = path
        self.main_button.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(_("How much is exported"))
        self.words = label(_("The rows are being read."), "soft", wraps=True)
        self.body.addWidget(label(str(path), wraps=True))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.words)
        self.body.addStretch(1)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.open)
        self.job = self._start(wanted, file_format)
        self._patience.start(SHOWN_AFTER_MS)

    def reject(self) -> None:
        """Cancels the export; the sheet goes when it has ended."""
        self.words.setText(_("Cancelling…"))
        self.cancel_button.setEnabled(False)
        self.job.cancel()

    def _start(self, wanted: ReportRequest, file_format: FileFormat) -> Job:
        setting = ReportContext(self._context.settings.zone, self._context.clock())
        path = self._path

        def write(store: Database, tell: Tell) -> Exported:
            return write_report(
                store,
                setting,
                wanted,
                file_format,
                path,
                replaces=True,
                write_sheet=write_report_sheet,
                told=tell,
            )

        job = self._context.work.start(write)
        job.progressed.connect(self._show_progress)
        job.succeeded.connect(self._tell_done)
        job.failed.connect(self._tell_failure)
        job.cancelled.connect(self._tell_cancelled)
        return job

    def _show_progress(self, done: int, total: int | None) -> None:
        self.progress.setRange(0, total or 0)
        self.progress.setValue(done)
        if total:
            self.words.setText(rows_done(done, total))

    def _tell_done(self, done: Exported) -> None:
        self._end()
        said = _("Exported {rows} to {file}.").format(rows=rows_counted(done.rows), file=self._path)
        if not done.rows:
            said = only_headings(self._path)
        self._context.say(said, Tone.GOOD, _("Show in folder"), partial(show_folder, self._path))

    def _tell_failure(self, error: Exception) -> None:
        self._end()
        self._context.say(sentence(error), Tone.BAD)

    def _tell_cancelled(self) -> None:
        self._end()
        self._context.say(_("The export was cancelled, and no file was left."), Tone.QUIET)

    def _end(self) -> None:
        self._patience.stop()
        self.done(0)
        self.deleteLater()


def _offer(menu: QMenu, subject: ExportSubject | None) -> None:
    offered = () if subject is None else formats_of(subject.wanted.kind)
    for each, act in zip(FORMATS, menu.actions(), strict=True):
        act.setVisible(subject is None or each in offered)
        act.setEnabled(subject is not None)


def _exporting(
    asker: QWidget, context: DeskContext, subject: Callable[[], ExportSubject | None], file_format: FileFormat
) -> Callable[[], None]:
    def export() -> None:
        chosen = subject()
        if chosen is not None:
            ask_and_export(asker, context, chosen, file_format)

    return export
