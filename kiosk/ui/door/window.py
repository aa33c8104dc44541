"""The kiosk's screen as one window: shows what its controller passes in, and emits what people touch."""

from collections.abc import Callable
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
from kiosk.scanning.messages import Advice, CameraReport, Preview
from kiosk.ui.common.theme import Palette, load_fonts, system_palette
from kiosk.ui.door.labels import Look, failure_look, greeting_look, waiting_look
from kiosk.ui.door.screen.keypad import is_typing
from kiosk.ui.door.staff_purpose import Purpose
from kiosk.ui.door.timing import DOOR_TIMES, DoorTimes
from kiosk.ui.door.window_content import DoorContent
from kiosk.ui.door.window_parts import DoorParts, milliseconds
from kiosk.wording.door.link import link_for_staff
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import plain


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
        self._times = times
        self._play = play
        self._palette: Palette | None = None
        self._answer: Answer | None = None
        self._latest: tuple[Look, timedelta] | None = None  # the newest answer or failure
        self._is_guarded = False
        self._is_away = False  # staff use a sheet over it, and answers are not shown
        self.setWindowTitle(_("Check-in"))
        self._parts = DoorParts(
            self,
            zone=zone,
            kiosk_name=plain(kiosk_name),
            mirrored=mirrored,
            times=times,
            has_sounds=play is not no_sound,
        )
        self._content = DoorContent(
            self._parts, zone=zone, kiosk_name=plain(kiosk_name), check_in_url=check_in_url
        )
        self.header, self.card, self.camera = self._parts.header, self._parts.card, self._parts.camera
        self.status, self.start_page = self._parts.status, self._parts.start_page
        self.keypad, self.overlay = self._parts.keypad, self._parts.overlay
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
        self._content.show_hint()

    def show_view(self, view: DoorStatus, now: datetime) -> None:
        """Shows the event as it was just read from the database.

        Args:
            view: The event, its state and its number of check-ins.
            now: The present instant, aware.
        """
        is_first = self._content.view is None
        self._content.change_view(view, now)
        self._show_content()
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
        self._content.change_clock(now)
        self._show_content()

    def show_answer(self, answer: Answer) -> None:
        """Shows the outcome to the person in front at once, instead of the screen before."""
        self._content.count(answer)
        shown = self._content.look(answer)
        self._latest = (shown, self._times.welcome if shown.is_welcome else self._times.notice)
        self._cover_with(*self._latest)
        self._answer = answer
        self._show_content()

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

    @property
    def is_in_use(self) -> bool:
        """True while an answer is shown or a code is typed."""
        return self.overlay.isVisible() or self.keypad.isVisible()

    def greet(self) -> None:
        """Shows that this is the door of another event now, the one of the newest view."""
        view = self._content.view
        if view is not None:
            self._cover_with(greeting_look(view.event.title), self._times.welcome)

    def end_walk_in(self) -> None:
        """Enables the Walk-in button for the next person, after an answer or a failure."""
        self.status.end_guard()

    def show_camera(self, report: CameraReport) -> None:
        """Shows the camera's state: a frame to hold passes into, or a hint when it does not work."""
        self._content.camera_report, self._content.advice = report, None
        self.start_page.show_camera(report)
        self._content.show_hint()

    def show_advice(self, advice: Advice | None) -> None:
        """Shows advice to a person who holds up something that cannot be read.

        Args:
            advice: One thing to do; None removes it.
        """
        self._content.advice = advice
        self._content.show_hint()

    def show_preview(self, preview: Preview) -> None:
        """Shows the newest picture; does not paint it while something covers it."""
        self.camera.show_preview(preview)

    def show_storage_lost(self, sentence: str | None) -> None:
        """Shows calmly that the database does not answer.

        Args:
            sentence: The fault; None when the database answers again.
        """
        if self._content.view is None:
            if sentence is not None:
                self.start_page.show_lost(self._content.now)
            return
        self._content.lost = sentence
        self.status.show_lost(None if sentence is None else plain(sentence))
        self._show_content()

    def clear_away(self) -> None:
        """Hides all parts behind a staff sheet, until `bring_back`."""
        self._is_away = True
        self.keypad.close_page()
        self.overlay.dismiss()
        self._parts.cover()

    def bring_back(self) -> None:
        """Shows all parts again, and takes the keyboard focus."""
        self._is_away = False
        self._uncover()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.activateWindow()  # without a window manager nothing else returns the keyboard focus

    def staff_line(self) -> str:
        """Returns what staff should do about the link or the clock; empty when there is nothing to do."""
        view = self._content.view
        return link_for_staff(None if view is None else view.link)

    def guard_closing(self, *, is_guarded: bool) -> None:
        """Lets the window close, or makes each attempt to close it ask the staff first."""
        self._is_guarded = is_guarded

    def event_title(self) -> str:
        """Returns the title of the shown event; empty before the event is known."""
        view = self._content.view
        return "" if view is None else view.event.title

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
        if self._content.view is not None and is_typing(event) and event.text().strip():
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
        self.overlay.show_look(shown, None if during is None else milliseconds(during))
        if shown.sound and has_sound:
            self._play(shown.sound)

    def _cover(self) -> None:
        self._parts.cover()

    def _uncover(self) -> None:
        self._parts.uncover(has_event=self._content.view is not None)

    def _settle(self) -> None:
        self._answer = None
        self.camera.resume()

    def _show_content(self) -> None:
        if self._content.show():
            self._arrange()
        if self._answer is not None and self.overlay.isVisible():
            self.overlay.change_foot(self._content.look(self._answer))

    def _arrange(self) -> None:
        """Applies the colours, the sizes and the places to all parts."""
        palette = self.colours()
        unit = self._parts.arrange(palette, self.size())
        self.arranged.emit(palette, unit)
        self.update()
