"""Pictures of the page of kiosks: doors that are well, one that is cut off, and passes used twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from benchmarks._stage import Scene, Stage
from kiosk.domain.check_in.parked import EVENT_DELETED
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.pairing import KioskLogin, PairingOffer, PairingText
from kiosk.domain.refusals.machine.pairing import PairingNeedsAdministrator
from kiosk.services.check_in.check_in import CheckInPoint, check_in
from kiosk.services.events.edits import edit_event
from kiosk.services.events.events import list_events
from kiosk.services.live.kiosks import report_presence
from kiosk.services.people.passes import issue_pass
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.kiosks.pairing import PairingSheet
from kiosk.ui.desk.shell.destinations import ToKiosks
from tests.services.live.doors import age, note_let_in, park, report_state

_LONG_NAME = "Reception of the east wing, by the stairs " * 5


def url_of(stage: Stage) -> str:
    """Returns the address of the stage's database."""
    return f"sqlite:///{stage.folder / 'desk.sqlite'}"


def event_with(stage: Stage, code: str) -> Event:
    """Returns the event with this code."""
    return next(each for each in list_events(stage.store) if each.code == code)


def check_ins(stage: Stage, kiosk: str, number: int) -> None:
    """Checks walk-ins in at a kiosk."""
    point = CheckInPoint(event_with(stage, "WS001").id, kiosk)
    for _ in range(number):
        check_in(stage.store, point, Scan(uuid4(), Method.BUTTON, None, stage.now))


def venue(stage: Stage) -> None:
    """Adds four doors that run, two of which have a flaw, and two that were not seen today."""
    first, second = event_with(stage, "WS001"), event_with(stage, "K8S")
    for name, number in (("Door A", 61), ("Door B", 58)):
        report_presence(stage.store, name, first.id)
        report_state(url_of(stage), name, clock_offset_ms=number)
        check_ins(stage, name, number)
    report_presence(stage.store, "Stage door", second.id)
    report_state(url_of(stage), "Stage door", clock_offset_ms=7_400)
    report_presence(stage.store, "Foyer, left", second.id)
    report_state(url_of(stage), "Foyer, left", version="0.0.9", clock_offset_ms=-210)
    for name in ("Cloakroom", "Old laptop"):
        report_presence(stage.store, name, second.id)
        age(url_of(stage), name, 3 * 86_400)


def trouble(stage: Stage) -> None:
    """Adds a door that is cut off, passes that two doors let in, and an overbooked event."""
    name = "Garden entrance"
    report_presence(stage.store, name, event_with(stage, "WS001").id)
    check_ins(stage, name, 23)
    age(url_of(stage), name, 14 * 60)
    oldest = stage.now - timedelta(minutes=14)
    report_state(url_of(stage), name, waiting=12, oldest_waiting_at=oldest, clock_offset_ms=-252_000)
    event_id = event_with(stage, "WS001").id
    for number in (3, 9):
        token = issue_pass(stage.store, f"participant{number}@example.org", now=stage.now).token
        for minutes, door in ((-20, "Door B"), (-15, "Stage door")):
            at = stage.now + timedelta(minutes=minutes, seconds=number)
            check_in(stage.store, CheckInPoint(event_id, door), Scan(uuid4(), Method.CAMERA, token, at))
    note_let_in(url_of(stage), "Stage door")
    seen = event_with(stage, "WS001")
    edit_event(stage.store, seen, replace(seen, capacity=140))


def rejected(stage: Stage) -> None:
    """Adds check-ins that the server rejected: of a person, of a walk-in, and of a deleted event."""
    event_id = event_with(stage, "WS001").id
    with stage.store.read() as transaction:
        person = transaction.people.by_email("participant3@example.org")
    if person is None:
        raise TypeError("the stage has other people")
    invalid = {"event_id": event_id, "reason": "INVALID", "kiosk": "Stage door"}
    at = stage.now - timedelta(minutes=18)
    park(url_of(stage), **invalid, participant_id=person.id, scanned_at=at)
    park(url_of(stage), **invalid, scanned_at=at + timedelta(minutes=3))
    park(url_of(stage), event_id=uuid4(), reason=EVENT_DELETED, scanned_at=at + timedelta(minutes=7))


def page(stage: Stage) -> KiosksPage:
    """Returns the page of kiosks, once it has read everything."""
    stage.go(ToKiosks())
    found = stage.window.page()
    if not isinstance(found, KiosksPage):
        raise TypeError("the page of kiosks is another")
    return found


def well(stage: Stage) -> None:
    """Shows doors that run."""
    venue(stage)
    page(stage)


def cut_off(stage: Stage) -> None:
    """Shows trouble first, and the conflicts below."""
    venue(stage)
    trouble(stage)
    page(stage)


def unusual(stage: Stage) -> None:
    """Shows cameras, a long name, and a chosen kiosk."""
    venue(stage)
    trouble(stage)
    report_presence(stage.store, _LONG_NAME, event_with(stage, "K8S").id)
    for name, camera in (("Door A", "READS"), ("Door B", "LOST"), ("Stage door", "NONE")):
        report_state(url_of(stage), name, camera=camera)
    page(stage).table.choose(1)


def rejections(stage: Stage) -> None:
    """Shows check-ins that the server rejected."""
    venue(stage)
    rejected(stage)
    page(stage)


def moving(stage: Stage) -> None:
    """Shows the sheet for another event."""
    venue(stage)
    found = page(stage)
    found.table.choose(0)
    found.move_button.click()


def renaming(stage: Stage) -> None:
    """Shows the sheet for another name."""
    venue(stage)
    found = page(stage)
    found.table.choose(0)
    found.rename_button.click()


def forgetting(stage: Stage) -> None:
    """Shows the question before kiosks are forgotten."""
    venue(stage)
    page(stage).forget_them.click()


def nobody_yet(stage: Stage) -> None:
    """Shows the page before any kiosk has reported."""
    page(stage)


def pairing_sheet(stage: Stage) -> PairingSheet:
    """Opens the sheet for a new kiosk; on this file it has no code of its own."""
    venue(stage)
    page(stage).pair_button.click()
    stage.settle()
    return next(each for each in stage.window.findChildren(PairingSheet) if each.isVisible())


def pairing(stage: Stage) -> None:
    """Shows a code for a new kiosk."""
    sheet = pairing_sheet(stage)
    sheet.name.setText("Balcony stairs")
    text = PairingText("db.example.org", 5432, "kiosk", "7KQ4M2", "XP9TWS5H3NB8RC6GZ1", bytes(range(7, 39)))
    sheet.show_offer(PairingOffer(uuid4(), text, stage.now))
    sheet.body.activate()


def pairing_needs_administrator(stage: Stage) -> None:
    """Shows the line for the server's administrator."""
    pairing_sheet(stage).show_fault(Refused(PairingNeedsAdministrator("desk", is_owner=False)))


def pairing_needs_server(stage: Stage) -> None:
    """Shows why nobody can join a file."""
    pairing_sheet(stage)


def logins(stage: Stage) -> KiosksPage:
    """Shows the logins of kiosks, one of which was revoked."""
    venue(stage)
    found = page(stage)
    names = (("Door A", 8), ("Door B", 5), (None, None), ("Old laptop", 259_200))
    made = [
        KioskLogin(
            UUID(int=number),
            f"kiosk_door_{number}x3k9qw",
            name,
            stage.now - timedelta(hours=3),
            stage.now - timedelta(minutes=12) if name == "Old laptop" else None,
            None if seconds is None else stage.now - timedelta(seconds=seconds),
        )
        for number, (name, seconds) in enumerate(names)
    ]
    found.logins.show_logins(made)
    return found


def logins_listed(stage: Stage) -> None:
    """Shows the list of logins."""
    logins(stage)


def revoking(stage: Stage) -> None:
    """Shows the question before a kiosk is revoked."""
    logins(stage).logins.buttons()[0].click()


SCENES = (
    Scene("kiosks", well),
    Scene("kiosks-cut-off", cut_off),
    Scene("kiosks-unusual", unusual),
    Scene("kiosks-rejected", rejections),
    Scene("kiosks-move", moving),
    Scene("kiosks-rename", renaming),
    Scene("kiosks-forget", forgetting),
    Scene("kiosks-pair", pairing),
    Scene("kiosks-pair-administrator", pairing_needs_administrator),
    Scene("kiosks-pair-file", pairing_needs_server),
    Scene("kiosks-logins", logins_listed),
    Scene("kiosks-revoke", revoking),
    Scene("kiosks-empty", nobody_yet, is_filled=False),
)
