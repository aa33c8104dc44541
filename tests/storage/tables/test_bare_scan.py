"""A foreign program's scan needs no instant of its own."""

from tests.storage.raw import ask, foreign_program, run


def test_a_bare_scan_happened_when_it_was_written(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        run(connection, "INSERT INTO scan_log (outcome, method) VALUES ('UNKNOWN_CODE', 'TYPED')")
        assert ask(connection, "SELECT count(*) FROM scan_log WHERE scanned_at = created_at") == 1
