"""Two doors and one centre: everybody is recorded once, and each screen shows the truth."""

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.command import CommandState
from kiosk.domain.check_in.scan import Outcome
from tests.sync.venue import Venue, cut_off
from tests.waiting import until


def test_a_pass_is_recorded_at_the_centre_while_its_holder_reads_yes(venue: Venue) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    answer = door.check_in(token)
    assert (answer.outcome, answer.name, answer.is_saved_here) == (Outcome.CHECKED_IN, "Ana Ionescu", False)
    assert venue.rows() == [("Ana Ionescu", "Door A")]
    assert venue.count("scan_log") == 1


def test_the_same_pass_at_another_door_is_already_in_and_reads_where(venue: Venue) -> None:
    token = venue.world.make_holder()
    first, second = venue.open_door("Door A"), venue.open_door("Door B")
    first.check_in(token)
    answer = second.check_in(token)
    assert (answer.outcome, answer.kiosk) == (Outcome.ALREADY_CHECKED_IN, "Door A")
    assert len(venue.rows()) == 1


@cut_off
def test_without_a_network_people_get_in_and_reach_the_centre_later(venue: Venue, network: Link) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", network.url)
    network.silence()
    answers = [door.check_in(token), door.check_in(None), door.check_in(token)]
    assert [each.outcome for each in answers] == [
        Outcome.CHECKED_IN,
        Outcome.CHECKED_IN,
        Outcome.ALREADY_CHECKED_IN,
    ]
    assert answers[0].is_saved_here
    assert until(lambda: not door.status.is_online)
    assert venue.rows() == []
    network.cut()
    network.restore()
    assert until(lambda: set(door.states()) == {CommandState.RECORDED})
    assert sorted(venue.rows(), key=str) == [("Ana Ionescu", "Door A"), (None, "Door A")]
    assert venue.count("scan_log") == 3
