"""A sheet that shows one change in full."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.domain.change import AuditEntry
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.change_fields import FieldChange, field_changes
from kiosk.wording.desk.changes import author_name, kind_name, subject_name
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import plain
from kiosk.wording.times.instants import moment_words

_WIDTH = 680


class ChangeSheet(Sheet):
    """Shows the author, subject and time of a change, and every touched field before and after it."""

    def __init__(self, parent: QWidget, change: AuditEntry, zone: ZoneInfo) -> None:
        super().__init__(parent, kind_name(change.kind), verb=_("Close"), width=_WIDTH)
        self.cancel_button.hide()
        self.body.addWidget(_text(subject_name(change), "heading"))
        self.body.addWidget(_text(_by_whom_and_when(change, zone), "soft"))
        fields = list(field_changes(change, zone))
        if fields:
            self.body.addLayout(_grid(fields))
        self.body.addStretch(1)
        self.confirmed.connect(self.accept)
        self.main_button.setFocus()


def _grid(fields: list[FieldChange]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 8, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for column, heading in enumerate(("", _("Before"), _("After"))):
        grid.addWidget(_text(heading, "soft"), 0, column)
        grid.setColumnStretch(column, 2 if column else 1)
    for number, each in enumerate(fields, 1):
        for column, words in enumerate((each.field, each.before, each.after)):
            shown = _text("" if words is None else words, "" if column else "field")
            grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)
    return grid


def _text(words: str, name: str) -> QLabel:
    made = label(plain(words), name, wraps=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _by_whom_and_when(change: AuditEntry, zone: ZoneInfo) -> str:
    return _("{who}, {time} ({zone})").format(
        who=author_name(change.organizer_name), time=moment_words(change.changed_at, zone), zone=zone.key
    )
