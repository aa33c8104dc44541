"""Faults of the database, in the words for each audience."""

import re

import pytest

from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.domain.errors import Refused, StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import (
    CheckInRejected,
    CheckInUndone,
    ConnectionsInUse,
    FileMixedUp,
    FileTrouble,
    FolderNotMade,
    LacksTables,
    NoAnswerInTime,
    NoPassIssued,
    NoSharedProtocol,
    NotAsItsRevision,
    NotPrepared,
    RevisionAhead,
    RevisionBehind,
    RevisionForeign,
    RosterNotRead,
    RowsMissing,
    ServerTrouble,
    SeveralRevisions,
    StorageFault,
    TooManyWaiting,
    UnavailableCause,
    UnfitCause,
)
from kiosk.domain.refusals.machine.database_addresses import (
    AddressNotUnderstood,
    AddressOfOtherKind,
    AddressOptionUnknown,
    AddressUncertain,
    AddressUnstorable,
    DatabaseAddressRefusal,
    DatabaseNotNamed,
    NotAPlainFile,
    ServerListWrong,
    WritableServerNotAsked,
    WrongSlashes,
)
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import language
from tests.wording.pseudo import pseudo_language

DATABASE = "SQLite file /srv/{0} or {x}/kiosk.sqlite"

UNAVAILABLE: tuple[UnavailableCause, ...] = (
    *(StorageFault(each, DATABASE) for each in (*FileTrouble, *ServerTrouble)),
    ConnectionsInUse(DATABASE),
    FileMixedUp(DATABASE, "kiosk.sqlite-wal", "kiosk.sqlite-shm"),
    FolderNotMade("/srv", "Permission denied"),
    NoAnswerInTime(),
    TooManyWaiting(),
    RosterNotRead(),
    NoSharedProtocol(UpdateNeeded.DOOR),
    NoSharedProtocol(UpdateNeeded.CENTRE),
    CheckInRejected(),
    CheckInUndone(),
    NoPassIssued(),
)
UNFIT: tuple[UnfitCause, ...] = (
    NotPrepared(DATABASE),
    LacksTables(DATABASE),
    RevisionBehind(DATABASE, "0003", needed="0007"),
    RevisionAhead(DATABASE, "9999", known="0007"),
    RevisionForeign(DATABASE, "ae1027a6acf"),
    SeveralRevisions(DATABASE, ("0001", "0002")),
    NotAsItsRevision(DATABASE, "no such table: events"),
    RowsMissing("event_groups", missing_from="users"),
)
REFUSED: tuple[DatabaseAddressRefusal, ...] = (
    AddressUnstorable(),
    AddressNotUnderstood(),
    AddressUncertain(),
    AddressOfOtherKind("mysql"),
    AddressOptionUnknown(),
    ServerListWrong(),
    WritableServerNotAsked(),
    DatabaseNotNamed(),
    WrongSlashes(),
    NotAPlainFile(),
)
FAULTS = (
    *(StorageUnavailable(cause) for cause in UNAVAILABLE),
    *(StorageUnfit(cause) for cause in UNFIT),
    *(Refused(reason) for reason in REFUSED),
)

every_fault = pytest.mark.parametrize("error", FAULTS, ids=repr)


@every_fault
def test_a_guest_does_not_read_the_database_or_its_fault(error: Exception) -> None:
    text = fault(error, Audience.GUEST)

    assert not re.search(r"SQLite|PostgreSQL|/srv|server|file|revision|`|KIOSK_", text), text


@every_fault
def test_an_organizer_reads_no_command_and_no_variable(error: Exception) -> None:
    text = fault(error, Audience.ORGANIZER)

    assert not re.search(r"`|KIOSK_|sslmode|alembic", text), text


@every_fault
def test_a_technician_reads_one_whole_text_with_every_value(error: Exception) -> None:
    with language(pseudo_language()):
        text = fault(error, Audience.TECHNICIAN)

    assert re.fullmatch(r"⟦[^⟦⟧]+⟧", text), text
    assert not re.search(r"\{[a-z]{2,}\}", text), text
    assert DATABASE not in repr(error) or DATABASE in text


def test_each_audience_reads_what_it_can_do() -> None:
    behind = StorageUnfit(RevisionBehind("SQLite file k", "0003", needed="0007"))
    read_only = StorageUnavailable(StorageFault(FileTrouble.READ_ONLY, "SQLite file k"))

    assert fault(behind, Audience.TECHNICIAN).endswith("run `kiosk db upgrade`.")
    assert "open it again" in fault(behind, Audience.ORGANIZER)
    assert fault(behind, Audience.GUEST) == "Something is wrong with this kiosk. Ask at the desk."
    assert "another place with KIOSK_DATABASE_URL" in fault(read_only, Audience.TECHNICIAN)
    assert "your technician" in fault(read_only, Audience.ORGANIZER)
    assert fault(read_only, Audience.GUEST) == "Check-ins cannot be saved right now."


def test_an_error_of_the_program_does_not_send_guests_to_the_log() -> None:
    assert "log" not in fault(KeyError("x"), Audience.GUEST)
    assert "log" in fault(KeyError("x"), Audience.ORGANIZER)


def test_a_fault_that_somebody_must_repair_is_lasting_and_one_that_passes_is_not() -> None:
    lasting = {each for each in (*FileTrouble, *ServerTrouble) if StorageFault(each, "k").is_lasting}

    assert {FileTrouble.DISK_FULL, ServerTrouble.RIGHT_MISSING} <= lasting
    assert not lasting & {FileTrouble.BUSY, FileTrouble.GONE, ServerTrouble.UNREACHABLE, ServerTrouble.SILENT}
