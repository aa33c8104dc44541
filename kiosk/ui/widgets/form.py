"""A form: fields with their labels above and their errors beside them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.fields import AnyField
from kiosk.ui.common.sentences import sentences_by_field
from kiosk.ui.widgets.parts import label, restyle

_SPIN_MARGIN = 8


class Form(QWidget):
    """Fields one below the other. Every field has a name, by which its error finds it.

    Signals:
        changed: Somebody changed a field; its error is removed.
    """

    changed = Signal(str)

    def __init__(self, names: Mapping[AnyField, str] | None = None) -> None:
        """Makes a form without fields.

        Args:
            names: The name of the field that shows the refusals about a value; refusals about other
                values stand below the whole form.
        """
        super().__init__()
        self._names = names or {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._fields: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._parts: dict[str, list[QWidget]] = {}
        self._whole_error = label("", "error", wraps=True)
        self._whole_error.hide()
        self._box.addWidget(self._whole_error)

    def add(self, name: str, words: str, field: QWidget, hint: str = "") -> None:
        """Puts a field at the end.

        Args:
            name: Its name in this form.
            words: Its label on the screen and for screen readers; `&` marks its key.
            field: The widget that takes the input, or one that holds it.
            hint: The text below it.
        """
        spoken = words.replace("&", "")
        first = self._box.count()
        if isinstance(field, QCheckBox):
            field.setText(words)
        else:
            title = label(words, "field")
            title.setBuddy(_typed_into(field))
            self._insert(title)
        field.setAccessibleName(spoken)
        if hint:
            field.setAccessibleDescription(hint)
        for spin in (field, *field.findChildren(QAbstractSpinBox)):
            if isinstance(spin, QAbstractSpinBox) and not _has_calendar(spin):
                spin.lineEdit().setTextMargins(_SPIN_MARGIN, 0, 0, 0)  # a style sheet cannot set them
        self._insert(field)
        if hint:
            self._insert(label(hint, "soft", wraps=True))
        error = label("", "error", wraps=True)
        error.hide()
        self._insert(error)
        spacer = QWidget()
        spacer.setFixedHeight(6)
        self._insert(spacer)
        self._fields[name] = field
        self._errors[name] = error
        inserted = [self._box.itemAt(place) for place in range(first - 1, self._box.count() - 1)]
        self._parts[name] = [
            part for each in inserted if each is not None and (part := each.widget()) is not None
        ]
        _on_change(field, lambda: self._forget_error(name))

    def add_line(  # noqa: PLR0913 -- the properties of a line of text, by name
        self,
        name: str,
        words: str,
        text: str = "",
        *,
        hint: str = "",
        longest: int = 255,
        is_secret: bool = False,
    ) -> QLineEdit:
        """Puts a field for one line of text at the end."""
        line = QLineEdit(text)
        line.setMaxLength(longest)
        if is_secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(name, words, line, hint)
        return line

    def show_error(self, name: str, words: str) -> None:
        """Shows an error beside the field of this name; below the whole form when there is no such field."""
        error = self._errors.get(name, self._whole_error)
        error.setText(words)
        error.setVisible(bool(words))
        field = self._fields.get(name)
        if field is not None:
            field.setProperty("wrong", "true" if words else "false")
            field.setAccessibleDescription(words)
            restyle(field)

    def show_errors(self, errors: dict[str, str]) -> None:
        """Shows the errors, and puts the focus on the first field with one."""
        self.clear_errors()
        for name, words in errors.items():
            self.show_error(name, words)
        first = next((self._fields[name] for name in self._fields if errors.get(name)), None)
        if first is not None:
            _typed_into(first).setFocus()

    def show_fault(self, error: Exception) -> None:
        """Shows why something was not done: beside the fields it is about, else below the whole form."""
        names = {field: name for field, name in self._names.items() if name in self._fields}
        self.show_errors(sentences_by_field(error, names))

    def clear_errors(self) -> None:
        """Removes every error."""
        for name in (*self._errors, ""):
            self.show_error(name, "")

    def errors(self) -> dict[str, str]:
        """Returns the errors by field; that of the whole form by ""."""
        errors = {name: error.text() for name, error in self._errors.items() if error.text()}
        return errors | ({"": self._whole_error.text()} if self._whole_error.text() else {})

    def show_field(self, name: str, is_shown: bool) -> None:  # noqa: FBT001 -- as Qt's setVisible
        """Shows a field with all that belongs to it, or hides it."""
        for each in self._parts[name]:
            each.setVisible(is_shown and (each is not self._errors[name] or bool(self._errors[name].text())))

    def field(self, name: str) -> QWidget:
        """Returns the field of this name."""
        return self._fields[name]

    def _insert(self, widget: QWidget) -> None:
        self._box.insertWidget(self._box.count() - 1, widget)  # before the error of the whole form

    def _forget_error(self, name: str) -> None:
        if self._errors[name].text():
            self.show_error(name, "")
        if self._whole_error.text():
            self.show_error("", "")
        self.changed.emit(name)


def _typed_into(field: QWidget) -> QWidget:
    # A focus proxy would not do: Qt's Tab stops at a proxy that is hidden or comes earlier.
    def takes_tab(each: QWidget) -> bool:
        return each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus

    return next((each for each in (field, *field.findChildren(QWidget)) if takes_tab(each)), field)


def _has_calendar(field: QAbstractSpinBox) -> bool:
    return isinstance(field, QDateTimeEdit) and field.calendarPopup()


def _on_change(field: QWidget, act: Callable[[], None]) -> None:
    match field:
        case QLineEdit():
            field.textChanged.connect(lambda _text: act())
        case QPlainTextEdit():
            field.textChanged.connect(act)
        case QSpinBox():
            field.valueChanged.connect(lambda _value: act())
        case QComboBox():
            field.currentIndexChanged.connect(lambda _index: act())
            field.editTextChanged.connect(lambda _text: act())
        case QDateTimeEdit():
            field.dateTimeChanged.connect(lambda _value: act())
        case QCheckBox():
            field.toggled.connect(lambda _is_on: act())
        case _:
            for inner in field.findChildren(QWidget):
                if isinstance(
                    inner, QLineEdit | QPlainTextEdit | QSpinBox | QComboBox | QDateTimeEdit | QCheckBox
                ):
                    _on_change(inner, act)
