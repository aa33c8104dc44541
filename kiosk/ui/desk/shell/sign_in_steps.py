"""The forms of the gate: each asks for one thing and says what is wrong beside the field."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.fields import Field
from kiosk.services.accounts.passwords import MAX_PASSWORD, MIN_PASSWORD
from kiosk.ui.common.translations import present_locale
from kiosk.ui.desk.shell.times import DAY_FORMAT
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Rank, button
from kiosk.ui.widgets.style import GAP
from kiosk.wording.catalogue import _
from kiosk.wording.durations import hours_words
from kiosk.wording.passwords import password_hint

_FIELDS = {
    Field.PERSON_NAME: "name",
    Field.EMAIL: "email",
    Field.PASSWORD: "password",
    Field.NEW_PASSWORD: "new",
    Field.PASSWORD_AGAIN: "again",
    Field.EVENT_TITLE: "title",
    Field.START: "start",
    Field.DURATION: "length",
    Field.GROUP_NAME: "group",
}
_LENGTHS = (30, 45, 60, 90, 120, 180, 240, 480, 1440)
_USUAL_LENGTH = 120


class SignInStep(QWidget):
    """A form with its one main button; Enter in any line presses it.

    Signals:
        submitted: What was typed is to be done.
    """

    submitted = Signal()

    def __init__(self, verb: str, busy: str, *others: QPushButton) -> None:
        """Builds it.

        Args:
            verb: What the main button says.
            busy: What it says while work is under way.
            others: Buttons below it.
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
        """Presses the main button, unless what is typed cannot be."""
        if not self.main_button.isEnabled():
            return
        errors = self.mistakes()
        self.form.say_errors(errors)
        if not errors:
            self.submitted.emit()

    def mistakes(self) -> dict[str, str]:
        """What is wrong with what was typed, by field, as far as the form knows by itself."""
        return {}

    def set_busy(self, *, is_busy: bool) -> None:
        """Keeps the fields readable and takes no press while work is under way."""
        self.main_button.setText(self._busy if is_busy else self._verb)
        for each in (self.main_button, *self._others):
            each.setDisabled(is_busy)
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(is_busy)

    def offer_others(self) -> None:
        """Shows the buttons below the main one that were hidden so far."""
        for each in self._others:
            each.show()

    def fail(self, error: Exception) -> None:
        """Says why it was not done, beside the fields it is about, and can be done again."""
        self.set_busy(is_busy=False)
        self.form.say_fault(error)

    def line(self, name: str) -> QLineEdit:
        """A line of the form."""
        found = self.form.field(name)
        if not isinstance(found, QLineEdit):
            raise TypeError(f"{name} is no line")
        return found

    def text(self, name: str) -> str:
        """What was typed in a line."""
        return self.line(name).text()

    def begin(self) -> None:
        """Puts the cursor where one types first."""
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
    """An address and a password."""

    def __init__(self) -> None:
        super().__init__(_("Sign in"), _("Signing in…"))
        self._add_line("email", _("&E-mail"))
        self._add_secret("password", _("&Password"))

    def mistakes(self) -> dict[str, str]:
        """An empty field."""
        found = {}
        if not self.text("email").strip():
            found["email"] = _("Type your e-mail address.")
        if not self.text("password"):
            found["password"] = _("Type your password.")
        return found

    def fail(self, error: Exception) -> None:
        """As of every form; the password is ready to be typed again."""
        super().fail(error)
        self.line("password").selectAll()


class Unlock(SignInStep):
    """The password of who is signed in."""

    def __init__(self, *others: QPushButton) -> None:
        super().__init__(_("Unlock"), _("Unlocking…"), *others)
        self._add_secret("password", _("&Password"))

    def mistakes(self) -> dict[str, str]:
        """An empty field."""
        return {} if self.text("password") else {"password": _("Type your password.")}


class NewPassword(SignInStep):
    """A password to have from now on, typed twice."""

    def __init__(self) -> None:
        super().__init__(_("Change the password"), _("Changing…"))
        self._add_secret("new", _("&New password"), hint=password_hint(MIN_PASSWORD))
        self._add_secret("again", _("New password &again"))


class FirstOrganizer(SignInStep):
    """The account of who is first."""

    def __init__(self, *others: QPushButton) -> None:
        super().__init__(_("Create the account"), _("Creating…"), *others)
        self._add_line("name", _("Your &name"))
        self._add_line("email", _("Your &e-mail"), hint=_("You sign in with it; nothing is sent."))
        self._add_secret("new", _("&Password"), hint=password_hint(MIN_PASSWORD))
        self._add_secret("again", _("Password &again"))


class FirstEvent(SignInStep):
    """An event in a few words; the rest is usual, and can be changed later."""

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
        """When it starts, aware."""
        date, time = self._start.date(), self._start.time()
        return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._zone)

    @property
    def duration(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=int(self._length.currentData()))
