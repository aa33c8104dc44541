"""Another program may record a scan without an instant."""

from tests.storage.raw import ask, foreign_program, run


def test_a_scan_without_an_instant_gets_the_instant_of_its_insert(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        run(connection, "INSERT INTO scan_log (outcome, method) VALUES ('UNKNOWN_CODE', 'TYPED')")
        assert ask(connection, "SELECT count(*) FROM scan_log WHERE scanned_at = created_at") == 1
