"""Exports at the desk: choice of format and file, progress, and the result."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QProgressBar, QPushButton, QWidget

from kiosk.domain.progress import ProgressCallback
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.database import Database
from kiosk.services.reports.files import Exported, write_report
from kiosk.services.reports.report import ReportContext
from kiosk.ui.common.database_worker import Job
from kiosk.ui.common.file_dialogs import file_kinds
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.paper.attendance_sheet import write_report_sheet
from kiosk.ui.widgets.parts import button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.reports import format_name, only_headings, rows_counted, rows_done
from kiosk.wording.language.catalogue import _

FORMATS = (FileFormat.XLSX, FileFormat.CSV, FileFormat.JSON, FileFormat.PDF)
"""The file formats, in their order in menus."""

SHOWN_AFTER_MS = 400
"""Milliseconds before an export shows its progress."""

_LONGEST_NAME = 80
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class ExportSubject:
    """A report to export.

    Attributes:
        wanted: The report.
        name: The suggested name of the file, without its ending.
    """

    wanted: ReportRequest
    name: str


def formats_of(kind: ReportKind) -> tuple[FileFormat, ...]:
    """Returns the formats of a report; one person's history has no attendance sheet in PDF."""
    return tuple(each for each in FORMATS if each is not FileFormat.PDF or kind is not ReportKind.PARTICIPANT)


def export_button(context: DeskContext, subject: Callable[[], ExportSubject | None]) -> QPushButton:
    """Returns the button `Export ▾`, which asks for format and file and exports.

    Args:
        context: The session.
        subject: Called when the button is pressed; returns None when there is nothing to export.
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
    """Asks for a file and starts the export; returns None when the person cancels.

    Args:
        asker: The widget below the dialog.
        context: The session.
        subject: The report.
        file_format: The format.
    """
    path = choose_file(asker, f"{report_file_name(subject.name)}.{file_format}", format_name(file_format))
    return None if path is None else Export(asker, context, subject.wanted, file_format, path)


def choose_file(asker: QWidget, suggested: str, kind: str) -> Path | None:
    """Asks for a file, and before an existing one is replaced; returns None when the person cancels."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    ending = Path(suggested).suffix
    chosen, _filter = QFileDialog.getSaveFileName(
        asker,
        _("Export"),
        str(Path(folder) / suggested),
        file_kinds((kind, f"*{ending}")),
        options=QFileDialog.Option.ReadOnly,  # so Qt's own dialog neither renames nor deletes files
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(ending)


def report_file_name(name: str) -> str:
    """Returns a file name that is valid on every system."""
    words = _NO_NAME.sub(" ", unicodedata.normalize("NFC", name))
    kept = "".join(each for each in words if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Cn"})
    return " ".join(kept.split())[:_LONGEST_NAME].strip(" .") or "export"


def show_folder(path: Path) -> None:
    """Opens the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


class Export(Sheet):
    """The sheet of a running export. It appears when the export is slow; Cancel leaves no file."""

    def __init__(
        self, asker: QWidget, context: DeskContext, wanted: ReportRequest, file_format: FileFormat, path: Path
    ) -> None:
        """Starts the export.

        Args:
            asker: The widget below the sheet.
            context: The session.
            wanted: The report.
            file_format: The format.
            path: The file to write; an existing one is replaced.
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
        """Cancels the export; the sheet closes when it has ended."""
        self.words.setText(_("Cancelling…"))
        self.cancel_button.setEnabled(False)
        self.job.cancel()

    def _start(self, wanted: ReportRequest, file_format: FileFormat) -> Job:
        setting = ReportContext(self._context.settings.zone, self._context.clock())
        path = self._path

        def write(database: Database, on_progress: ProgressCallback) -> Exported:
            return write_report(
                database,
                setting,
                wanted,
                file_format,
                path,
                replaces=True,
                write_sheet=write_report_sheet,
                on_progress=on_progress,
            )

        job = self._context.work.start(write)
        job.progressed.connect(self._show_progress)
        job.succeeded.connect(self._announce_result)
        job.failed.connect(self._show_failure)
        job.cancelled.connect(self._announce_cancelled)
        return job

    def _show_progress(self, done: int, total: int | None) -> None:
        self.progress.setRange(0, total or 0)
        self.progress.setValue(done)
        if total:
            self.words.setText(rows_done(done, total))

    def _announce_result(self, done: Exported) -> None:
        self._end()
        words = _("Exported {rows} to {file}.").format(rows=rows_counted(done.rows), file=self._path)
        if not done.rows:
            words = only_headings(self._path)
        self._context.show_message(words, Tone.GOOD, _("Show in folder"), partial(show_folder, self._path))

    def _show_failure(self, error: Exception) -> None:
        self._end()
        self._context.show_message(sentence(error), Tone.BAD)

    def _announce_cancelled(self) -> None:
        self._end()
        self._context.show_message(_("The export was cancelled, and no file was left."), Tone.QUIET)

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
