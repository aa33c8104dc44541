"""Renders the door's screens and outcomes to PNG with the real widgets: `screenshots.py [DIRECTORY] [NAME…]`.

Uses the display where there is one, else Qt's offscreen platform.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QRadialGradient
from PySide6.QtWidgets import QApplication

from benchmarks._linked_door import linked_screens
from benchmarks._staff import staff_screens
from kiosk.domain.cameras import CameraKind, CameraName
from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import Event, EventState
from kiosk.domain.faults.camera import CameraFault, CameraTrouble
from kiosk.domain.people.passes import mint_token
from kiosk.scanning.messages import Advice, CameraReport, CameraState, Preview
from kiosk.ui.common.qr import qr_picture
from kiosk.ui.common.theme import DARK, LIGHT
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.examples import ANSWERS

SIZES = ((1920, 1080), (1080, 1920), (1024, 600))
ZONE = ZoneInfo("Europe/Bucharest")
START = datetime(2026, 11, 26, 18, 30, tzinfo=ZONE)
NOW = datetime(2026, 11, 26, 18, 24, tzinfo=ZONE)
EVENT = Event(
    id=UUID("5f0c3a52-7c1e-4c58-9d6e-3b7f0c9a1d11"),
    group_name="PyData Meetups · Autumn series",
    title="Practical Bayesian A/B testing",
    start_at=START.astimezone(UTC),
    duration=timedelta(hours=2),
    code="WS001",
    state=EventState.OPEN,
    location="Hall B",
)
LONG_TITLE = (
    "Practical Bayesian A/B testing for people who were told that statistics would be easy: priors, "
    "posteriors, peeking, power, regret and how to explain all of it to a product owner on a Friday "
    "afternoon, with worked examples in Python & a <b>bold</b> panel."
)
RTL_TITLE = "مقدمة في الإحصاء البايزي لاختبارات A/B"
LIVE = CameraReport(CameraState.LIVE)
BUSY = CameraReport(
    CameraState.BUSY,
    CameraFault(CameraName(CameraKind.NUMBER, "0"), CameraTrouble.IN_USE),
)
NO_CAMERA = CameraReport(
    CameraState.MISSING, CameraFault(CameraName(CameraKind.NUMBER, "0"), CameraTrouble.LOST)
)
LOST = "The database does not answer. The kiosk keeps trying."
FAILED = "Check-ins cannot be saved right now."


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: its file's name and the act that prepares an idle window for it."""

    name: str
    act: Callable[[DoorWindow], None]
    is_open: bool = True  # its event was read


REVOKED = LinkStatus(is_online=False, rejected=2, is_revoked=True)


def view(
    event: Event = EVENT, *, checked_in: int = 142, now: datetime = NOW, link: LinkStatus | None = None
) -> DoorStatus:
    """Returns the event as a door reads it from the database."""
    return DoorStatus(event, event.admission(now), checked_in, link)


def outcomes() -> Iterator[Screen]:
    """Returns a picture for each outcome, and those of the walk-in and of unusual names."""
    welcome, repeat = ANSWERS[Outcome.CHECKED_IN], ANSWERS[Outcome.ALREADY_CHECKED_IN]
    for name, given in (
        *((outcome.value.lower().replace("_", "-"), each) for outcome, each in ANSWERS.items()),
        ("checked-in-walk-in", replace(welcome, name=None)),
        ("checked-in-long-name", replace(welcome, name="Maria del Carmen " * 14)),
        ("checked-in-arabic", replace(welcome, name="سارة حداد")),
        ("checked-in-chinese", replace(welcome, name="李 明")),
        ("checked-in-hostile", replace(welcome, name="<b>Bob</b>\u202e\x00\n gnp.exe")),
        ("already-arabic", replace(repeat, name="سارة حداد")),
    ):
        yield Screen(name, lambda window, given=given: window.show_answer(given))  # type: ignore[misc] # bound early


def starts() -> Iterator[Screen]:
    """Returns the pictures of a door whose database has not answered yet."""

    def silent(window: DoorWindow) -> None:
        window.set_clock(NOW - timedelta(minutes=3))
        window.show_storage_lost(LOST)
        window.set_clock(NOW)

    def rejected(window: DoorWindow) -> None:
        window.show_camera(NO_CAMERA)
        window.start_page.show_problem("No event has the code WS002. Ask the organizer which one to show.")

    yield Screen("start", lambda window: window.show_camera(CameraReport(CameraState.OPENING)), is_open=False)
    yield Screen("start-database-silent", silent, is_open=False)
    yield Screen("start-no-such-event", rejected, is_open=False)


def states(picture: Preview) -> Iterator[Screen]:
    """Returns the pictures of the idle screen in each state, and of the keypad."""
    closed = replace(EVENT, state=EventState.CLOSED)
    early = EVENT.opens_at - timedelta(hours=1)
    hebrew = replace(EVENT, title="מבוא לסטטיסטיקה בייסיאנית", group_name="מפגשי פייתון", location="אולם ב")

    def with_camera(event: Event, **particulars: object) -> Callable[[DoorWindow], None]:
        def act(window: DoorWindow) -> None:
            now = particulars.get("now", NOW)
            window.show_view(view(event, **particulars), now)  # type: ignore[arg-type] # names of view's own
            window.show_camera(LIVE)
            window.show_preview(picture)

        return act

    def advised(advice: Advice) -> Callable[[DoorWindow], None]:
        def act(window: DoorWindow) -> None:
            window.show_preview(picture)
            window.show_advice(advice)

        return act

    def lost(window: DoorWindow) -> None:
        window.show_preview(picture)
        window.show_storage_lost(LOST)

    def typing(window: DoorWindow) -> None:
        window.keypad.open_page("KP7QX4-M2")

    def typing_accents(window: DoorWindow) -> None:
        window.show_view(view(replace(EVENT, code="Été:2026!")), NOW)
        window.keypad.open_page("ÉTÉ:2")

    yield Screen("idle", with_camera(EVENT))
    yield Screen("idle-no-picture-yet", lambda _window: None)
    yield Screen("idle-no-camera", lambda window: window.show_camera(NO_CAMERA))
    yield Screen("idle-camera-starting", lambda window: window.show_camera(CameraReport(CameraState.OPENING)))
    yield Screen("idle-camera-covered", lambda window: window.show_camera(CameraReport(CameraState.DARK)))
    yield Screen("idle-camera-busy", lambda window: window.show_camera(BUSY))
    yield Screen("idle-advice-closer", advised(Advice.CLOSER))
    yield Screen("idle-advice-tilt", advised(Advice.TILT))
    yield Screen("idle-closed", with_camera(closed))
    yield Screen("idle-not-yet", with_camera(EVENT, now=early, checked_in=0))
    yield Screen("idle-not-yet-other-day", with_camera(EVENT, now=early - timedelta(days=9), checked_in=0))
    yield Screen("idle-ended", with_camera(EVENT, now=EVENT.ends_at, checked_in=151))
    yield Screen("idle-revoked", with_camera(EVENT, link=REVOKED))
    yield Screen("idle-full", with_camera(replace(EVENT, capacity=142)))
    yield Screen("idle-database-lost", lost)
    yield Screen(
        "idle-long-title",
        with_camera(
            replace(EVENT, title=LONG_TITLE, code="PYDATA-2026/Autumn_Series:Practical-Bayes-A/B-0042")
        ),
    )
    yield Screen(
        "idle-right-to-left",
        with_camera(replace(EVENT, title=RTL_TITLE, group_name="لقاءات بايثون", location="القاعة ب")),
    )
    yield Screen("idle-hebrew", with_camera(hebrew))
    yield Screen(
        "idle-overnight",
        with_camera(replace(EVENT, title="Night of open laboratories · 李明", duration=timedelta(hours=9))),
    )
    yield Screen("keypad", typing)
    yield Screen("keypad-empty", lambda window: window.keypad.open_page())
    yield Screen("keypad-extra-keys", typing_accents)
    yield Screen("failure", lambda window: window.show_failure(FAILED))
    yield Screen("waiting", lambda window: window.show_waiting())
    yield Screen("greeting", lambda window: window.greet())


def screens(picture: Preview) -> Iterator[Screen]:
    """Returns all pictures of the door."""
    more = (*linked_screens(view(), picture), *staff_screens())
    yield from (*starts(), *states(picture), *outcomes(), *(Screen(*each) for each in more))


def camera_picture() -> Preview:
    """Paints a camera's picture of a person who holds up a pass."""
    width, height = 1280, 720
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_room(painter, QRectF(0, 0, width, height))
    _paint_person(painter)
    painter.translate(690, 300)
    painter.rotate(4)
    painter.setBrush(QColor("#FDFDFB"))
    painter.drawRoundedRect(QRectF(-95, -120, 190, 250), 12, 12)
    painter.drawPixmap(
        QRectF(-75, -100, 150, 150), qr_picture(mint_token(lambda n: b"\x5a" * n), 6), QRectF()
    )
    painter.setBrush(QColor("#2B4BDB"))
    painter.drawRoundedRect(QRectF(-60, 72, 120, 14), 7, 7)
    painter.setBrush(QColor("#B9C0CC"))
    painter.drawRoundedRect(QRectF(-40, 96, 80, 10), 5, 5)
    painter.setBrush(QColor("#C58F6E"))
    painter.drawRoundedRect(QRectF(66, 40, 44, 96), 20, 20)
    painter.end()
    return Preview(1, width, height, bytes(image.constBits()))


def _paint_room(painter: QPainter, box: QRectF) -> None:
    light = QRadialGradient(380, 120, 1000)
    light.setColorAt(0, QColor("#6B7687"))
    light.setColorAt(1, QColor("#232B38"))
    painter.fillRect(box, light)
    painter.setPen(Qt.PenStyle.NoPen)
    for x, y, radius, colour in (
        (170, 140, 70, "#F2C879"),
        (330, 90, 48, "#F6E3B4"),
        (1010, 120, 80, "#EBB66A"),
        (1150, 220, 52, "#F6E3B4"),
        (890, 70, 40, "#A9C4F5"),
        (80, 330, 44, "#A9C4F5"),
    ):
        glow = QRadialGradient(x, y, radius)
        soft = QColor(colour)
        soft.setAlphaF(0.55)
        glow.setColorAt(0, soft)
        soft.setAlphaF(0.35)
        glow.setColorAt(0.85, soft)
        soft.setAlphaF(0.0)
        glow.setColorAt(1, soft)
        painter.setBrush(glow)
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _paint_person(painter: QPainter) -> None:
    body = QPainterPath(QPointF(290, 720))
    body.cubicTo(300, 540, 380, 490, 520, 470)
    body.cubicTo(660, 490, 760, 540, 780, 720)
    painter.fillPath(body, QColor("#31486B"))
    painter.setBrush(QColor("#B98363"))
    painter.drawRoundedRect(QRectF(482, 400, 76, 110), 34, 34)
    painter.setBrush(QColor("#CC9774"))
    painter.drawEllipse(QPointF(520, 330), 84, 104)
    hair = QPainterPath(QPointF(432, 340))
    hair.cubicTo(410, 190, 630, 180, 610, 340)
    hair.cubicTo(600, 270, 540, 262, 500, 258)
    hair.cubicTo(460, 270, 440, 300, 432, 340)
    painter.fillPath(hair, QColor("#2A2020"))
    sleeve = QPainterPath(QPointF(690, 720))
    sleeve.cubicTo(720, 600, 740, 520, 750, 430)
    sleeve.lineTo(810, 440)
    sleeve.cubicTo(830, 560, 820, 650, 800, 720)
    painter.fillPath(sleeve, QColor("#2A3F5F"))


def new_window(picture: Preview | None = None, *, is_open: bool = True) -> DoorWindow:
    """Makes an idle window: the event is open and the camera runs."""
    window = DoorWindow(zone=ZONE, check_in_url="https://in.example.org/c/{code}", kiosk_name="Door A")
    window.wear(LIGHT)
    window.set_clock(NOW)
    if is_open:
        window.show_view(view(), NOW)
    window.show_camera(LIVE)
    if picture is not None:
        window.show_preview(picture)
    return window


def save(application: QApplication, window: DoorWindow, size: tuple[int, int], file: Path) -> None:
    """Paints a window of this size into a file."""
    window.resize(*size)
    window.show()
    application.processEvents()
    window.overlay.finish_arrival()
    if not window.grab().save(str(file)):
        message = f"Cannot write {file}."
        raise OSError(message)
    window.close()


def main() -> None:
    """Renders all pictures, or the named ones, into the directory of the first argument."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots")
    directory.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    picture = camera_picture()
    shown = [each for each in screens(picture) if each.name.startswith(tuple(sys.argv[2:]) or ("",))]
    for size in SIZES:
        for screen in shown:
            for palette, ending in ((LIGHT, ""), (DARK, "-dark")):
                if palette is DARK and not screen.name.startswith(("idle", "keypad", "start", "staff")):
                    continue
                window = new_window(is_open=screen.is_open)
                window.wear(palette)
                screen.act(window)
                save(application, window, size, directory / f"{screen.name}{ending}-{size[0]}x{size[1]}.png")
    print(f"{len(list(directory.glob('*.png')))} pictures in {directory}")


if __name__ == "__main__":
    main()
