"""The page of settings: all options with their sources; some can be changed here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.refusal import Refusal
from kiosk.services.settings.camera_choice import CameraChoice, read_choice
from kiosk.services.settings.options import CHANGEABLE_OPTIONS, Option, change_options, list_options
from kiosk.settings import DESK_OPTIONS, settings_file
from kiosk.ui.camera.field import CameraField
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.settings.option_fields import entered_value, option_field
from kiosk.ui.desk.settings.pin_card import PinCard
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToSettings
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Card, Rank, button, empty_layout, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _
from kiosk.wording.options import (
    desk_option_hint,
    desk_option_label,
    option_line,
    option_meaning,
    option_value,
    set_elsewhere,
)


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
            lambda _database: list_options(), success=self._show, failure=self.fail, asker=self
        )

    def closed(self) -> None:
        """Stops the camera."""
        if self._tryout is not None:
            self._tryout.shutdown()

    def choose_camera(self) -> None:
        """Opens the sheet that chooses the camera of this machine's kiosks, with each camera's picture."""
        self.context.work.ask(
            lambda _database: read_choice(), success=self._show_cameras, failure=self.fail, asker=self
        )

    def save(self) -> None:
        """Writes the changed options into the settings file."""
        typed = {
            name: entered_value(name, self.form.field(name))
            for name in DESK_OPTIONS
            if self._options[name].is_changeable and name != "camera"  # the camera has its own sheet
        }
        changes = {str(name): value for name, value in typed.items() if value != self._options[name].value}
        if not changes:
            self.context.show_success(_("Nothing was changed."))
            return
        self.context.work.ask(
            lambda _database: change_options(changes),
            success=self._show_result,
            failure=lambda error: self.form.show_errors({"": sentence(error)}),
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
        self.context.show_success(_("Saved. A kiosk shown from now on looks through this camera."))
        self.context.work.ask(
            lambda _database: list_options(), success=self._show_camera, failure=self.fail, asker=self
        )

    def _show_camera(self, options: Sequence[Option]) -> None:
        self._show_list(options)
        field = self.form.field("camera")
        if isinstance(field, CameraField):
            field.show_camera(option_value(self._options["camera"].value))

    def _show_result(self, wrong: dict[str, Refusal]) -> None:
        if wrong:
            self.form.show_errors({name: sentence(Refused(reason)) for name, reason in wrong.items()})
            return
        self.context.show_success(_("Saved. New kiosks use this now; the desk uses it after a restart."))
        self.entered(ToSettings())

    def _show(self, options: Sequence[Option]) -> None:
        self._show_list(options)
        self._fill_form()

    def _show_list(self, options: Sequence[Option]) -> None:
        self._options = {each.name: each for each in options if each.name in CHANGEABLE_OPTIONS}
        empty_layout(self._list)
        for each in options:
            self._list.addWidget(_line(each))

    def _fill_form(self) -> None:
        empty_layout(self._changing.body)
        self._changing.body.addWidget(label(_("On this machine"), "heading"))
        self.form = Form()
        for name in DESK_OPTIONS:
            option = self._options[name]
            field = option_field(name, option.value)
            if isinstance(field, CameraField):
                field.asked.connect(self.choose_camera)
            hint = desk_option_hint(name)
            if not option.is_changeable:
                field.setEnabled(False)
                hint = set_elsewhere(option.variable, option.source)
            self.form.add(name, desk_option_label(name), field, hint)
        self.save_button = button(_("&Save"), self.save, rank=Rank.MAIN)
        self._changing.body.addWidget(self.form)
        self._changing.body.addLayout(row(None, self.save_button))
        first = next((name for name in DESK_OPTIONS if self._options[name].is_changeable), None)
        if first is not None:
            self.form.field(first).setFocus()


def _line(option: Option) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, GAP // 2)
    box.setSpacing(2)
    value = label(option_value(option.value), wraps=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(label(option.name, "field"))
    box.addWidget(value)
    line = option_line(option_meaning(option.name), option.variable, option.source)
    box.addWidget(label(line, "soft", wraps=True))
    return made
