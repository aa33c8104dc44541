"""The choice of a file's sheet and of its columns of names and addresses, if they are not found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from kiosk.services.importing.people_files import ImportChoices, PeopleFile
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import shortened

_NONE = "–"  # noqa: RUF001 -- a dash
_LONGEST = 40
_MOST = 500  # a box with thousands of columns helps nobody and blocks the window


class Mapping(QWidget):
    """Combo boxes for the sheet and the columns.

    Signals:
        changed: Another column or sheet was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.second, self.email = (
            _box(_("Name from column")),
            _box(_("And from column")),
            _box(_("E-mail from column")),
        )
        self.sheet = _box(_("Sheet"))
        self._sheet_title = label(_("S&heet"), "field")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(4)
        for column, (words, box) in enumerate(
            ((_("&Name from"), self.name), (_("and"), self.second), (_("&E-mail from"), self.email))
        ):
            title = label(words, "field")
            title.setBuddy(box)
            grid.addWidget(title, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
        self._sheet_title.setBuddy(self.sheet)
        grid.addWidget(self._sheet_title, 0, 3)
        grid.addWidget(self.sheet, 1, 3)
        grid.setColumnStretch(3, 1)
        for box in (self.name, self.second, self.email):
            box.activated.connect(lambda _: self.changed.emit())
        self.sheet.activated.connect(lambda _: self._change_sheet())

    def show_columns(self, columns: Sequence[str], sheets: Sequence[str], file: PeopleFile | None) -> None:
        """Shows the choices and what was found in the file; None when that is not clear."""
        names = file.columns.name_columns if file else ()
        _fill(self.name, columns, names[0] if names else None)
        _fill(self.second, columns, names[1] if len(names) > 1 else None)
        _fill(self.email, columns, file.columns.email_column if file else None)
        _fill(self.sheet, sheets, file.sheet if file else None)
        for each in (self.sheet, self._sheet_title):
            each.setVisible(len(sheets) > 1)
        for box in (self.name, self.second, self.email):
            box.setEnabled(bool(columns))

    def choices(self) -> ImportChoices:
        """Returns the chosen columns and sheet."""
        names = tuple(each for each in (self.name.currentData(), self.second.currentData()) if each)
        return ImportChoices(names, self.email.currentData(), self.sheet.currentData())

    def _change_sheet(self) -> None:
        for box in (self.name, self.second, self.email):  # another sheet has other columns
            box.setCurrentIndex(0)
        self.changed.emit()


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _fill(box: QComboBox, texts: Sequence[str], chosen: str | None) -> None:
    box.clear()
    box.addItem(_NONE, None)
    offered = list(texts[:_MOST])
    if chosen is not None and chosen not in offered:
        offered.append(chosen)
    for each in offered:
        box.addItem(shortened(each, _LONGEST), each)
    box.setCurrentIndex(0 if chosen is None else offered.index(chosen) + 1)
