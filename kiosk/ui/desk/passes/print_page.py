"""The page that prints passes: recipients, layout and preview, then a PDF file or a printer."""

from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.errors import Refused
from kiosk.domain.people.person import Person
from kiosk.domain.progress import ProgressCallback
from kiosk.domain.refusals.files.reports import NobodyToPrintFor
from kiosk.services.database import Database
from kiosk.services.people.passes import (
    Everybody,
    PassCount,
    PassRecipients,
    PlannedPass,
    SelectedPeople,
    Stored,
    count_passes,
)
from kiosk.ui.common.file_dialogs import ask_where_to_save, file_kinds, file_name
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.guest_list_picker import TargetBox
from kiosk.ui.desk.passes.page_preview import PagePreview
from kiosk.ui.desk.passes.print_jobs import PrintOrder, PrintResult, printing, saving
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import IssuedPasses, Target, ToPasses, ToPeople
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.paper.badge import Badge
from kiosk.ui.paper.document import page_layout, page_picture
from kiosk.ui.paper.issuing import BadgePaper, badges
from kiosk.ui.paper.layouts import LAYOUTS, Layout
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Card, Rank, button, label, row
from kiosk.ui.widgets.progress import Progress
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.printing import passes_at_printer, passes_in_file, passes_unsure
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.numbers import number

_FORM_WIDTH = 380
_PREVIEW_WIDTH = 900


class PrintPage(RoutedPage[ToPasses]):
    """Issues passes and prints them, or prints passes that were just issued."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Print passes"))
        self._issued: tuple[PlannedPass, ...] = ()
        self._count = PassCount(0, 0, ())
        self._shown_page = 0
        self.tools.addWidget(button(_("Back to people"), lambda: context.go(ToPeople()), rank=Rank.LINK))
        self.whose = TargetBox(_("For whom"), context, (_("Everybody"), Everybody()))
        self.only_without = QCheckBox()
        self.only_without.setChecked(True)
        self.layouts = QComboBox()
        for each in LAYOUTS:
            self.layouts.addItem(each.name, each)
        self.layouts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.layouts.setMinimumContentsLength(20)
        self.layouts.setCurrentIndex(_usual_layout())
        self.form = Form()
        self.form.add("whose", _("For &whom"), self.whose)
        self.form.add("only_without", _("&Only people without a pass that works"), self.only_without)
        self.form.add("layout", _("&Layout"), self.layouts, _("Print at actual size (100 %)."))
        self.occasion: QLineEdit = self.form.add_line(
            "occasion",
            _("Words &above the name"),
            hint=_("Such as the event or the organisation; may be empty."),
        )
        self.count_label = label("", "heading", wraps=True)
        self.warning = label(_warning(), "soft", wraps=True)
        self.save_button = button(_("&Save as PDF…"), self._ask_place, rank=Rank.MAIN)
        self.print_button = button(_("&Print…"), self._ask_printer)
        self.others_button = button(_("Passes for others"), self._begin_again, rank=Rank.LINK)
        self.progress = Progress()
        self.preview = PagePreview()
        self.page_label = label("", "soft")
        self.back_button = button(_("Previous"), lambda: self._turn(-1), name=_("Previous page"))
        self.on_button = button(_("Next"), lambda: self._turn(1), name=_("Next page"))
        self._build()
        self.whose.currentIndexChanged.connect(lambda _: self._choose())
        self.only_without.toggled.connect(lambda _: self._turn_to(0))
        self.layouts.currentIndexChanged.connect(lambda _: self._turn_to(0))
        self.occasion.textChanged.connect(lambda _: self._look())

    def entered(self, destination: ToPasses) -> None:
        """Shows the effects of printing."""
        if self.progress.is_busy:
            return
        everybody = (_("Everybody"), Everybody())
        self._issued = ()
        match destination.whose:
            case Everybody():
                self.whose.lead_with(everybody)
            case SelectedPeople(ids) as people:
                self.whose.lead_with((_chosen(len(ids)), people), everybody)
            case Target(words=words) as target:
                self.whose.lead_with((words, target), everybody)
            case IssuedPasses(passes):
                self._issued = passes
                self.whose.lead_with(everybody)
            case _:
                assert_never(destination.whose)
        self.whose.fill(failure=self._show_fault)
        self._choose()
        self.whose.setFocus()

    def _build(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, GAP // 2, 0)
        left.setSpacing(GAP // 2)
        left.addWidget(self.form)
        left.addWidget(self.count_label)
        left.addWidget(self.warning)
        left.addLayout(row(self.save_button, self.print_button, self.others_button, None))
        left.addWidget(self.progress)
        left.addStretch(1)
        area = scroll_area(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_FORM_WIDTH)
        card = Card()
        card.body.addWidget(self.preview, 1)
        card.body.addLayout(row(None, self.back_button, self.page_label, self.on_button, None))
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addWidget(area)
        sides.addWidget(card, 1)
        self.body.addLayout(sides, 1)

    def layout_chosen(self) -> Layout:
        """Returns the chosen layout."""
        found = self.layouts.currentData()
        if not isinstance(found, Layout):
            raise TypeError("no layout is chosen")
        return found

    def whose_chosen(self) -> PassRecipients:
        """Returns the recipients of the passes."""
        found = self.whose.target()
        if isinstance(found, Target):
            return found.lists
        if isinstance(found, SelectedPeople | Everybody):
            return found
        raise AssertionError("nobody is chosen")

    def _choose(self) -> None:
        found = self.whose.target()
        if found is None:  # no item while the list of choices is filled
            return
        self.occasion.setText(found.occasion if isinstance(found, Target) else "")
        self._turn_to(0)

    def _begin_again(self) -> None:
        self._issued = ()
        self._turn_to(0)
        self.whose.setFocus()

    def _turn(self, pages: int) -> None:
        self._turn_to(self._shown_page + pages)

    def _turn_to(self, page: int) -> None:
        self._shown_page = max(0, page)
        self._look()

    def _look(self) -> None:
        layout, first = self.layout_chosen(), self._shown_page * self.layout_chosen().a_page
        paper = BadgePaper(layout, self.occasion.text().strip())
        issued, only_without = self._issued, self.only_without.isChecked()
        whose = None if issued else self.whose_chosen()

        def look(database: Database) -> tuple[PassCount, QImage]:
            if whose is None:
                shown = list(badges(issued[first : first + layout.a_page], paper))
                return PassCount(len(issued), 0, ()), page_picture(layout, shown, _PREVIEW_WIDTH)
            count = count_passes(database, whose, only_without=only_without, first=first, shown=layout.a_page)
            shown = [_sample(each, paper.occasion) for each in count.people]
            return count, page_picture(layout, shown, _PREVIEW_WIDTH)

        self.context.work.ask(
            look,
            success=lambda found: self._show(*found),
            failure=self._show_fault,
            asker=self,
            instead_of="look",
        )

    def _show(self, count: PassCount, picture: QImage) -> None:
        self._count = count
        pages = self.layout_chosen().pages(count.passes)
        if self._issued:
            self.count_label.setText(_on_pages(_passes(count.passes), pages))
            self.warning.setText(
                _(
                    "These passes are issued and work. You may save or print them again until you leave"
                    " this page."
                )
            )
        elif count.passes:
            self.count_label.setText(_on_pages(_new_passes(count.passes), pages))
            self.warning.setText(sentences(_warning(), _replaced(count.replaced)))
        else:
            self.count_label.setText(_("No passes"))
            self.warning.setText(sentence(Refused(NobodyToPrintFor())))
        page = min(self._shown_page + 1, pages)
        self.page_label.setText(_page_of(page, pages) if pages else "")
        for turning in (self.back_button, self.on_button):
            turning.setVisible(pages > 1)
        self.back_button.setEnabled(page > 1)
        self.on_button.setEnabled(page < pages)
        self.preview.show_page(
            _preview_of(page, pages) if pages else _("No preview"), picture if pages else QImage()
        )
        self.others_button.setVisible(bool(self._issued))
        for each in (self.whose, self.only_without):
            each.setDisabled(bool(self._issued))
        self._enable(is_free=True)

    def _show_fault(self, error: Exception) -> None:
        self.count_label.setText(_("No passes"))
        self.warning.setText(sentence(error))
        self._count = PassCount(0, 0, ())
        self.preview.show_page(_("No preview"), QImage())
        self.page_label.setText("")
        self._enable(is_free=True)

    def _enable(self, *, is_free: bool) -> None:
        for each in (self.save_button, self.print_button):
            each.setEnabled(is_free and self._count.passes > 0)
        self.form.setEnabled(is_free)
        self.others_button.setEnabled(is_free)

    def _ask_place(self) -> None:
        name = file_name(self._document_name(), ".pdf")
        ask_where_to_save(self, _("Save the passes as PDF"), name, file_kinds(("PDF", "*.pdf")), self.save)

    def _document_name(self) -> str:
        occasion = self.occasion.text().strip()
        return _("Passes {occasion}").format(occasion=occasion) if occasion else _("Passes")

    def save(self, path: Path) -> None:
        """Writes the PDF, and issues passes that are not issued yet."""
        self._start(saving(self._order(), path), _("Writing the passes"))

    def _ask_printer(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self.context.show_message(
                _(
                    "No printer is set up on this computer. Save the passes as a PDF, and print that"
                    " elsewhere."
                ),
                Tone.WARY,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self.prepared(printer), self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)
        dialog.deleteLater()

    def prepared(self, printer: QPrinter) -> QPrinter:
        """Returns a printer set to the layout's paper."""
        printer.setPageLayout(page_layout(self.layout_chosen().paper))
        printer.setDocName(self._document_name())
        printer.setCreator("Kiosk")
        return printer

    def print_on(self, printer: QPrinter) -> None:
        """Prints the passes, and issues passes that are not issued yet."""
        self._start(printing(self._order(), printer), _("Printing the passes"))

    def _order(self) -> PrintOrder:
        paper = BadgePaper(self.layout_chosen(), self.occasion.text().strip())
        whose = self._issued or self.whose_chosen()
        return PrintOrder(whose, paper, self.context.clock(), only_without=self.only_without.isChecked())

    def _start(self, work: Callable[[Database, ProgressCallback], PrintResult], what: str) -> None:
        self._enable(is_free=False)
        self.progress.follow(
            self.context.work.start(work),
            what,
            success=self._end,
            failure=self._failed,
            cancelled=self._cancelled,
        )

    def _end(self, made: PrintResult) -> None:
        self._issued = made.passes
        if made.stored is Stored.PERHAPS:
            self.context.show_message(passes_unsure(), Tone.WARY)
        elif made.path is not None:
            self.context.show_success(passes_in_file(len(made.passes), made.path.name))
        else:
            self.context.show_success(passes_at_printer(len(made.passes)))
        self._turn_to(0)
        self.save_button.setFocus()

    def _failed(self, error: Exception) -> None:
        self.fail(error)
        self._look()

    def _cancelled(self) -> None:
        self.context.show_message(_("Stopped. No pass was issued, and every earlier one works."), Tone.QUIET)
        self._look()


def _warning() -> str:
    return _(
        "A pass is known only while it is made, so this issues new passes. Earlier passes of these people"
        " stop working when the file is written or the pages are printed."
    )


def _replaced(passes: int) -> str:
    if not passes:
        return _("None of them has one now.")
    text = ngettext("{count} earlier pass stops working.", "{count} earlier passes stop working.", passes)
    return text.format(count=number(passes))


def _chosen(people: int) -> str:
    text = ngettext("The {count} chosen person", "The {count} chosen people", people)
    return text.format(count=number(people))


def _passes(count: int) -> str:
    return ngettext("{count} pass", "{count} passes", count).format(count=number(count))


def _new_passes(count: int) -> str:
    return ngettext("{count} new pass", "{count} new passes", count).format(count=number(count))


def _on_pages(passes: str, pages: int) -> str:
    counted = ngettext("{count} page", "{count} pages", pages).format(count=number(pages))
    return _("{passes} on {pages}").format(passes=passes, pages=counted)


def _page_of(page: int, pages: int) -> str:
    return _("Page {page} of {pages}").format(page=number(page), pages=number(pages))


def _preview_of(page: int, pages: int) -> str:
    return _("Preview of page {page} of {pages}").format(page=number(page), pages=number(pages))


def _sample(person: Person, occasion: str) -> Badge:
    """Returns a badge for the preview, whose QR is not a valid pass."""
    return Badge(person.name, "PREVIEW-NO-PASS", _("preview: no pass"), occasion)


def _usual_layout() -> int:
    is_letter = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return next(
        number for number, each in enumerate(LAYOUTS) if each.paper.name == ("Letter" if is_letter else "A4")
    )
