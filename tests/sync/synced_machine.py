"""The machine of rules for doors with databases of their own: networks, doors and the centre fail."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from kiosk.domain.check_in.scan import Answer
from tests.sync.machines import PLACES, CheckInMachine, step
from tests.sync.oracle import ExpectedRow, ExpectedState
from tests.sync.sites import SyncedSite
from tests.waiting import until

ARRIVAL_SECONDS = 0.5
"""The time in which a check-in arrives whose answer is held back."""


@dataclass(frozen=True, slots=True)
class SeenBackup:
    """The centre as a backup has it."""

    copy: AbstractContextManager[None]
    centre: ExpectedState


class SyncedMachine(CheckInMachine):
    """Two or more doors, their links, and everything that happens at any doors.

    While check-ins wait at a door that is cut off, nobody can know in which order they will arrive. So the
    oracle keeps facts: each yes that was shown, what was undone and who was erased. When all doors have sent
    everything, each fact has its place in the centre, and the oracle is sure again.
    """

    site: SyncedSite

    def __init__(self, site: SyncedSite) -> None:
        super().__init__(site)
        self.away: set[int] = set()
        self.waiting: list[dict[UUID, ExpectedRow]] = [{} for _ in site.names]
        self.undone: set[UUID] = set()
        self.people_ever_in: set[UUID | None] = set()
        self.is_unsure = self.is_restored = False
        self.shown_in: set[UUID] = set()
        self.backup: SeenBackup | None = None
        self.settle()

    def teardown(self) -> None:
        """Compares a last time, and closes the doors."""
        try:
            self.settle()
        finally:
            self.site.end_example()
            if self.backup is not None:
                self.backup.copy.__exit__(None, None, None)

    # Networks

    @step(door=PLACES, requests=st.booleans(), is_cut=st.booleans(), then=st.lists(PLACES, max_size=3))
    def cut_off(self, door: int, then: list[int], *, requests: bool, is_cut: bool) -> None:
        """Cuts a door off, where people go on: both directions are silent, or the replies alone."""
        number = self._door(door)
        if number not in self.away:
            self.site.link(number).silence(requests=requests)
            if is_cut:
                self.site.link(number).cut()
            self.away.add(number)
            self.is_unsure |= not requests  # what the door sends may arrive
        for which in then:
            self.scan(number, self._token(which))

    @step(door=PLACES, which=PLACES)
    def lose_answer(self, door: int, which: int) -> None:
        """Holds up a pass: the check-in arrives at the centre, and the answer does not come back."""
        number = self._door(door)
        self.cut_off(number, [], requests=False, is_cut=False)
        scan_id = self.scan(number, self._token(which))
        if scan_id in self.shown and until(lambda: scan_id in self.rows(), ARRIVAL_SECONDS):
            self._note_arrived(scan_id)

    @step(door=PLACES, is_cut=st.booleans())
    def heal(self, door: int, *, is_cut: bool) -> None:
        """Restores a door's network; late bytes arrive, or are lost."""
        number = self._door(door)
        if number in self.away:
            self.site.heal(number, is_cut=is_cut)
            self.away.remove(number)
            self.known[number].append(self.centre)
            self.is_unsure |= bool(self.waiting[number])

    # Doors

    @step(door=PLACES)
    def restart(self, door: int) -> None:
        """Closes a door and opens it again."""
        self.site.restart(self._door(door))

    @step(door=PLACES)
    def crash(self, door: int) -> None:
        """Starts a door again after a loss of power."""
        self.site.crash(self._door(door))

    # The centre

    @precondition(lambda self: self.backup is None)
    @step()
    def back_up(self) -> None:
        """Makes a backup of the centre."""
        self.settle()
        copy = self.site.venue.backup()
        copy.__enter__()
        self.backup = SeenBackup(copy, self.centre)

    @step(
        door=PLACES,
        which=PLACES,
        undone=st.one_of(st.none(), PLACES),
        is_log_new=st.booleans(),
        has_looked=st.booleans(),
    )
    def restore(
        self, door: int, which: int, undone: int | None, *, is_log_new: bool, has_looked: bool
    ) -> None:
        """Puts an older centre in its place, whose log of changes may be another, after somebody came."""
        if self.backup is None:
            self.back_up()
        self.scan(self._door(door), self._token(which))
        if undone is not None:
            self._remove(-1 - undone, self._undo_at_desk)
        self.settle()
        self._let_all_doors_report()  # as they do every few seconds
        self.settle()
        assert self.backup is not None
        backup, self.backup = self.backup, None
        self.site.restore(backup.copy, is_log_new=is_log_new)
        self._note_older(backup.centre)
        if has_looked:  # the doors' lists before their commands
            for number in range(len(self.site.names)):
                until(lambda number=number: not self.site.differences(number), ARRIVAL_SECONDS)  # type: ignore[misc]  # in a loop
        self._let_all_doors_report()
        self.settle()

    @step()
    def settle(self) -> None:
        """Restores every network, waits until doors are like the centre, and compares it with the oracle."""
        for number in list(self.away):
            self.heal(number, is_cut=True)
        for number, name in enumerate(self.site.names):
            is_settled = until(lambda number=number: self.site.is_settled(number), self.site.settle_seconds)  # type: ignore[misc]  # in a loop
            assert is_settled, f"{name} is not like the centre: {self.site.differences(number)}"
            assert not self.site.rejected(number)
        self._compare()
        self.waiting = [{} for _ in self.waiting]
        self.is_unsure = self.is_restored = False
        self.known = [[self.centre] for _ in self.known]

    def _note_older(self, centre: ExpectedState) -> None:
        """Notes that the centre is an older one: each yes since then comes again, except those undone."""
        self.centre = centre
        self.undone -= centre.rows.keys()  # the backup has them: whoever restores it undoes them again
        for scan_id, shown in self.shown.items():
            if scan_id not in centre.rows.keys() | self.undone:
                self.waiting[shown.door][scan_id] = ExpectedRow(shown.person, self.site.names[shown.door])
        self.is_restored = self.is_unsure = True

    def _compare(self) -> None:
        found = self.rows()
        waiting = {key: row for rows in self.waiting for key, row in rows.items()}
        people = [row.person for row in found.values() if row.person is not None]
        assert len(people) == len(set(people)), "somebody is there twice"
        assert not self.undone & found.keys(), "an undone check-in came back"
        assert self.centre.rows.items() <= found.items(), "a check-in is missing, or was rewritten"
        explained = self.centre.rows.keys() | waiting.keys()
        if self.is_restored:  # of two doors the one may come first that had shown Already checked in
            explained |= self.shown_in
        assert found.keys() <= explained, "nobody was shown this check-in"
        again = self.site.scanned_again()
        for scan_id in waiting.keys() - found.keys() - self.undone:
            assert again.get(scan_id) == "CHECKED_IN", (
                "a yes is neither at the centre nor among the conflicts"
            )
            person = waiting[scan_id].person
            others = {shown.person for other, shown in self.shown.items() if other != scan_id}
            assert person in self.people_ever_in | others, "a yes was a duplicate of nothing"
        come = {key: waiting.get(key, row) for key, row in found.items() if key not in self.centre.rows}
        self.centre = self.centre.with_rows(come)
        assert self.centre.rows == found, "a check-in is not as it was shown"

    # The parts of rules

    def is_sure(self) -> bool:
        """Returns True while the oracle knows every check-in that is at the centre."""
        return not self.is_unsure

    def expected(self, door: int, code: str | None) -> set[str] | None:
        """Returns the outcomes that a door may show, or None for any."""
        if self.is_unsure:
            return None
        here = self.waiting[door]
        outcomes = {state.with_rows(here).outcome(code) for state in self.known[door]}
        if door not in self.away and "CHECKED_IN" in outcomes and self._is_in(code):
            outcomes |= {"ALREADY_CHECKED_IN"}
        return outcomes

    def note(
        self, door: int, code: str | None, scan_id: UUID, answer: Answer, expected: set[str] | None
    ) -> None:
        """Compares an answer with those that are expected, and notes it."""
        if answer.outcome == "ALREADY_CHECKED_IN":
            self.shown_in.add(scan_id)
        super().note(door, code, scan_id, answer, expected)

    def note_yes(self, scan_id: UUID, answer: Answer) -> None:
        """Notes a check-in, which is at the centre or waits at the door."""
        shown = self.shown[scan_id]
        if not answer.is_saved_here:
            assert shown.door not in self.away
            super().note_yes(scan_id, answer)
            return
        row = ExpectedRow(shown.person, self.site.names[shown.door])
        self.waiting[shown.door][scan_id] = row
        self.is_unsure |= shown.door not in self.away  # the centre was slow, and has it soon

    def change(self, state: ExpectedState) -> None:
        """Notes the centre's new state, which doors learn that are not cut off."""
        self.centre = state
        self.people_ever_in |= {row.person for row in state.rows.values() if row.person is not None}
        for door, states in enumerate(self.known):
            if door not in self.away:
                states.append(state)

    def note_removed(self, row_id: UUID) -> None:
        """Notes that a check-in was undone."""
        self.undone.add(row_id)
        self.people_ever_in |= {self.shown[row_id].person} if row_id in self.shown else set()
        super().note_removed(row_id)

    def _note_arrived(self, scan_id: UUID) -> None:
        self.change(self.centre.with_rows({scan_id: self.rows()[scan_id]}))

    def _is_in(self, code: str | None) -> bool:
        person, _ = self.centre.passes.get(code or "", (None, False))
        return self.centre.is_in(person)

    def _let_all_doors_report(self) -> None:
        """Makes each door exchange something with the centre, which it does every few seconds anyway."""
        for door in range(len(self.site.names)):
            self.site.check_in(door, "a menu")
