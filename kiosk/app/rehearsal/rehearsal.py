"""A rehearsal of a whole venue on a scratch database, which ends with a ledger."""

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.app.rehearsal.kiosks import RehearsalKiosk, ShownAnswer
from kiosk.app.rehearsal.network import Link, linked
from kiosk.app.stores import opened_database
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused, StorageUnfit
from kiosk.domain.refusals.machine.demo import CheckInsNotSent, KiosksNotOpen, RehearsalNeedsServer
from kiosk.domain.rehearsal import RehearsalLedger
from kiosk.services.demo.rehearsal import REHEARSAL_CODE, Recorded, recorded_scans, seed_rehearsal
from kiosk.settings import Settings
from kiosk.storage.connection.address import is_sqlite, read_address

OPEN_SECONDS = 60.0
"""Seconds within which every kiosk has to open."""

DRAIN_SECONDS = 60.0
"""Seconds within which every outbox has to be empty after the last fault."""

_ANSWER_SECONDS = 10.0
_LOOK_SECONDS = 0.05
_FAULT_EVERY = (0.2, 1.5)
_SILENCE = (0.0, 5.0)
_WALK_INS = 0.05
_SECOND_DOORS = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """A rehearsal's size.

    Attributes:
        kiosks: How many kiosks.
        people: How many people with passes.
        has_faults: True to kill kiosks, and to cut and silence the network, while people arrive.
        seed: Makes the order of people and faults repeatable.
    """

    kiosks: int
    people: int
    has_faults: bool
    seed: int


def rehearse(settings: Settings, plan: Plan, report: Callable[[str], None]) -> RehearsalLedger:
    """Runs whole kiosks on the configured database, which has to be empty.

    Args:
        settings: Every option; the database is PostgreSQL.
        plan: The size.
        report: Called with a line about each step.

    Raises:
        Refused: The database is no PostgreSQL, or holds people or events; or the kiosks do not open, or do
            not send what they have.
        StorageUnavailable, StorageUnfit: It cannot be used.
    """
    url = settings.database_url.get_secret_value()
    if is_sqlite(read_address(url)):
        raise Refused(RehearsalNeedsServer())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="kiosk-rehearsal-")))
        database = stack.enter_context(opened_database(settings, is_fit=False))
        try:
            database.check_revision()
        except StorageUnfit:
            database.upgrade()
        report(f"Making {plan.people} people with passes…")
        tokens = seed_rehearsal(database, plan.people, now=utc_now())
        network = stack.enter_context(linked(url))
        kiosks = [_kiosk(number, folder, network.url) for number in range(1, plan.kiosks + 1)]
        venue = _Venue(kiosks, network, plan, tokens)
        report(f"Opening {plan.kiosks} kiosks…")
        stack.callback(venue.end)
        venue.open()
        report("People arrive…")
        began_at = time.monotonic()
        venue.run()
        venue.drain()
        seconds = time.monotonic() - began_at
        return _ledger(venue, recorded_scans(database), seconds)


class _Venue:
    def __init__(
        self, kiosks: Sequence[RehearsalKiosk], network: Link, plan: Plan, tokens: Sequence[str]
    ) -> None:
        self.kiosks = kiosks
        self.faults: Counter[str] = Counter()
        self._network = network
        self._plan = plan
        self._random = random.Random(plan.seed)  # noqa: S311 -- repeatable, not secret
        self._waiting = deque(self._arrivals(tokens))
        self._locks = {kiosk.name: threading.Lock() for kiosk in kiosks}
        self._is_over = threading.Event()

    def open(self) -> None:
        for kiosk in self.kiosks:
            kiosk.start()
        if not all(kiosk.wait_until_open(OPEN_SECONDS) for kiosk in self.kiosks):
            raise Refused(KiosksNotOpen(round(OPEN_SECONDS)))

    def run(self) -> None:
        """Lets everybody in, while faults happen."""
        doors = [threading.Thread(target=self._serve, args=(kiosk,)) for kiosk in self.kiosks]
        troubles = threading.Thread(target=self._trouble)
        for thread in doors:
            thread.start()
        if self._plan.has_faults:
            troubles.start()
        for thread in doors:
            thread.join()
        self._is_over.set()
        if self._plan.has_faults:
            troubles.join()

    def drain(self) -> None:
        """Waits until no kiosk has anything left to send; nobody scans any more."""
        give_up_at = time.monotonic() + DRAIN_SECONDS
        pause = threading.Event()
        while waiting := sum(kiosk.waiting() for kiosk in self.kiosks):
            if time.monotonic() > give_up_at:
                raise Refused(CheckInsNotSent(waiting, round(DRAIN_SECONDS)))
            pause.wait(_LOOK_SECONDS)

    def end(self) -> None:
        for kiosk in self.kiosks:
            kiosk.finish()

    def _arrivals(self, tokens: Sequence[str]) -> Iterator[str | None]:
        people: list[str | None] = [*tokens]
        people += self._random.sample(tokens, round(_SECOND_DOORS * len(tokens)))
        people += [None] * round(_WALK_INS * len(tokens))
        self._random.shuffle(people)
        return iter(people)

    def _serve(self, kiosk: RehearsalKiosk) -> None:
        """Checks in one person after another; whoever was shown nothing goes to another door."""
        while True:
            try:
                token = self._waiting.popleft()
            except IndexError:
                return
            with self._locks[kiosk.name]:  # it is not killed while it starts
                scan_id = kiosk.scan(token)
            if not kiosk.wait_for_answer(scan_id, _ANSWER_SECONDS):
                self._waiting.append(token)

    def _trouble(self) -> None:
        faults = (self._kill, self._silence, self._cut)
        while not self._is_over.wait(self._random.uniform(*_FAULT_EVERY)):
            fault = self._random.choice(faults)
            fault()
            self.faults[fault.__name__.strip("_")] += 1
        self._network.restore()

    def _kill(self) -> None:
        kiosk = self._random.choice(self.kiosks)
        with self._locks[kiosk.name]:
            kiosk.kill()
            kiosk.start()
            kiosk.wait_until_open(OPEN_SECONDS)

    def _silence(self) -> None:
        self._network.silence()
        self._is_over.wait(self._random.uniform(*_SILENCE))
        self._network.cut()
        self._network.restore()

    def _cut(self) -> None:
        self._network.cut()


def _kiosk(number: int, folder: Path, url: str) -> RehearsalKiosk:
    own = folder / f"kiosk-{number}"
    own.mkdir()
    return RehearsalKiosk(f"Door {number}", own, url, REHEARSAL_CODE)


def _ledger(venue: _Venue, recorded: Sequence[Recorded], seconds: float) -> RehearsalLedger:
    shown = [each for kiosk in venue.kiosks for each in kiosk.shown if _is_yes(each)]
    known = {each.scan_id for each in recorded}
    rows = {each.scan_id: each.person_id for each in recorded if each.is_attendance}
    people = Counter(person for person in rows.values() if person is not None)
    confirmed = Counter(each.token for each in shown if each.token and not each.is_saved_here)
    return RehearsalLedger(
        shown=len(shown),
        saved_here=sum(each.is_saved_here for each in shown),
        recorded=sum(each.scan_id in known for each in shown),
        missing=tuple(each.scan_id for each in shown if each.scan_id not in known),
        twice=sum(count > 1 for count in people.values()),
        confirmed_twice=sum(count > 1 for count in confirmed.values()),
        duplicates=sum(each.scan_id in known and each.scan_id not in rows for each in shown),
        unseen=len(rows.keys() - {each.scan_id for each in shown}),
        faults=dict(venue.faults),
        seconds=seconds,
    )


def _is_yes(shown: ShownAnswer) -> bool:
    return shown.outcome == Outcome.CHECKED_IN
