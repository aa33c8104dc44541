"""The forms of the gate: each asks for one thing and shows errors beside the fields."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.event import EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.services.accounts.passwords import MAX_PASSWORD, MIN_PASSWORD
from kiosk.ui.common.translations import present_locale
from kiosk.ui.desk.shell.times import DAY_FORMAT
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Rank, button
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.passwords import password_hint
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.durations import hours_words

_FIELDS: dict[AnyField, str] = {
    Field.PERSON_NAME: "name",
    Field.EMAIL: "email",
    Field.PASSWORD: "password",
    Field.NEW_PASSWORD: "new",
    Field.PASSWORD_AGAIN: "again",
    EventField.TITLE: "title",
    EventField.START: "start",
    EventField.DURATION: "length",
    Field.GROUP_NAME: "group",
}
_LENGTHS = (30, 45, 60, 90, 120, 180, 240, 480, 1440)
_USUAL_LENGTH = 120


class SignInStep(QWidget):
    """A form with its one main button; Enter in any line presses it.

    Signals:
        submitted: The form was submitted without errors.
    """

    submitted = Signal()

    def __init__(self, verb: str, busy: str, *others: QPushButton) -> None:
        """Builds the form.

        Args:
            verb: The label of the main button.
            busy: Its label while work is under way.
            others: The buttons below it.
        """
        super().__init__()
        self.form = Form(_FIELDS)
        self._verb, self._busy = verb, busy
        self.main_button = button(verb, self.submit, rank=Rank.MAIN)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(self.form)
        box.addWidget(self.main_button)
        for each in others:
            box.addWidget(each)
        self._others = others

    def submit(self) -> None:
        """Submits the form, or shows what is wrong with it."""
        if not self.main_button.isEnabled():
            return
        errors = self.mistakes()
        self.form.show_errors(errors)
        if not errors:
            self.submitted.emit()

    def mistakes(self) -> dict[str, str]:
        """Returns the errors that the form itself finds, by field."""
        return {}

    def set_busy(self, *, is_busy: bool) -> None:
        """Disables the buttons while work is under way; the fields stay readable."""
        self.main_button.setText(self._busy if is_busy else self._verb)
        for each in (self.main_button, *self._others):
            each.setDisabled(is_busy)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(is_busy)

    def offer_others(self) -> None:
        """Shows the hidden buttons below the main one."""
        for each in self._others:
            each.show()

    def fail(self, error: Exception) -> None:
        """Shows why the action failed, beside the fields it concerns, and enables the form again."""
        self.set_busy(is_busy=False)
        self.form.show_fault(error)

    def line(self, name: str) -> QLineEdit:
        """Returns a line of the form."""
        found = self.form.field(name)
        if not isinstance(found, QLineEdit):
            raise TypeError(f"{name} is not a line")
        return found

    def text(self, name: str) -> str:
        """Returns the text of a line."""
        return self.line(name).text()

    def begin(self) -> None:
        """Focuses the first empty field."""
        lines = [each for each in self.findChildren(QLineEdit) if each.isVisibleTo(self)]
        first = next((each for each in lines if not each.text()), next(iter(lines), None))
        (first or self.main_button).setFocus()

    def _add_line(self, name: str, words: str, text: str = "", *, hint: str = "", longest: int = 255) -> None:
        line = self.form.add_line(name, words, text, hint=hint, longest=longest)
        line.returnPressed.connect(self.submit)

    def _add_secret(self, name: str, words: str, *, hint: str = "") -> None:
        line = self.form.add_line(name, words, hint=hint, longest=MAX_PASSWORD, is_secret=True)
        line.returnPressed.connect(self.submit)


class SignIn(SignInStep):
    """Asks for an address and a password."""

    def __init__(self) -> None:
        super().__init__(_("Sign in"), _("Signing in…"))
        self._add_line("email", _("&E-mail"))
        self._add_secret("password", _("&Password"))

    def mistakes(self) -> dict[str, str]:
        """Returns an error for each empty field."""
        found = {}
        if not self.text("email").strip():
            found["email"] = _("Type your e-mail address.")
        if not self.text("password"):
            found["password"] = _("Type your password.")
        return found

    def fail(self, error: Exception) -> None:
        """Shows the error like every form, and selects the password for a second try."""
        super().fail(error)
        self.line("password").selectAll()


class Unlock(SignInStep):
    """Asks for the password of the signed-in organizer."""

    def __init__(self, *others: QPushButton) -> None:
        super().__init__(_("Unlock"), _("Unlocking…"), *others)
        self._add_secret("password", _("&Password"))

    def mistakes(self) -> dict[str, str]:
        """Returns an error for each empty field."""
        return {} if self.text("password") else {"password": _("Type your password.")}


class NewPassword(SignInStep):
    """Asks for a new password, typed twice."""

    def __init__(self) -> None:
        super().__init__(_("Change the password"), _("Changing…"))
        self._add_secret("new", _("&New password"), hint=password_hint(MIN_PASSWORD))
        self._add_secret("again", _("New password &again"))


class FirstOrganizer(SignInStep):
    """Asks for the account of the first organizer."""

    def __init__(self, *others: QPushButton) -> None:
        super().__init__(_("Create the account"), _("Creating…"), *others)
        self._add_line("name", _("Your &name"))
        self._add_line("email", _("Your &e-mail"), hint=_("You sign in with it; nothing is sent."))
        self._add_secret("new", _("&Password"), hint=password_hint(MIN_PASSWORD))
        self._add_secret("again", _("Password &again"))


class FirstEvent(SignInStep):
    """Asks for the main fields of an event; the others keep their defaults and can be changed later."""

    def __init__(self, zone: ZoneInfo, now: datetime, *others: QPushButton) -> None:
        super().__init__(_("Create the event"), _("Creating…"), *others)
        self._zone = zone
        local = now.astimezone(zone)
        self._add_line("title", _("&Title"))
        self._start = QDateTimeEdit()
        self._start.setDisplayFormat(f"{DAY_FORMAT} HH:mm")
        self._start.setLocale(present_locale())
        self._start.setCalendarPopup(True)
        begin = (local + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        self._start.setDateTime(
            QDateTime(QDate(begin.year, begin.month, begin.day), QTime(begin.hour, begin.minute))
        )
        self.form.add("start", _("&Starts"), self._start, _("Time in {zone}.").format(zone=zone.key))
        self._length = QComboBox()
        for minutes in _LENGTHS:
            self._length.addItem(hours_words(timedelta(minutes=minutes)), minutes)
        self._length.setCurrentIndex(_LENGTHS.index(_USUAL_LENGTH))
        self.form.add("length", _("&Takes"), self._length)
        self._add_line(
            "group",
            _("&Group"),
            _("Events {year}").format(year=local.year),
            hint=_("Events belong to groups, such as a season or a series."),
        )

    @property
    def start_at(self) -> datetime:
        """Returns the event's start, aware."""
        date, time = self._start.date(), self._start.time()
        return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._zone)

    @property
    def duration(self) -> timedelta:
        """Returns the event's duration."""
        return timedelta(minutes=int(self._length.currentData()))
