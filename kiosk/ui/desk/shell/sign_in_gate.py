"""The first gate: it checks the database, then asks to sign in or to make the first account."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.domain.clock import Clock
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import Event
from kiosk.domain.people.person import Person
from kiosk.services.accounts import accounts
from kiosk.services.accounts import first_run as entrance
from kiosk.services.accounts.first_run import DatabaseState
from kiosk.services.database import Database
from kiosk.services.demo import demo
from kiosk.settings import Settings
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.sentences import sentence
from kiosk.ui.desk.shell.destinations import ToEvent
from kiosk.ui.desk.shell.gate import GateCard
from kiosk.ui.desk.shell.join_centre import Join, JoinCentre, JoinedCentre
from kiosk.ui.desk.shell.kiosk_launch import closing
from kiosk.ui.desk.shell.kiosk_process import KioskProcess
from kiosk.ui.desk.shell.sign_in_steps import FirstEvent, FirstOrganizer, NewPassword, SignIn, SignInStep
from kiosk.ui.widgets.parts import Rank, button, empty_layout, label
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import paragraphs, sentences
from kiosk.wording.language.safe_text import shortened

_LONGEST_NAME, _LONGEST_TITLE = 40, 90
LOOK_AGAIN_MS = 2000
"""Milliseconds between two checks of a database that cannot be used."""


class Entrance(GateCard):
    """Signs organizers in. It queries the database in the background, without an organizer."""

    def __init__(
        self, work: DatabaseWorker, settings: Settings, clock: Clock, *, join: Join | None = None
    ) -> None:
        """Starts to check the database.

        Args:
            work: Queries the database.
            settings: Every option.
            clock: Returns the present instant.
            join: Joins a centre, so that this computer becomes one of its doors, or None.
        """
        super().__init__(_("Check-in desk"))
        self._work = work
        self._settings = settings
        self._clock = clock
        self._join = join
        self._step: QWidget | None = None
        self._problem: object = None  # the problem of the database that is shown
        self._looking_again = QTimer(self)
        self._looking_again.setSingleShot(True)
        self._looking_again.setInterval(LOOK_AGAIN_MS)
        self._looking_again.timeout.connect(self._look_again)
        self._look()

    def step(self) -> QWidget | None:
        """Returns the form that is shown, or None while the database is checked."""
        return self._step

    # The database

    def _look(self) -> None:
        self._show(None, _("Check-in desk"), _("Opening the database…"))
        self._look_again()

    def _look_again(self) -> None:
        self._looking_again.stop()
        self._work.ask(
            entrance.find_state,
            success=self._found,
            failure=self._cannot_open,
            asker=self,
            instead_of="the database's state",
        )

    def _found(self, state: DatabaseState) -> None:
        match state:
            case DatabaseState.BARE:
                self._prepare()
            case DatabaseState.OLDER:
                self._ask_to_prepare(
                    _(
                        "This database is of an earlier version of the program. It has to be brought up to"
                        " date"
                        " first, and earlier versions cannot use it afterwards. Make a copy of it before."
                    )
                )
            case DatabaseState.FOREIGN:
                self._ask_to_prepare(
                    _(
                        "This database holds another program's people and events. This program can work with"
                        " them once it has added its own columns and tables; the other program goes on"
                        " working."
                    )
                )
            case DatabaseState.NOBODY:
                self._begin_first_organizer()
            case DatabaseState.READY:
                self._begin_sign_in()

    def _cannot_open(self, error: Exception) -> None:
        words = sentence(error)
        if isinstance(error, StorageUnavailable):
            words = paragraphs(words, _("The desk opens by itself as soon as the database can be used."))
            self._looking_again.start()
        if self._problem == (type(error), error.args):
            return  # the button keeps the focus
        again = button(_("&Try again"), self._look, rank=Rank.MAIN)
        self._show(again, _("The database cannot be used"), words)
        self._problem = (type(error), error.args)

    def _ask_to_prepare(self, why: str) -> None:
        go = button(_("&Bring it up to date"), self._prepare, rank=Rank.MAIN)
        self._show(go, _("The database is not ready"), why)

    def _prepare(self) -> None:
        self._show(None, _("Check-in desk"), _("Preparing the database…"))
        self._work.ask(entrance.prepare_database, success=self._found, failure=self._cannot_open, asker=self)

    # Signing in

    def _begin_sign_in(self) -> None:
        step = SignIn()
        step.submitted.connect(lambda: self._sign_in(step))
        self._show(step, _("Check-in desk"), _("Sign in with your organizer's account."))
        self._offer_to_join()

    def _sign_in(self, step: SignIn) -> None:
        email, password, now = step.text("email"), step.text("password"), self._clock()

        def question(database: Database) -> tuple[Person, bool]:
            person = accounts.sign_in(database, email, password, now=now)
            return person, accounts.must_change_password(database, person)

        def enter(found: tuple[Person, bool]) -> None:
            person, must_change = found
            if must_change:
                self._begin_new_password(person, password)
            else:
                self._pass(person)

        self._ask(step, question, enter)

    def _begin_new_password(self, person: Person, old: str) -> None:
        step = NewPassword()
        step.submitted.connect(lambda: self._change_password(step, person, old))
        self._show(
            step,
            _("Welcome, {name}").format(name=shortened(person.name, _LONGEST_NAME)),
            _("Somebody else knows the password you were given. Choose one of your own."),
        )

    def _change_password(self, step: NewPassword, person: Person, old: str) -> None:
        new, again, now = step.text("new"), step.text("again"), self._clock()
        self._ask(
            step,
            lambda database: accounts.change_password(
                database.acting_for(person), person, old, new, again=again, now=now
            ),
            lambda _nothing: self._pass(person),
        )

    # The first run

    def _begin_first_organizer(self) -> None:
        other = button(_("Sign &in instead"), self._look, rank=Rank.LINK)
        other.hide()
        step = FirstOrganizer(other)
        step.submitted.connect(lambda: self._create_organizer(step))
        self._show(
            step, _("Welcome"), _("Nobody organizes here yet. Create your account: it is this desk's first.")
        )
        self._offer_to_join()

    def _create_organizer(self, step: FirstOrganizer) -> None:
        name, email, password, again = (step.text(each) for each in ("name", "email", "new", "again"))

        def fail(error: Exception) -> None:
            step.fail(error)
            step.offer_others()  # somebody else may have made the first account

        step.set_busy(is_busy=True)
        self._work.ask(
            lambda database: entrance.create_first_organizer(
                database, name=name, email=email, password=password, again=again
            ),
            success=self._begin_first_choice,
            failure=fail,
            asker=step,
        )

    def _begin_first_choice(self, organizer: Person) -> None:
        step = _Choice(
            (_("Create an &event"), lambda: self._begin_first_event(organizer), Rank.MAIN),
            (_("Load the &demo"), lambda: self._load_demo(step, organizer), Rank.PLAIN),
            (_("Go to the des&k"), lambda: self._pass(organizer), Rank.LINK),
        )

        self._show(
            step,
            _("Welcome, {name}").format(name=shortened(organizer.name, _LONGEST_NAME)),
            _(
                "Your account is made. What comes first?"
                " The demo is an event with people, to try everything out."
            ),
        )

    def _load_demo(self, step: "_Choice", organizer: Person) -> None:
        now, url = self._clock(), self._settings.check_in_url
        step.set_busy(is_busy=True)
        self._work.ask(
            lambda database: demo.seed_demo(database.acting_for(organizer), now=now, check_in_url=url),
            success=lambda event: self._show_ready(organizer, event),
            failure=step.fail,
            asker=step,
        )

    def _begin_first_event(self, organizer: Person) -> None:
        back = button(_("&Back"), lambda: self._begin_first_choice(organizer))
        step = FirstEvent(self._settings.zone, self._clock(), back)
        step.submitted.connect(lambda: self._create_event(step, organizer))
        self._show(step, _("Your first event"), _("Everything can be changed later."))

    def _create_event(self, step: FirstEvent, organizer: Person) -> None:
        title, group, start_at = step.text("title"), step.text("group"), step.start_at
        duration, url = step.duration, self._settings.check_in_url
        self._ask(
            step,
            lambda database: entrance.create_first_event(
                database.acting_for(organizer),
                group=group,
                title=title,
                start_at=start_at,
                duration=duration,
                check_in_url=url,
            ),
            lambda event: self._show_ready(organizer, event),
        )

    def _show_ready(self, organizer: Person, event: Event) -> None:
        def show_kiosk() -> None:
            self.passed.emit(organizer, ToEvent(event.id))
            self.kiosk_wanted.emit(event)

        title = shortened(event.title, _LONGEST_TITLE)
        choices = _Choice(
            (_("Show the &kiosk"), show_kiosk, Rank.MAIN),
            (_("Open the &desk"), lambda: self.passed.emit(organizer, ToEvent(event.id)), Rank.PLAIN),
        )
        words = sentences(
            _(
                "People check in to “{event}” with the code {code}. The kiosk is the screen at the door: it"
                " fills this one until staff close it."
            ).format(event=title, code=event.code),
            closing(),
        )
        self._show(choices, _("Your event is ready"), words)

    # A computer that is to be a door

    def _offer_to_join(self) -> None:
        if self._join is not None:
            self.body.addWidget(button(_("&Join a centre as a door…"), self._begin_to_join, rank=Rank.LINK))

    def _begin_to_join(self) -> None:
        if self._join is None:
            return
        step = JoinCentre(self._work, self._settings, self._join, button(_("&Back"), self._look))
        step.joined.connect(self._show_joined)
        self._show(
            step,
            _("Join a centre"),
            _("At the desk, choose Kiosks, then “Pair a kiosk”. Hold its code up to this camera."),
        )

    def _show_joined(self, joined: JoinedCentre) -> None:
        settings = joined.settings
        words = _("{name} is a door of {database} now.").format(name=settings.name, database=joined.database)
        code = settings.event
        if code is None:
            hint = _("No event was chosen for it: choose one at the desk, and pair this computer again.")
            self._show(None, _("Joined"), paragraphs(words, hint))
            return
        hint = _("From now on Kiosk shows the door when it is started here. Set a staff PIN to close it.")
        show = button(_("Show the &kiosk"), lambda: KioskProcess(settings, code), rank=Rank.MAIN)
        self._show(show, _("Joined"), paragraphs(words, hint))

    # All steps

    def _ask(
        self,
        step: SignInStep,
        question: Callable[[Database], object],
        success: Callable[..., None],
    ) -> None:
        step.set_busy(is_busy=True)
        self._work.ask(question, success=success, failure=step.fail, asker=step)

    def _pass(self, organizer: Person) -> None:
        self.passed.emit(organizer, None)

    def _show(self, step: QWidget | None, heading: str, words: str) -> None:
        empty_layout(self.body)
        self._step = step
        self._problem = None
        self.head(heading, words)
        if step is None:
            return
        self.body.addWidget(step)
        step.show()  # at once: keys that are typed now are for it
        if isinstance(step, SignInStep | JoinCentre | _Choice):
            step.begin()
        else:
            step.setFocus()


class _Choice(QWidget):
    """A column of buttons, and a sentence about the one that failed."""

    def __init__(self, *choices: tuple[str, Callable[[], object], Rank]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._error = label("", "error", wraps=True)
        self._error.hide()
        box.addWidget(self._error)
        self._buttons: list[QPushButton] = [button(words, act, rank=rank) for words, act, rank in choices]
        for each in self._buttons:
            box.addWidget(each)

    def begin(self) -> None:
        """Focuses the first button."""
        self._buttons[0].setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Disables the buttons while work is under way."""
        for each in self._buttons:
            each.setDisabled(is_busy)

    def fail(self, error: Exception) -> None:
        """Shows why the action failed."""
        self.set_busy(is_busy=False)
        self._error.setText(sentence(error))
        self._error.show()
        self.begin()
