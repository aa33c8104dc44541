"""The kiosk's screen as one window: shows what its controller passes in, and emits what people touch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.scan import Answer
from kiosk.domain.clock import utc_now
from kiosk.domain.codes import event_qr_text
from kiosk.scanning.messages import Advice, CameraReport, CameraState, Preview
from kiosk.ui.common.theme import Palette, load_fonts, system_palette
from kiosk.ui.door.labels import (
    Look,
    failure_look,
    hint,
    link_pills,
    look,
    lost_hint,
    not_ready_pill,
    pill,
    waiting_look,
)
from kiosk.ui.door.screen.camera_view import CameraView
from kiosk.ui.door.screen.code_card import CodeCard
from kiosk.ui.door.screen.header import Header, Heading
from kiosk.ui.door.screen.keypad import Keypad, is_typing
from kiosk.ui.door.screen.layout import places, scale
from kiosk.ui.door.screen.overlay import Overlay
from kiosk.ui.door.screen.start_page import StartPage
from kiosk.ui.door.screen.status_bar import StatusBar
from kiosk.ui.door.staff_purpose import Purpose
from kiosk.ui.door.timing import DOOR_TIMES, DoorTimes
from kiosk.wording.door.link import link_for_staff, roster_words
from kiosk.wording.door.screen import invitation
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import plain
from kiosk.wording.outcomes import checked_in_words
from kiosk.wording.times.instants import clock_time, event_times


def no_sound(_name: str) -> None:
    """Plays nothing."""


class DoorWindow(QWidget):
    """The door of one event. All methods belong to the GUI thread.

    It shows the start page until the event is known, and until then takes neither taps nor keys.

    Signals:
        walk_in_asked: Walk-in was tapped once; the button is disabled until `end_walk_in`.
        code_entered: A code was typed and sent, at most 200 characters of any kind.
        staff_asked: Ctrl+Q or Ctrl+K was pressed, or somebody closes the window; with the Purpose.
        arranged: Colours or sizes changed; with the Palette, and the logical pixels of a drawing's pixel.
    """

    walk_in_asked = Signal()
    code_entered = Signal(str)
    staff_asked = Signal(Purpose)
    arranged = Signal(Palette, float)

    def __init__(  # noqa: PLR0913 -- all by name, all but three with defaults
        self,
        *,
        zone: ZoneInfo,
        check_in_url: str | None,
        kiosk_name: str,
        mirrored: bool = True,
        times: DoorTimes = DOOR_TIMES,
        play: Callable[[str], None] = no_sound,
    ) -> None:
        """Builds the window, hidden.

        Args:
            zone: The venue's time zone; all times are shown in it.
            check_in_url: The configured URL with `{code}` in it for the QR, or None.
            kiosk_name: This door's name.
            mirrored: True when the picture is shown as in a mirror.
            times: The times for which things are shown.
            play: Plays the sound of this name, and returns without waiting for its end.
        """
        super().__init__()
        load_fonts()
        self._zone = zone
        self._kiosk_name = plain(kiosk_name)
        self._check_in_url = check_in_url
        self._times = times
        self._play = play
        self._palette: Palette | None = None
        self._view: DoorStatus | None = None
        self._checked_in = 0
        self._waiting = 0  # check-ins that wait for the centre, by the newest answer
        self._now = utc_now()
        self._camera_report = CameraReport(CameraState.OPENING)
        self._advice: Advice | None = None
        self._answer: Answer | None = None
        self._latest: tuple[Look, timedelta] | None = None  # the newest answer or failure
        self._lost: str | None = None  # why the database does not answer
        self._is_guarded = False
        self._is_away = False  # staff use a sheet over it, and answers are not shown
        self.setWindowTitle(_("Check-in"))
        self.header = Header(self)
        self.card = CodeCard(self)
        self.camera = CameraView(self, mirrored=mirrored)
        self.status = StatusBar(
            self,
            kiosk_name=self._kiosk_name,
            double_tap_ms=_ms(times.double_tap),
        )
        self.keypad = Keypad(self, idle_ms=_ms(times.keypad_idle))
        self.overlay = Overlay(self, tap_grace_ms=_ms(times.double_tap))
        self.start_page = StartPage(self, zone=zone, has_sounds=play is not no_sound)
        self._idle_parts = (self.header, self.card, self.camera)
        for part in self._idle_parts:
            part.hide()
        self.status.offer_buttons(is_offered=False)
        self.status.walk_in_asked.connect(self.walk_in_asked)
        self.status.keypad_asked.connect(self.keypad.open_page)
        self.keypad.submitted.connect(self.code_entered)
        self.overlay.ended.connect(self._settle)
        self.keypad.opened.connect(self._cover)
        self.keypad.left.connect(self._uncover)
        for keys, purpose in (("Ctrl+Q", Purpose.CLOSE), ("Ctrl+K", Purpose.CAMERA)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.staff_asked.emit, purpose))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._arrange)
        # Keys go to the window until Tab moves the focus to a button: Space by accident presses nothing.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._show_hint()

    def show_view(self, view: DoorStatus, now: datetime) -> None:
        """Shows the event as it was just read from the database.

        Args:
            view: The event, its state and its number of check-ins.
            now: The present instant, aware.
        """
        is_first = self._view is None
        self._view, self._now, self._checked_in = view, now, view.checked_in
        self._show_view()
        if is_first:
            self.start_page.hide()
            self.status.offer_buttons(is_offered=True)
            if not self._is_away:
                self._uncover()

    def set_clock(self, now: datetime) -> None:
        """Shows the time of day, and updates the state that depends on the clock.

        Args:
            now: The present instant, aware.
        """
        self._now = now
        if self._view is not None:
            self._view = replace(self._view, admission=self._view.event.admission(now))
        self._show_view()

    def show_answer(self, answer: Answer) -> None:
        """Shows the outcome to the person in front at once, instead of the screen before."""
        if answer.is_checked_in:
            self._checked_in += 1
        self._count_waiting(answer)
        shown = self._look(answer)
        self._latest = (shown, self._times.welcome if shown.is_welcome else self._times.notice)
        self._cover_with(*self._latest)
        self._answer = answer
        self._show_view()

    def show_failure(self, sentence: str) -> None:
        """Shows that a check-in failed: it is not known whether the person may enter.

        Args:
            sentence: Explains the failure and what to do.
        """
        self._latest = (failure_look(sentence), self._times.notice)
        self._cover_with(*self._latest)

    def show_waiting(self) -> None:
        """Shows that the answer takes time, until the answer or a failure replaces it."""
        self._cover_with(waiting_look(), None)

    def end_waiting(self) -> None:
        """Shows the newest answer again instead of "One moment…", when the awaited one is not to be shown."""
        if not (self.overlay.isVisible() and self.overlay.stays):
            return
        if self._latest is None:
            self.overlay.dismiss()
            return
        shown, during = self._latest
        self._cover_with(shown, during, has_sound=False)

    def end_walk_in(self) -> None:
        """Enables the Walk-in button for the next person, after an answer or a failure."""
        self.status.end_guard()

    def show_camera(self, report: CameraReport) -> None:
        """Shows the camera's state: a frame to hold passes into, or a hint when it does not work."""
        self._camera_report = report
        self._advice = None
        self.start_page.show_camera(report)
        self._show_hint()

    def show_advice(self, advice: Advice | None) -> None:
        """Shows advice to a person who holds up something that cannot be read.

        Args:
            advice: One thing to do; None removes it.
        """
        self._advice = advice
        self._show_hint()

    def show_preview(self, preview: Preview) -> None:
        """Shows the newest picture; does not paint it while something covers it."""
        self.camera.show_preview(preview)

    def show_storage_lost(self, sentence: str | None) -> None:
        """Shows calmly that the database does not answer.

        Args:
            sentence: The fault; None when the database answers again.
        """
        if self._view is None:
            if sentence is not None:
                self.start_page.show_lost(self._now)
            return
        self._lost = sentence
        self.status.show_lost(None if sentence is None else plain(sentence))
        self._show_view()

    def clear_away(self) -> None:
        """Hides all parts behind a staff sheet, until `bring_back`."""
        self._is_away = True
        self.keypad.close_page()
        self.overlay.dismiss()
        self._cover()

    def bring_back(self) -> None:
        """Shows all parts again, and takes the keyboard focus."""
        self._is_away = False
        self._uncover()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.activateWindow()  # without a window manager nothing else returns the keyboard focus

    def staff_line(self) -> str:
        """Returns what staff should do about the link or the clock; empty when there is nothing to do."""
        return link_for_staff(None if self._view is None else self._view.link)

    def guard_closing(self, *, is_guarded: bool) -> None:
        """Lets the window close, or makes each attempt to close it ask the staff first."""
        self._is_guarded = is_guarded

    def event_title(self) -> str:
        """Returns the title of the shown event; empty before the event is known."""
        return "" if self._view is None else self._view.event.title

    def colours(self) -> Palette:
        """Returns the colours in use."""
        return self._palette or system_palette()

    def wear(self, palette: Palette | None) -> None:
        """Applies these colours; None follows the system's colour scheme."""
        self._palette = palette
        self._arrange()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Places all parts again."""
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Places all parts again on a screen of another resolution."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the keypad at the first character from a keyboard, or a hand scanner that acts as one."""
        if self._view is not None and is_typing(event) and event.text().strip():
            self.overlay.dismiss()
            self.keypad.open_page(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.overlay.dismiss()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks the staff when the window system wants to close the window, or anything while it is guarded.

        Qt also calls this when it quits by itself (a menu's Quit, the end of a session).
        """
        if event.spontaneous() or self._is_guarded:
            event.ignore()
            self.staff_asked.emit(Purpose.CLOSE)
            return
        self.overlay.hide()
        self.keypad.hide()
        self.start_page.hide()
        self.status.drop_guard()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the background."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.colours().background))
        painter.end()

    def _cover_with(self, shown: Look, during: timedelta | None, *, has_sound: bool = True) -> None:
        self._answer = None
        if self._is_away:
            return
        self.camera.pause()
        self.overlay.show_look(shown, None if during is None else _ms(during))
        if shown.sound and has_sound:
            self._play(shown.sound)

    def _cover(self) -> None:
        """Hides the parts that the keypad covers, so that they are not painted or reached by Tab."""
        for part in (*self._idle_parts, self.start_page, self.status):
            part.hide()

    def _uncover(self) -> None:
        shown = (self.start_page,) if self._view is None else self._idle_parts
        for part in (*shown, self.status):
            part.show()

    def _settle(self) -> None:
        self._answer = None
        self.camera.resume()

    def _look(self, answer: Answer) -> Look:
        return look(
            answer,
            zone=self._zone,
            now=self._now,
            checked_in=self._checked_in,
            kiosk=self._kiosk_name,
            waiting=self._waiting,
        )

    def _count_waiting(self, answer: Answer) -> None:
        """Adds an answer to the commands that wait, since the link counts them a moment later."""
        link = None if self._view is None else self._view.link
        if self._view is None or link is None or not answer.is_saved_here:
            return
        self._waiting = link.waiting + 1
        self._view = replace(self._view, link=replace(link, waiting=self._waiting))

    def _show_view(self) -> None:
        self.status.show_clock(clock_time(self._now, self._zone))
        if self._view is None:
            self.status.show_state(not_ready_pill(), "")
            return
        view, event = self._view, self._view.event
        when = event_times(event, self._zone, self._now)
        heading = Heading(plain(event.group_name), plain(event.title), when)
        qr_text = event_qr_text(event.code, self._check_in_url)
        is_same = (heading, qr_text) == (self.header.heading, self.card.qr_text)
        self.header.show_heading(heading)
        self.card.show_code(qr_text, event.code, invitation(view, self._check_in_url))
        if not is_same:
            self.keypad.offer(event.code)
            self._arrange()
        state = pill(view, zone=self._zone, now=self._now) if self._lost is None else not_ready_pill()
        as_of = "" if view.link is None else roster_words(view.link, self._zone, self._now)
        counter = checked_in_words(self._checked_in)
        self.status.show_state(state, counter, as_of, link_pills(view.link, self._now))
        self._show_hint()
        if self._answer is not None and self.overlay.isVisible():
            self.overlay.change_foot(self._look(self._answer))

    def _show_hint(self) -> None:
        self.camera.show_hint(
            lost_hint()
            if self._lost is not None
            else hint(self._view, self._camera_report, self._advice, zone=self._zone, now=self._now)
        )

    def _arrange(self) -> None:
        """Applies the colours, the sizes and the places to all parts."""
        palette, to = self.colours(), scale(self.size())
        self.header.wear(palette, to.unit)
        self.card.wear(palette, to.unit)
        self.camera.wear(palette, to.unit)
        self.status.wear(palette, to.unit, to.margin, is_portrait=to.is_portrait)
        self.start_page.wear(palette, to.unit, is_portrait=to.is_portrait)
        self.keypad.wear(palette, to.unit)
        self.overlay.scale_to(to.unit)
        card_height = self.card.wanted_height(to.qr_room, to.qr_least)
        placed = places(self.size(), to, card_height, self.header.wanted_height)
        self.header.setGeometry(placed.header)
        self.card.setGeometry(placed.card)
        self.camera.setGeometry(placed.camera)
        self.status.setGeometry(placed.status)
        self.start_page.setGeometry(0, 0, self.width(), placed.status.top())
        self.keypad.setGeometry(self.rect())
        self.overlay.setGeometry(self.rect())
        self.arranged.emit(palette, to.unit)
        self.update()


def _ms(duration: timedelta) -> int:
    return round(duration / timedelta(milliseconds=1))
