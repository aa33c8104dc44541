"""The values requested from a webcam: the size of its pictures, its exposure and focus."""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.services.settings.camera_choice import CameraChoice
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.style import GAP
from kiosk.wording.language.catalogue import _

_MOST = 100_000.0
_IS_LINUX = sys.platform == "linux"
# In V4L2's unit of 0.1 ms, or as DirectShow's power of two of a second.
_LEAST_EXPOSURE, _USUAL_EXPOSURE, _EXPOSURE_STEP = (1.0, 100.0, 10.0) if _IS_LINUX else (-20.0, -6.0, 1.0)
_USUAL_FOCUS, _FOCUS_STEP = 30.0, 5.0


def sizes() -> dict[str, str]:
    """Returns the words for the picture sizes that can be requested, by their names in the settings."""
    return {
        "720p": _("1280x720 (720p)"),
        "1080p": _("1920x1080 (1080p): reads farther, twice the work"),
    }


class AutomaticOr(QDoubleSpinBox):
    """A number in the driver's own unit, or "Automatic": the lowest value, and that of an empty field."""

    def __init__(self, value: float | None, *, least: float, usual: float, step: float) -> None:
        """Shows a value.

        Args:
            value: The first value; None for automatic.
            least: The least number.
            usual: The number that follows automatic when stepping up.
            step: The difference between two numbers.
        """
        super().__init__()
        self._word = _("Automatic")  # kept, because a typed text is compared with it
        # A settings file may hold any number.
        self._least, self._usual = least if value is None else min(least, value), usual
        self._automatic = self._least - 1
        self.setRange(self._automatic, _MOST)
        self.setDecimals(2)
        self.setSingleStep(step)
        self.setSpecialValueText(self._word)
        self.setCorrectionMode(QDoubleSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setValue(self._automatic if value is None else value)

    def figure(self) -> float | None:
        """Returns the number it shows; None for automatic."""
        self.interpretText()  # also counts a number that is still being typed
        return None if self.value() < self._least else self.value()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Selects the word "Automatic", so that typing replaces it wherever it was clicked."""
        super().focusInEvent(event)
        if self.figure() is None:
            QTimer.singleShot(0, self, self.selectAll)

    def stepBy(self, steps: int) -> None:
        """Steps up from automatic to the usual number, and down from the least number to automatic."""
        if self.figure() is None:
            if steps > 0:
                self.setValue(self._usual)
        elif self.value() > self._least:
            self.setValue(max(self._least, self.value() + steps * self.singleStep()))
        elif steps > 0:
            self.setValue(self.value() + steps * self.singleStep())
        else:
            self.setValue(self._automatic)

    def textFromValue(self, value: float) -> str:
        """Returns the number without trailing zeros."""
        return f"{value:g}"

    def validate(self, typed: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accepts numbers, and the letters of "Automatic" while they are typed."""
        text = typed.strip().casefold()
        if not self._word.casefold().startswith(text):
            return super().validate(typed, place)
        is_whole = text == self._word.casefold()
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Intermediate
        return state, typed, place

    def valueFromText(self, typed: str) -> float:
        """Returns the typed number, or the value that stands for automatic."""
        is_automatic = typed.strip().casefold() == self._word.casefold()
        return self._automatic if is_automatic else super().valueFromText(typed)

    def fixup(self, typed: str) -> str:
        """Turns an empty field into automatic."""
        return typed if any(each.isdecimal() for each in typed) else self._word


class Adjustments(QWidget):
    """The fields for size, exposure and focus.

    Signals:
        changed: A field has another value.
    """

    changed = Signal()

    def __init__(self, choice: CameraChoice, fixed: Mapping[str, str]) -> None:
        """Shows the chosen values.

        Args:
            choice: A camera with the values that are requested from it.
            fixed: The reasons why options cannot be changed here, by the names of the options.
        """
        super().__init__()
        self.size_choice = QComboBox()
        self.size_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.size_choice.setMinimumContentsLength(12)
        for name, words in sizes().items():
            self.size_choice.addItem(words, name)
        self.size_choice.setCurrentIndex(list(sizes()).index(choice.size))
        self.exposure = AutomaticOr(
            choice.exposure, least=_LEAST_EXPOSURE, usual=_USUAL_EXPOSURE, step=_EXPOSURE_STEP
        )
        self.focus = AutomaticOr(choice.focus, least=0.0, usual=_USUAL_FOCUS, step=_FOCUS_STEP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        side = QHBoxLayout()
        side.setSpacing(GAP // 2)
        for name, words, field, hint, place in (
            ("camera_size", _("Si&ze"), self.size_choice, "", box),
            ("camera_exposure", _("E&xposure"), self.exposure, _("Less: sharper, darker."), side),
            ("camera_focus", _("Foc&us"), self.focus, _("Fixed: searches no more."), side),
        ):
            form = Form()
            form.add(name, words, field, fixed.get(name, hint))
            field.setEnabled(name not in fixed)
            place.addWidget(form, 1)
        box.addLayout(side)
        self.size_choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.exposure.valueChanged.connect(lambda _value: self.changed.emit())
        self.focus.valueChanged.connect(lambda _value: self.changed.emit())

    def figures(self) -> tuple[str, float | None, float | None]:
        """Returns size, exposure and focus as they are now."""
        return self.size_choice.currentData(), self.exposure.figure(), self.focus.figure()
