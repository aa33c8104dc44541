"""Scenes of the gate, the first run, the lock, organizers, sharing and the audit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QScrollArea

from benchmarks._stage import NOW, PASSWORD, Scene, Stage
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.domain.people.person import Person, Role
from kiosk.services.accounts import invitations, sharing
from kiosk.services.accounts.first_run import DatabaseState
from kiosk.services.accounts.invitations import Invitation
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import events, groups
from kiosk.services.events.edits import edit_event
from kiosk.services.people import people
from kiosk.ui.desk.audit.page import ChangesPage
from kiosk.ui.desk.organizers.invitation_sheets import InvitationSheet, InvitedSheet
from kiosk.ui.desk.organizers.page import OrganizersPage
from kiosk.ui.desk.organizers.sharing import SharingSheet, of_group
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.shell.destinations import ToChanges, ToOrganizers, ToSettings
from kiosk.ui.desk.shell.lock import LockGate
from kiosk.ui.desk.shell.sign_in_gate import Entrance
from kiosk.ui.desk.shell.sign_in_steps import SignInStep

_LONG = ("Maria del Carmen Rodríguez de la Fuente y Sánchez-Albornoz " * 5)[:255].strip()


def _entrance(stage: Stage) -> Entrance:
    gate = Entrance(stage.context.work, stage.context.settings, stage.context.clock)
    stage.window.show_gate(gate)
    stage.settle()
    return gate


def _type(gate: Entrance, texts: dict[str, str]) -> None:
    step = gate.step()
    assert isinstance(step, SignInStep)  # noqa: S101 -- a scene that cannot be set is no picture
    for name, text in texts.items():
        step.line(name).setText(text)
    step.submit()


def _sign_in(stage: Stage, tries: int = 0) -> None:
    gate = _entrance(stage)
    for _ in range(tries):
        _type(gate, {"email": stage.organizer.email, "password": "a wrong one"})
        stage.settle()


def _database(stage: Stage, state: DatabaseState) -> None:
    _entrance(stage)._found(state)  # noqa: SLF001 -- the stage has one database only


def _away(stage: Stage) -> None:
    error = StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, "PostgreSQL kiosk on db.example"))
    _entrance(stage)._cannot_open(error)  # noqa: SLF001 -- as above


def _first_errors(stage: Stage) -> None:
    gate = _entrance(stage)
    gate._found(DatabaseState.NOBODY)  # noqa: SLF001 -- as above
    _type(gate, {"name": "Ana", "new": "short"})


def _lock(stage: Stage, password: str = "") -> None:
    organizer = replace(stage.organizer, name=_LONG) if password else stage.organizer
    gate = LockGate(organizer, stage.context.work, stage.context.clock)
    stage.window.show_gate(gate)
    gate.begin(after=None)
    if password:
        gate.step.line("password").setText(password)
        gate.step.submit()


def _organizers(stage: Stage, act: Callable[[OrganizersPage], None] | None = None) -> None:
    for number, name in enumerate(("Bo Li", "سارة حداد", _LONG)):
        invitations.invite_organizer(stage.store, name=name, email=f"organizer{number}@example.org")
    stage.go(ToOrganizers())
    page = stage.window.page()
    assert isinstance(page, OrganizersPage)  # noqa: S101 -- as above
    if act is not None:
        act(page)
        stage.settle()


def _invite(page: OrganizersPage) -> None:
    sheet = InvitationSheet(page, page.context)
    sheet.open()
    sheet.name.setText("Bo")
    sheet.email.setText("no address")
    sheet.confirmed.emit()


def _invited(page: OrganizersPage) -> None:
    person = Person(page.context.organizer.id, _LONG, "bo@example.org", Role.EO)
    InvitedSheet(page, Invitation(person, "h7kd-92mq-xw4c")).open()


def _share(stage: Stage) -> None:
    group = groups.view_group(stage.store, "Workshops")
    for number, name in enumerate(("Bo Li", _LONG)):
        email = f"organizer{number}@example.org"
        invitations.invite_organizer(stage.store, name=name, email=email)
        sharing.share_group(stage.store, group.id, email)
    stage.go(ToOrganizers())
    SharingSheet(stage.window, stage.context, group.name, of_group(group.id)).open()


def _changes(stage: Stage, words: str = "", *, is_whole: bool = False) -> None:
    desk = stage.store.acting_for(stage.organizer)
    event = event_with_code(desk, "WS001")
    later = replace(event, title=_LONG, start_at=NOW + timedelta(hours=2), capacity=None)
    edit_event(desk, event, later)
    events.set_event_state(desk, "K8S", EventState.CLOSED)
    people.add_participant(desk, name="李 小龙", email="li@example.org")
    stage.go(ToChanges())
    page = stage.window.page()
    assert isinstance(page, ChangesPage)  # noqa: S101 -- as above
    page.words.setText(words)
    stage.settle()
    if words:
        page._read()  # noqa: SLF001 -- what the pause after the last key does
    if is_whole:
        page.table.activated.emit(page.table.model.rows()[2])


def _pin(stage: Stage) -> None:
    stage.go(ToSettings())
    page = stage.window.page()
    assert isinstance(page, SettingsPage)  # noqa: S101 -- a scene that cannot be set is no picture
    page.pin.pin.setText("123456")
    page.pin.set_pin()
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)  # noqa: S101 -- as above
    area.ensureWidgetVisible(page.pin.set_button, 0, 40)


SCENES = [
    Scene("sign-in", _sign_in),
    Scene("sign-in-wrong", partial(_sign_in, tries=1)),
    Scene("sign-in-throttled", partial(_sign_in, tries=6)),
    Scene("database-older", partial(_database, state=DatabaseState.OLDER)),
    Scene("database-away", _away),
    Scene("first-organizer", partial(_database, state=DatabaseState.NOBODY)),
    Scene("first-organizer-errors", _first_errors),
    Scene("first-choice", lambda stage: _entrance(stage)._begin_first_choice(stage.organizer)),  # noqa: SLF001 -- as above
    Scene("first-event", lambda stage: _entrance(stage)._begin_first_event(stage.organizer)),  # noqa: SLF001 -- as above
    Scene(
        "first-ready",
        lambda stage: _entrance(stage)._show_ready(stage.organizer, event_with_code(stage.store, "WS001")),  # noqa: SLF001 -- as above
    ),
    Scene("lock", _lock),
    Scene("lock-wrong", partial(_lock, password=PASSWORD[:3])),
    Scene("organizers", _organizers),
    Scene("organizers-invite", partial(_organizers, act=_invite)),
    Scene("organizers-invited", partial(_organizers, act=_invited)),
    Scene("organizers-password", partial(_organizers, act=OrganizersPage.change_password)),
    Scene("settings-staff-pin", _pin),
    Scene("sharing", _share),
    Scene("changes", _changes),
    Scene("changes-none", partial(_changes, words="nothing like it")),
    Scene("changes-empty", lambda stage: stage.go(ToChanges()), is_filled=False),
    Scene("changes-whole", partial(_changes, is_whole=True)),
]
