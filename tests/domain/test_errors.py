"""What a fault says besides its sentence."""

from kiosk.domain.errors import StorageUnavailable, StorageUnfit


def test_a_fault_of_the_database_may_pass_unless_it_is_said_to_last() -> None:
    fault = StorageUnavailable("The database does not answer.")
    assert (fault.is_lasting, fault.is_away) == (False, False)
    assert StorageUnavailable("The disk is full.", is_lasting=True).is_lasting is True
    assert StorageUnavailable("The server is gone.", is_away=True).is_away is True


def test_an_organizer_reads_the_technicians_sentence_where_there_is_no_other() -> None:
    assert StorageUnfit("Run kiosk migrate.").at_desk == "Run kiosk migrate."
    assert StorageUnfit("Run kiosk migrate.", at_desk="Ask somebody.").at_desk == "Ask somebody."
