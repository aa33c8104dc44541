"""The fields in which options are entered, by the types that these have in the settings."""

from typing import assert_never
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from kiosk.domain.options import (
    ChoiceForm,
    Concealed,
    DecimalForm,
    OptionValue,
    SwitchForm,
    TextForm,
    WholeNumberForm,
)
from kiosk.services.settings.option_forms import option_form
from kiosk.settings import DeskOption
from kiosk.ui.camera.field import CameraField
from kiosk.ui.widgets.units import show_unit
from kiosk.wording.options import desk_option_least, desk_option_number, option_value

_LONGEST = 2000


def option_field(  # noqa: PLR0911 -- one return a form
    name: DeskOption, value: OptionValue | Concealed | None
) -> QWidget:
    """Returns a new field that shows the value of an option."""
    if name == "camera":
        return CameraField(option_value(value))
    if name == "time_zone":
        return _zones(str(value))
    match option_form(name):
        case SwitchForm():
            box = QCheckBox()
            box.setChecked(value is True)
            return box
        case WholeNumberForm() as form:
            return _whole_number(name, form, value)
        case DecimalForm() as form:
            return _decimal(form, value)
        case ChoiceForm(values):
            choice = QComboBox()
            choice.addItems(values)
            choice.setCurrentText(str(value))
            return choice
        case TextForm():
            line = QLineEdit("" if value is None else str(value))
            line.setMaxLength(_LONGEST)
            return line
        case form:
            assert_never(form)


def entered_value(name: DeskOption, field: QWidget) -> OptionValue | None:
    """Returns the value in a field of option_field(); None when the option shall have none."""
    match field:
        case QCheckBox():
            return field.isChecked()
        case QSpinBox() | QDoubleSpinBox():
            return field.value()
        case QComboBox():
            return field.currentText().strip()
        case QLineEdit():
            text = field.text().strip()
            return None if not text and option_form(name) == TextForm(may_be_missing=True) else text
    raise AssertionError("a field of no kind that is made here")


def _whole_number(name: DeskOption, form: WholeNumberForm, value: OptionValue | Concealed | None) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(form.least, form.most)
    spin.setSpecialValueText(desk_option_least(name))
    spin.setValue(value if isinstance(value, int) else form.least)
    show_unit(spin, lambda count: desk_option_number(name, count))
    return spin


def _decimal(form: DecimalForm, value: OptionValue | Concealed | None) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(form.least, form.most)
    spin.setValue(value if isinstance(value, int | float) else form.least)
    return spin


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
