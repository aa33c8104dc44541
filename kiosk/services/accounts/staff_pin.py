"""This machine's staff PIN: it closes a door and opens the camera sheet there.

The PIN belongs to the user of this machine who runs the program. It is kept as an argon2id hash in one
small file, with the count of wrong tries. It needs no database, so it works while none answers.
The PIN itself is never stored, printed or logged.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from kiosk.atomic_file import make_folder_for
from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.pin import LONGEST_PAUSE, PIN_LENGTH, pause_after, pin_fault, tries_left
from kiosk.domain.refusals.people.staff_pin import NoPinSet, PinNotRemoved, PinNotStored
from kiosk.file_lock import holding
from kiosk.services.accounts.passwords import Verify, is_match
from kiosk.services.accounts.pin_file import PinRecord, PinUnreadable, read_record, write_record
from kiosk.settings import data_dir
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience

PIN_FILE = "staff-pin.json"

_HASHER = PasswordHasher()
_log = logging.getLogger(__name__)


class NoPin(Refused):
    """No PIN is set on this machine."""


@dataclass(frozen=True, slots=True)
class PinState:
    """The answer to whether a PIN can be typed now.

    Attributes:
        is_set: True when a PIN is set.
        wait: How long no PIN is accepted after wrong tries; zero when one is.
    """

    is_set: bool
    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class PinCheck:
    """The result of one try.

    Attributes:
        is_right: True when it was the PIN.
        tries_left: How many tries are left before a pause; None while no warning is needed.
        wait: How long no PIN is accepted; zero when one is.
    """

    is_right: bool
    tries_left: int | None = None
    wait: timedelta = timedelta()


def staff_pin(*, for_this_run: str | None = None) -> "StaffPin":
    """Returns the staff PIN of this machine's user.

    Args:
        for_this_run: A PIN that is valid while none is set, such as the demo's.
    """
    return StaffPin(data_dir() / PIN_FILE, for_this_run=for_this_run)


def random_pin() -> str:
    """Returns a random PIN that is not guessed at once."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"
        if pin_fault(pin) is None:
            return pin


class StaffPin:
    """The PIN and its wrong tries. Any thread may use it; the file is read again at each use.

    Pauses are measured by a clock that nobody can set, as long as the program runs. After a restart
    the file's instant counts: one that lies ahead of the clock counts as now, so no pause is
    longer than intended.
    """

    def __init__(
        self,
        path: Path,
        *,
        for_this_run: str | None = None,
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        verify: Verify = is_match,
    ) -> None:
        self._path = path
        self._clock = clock
        self._monotonic = monotonic
        self._verify = verify
        self._alone = threading.Lock()
        self._passing = None if for_this_run is None else PinRecord(_HASHER.hash(for_this_run))
        self._unsaved: PinRecord | None = None  # newer than the file, which could not be written
        self._seen: tuple[int, datetime | None] = (0, None)
        self._seen_from = 0.0  # when its pause began, by the clock that nobody can set

    def set(self, pin: str) -> None:
        """Sets the PIN, in place of an earlier or a damaged one. Wrong tries are forgotten.

        Raises:
            Refused: It is not six digits, is guessed at once, or the file cannot be written.
        """
        mistake = pin_fault(pin)
        if mistake is not None:
            raise Refused(mistake)
        record = PinRecord(_HASHER.hash(pin))
        try:
            make_folder_for(self._path)
            with self._alone, holding(self._path):
                write_record(self._path, record)
                self._unsaved = None
        except Refused as refusal:
            raise Refused(PinNotStored(refusal.reason)) from refusal

    def clear(self) -> bool:
        """Removes the PIN.

        Returns:
            True when there was one.

        Raises:
            Refused: The file cannot be removed.
        """
        with self._alone, holding(self._path):
            self._unsaved = None
            try:
                self._path.unlink()
            except FileNotFoundError:
                return False
            except OSError as error:
                raise Refused(PinNotRemoved(str(self._path), error.strerror or str(error))) from error
        return True

    def is_set(self) -> bool:
        """Returns whether a PIN is set.

        Raises:
            PinUnreadable: The file is damaged or cannot be read.
        """
        with self._alone:
            return self._present() is not None

    def state(self) -> PinState:
        """Returns whether a PIN can be typed now.

        Raises:
            PinUnreadable: The file is damaged or cannot be read.
        """
        with self._alone, holding(self._path):
            record = self._present()
            return PinState(is_set=False) if record is None else PinState(True, self._remaining(record))  # noqa: FBT003 -- named in PinState

    def check(self, pin: str) -> PinCheck:
        """Checks one try. It takes a tenth of a second on purpose.

        The try is counted as wrong before it is verified, so that many at once, or one that ends
        in a crash, are counted too.

        Args:
            pin: Any text.

        Raises:
            NoPin: None is set.
            PinUnreadable: The file is damaged or cannot be read.
        """
        with self._alone, holding(self._path):
            record = self._present()
            if record is None:
                raise NoPin(NoPinSet())
            wait = self._remaining(record)
            if wait:
                return PinCheck(is_right=False, wait=wait)
            counted = replace(record, failures=record.failures + 1, failed_at=self._clock())
            self._keep(counted)
        if not self._verify(record.pin_hash, pin):
            _log.info("a wrong staff PIN was typed, %d in a row", counted.failures)
            return PinCheck(
                is_right=False,
                tries_left=tries_left(counted.failures),
                wait=pause_after(counted.failures),
            )
        with self._alone, holding(self._path), suppress(PinUnreadable):
            present = self._present()
            if present is not None and present.pin_hash == record.pin_hash:
                self._keep(PinRecord(record.pin_hash))
        return PinCheck(is_right=True)

    def _present(self) -> PinRecord | None:
        record = read_record(self._path) or self._passing
        unsaved = self._unsaved
        if record is not None and unsaved is not None and unsaved.pin_hash == record.pin_hash:
            return unsaved
        return record

    def _remaining(self, record: PinRecord) -> timedelta:
        pause = pause_after(record.failures)
        if not pause or record.failed_at is None:
            return timedelta()
        if (record.failures, record.failed_at) != self._seen:
            passed = self._clock() - record.failed_at
            if passed < timedelta():  # the clock was set back: a restart counts from now as well
                record = replace(record, failed_at=self._clock())
                self._keep(record)
                passed = timedelta()
            self._see(record, min(passed, LONGEST_PAUSE))
        passed = timedelta(seconds=self._monotonic() - self._seen_from)
        return max(pause - passed, timedelta())

    def _see(self, record: PinRecord, passed: timedelta = timedelta()) -> None:
        self._seen = (record.failures, record.failed_at)
        self._seen_from = self._monotonic() - passed.total_seconds()

    def _keep(self, record: PinRecord) -> None:
        """Writes a record; one that cannot be written counts until the program ends."""
        self._see(record)
        if self._passing is not None and record.pin_hash == self._passing.pin_hash:
            self._passing = record
            return
        try:
            write_record(self._path, record)
            self._unsaved = None
        except Refused as refusal:  # a full disk must not stop the staff from closing the door
            if self._unsaved is None:
                why = fault(refusal, Audience.TECHNICIAN)
                _log.warning("wrong tries of the staff PIN count until the program ends: %s", why)
            self._unsaved = record
