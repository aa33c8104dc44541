"""The content of a door's window: what is known of its event, its link, its camera, on the window's parts."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.scan import Answer
from kiosk.domain.clock import utc_now
from kiosk.domain.codes import event_qr_text
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.ui.door.labels import Look, clock_pills, hint, link_pills, look, lost_hint, not_ready_pill, pill
from kiosk.ui.door.screen.header import Heading
from kiosk.ui.door.window_parts import DoorParts
from kiosk.wording.door.link import roster_words
from kiosk.wording.door.screen import invitation
from kiosk.wording.language.safe_text import plain
from kiosk.wording.outcomes import checked_in_words
from kiosk.wording.times.instants import clock_time, event_times


class DoorContent:
    """The state of one door as its window shows it. All methods belong to the GUI thread.

    Attributes:
        view: The event as it was read last, or None before it is known.
        now: The present instant, aware.
        camera_report: The camera's state.
        advice: Advice to a person whose code cannot be read, or None.
        lost: The sentence about a database that does not answer, or None.
    """

    def __init__(
        self, parts: DoorParts, *, zone: ZoneInfo, kiosk_name: str, check_in_url: str | None
    ) -> None:
        """Begins without an event; the arguments but the first are those of DoorWindow."""
        self._parts = parts
        self._zone = zone
        self._kiosk_name = kiosk_name
        self._check_in_url = check_in_url
        self._checked_in = 0
        self._waiting = 0  # check-ins that wait for the centre, by the newest answer
        self.view: DoorStatus | None = None
        self.now = utc_now()
        self.camera_report = CameraReport(CameraState.OPENING)
        self.advice: Advice | None = None
        self.lost: str | None = None

    def change_view(self, view: DoorStatus, now: datetime) -> None:
        """Takes the event as it was just read."""
        self.view, self.now, self._checked_in = view, now, view.checked_in

    def change_clock(self, now: datetime) -> None:
        """Takes the present instant, and the state of the event that depends on it."""
        self.now = now
        if self.view is not None:
            self.view = replace(self.view, admission=self.view.event.admission(now))

    def count(self, answer: Answer) -> None:
        """Adds an answer to the people who are in, and to the commands that wait for the centre.

        The database counts them too, and is read a moment later.
        """
        if answer.is_checked_in:
            self._checked_in += 1
        link = None if self.view is None else self.view.link
        if self.view is None or link is None or (link.is_online and not answer.is_saved_here):
            return
        self._waiting = link.waiting + 1
        self.view = replace(self.view, link=replace(link, waiting=self._waiting))

    def look(self, answer: Answer) -> Look:
        """Returns the look of an answer."""
        return look(
            answer,
            zone=self._zone,
            now=self.now,
            checked_in=self._checked_in,
            kiosk=self._kiosk_name,
            waiting=self._waiting,
        )

    def show(self) -> bool:
        """Shows everything; returns True when another title or code may need other places."""
        status = self._parts.status
        status.show_clock(clock_time(self.now, self._zone))
        if self.view is None:
            status.show_state(not_ready_pill(), "")
            return False
        is_other = self._show_event(self.view)
        link = self.view.link
        state = pill(self.view, zone=self._zone, now=self.now) if self.lost is None else not_ready_pill()
        as_of = "" if link is None else roster_words(link, self._zone, self.now)
        pills = link_pills(link, self.now) or clock_pills(self.view.clock_doubt)
        status.show_state(state, checked_in_words(self._checked_in), as_of, pills)
        self.show_hint()
        return is_other

    def show_hint(self) -> None:
        """Shows the request to people in front of the door."""
        self._parts.camera.show_hint(
            lost_hint()
            if self.lost is not None
            else hint(self.view, self.camera_report, self.advice, zone=self._zone, now=self.now)
        )

    def _show_event(self, view: DoorStatus) -> bool:
        parts, event = self._parts, view.event
        when = event_times(event, self._zone, self.now)
        heading = Heading(plain(event.group_name), plain(event.title), when)
        qr_text = event_qr_text(event.code, self._check_in_url)
        is_other = (heading, qr_text) != (parts.header.heading, parts.card.qr_text)
        parts.header.show_heading(heading)
        parts.card.show_code(qr_text, event.code, invitation(view, self._check_in_url))
        if is_other:
            parts.keypad.offer(event.code)
        return is_other
