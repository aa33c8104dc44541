"""The list of cameras, with fields for a file or an address that is typed instead."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.errors import Refused
from kiosk.scanning.devices import Device
from kiosk.scanning.source import Source, VideoFile, parse_source
from kiosk.services.settings.options import camera_for_people
from kiosk.ui.camera.entries import Entry, EntryKind, entries
from kiosk.ui.common.file_dialogs import ask_which_file, file_kinds
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import button, label, row
from kiosk.wording.desk.camera_choice import address_fault, film_fault, no_camera
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import listed
from kiosk.wording.language.safe_text import as_tooltip, plain
from kiosk.wording.options import option_value

_VIDEOS = "*.mp4 *.avi *.mkv *.mov *.webm"
_LONGEST = 2000
_LINES_HEIGHT, _LEAST_LINES, _MOST_LINES = 44, 3, 4
_ENTRY = Qt.ItemDataRole.UserRole


class FilmField(QWidget):
    """A field for a path: typed, or chosen in a file dialog where one may be opened."""

    def __init__(self, *, offers_files: bool = True) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(_("Video file"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        if offers_files:
            self.choose_button = button(_("Choose &file…"), self._choose)
            box.addLayout(row(self.choose_button, None))

    def _choose(self) -> None:
        kinds = file_kinds((_("Videos"), _VIDEOS), (_("All files"), "*"))
        ask_which_file(self, _("Video file"), kinds, lambda path: self.line.setText(str(path)))


class CameraList(QListWidget):
    """A list as high as its lines. Qt's default height is larger, and a small window has no spare room."""

    def fit(self) -> None:
        """Sets the least height to that of its lines; a layout may give it more."""
        lines = min(max(_LEAST_LINES, self.count()), _MOST_LINES)
        self.setMinimumHeight(lines * _LINES_HEIGHT + 2 * self.frameWidth())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Returns its width with its least height."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class CameraChoices(QWidget):
    """The choice of a kiosk's camera: a camera of this machine, a video file, or an address.

    Signals:
        changed: Another camera is chosen.
        typed: A typed path or address changed.
        refresh_asked: The button to list the machine's cameras again was pressed.
    """

    changed = Signal()
    typed = Signal()
    refresh_asked = Signal()

    def __init__(self, chosen: str, *, offers_files: bool = True) -> None:
        """Shows only the chosen camera; `show_devices` adds the others.

        Args:
            chosen: A camera, as the settings hold it.
            offers_files: True to offer a file dialog for a video file, which shows every file; else the
                path is typed.
        """
        super().__init__()
        self._stored = chosen
        self._shown_address = ""
        self.refresh_button = button(
            _("&List again"), self.refresh_asked.emit, name=_("List the cameras again")
        )
        self.list = CameraList()
        self.list.setProperty("kind", "ticks")
        self.list.setAccessibleName(_("Cameras of this machine, or a video file, or a network camera"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.notice = label("", "soft", wraps=True)
        self.notice.hide()
        self.form = Form()
        self.film = FilmField(offers_files=offers_files)
        self.form.add("film", _("&Video file"), self.film)
        self.address = self.form.add_line(
            "address",
            _("&Address"),
            longest=_LONGEST,
            hint=_(
                "rtsp://… or http://…; user and password may stand in it: rtsp://user:password@host/path."
                " Once saved they are not shown again."
            ),
        )
        title = label(_("&Camera"), "field")
        title.setBuddy(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row(title, None, self.refresh_button))
        box.addWidget(self.list, 1)
        box.addWidget(self.notice)
        box.addWidget(self.form)
        self._fill_lines()
        self.show_devices(())
        self.notice.hide()
        self.list.currentRowChanged.connect(self._follow)
        self.film.line.textChanged.connect(self.typed)
        self.address.textChanged.connect(self.typed)

    @property
    def kind(self) -> EntryKind:
        """Returns the kind of the chosen entry."""
        return self._entry().kind

    def show_devices(self, devices: Sequence[Device]) -> None:
        """Shows the cameras that were found; the choice stays."""
        self.notice.setText("" if devices else no_camera())
        self.notice.setVisible(not devices)
        offered, chosen = entries(devices, self._chosen_text())
        if self.list.count() and self.kind is not EntryKind.CAMERA:
            chosen = self._entry()
        was = self.list.blockSignals(True)  # noqa: FBT003 -- Qt's own
        self.list.clear()
        for each in offered:
            self.list.addItem(_item(each))
        self.list.setCurrentRow(offered.index(chosen))
        self.list.fit()
        self.list.blockSignals(was)
        self._show_lines()

    def text(self) -> str:
        """Returns the choice as the settings hold it; call `fault` first to check a typed text."""
        match self.kind:
            case EntryKind.CAMERA:
                return self._entry().text
            case EntryKind.FILM:
                return _absolute(self.film.line.text().strip())
            case EntryKind.ADDRESS:
                return self._address()

    def fault(self) -> str:
        """Returns what is wrong with the typed text, as a sentence; "" when it is valid."""
        match self.kind:
            case EntryKind.CAMERA:
                return ""
            case EntryKind.FILM:
                return film_fault(self.film.line.text())
            case EntryKind.ADDRESS:
                return address_fault(self._address())

    def source(self) -> Source | None:
        """Returns the choice as a source; None while the typed text is invalid."""
        if self.fault():
            return None
        try:
            return parse_source(self.text())
        except Refused:
            return None

    def show_fault(self) -> None:
        """Shows beside the field what is wrong with it."""
        if self.kind is not EntryKind.CAMERA:
            self.form.show_error("film" if self.kind is EntryKind.FILM else "address", self.fault())
            self._keep_in_sight()

    def go_to_fault(self) -> None:
        """Shows what is wrong, and puts the focus on the field to correct."""
        self.show_fault()
        (self.film.line if self.kind is EntryKind.FILM else self.address).setFocus()

    def _chosen_text(self) -> str:
        return self._entry().text if self.list.count() and self.kind is EntryKind.CAMERA else self._stored

    def _fill_lines(self) -> None:
        """Shows a stored path or address in its field; an address without its password."""
        chosen = entries((), self._stored)[1]
        if chosen.kind is EntryKind.FILM:
            self.film.line.setText(self._stored)
        elif chosen.kind is EntryKind.ADDRESS:
            self._shown_address = option_value(camera_for_people(self._stored))
            self.address.setText(self._shown_address)

    def _address(self) -> str:
        typed = self.address.text().strip()
        return self._stored if typed and typed == self._shown_address else typed

    def _entry(self) -> Entry:
        entry: Entry = self.list.currentItem().data(_ENTRY)
        return entry

    def _follow(self, _row: int) -> None:
        self._show_lines()
        self.changed.emit()

    def _show_lines(self) -> None:
        self.form.clear_errors()
        self.form.show_field("film", self.kind is EntryKind.FILM)
        self.form.show_field("address", self.kind is EntryKind.ADDRESS)
        self.form.setVisible(self.kind is not EntryKind.CAMERA)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        # The list gives up room to the fields below it, once they are laid out.
        QTimer.singleShot(0, self.list, lambda: self.list.scrollToItem(self.list.currentItem()))


def _item(entry: Entry) -> QListWidgetItem:
    made = QListWidgetItem(f"{plain(entry.title)}\n{plain(entry.detail)}")
    made.setData(_ENTRY, entry)
    made.setData(Qt.ItemDataRole.AccessibleTextRole, listed(plain(entry.title), plain(entry.detail)))
    made.setToolTip(as_tooltip(entry.detail))
    made.setSizeHint(QSize(0, _LINES_HEIGHT))
    return made


def _absolute(path: str) -> str:
    """Returns an absolute path, so that it is the same file wherever a kiosk is started."""
    try:
        source = parse_source(path)
    except Refused:
        return path
    return str(source.path.absolute()) if isinstance(source, VideoFile) else path
