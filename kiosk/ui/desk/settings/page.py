"""The page of settings: all options with their sources; some can be changed here."""

from collections.abc import Sequence
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.errors import Refused
from kiosk.domain.options import OptionValue
from kiosk.domain.refusals.refusal import Refusal
from kiosk.services.settings.camera_choice import CameraChoice, read_choice
from kiosk.services.settings.options import CHANGEABLE, Option, change_options, list_options
from kiosk.settings import settings_file
from kiosk.ui.camera.field import CameraField
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.settings.pin_card import PinCard
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToSettings
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Card, Rank, button, empty_layout, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.units import show_unit
from kiosk.wording.catalogue import _, ngettext
from kiosk.wording.options import option_line, option_value, set_elsewhere

_LONGEST = 2000
_MOST_MINUTES = 24 * 60


def _names() -> dict[str, str]:
    """Returns the labels of the options that can be changed here, in their order on the page."""
    return {
        "time_zone": _("Time &zone of the venue"),
        "name": _("&Name of the kiosk on this machine"),
        "camera": _("&Camera"),
        "sounds": _("Play a &sound with each outcome"),
        "check_in_url": _("Check-in &URL"),
        "lock_minutes": _("&Lock the desk after"),
    }


def _hints() -> dict[str, str]:
    return {
        "time_zone": _("All times at the desk and at the door are in it."),
        "name": _("What this machine's door is called in the attendance list."),
        "camera": _(
            "With its picture before your eyes; it is found again in another socket and after a restart."
        ),
        "check_in_url": _(
            "What an event's QR says, with {code} where its code goes. Without it: the bare code."
        ),
        "lock_minutes": _("When nobody has touched it for this long, it asks for the password."),
    }


class SettingsPage(RoutedPage[ToSettings]):
    """Shows every option with its value and its source; some of them can be changed."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(
            context, _("Settings"), _("The settings file is {path}").format(path=settings_file())
        )
        self.form = Form()
        self._options: dict[str, Option] = {}
        self._tryout: Tryout | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP // 2)
        self.save_button = button(_("&Save"), self.save, rank=Rank.MAIN)
        self._changing = Card(_("On this machine"))
        self.pin = PinCard(context)
        others = Card(_("Every option"))
        others.body.addLayout(self._list)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, GAP // 2, 0)
        box.setSpacing(GAP)
        box.addWidget(self._changing)
        box.addWidget(self.pin)
        box.addWidget(others)
        self.body.addWidget(scroll_area(inside, by_keyboard=True))

    def entered(self, destination: ToSettings) -> None:
        """Reads the options again."""
        del destination
        self.pin.read()
        self.context.work.ask(
            lambda _store: list_options(), success=self._show, failure=self.fail, asker=self
        )

    def closed(self) -> None:
        """Stops the camera."""
        if self._tryout is not None:
            self._tryout.shutdown()

    def choose_camera(self) -> None:
        """Opens the sheet that chooses the camera of this machine's kiosks, with each camera's picture."""
        self.context.work.ask(
            lambda _store: read_choice(), success=self._show_cameras, failure=self.fail, asker=self
        )

    def save(self) -> None:
        """Writes the changed options into the settings file."""
        typed = {
            name: self._typed(name)
            for name, option in self._options.items()
            if option.is_changeable and name in _names() and name != "camera"  # the camera has its own sheet
        }
        changes = {name: value for name, value in typed.items() if value != self._options[name].value}
        if not changes:
            self.context.told(_("Nothing was changed."))
            return
        self.context.work.ask(
            lambda _store: change_options(changes),
            success=self._show_result,
            failure=lambda error: self.form.say_errors({"": sentence(error)}),
            asker=self,
        )

    def _show_cameras(self, choice: CameraChoice) -> None:
        self._tryout = self._tryout or Tryout(self)
        settings = self.context.settings
        sheet = CameraSheet(
            self,
            self.context.work,
            self._tryout,
            before=choice,
            fixed={
                name: set_elsewhere(each.variable, each.source)
                for name, each in self._options.items()
                if not each.is_changeable
            },
            kiosk_name=settings.name,
            mirrored=settings.mirror_preview,
        )
        sheet.saved.connect(lambda _choice: self._announce_camera())
        sheet.open()

    def _announce_camera(self) -> None:
        """Shows the saved camera and keeps the text typed into other fields."""
        self.context.told(_("Saved. A kiosk shown from now on looks through this camera."))
        self.context.work.ask(
            lambda _store: list_options(), success=self._show_camera, failure=self.fail, asker=self
        )

    def _show_camera(self, options: Sequence[Option]) -> None:
        self._show_list(options)
        field = self.form.field("camera")
        if isinstance(field, CameraField):
            field.show_camera(option_value(self._options["camera"].value))

    def _show_result(self, wrong: dict[str, Refusal]) -> None:
        if wrong:
            self.form.say_errors({name: sentence(Refused(reason)) for name, reason in wrong.items()})
            return
        self.context.told(_("Saved. New kiosks use this now; the desk uses it after a restart."))
        self.entered(ToSettings())

    def _show(self, options: Sequence[Option]) -> None:
        self._show_list(options)
        self._fill_form()

    def _show_list(self, options: Sequence[Option]) -> None:
        self._options = {each.name: each for each in options if each.name in CHANGEABLE}
        empty_layout(self._list)
        for each in options:
            self._list.addWidget(_line(each))

    def _fill_form(self) -> None:
        empty_layout(self._changing.body)
        self._changing.body.addWidget(label(_("On this machine"), "heading"))
        self.form = Form()
        for name, words in _names().items():
            option = self._options.get(name)
            if option is None:
                continue
            field = _field(option)
            if isinstance(field, CameraField):
                field.asked.connect(self.choose_camera)
            hint = _hints().get(name, "")
            if not option.is_changeable:
                field.setEnabled(False)
                hint = set_elsewhere(option.variable, option.source)
            self.form.add(name, words, field, hint)
        self.save_button = button(_("&Save"), self.save, rank=Rank.MAIN)
        self._changing.body.addWidget(self.form)
        self._changing.body.addLayout(row(None, self.save_button))
        first = next((name for name in _names() if self._options[name].is_changeable), None)
        if first is not None:
            self.form.field(first).setFocus()

    def _typed(self, name: str) -> OptionValue | None:
        match self.form.field(name):
            case QCheckBox() as box:
                return box.isChecked()
            case QSpinBox() as spin:
                return spin.value()
            case QComboBox() as choice:
                return choice.currentText().strip()
            case QLineEdit() as line:
                text = line.text().strip()
                return text if text or name != "check_in_url" else None
        raise AssertionError("a field of no kind that is made here")


def _field(option: Option) -> QWidget:
    match option.name:
        case "camera":
            return CameraField(option_value(option.value))
        case "time_zone":
            return _zones(str(option.value))
        case "sounds":
            box = QCheckBox()
            box.setChecked(option.value is True)
            return box
        case "lock_minutes":
            spin = QSpinBox()
            spin.setRange(0, _MOST_MINUTES)
            spin.setSpecialValueText(_("Never"))
            spin.setValue(int(option.value) if isinstance(option.value, int) else 0)
            show_unit(spin, lambda minutes: ngettext("{count} minute", "{count} minutes", minutes))
            return spin
    line = QLineEdit("" if option.value is None else str(option.value))
    line.setMaxLength(_LONGEST)
    return line


def _zones(chosen: str) -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(sorted({*available_timezones(), chosen}))
    made.setCurrentText(chosen)
    completer = made.completer()
    if completer is None:
        raise AssertionError("an editable choice completes what is typed")
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return made


def _line(option: Option) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, GAP // 2)
    box.setSpacing(2)
    value = label(option_value(option.value), wraps=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(label(option.name, "field"))
    box.addWidget(value)
    box.addWidget(label(option_line(option.meaning, option.variable, option.source), "soft", wraps=True))
    return made
