"""The properties of a storage fault besides its cause."""

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import (
    FileTrouble,
    NoAnswerInTime,
    NotPrepared,
    ServerTrouble,
    StorageFault,
)


def test_a_fault_of_the_database_may_pass_unless_somebody_must_repair_it() -> None:
    fault = StorageUnavailable(NoAnswerInTime())
    assert (fault.is_lasting, fault.is_away) == (False, False)
    assert StorageUnavailable(StorageFault(FileTrouble.DISK_FULL, "k")).is_lasting is True
    assert StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, "k")).is_lasting is False
    assert StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, "k", is_away=True)).is_away is True


def test_the_log_reads_a_fault_s_kind_and_database() -> None:
    full = StorageUnavailable(StorageFault(FileTrouble.DISK_FULL, "SQLite file k"))
    assert "DISK_FULL" in str(full)
    assert "SQLite file k" in str(full)
    assert str(StorageUnfit(NotPrepared("SQLite file k"))) == "NotPrepared(database='SQLite file k')"
