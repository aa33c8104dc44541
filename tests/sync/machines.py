"""Machines of rules: hypothesis makes up evenings at the doors, and compares each with the oracle.

The first has what happens at any doors: scans, an organizer at the desk, another program that writes to the
shared tables. The second adds what happens between doors and their centre.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kiosk.domain.check_in.scan import Answer
from kiosk.domain.clock import utc_now
from kiosk.domain.event import EventState
from kiosk.domain.people.passes import mint_token
from kiosk.services.check_in.corrections import ByHand, check_in_by_hand, name_walk_in, undo_check_in
from kiosk.services.events.edits import edit_event
from kiosk.services.events.events import set_event_state
from kiosk.services.people.edits import delete_person
from kiosk.services.people.guest_lists import add_guest, remove_guest
from kiosk.services.people.passes import issue_pass, revoke_pass
from kiosk.services.people.people import add_participant
from tests.services.world import saved
from tests.storage.raw import run
from tests.sync.oracle import ExpectedRow, ExpectedState
from tests.sync.sites import Site

PLACES = st.integers(0, 15)
"""Chooses one of those that there are: a door, a person, a pass, a check-in."""

MOSTLY = st.sampled_from([True, True, True, False])

UNKNOWN_PASS = mint_token()


def step(**values: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """Makes a rule of a method, as hypothesis has it, which is noted in the journal of the site.

    Args:
        values: The strategies of its arguments.
    """

    def decorate(method: Callable[..., None]) -> Any:  # noqa: ANN401 -- as hypothesis returns it
        @wraps(method)
        def noted(machine: "CheckInMachine", *given: object, **named: object) -> None:
            machine.site.journal.append(f"{method.__name__} {[*given, *named.values()]}")
            try:
                method(machine, *given, **named)
            except Exception as error:
                if not hasattr(error, "__notes__"):
                    error.add_note("\n".join(machine.site.journal))
                raise

        return rule(**values)(noted)  # type: ignore[call-overload]  # none of them is a target

    return decorate


@dataclass(frozen=True, slots=True)
class ShownYes:
    """A check-in that a door showed: of this person, or of a walk-in."""

    door: int
    person: UUID | None


class CheckInMachine(RuleBasedStateMachine):
    """Everything that happens at doors and at the desk."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site: Any = site
        self.centre = ExpectedState()
        self.emails: dict[UUID, str] = {}
        self.tokens: list[str] = []
        self.shown: dict[UUID, ShownYes] = {}
        self.site.begin()
        # The states that a door may know: the centre's now, or one on the way.
        self.known = [[self.centre] for _ in site.names]

    def teardown(self) -> None:
        """Compares a last time, and closes the doors."""
        try:
            self.settle()
        finally:
            self.site.end_example()

    @initialize(count=st.integers(1, 3))
    def invite(self, count: int) -> None:
        """Gives the first people their passes."""
        for _ in range(count):
            self.add_person()

    # At the doors

    @step(door=PLACES, which=PLACES)
    def scan_pass(self, door: int, which: int) -> None:
        """Holds up a pass, which may be revoked or of somebody who was erased."""
        self.scan(self._door(door), self._token(which))

    @step(door=PLACES, code=st.sampled_from([None, "a menu", UNKNOWN_PASS]))
    def scan_other(self, door: int, code: str | None) -> None:
        """Takes the button, or holds up something unknown."""
        self.scan(self._door(door), code)

    @step(which=PLACES)
    def hold_up_everywhere(self, which: int) -> None:
        """Holds up one pass at all doors at the same moment."""
        token, doors = self._token(which), range(len(self.site.names))
        expected = [self.expected(door, token) for door in doors]
        with ThreadPoolExecutor(len(doors)) as threads:
            answers = list(threads.map(lambda door: self.site.check_in(door, token), doors))
        recorded = [scan_id for scan_id, each in answers if each.is_checked_in and not each.is_saved_here]
        # Of somebody erased a moment ago check-ins stay without a name: nobody knows whose they are.
        assert len(recorded) <= 1 or token not in self.centre.passes, "two doors showed Recorded for one pass"
        for door, (scan_id, answer) in zip(doors, answers, strict=True):
            outcomes = expected[door]
            if outcomes is not None and "CHECKED_IN" in outcomes:
                outcomes |= {"ALREADY_CHECKED_IN", "EVENT_FULL"}
            self.note(door, token, scan_id, answer, outcomes)

    # At the desk

    @step(which=PLACES)
    def undo(self, which: int) -> None:
        """Undoes a check-in at the desk."""
        self._remove(which, self._undo_at_desk)

    @step(person=st.one_of(st.none(), PLACES))
    def check_in_at_desk(self, person: int | None) -> None:
        """Checks somebody in by hand."""
        chosen = None if person is None else self._person(person)
        act = ByHand(uuid4(), self.site.world.event.id, chosen, "Desk", utc_now())
        answer = check_in_by_hand(self.site.store, act)
        if self.is_sure():
            expected = self.centre.outcome_of_person(chosen) if self.centre.is_open else "EVENT_CLOSED"
            assert answer.outcome == expected
        if answer.is_checked_in:
            self.change(self.centre.with_rows({act.id: ExpectedRow(chosen, "Desk")}))

    @step(which=PLACES, person=PLACES)
    def name_somebody(self, which: int, person: int) -> None:
        """Gives a walk-in a name, unless that person is in."""
        walk_ins = [row_id for row_id, row in self.rows().items() if row.person is None]
        chosen = self._person(person)
        if not walk_ins or chosen is None or any(row.person == chosen for row in self.rows().values()):
            return
        row_id = walk_ins[which % len(walk_ins)]
        name_walk_in(self.site.store, row_id, chosen)
        row = self.rows()[row_id]
        self.change(replace(self.centre, rows={**self.centre.rows, row_id: row}))

    @step()
    def add_person(self) -> None:
        """Adds somebody with a pass, who is on the list."""
        number = len(self.emails)
        person = add_participant(self.site.store, name=f"Guest {number}", email=f"{number}@example.org")
        self.emails[person.id] = person.email
        people, listed = self.centre.people | {person.id}, self.centre.listed | {person.id}
        add_guest(self.site.store, self.site.world.event.code, person.email)
        self.change(replace(self.centre, people=people, listed=listed))
        self._issue(person.id)

    @step(person=PLACES)
    def replace_pass(self, person: int) -> None:
        """Issues a new pass: the earlier one is revoked."""
        if chosen := self._person(person):
            self._issue(chosen)

    @step(person=PLACES)
    def revoke(self, person: int) -> None:
        """Revokes somebody's pass."""
        chosen = self._person(person)
        if (chosen, True) in self.centre.passes.values():
            assert chosen is not None
            revoke_pass(self.site.store, self.emails[chosen], now=utc_now())
            self.change(replace(self.centre, passes=self._revoked(chosen)))

    @step(person=PLACES)
    def erase(self, person: int) -> None:
        """Deletes somebody at the desk."""
        if chosen := self._person(person):
            delete_person(self.site.store, chosen, confirmed=self.emails[chosen])
            self.change(self.centre.without_person(chosen))

    @step(person=PLACES)
    def change_list(self, person: int) -> None:
        """Puts somebody on the guest list, or takes them off."""
        chosen = self._person(person)
        if chosen is None:
            return
        is_listed = chosen in self.centre.listed
        edit = remove_guest if is_listed else add_guest
        edit(self.site.store, self.site.world.event.code, self.emails[chosen])
        self.change(replace(self.centre, listed=self.centre.listed ^ {chosen}))

    @step(is_open=MOSTLY)
    def open_or_close(self, *, is_open: bool) -> None:
        """Opens or closes the event."""
        state = EventState.OPEN if is_open else EventState.CLOSED
        set_event_state(self.site.store, self.site.world.event.code, state)
        self.change(replace(self.centre, is_open=is_open))

    @step(capacity=st.one_of(st.none(), st.integers(2, 6)), has_list=st.booleans())
    def edit(self, capacity: int | None, *, has_list: bool) -> None:
        """Changes the event's places, and whether others than the listed may enter."""
        with self.site.store.read() as transaction:
            event = transaction.events.get(self.site.world.event.id)
        assert event is not None
        saved(edit_event(self.site.store, event, replace(event, capacity=capacity, has_guest_list=has_list)))
        self.change(replace(self.centre, capacity=capacity, has_list=has_list))

    # Another program, with rights on the shared tables

    @step(which=PLACES)
    def delete_row_elsewhere(self, which: int) -> None:
        """Deletes a check-in by another program."""
        self._remove(which, lambda row_id: self._run("DELETE FROM attendance WHERE id = :id", id=row_id))

    @step(person=PLACES)
    def delete_person_elsewhere(self, person: int) -> None:
        """Deletes a user by another program; the database deletes what belongs to them."""
        if chosen := self._person(person):
            self._run("DELETE FROM users WHERE id = :id", id=chosen)
            self.change(self.centre.without_person(chosen))

    @step(person=st.one_of(st.none(), PLACES))
    def insert_row_elsewhere(self, person: int | None) -> None:
        """Inserts a check-in by another program, which knows neither kiosks nor rules."""
        chosen = None if person is None else self._person(person)
        if chosen is not None and any(row.person == chosen for row in self.rows().values()):
            return
        row_id = uuid4()
        self._run(
            'INSERT INTO attendance (id, event_id, participant_id, "timestamp", created_at, updated_at)'
            " VALUES (:id, :event, :person, :now, :now, :now)",
            id=row_id,
            event=self.site.world.event.id,
            person=chosen,
            now=utc_now(),
        )
        self.change(self.centre.with_rows({row_id: ExpectedRow(chosen, None)}))

    @step(is_open=MOSTLY)
    def open_or_close_elsewhere(self, *, is_open: bool) -> None:
        """Opens or closes the event by another program."""
        state = "OPEN" if is_open else "CLOSED"
        self._run("UPDATE events SET state = :state, updated_at = :now", state=state, now=utc_now())
        self.change(replace(self.centre, is_open=is_open))

    @step()
    def settle(self) -> None:
        """Compares the centre with the oracle."""
        assert self.rows() == self.centre.rows

    # The parts of rules

    def is_sure(self) -> bool:
        """Returns True while the oracle knows every check-in that is at the centre."""
        return True

    def expected(self, door: int, code: str | None) -> set[str] | None:
        """Returns the outcomes that a door may show, or None for any."""
        return {each.outcome(code) for each in self.known[door]}

    def scan(self, door: int, code: str | None) -> UUID:
        """Checks in at a door, and compares the answer."""
        expected = self.expected(door, code)
        scan_id: UUID
        scan_id, answer = self.site.check_in(door, code)
        self.note(door, code, scan_id, answer, expected)
        return scan_id

    def note(
        self, door: int, code: str | None, scan_id: UUID, answer: Answer, expected: set[str] | None
    ) -> None:
        """Compares an answer with those that are expected, and notes a yes."""
        assert expected is None or answer.outcome in expected, f"{answer.outcome}, not {expected}"
        if not answer.is_checked_in:
            return
        token = code or ""
        person = next((each.passes[token][0] for each in self.known[door] if token in each.passes), None)
        self.shown[scan_id] = ShownYes(door, person)
        self.note_yes(scan_id, answer)

    def note_yes(self, scan_id: UUID, answer: Answer) -> None:  # noqa: ARG002 -- others need it
        """Notes a check-in, which must be at the centre."""
        assert scan_id in self.rows(), "Recorded was shown, and the centre has no check-in"
        shown = self.shown[scan_id]
        row = ExpectedRow(shown.person, self.site.names[shown.door])
        self.change(self.centre.with_rows({scan_id: row}))

    def change(self, state: ExpectedState) -> None:
        """Notes the centre's new state, which doors learn."""
        self.centre = state
        self.known = [[state] for _ in self.known]

    def rows(self) -> dict[UUID, ExpectedRow]:
        """Returns the check-ins at the centre."""
        return dict(self.site.rows())

    def _remove(self, which: int, remove: Callable[[UUID], None]) -> None:
        there = list(self.rows())
        if there:
            row_id = there[which % len(there)]
            remove(row_id)
            self.note_removed(row_id)

    def note_removed(self, row_id: UUID) -> None:
        """Notes that a check-in was undone."""
        self.change(self.centre.without_row(row_id))

    def _undo_at_desk(self, row_id: UUID) -> None:
        undo_check_in(self.site.store, row_id, reason="Wrong person", desk="Desk", now=utc_now())

    def _issue(self, person: UUID) -> None:
        issued = issue_pass(self.site.store, self.emails[person], now=utc_now())
        self.tokens.append(issued.token)
        self.change(replace(self.centre, passes={**self._revoked(person), issued.token: (person, True)}))

    def _revoked(self, person: UUID) -> dict[str, tuple[UUID, bool]]:
        return {
            token: (holder, is_good and holder != person)
            for token, (holder, is_good) in self.centre.passes.items()
        }

    def _door(self, which: int) -> int:
        return which % len(self.site.names)

    def _token(self, which: int) -> str:
        return self.tokens[which % len(self.tokens)] if self.tokens else UNKNOWN_PASS

    def _person(self, which: int) -> UUID | None:
        there = [each for each in self.emails if each in self.centre.people]
        return there[which % len(there)] if there else None

    def _run(self, statement: str, **values: object) -> None:
        # As uuids are stored on SQLite.
        is_sqlite = self.site.foreign.dialect.name == "sqlite"
        plain = {
            name: value.hex if is_sqlite and isinstance(value, UUID) else value
            for name, value in values.items()
        }
        run(self.site.foreign, statement, **plain)
