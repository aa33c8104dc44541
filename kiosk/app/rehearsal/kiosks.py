"""The kiosks of a rehearsal: each a process of its own, which may be killed and started again."""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from kiosk.storage.store import Store
from kiosk.sync.local import LocalDatabase


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as a person read it.

    Attributes:
        scan_id: The scan's id.
        token: The pass, or None for a walk-in.
        outcome: The outcome, or None when the person read a failure.
        is_saved_here: True when the centre had not confirmed it.
    """

    scan_id: UUID
    token: str | None
    outcome: str | None
    is_saved_here: bool = False


class RehearsalKiosk:
    """One kiosk with a database of its own in its folder."""

    def __init__(
        self, name: str, folder: Path, url: str, code: str, program: str = "kiosk.app.rehearsal.headless_door"
    ) -> None:
        """Prepares the kiosk; `start` starts it.

        Args:
            name: The kiosk's name.
            folder: A folder of its own.
            url: The centre.
            code: The event's code.
            program: The module of the door's process.
        """
        self.name = name
        self._program = program
        self.database = folder / "door.sqlite"
        self._code = code
        self._surroundings = os.environ | {
            "KIOSK_NAME": name,
            "KIOSK_DATABASE_URL": url,
            "KIOSK_DOOR_DATABASE": str(self.database),
            "KIOSK_LOG_DIR": str(folder),
            "KIOSK_SETTINGS": str(folder / "kiosk.toml"),
        }
        self._process: subprocess.Popen[str] | None = None
        self._is_open = threading.Event()
        self._expected: dict[UUID, str | None] = {}
        self._unread: set[UUID] = set()
        self._answered = threading.Condition()
        self._reading: threading.Thread | None = None
        self.shown: list[ShownAnswer] = []

    def start(self) -> None:
        """Starts the process, after an earlier one ended in any way."""
        self._is_open.clear()
        command = [sys.executable, "-m", self._program, self._code]
        self._process = subprocess.Popen(  # noqa: S603 -- this program's own
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self._surroundings
        )
        self._reading = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reading.start()

    def wait_until_open(self, seconds: float) -> bool:
        """Returns True when the door takes scans within this time."""
        return self._is_open.wait(seconds)

    def scan(self, token: str | None) -> UUID:
        """Shows the kiosk a pass, or taps Walk-in; its answer comes into `shown`. Returns the scan's id."""
        scan_id = uuid4()
        self._expected[scan_id] = token
        line = json.dumps({"id": str(scan_id), "text": token}) + "\n"
        try:
            self._running.stdin.write(line)  # type: ignore[union-attr]  # opened with a pipe
            self._running.stdin.flush()  # type: ignore[union-attr]  # as above
        except (OSError, ValueError):  # it was killed: nobody was shown anything
            pass
        return scan_id

    def wait_for_answer(self, scan_id: UUID, seconds: float) -> bool:
        """Returns True when the person was shown an answer, False when the kiosk ended or took too long."""
        with self._answered:
            self._answered.wait_for(lambda: scan_id not in self._expected.keys() - self._unread, seconds)
            if scan_id not in self._expected:
                return True
            del self._expected[scan_id]
            return False

    def waiting(self) -> int:
        """Returns how many commands of the kiosk wait for the centre, by its own database."""
        store = Store.open(f"sqlite:///{self.database}")
        try:
            return LocalDatabase(store).counts().waiting
        finally:
            store.close()

    def kill(self) -> None:
        """Ends the process as a power cut would."""
        self._running.kill()
        self._end()

    def finish(self) -> None:
        """Ends the process after its last answer."""
        self._running.stdin.close()  # type: ignore[union-attr]  # as in scan
        self._end()

    @property
    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise AssertionError("a kiosk is used after it was started")
        return self._process

    def _end(self) -> None:
        process = self._running
        process.wait()
        if self._reading is not None:
            self._reading.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not read by a killed kiosk is lost, as its person's scan
                    stream.close()
        with self._answered:  # nobody reads the answers that did not come
            self._unread |= self._expected.keys()
            self._answered.notify_all()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        for line in process.stdout or ():
            try:
                values: dict[str, Any] = json.loads(line)
            except ValueError:  # a kill cut the line: nobody read it
                continue
            if "open" in values:
                self._is_open.set()
            else:
                self._note(values)

    def _note(self, values: dict[str, Any]) -> None:
        scan_id = UUID(values["id"])
        with self._answered:
            token = self._expected.pop(scan_id, None)
            shown = ShownAnswer(scan_id, token, values.get("outcome"), values.get("saved_here", False))
            self.shown.append(shown)
            self._answered.notify_all()
