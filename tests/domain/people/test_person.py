"""The roles that may run events."""

from uuid import UUID

from kiosk.domain.people.person import Person, Role


def test_an_organizer_may_run_events_and_a_participant_may_not() -> None:
    assert Person(UUID(int=1), "Ana", "ana@example.org", Role.EO).is_organizer is True
    assert Person(UUID(int=2), "Bo", "bo@example.org", Role.PARTICIPANT).is_organizer is False
