"""The counts of a report."""

from uuid import UUID

from kiosk.domain.report import Turnout


def test_the_check_ins_of_an_event_are_those_of_accounts_and_of_walk_ins() -> None:
    assert Turnout(UUID(int=1), participants=40, walk_ins=2).check_ins == 42
    assert Turnout(UUID(int=1), participants=0, walk_ins=0).check_ins == 0
