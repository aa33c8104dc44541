"""The file of this machine's staff PIN: a hash and the count of wrong tries, read and written as a whole."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.staff_pin import PinFileDamaged, PinFileUnreadable
from kiosk.private_files import FILE_MODE
from kiosk.services.accounts.passwords import HashKind, hash_kind

_MOST_BYTES = 10_000
_OWNER_RIGHTS = 0o600


class PinUnreadable(Refused):
    """The PIN's file is damaged or cannot be read, so no PIN opens anything."""


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A PIN as it is kept.

    Attributes:
        pin_hash: Its argon2id hash.
        failures: Wrong tries in a row.
        failed_at: The instant of the last one, aware; None when there is none.
    """

    pin_hash: str = field(repr=False)
    failures: int = 0
    failed_at: datetime | None = None


def read_record(path: Path) -> PinRecord | None:
    """Returns the record, or None when no PIN is set.

    Raises:
        PinUnreadable: The file is damaged or cannot be read.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PinUnreadable(PinFileUnreadable(error.strerror or str(error))) from error
    record = _parsed(text)
    if record is None:
        raise PinUnreadable(PinFileDamaged())
    return record


def write_record(path: Path, record: PinRecord) -> None:
    """Writes the record in place of an earlier one.

    Raises:
        Refused: The file cannot be written; the earlier one is kept.
    """
    document = {
        "hash": record.pin_hash,
        "failures": record.failures,
        "failed_at": None if record.failed_at is None else record.failed_at.isoformat(),
    }
    with atomic_file(path, replaces=True) as half:
        half.write_text(json.dumps(document) + "\n", encoding="utf-8")
    with suppress(OSError):  # a file system without modes
        mode = path.stat().st_mode
        if mode & _OWNER_RIGHTS != _OWNER_RIGHTS:  # the file that it replaces could not be read
            path.chmod(FILE_MODE)


def _parsed(text: bytes) -> PinRecord | None:
    try:
        document = json.loads(text)
        pin_hash, failures, failed_at = (document[name] for name in ("hash", "failures", "failed_at"))
        record = PinRecord(
            pin_hash, failures, None if failed_at is None else datetime.fromisoformat(failed_at)
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_whole = (
        isinstance(pin_hash, str)
        and hash_kind(pin_hash) is HashKind.OURS
        and type(failures) is int
        and failures >= 0
        and (failures == 0) == (record.failed_at is None)
        and (record.failed_at is None or record.failed_at.tzinfo is not None)
    )
    return record if is_whole else None
