"""The screen waits for the centre's verdict a quarter of a second at most, and not on a link that is slow."""

import threading
from uuid import uuid4

from kiosk.domain.check_in.command import CommandAnswer, Verdict
from kiosk.sync.verdicts import WAIT_SECONDS, Verdicts
from tests.waiting import until


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def exchange(verdicts: Verdicts, clock: Clock, seconds: float = 0.01) -> None:
    with verdicts.exchanging():
        clock.seconds += seconds


def test_an_answer_that_comes_in_time_is_read() -> None:
    verdicts, command_id = Verdicts(), uuid4()
    with verdicts.exchanging():
        pass
    answer = CommandAnswer(command_id, Verdict.RECORDED)
    with verdicts.expecting(command_id) as wait:
        answering = threading.Timer(0.01, lambda: verdicts.deliver([answer]))
        answering.start()
        assert wait() == answer
        answering.join()


def test_an_answer_before_the_wait_is_kept() -> None:
    clock = Clock()
    verdicts, command_id = Verdicts(clock), uuid4()
    exchange(verdicts, clock)
    answer = CommandAnswer(command_id, Verdict.RECORDED)
    with verdicts.expecting(command_id) as wait:
        assert verdicts.deliver([answer]) == {command_id}
        assert wait() == answer


def test_nobody_reads_an_answer_that_nobody_waits_for() -> None:
    verdicts = Verdicts()
    assert verdicts.deliver([CommandAnswer(uuid4(), Verdict.DUPLICATE)]) == set()


def test_before_the_first_exchange_nobody_waits() -> None:
    verdicts = Verdicts(Clock())  # this clock stands still: a wait would never end
    with verdicts.expecting(uuid4()) as wait:
        assert wait() is None


def test_a_slow_link_is_not_waited_for_until_it_is_quick_again() -> None:
    clock = Clock()
    verdicts = Verdicts(clock)
    exchange(verdicts, clock, WAIT_SECONDS)
    with verdicts.expecting(uuid4()) as wait:
        assert wait() is None
    assert verdicts.is_online
    command_id = uuid4()
    exchange(verdicts, clock)
    with verdicts.expecting(command_id) as wait:
        timer = threading.Timer(0.01, lambda: verdicts.deliver([CommandAnswer(command_id, Verdict.RECORDED)]))
        timer.start()
        assert wait() is not None
        timer.join()


def test_an_exchange_that_is_silent_already_is_not_waited_for() -> None:
    clock = Clock()
    verdicts = Verdicts(clock)
    exchange(verdicts, clock)
    with verdicts.exchanging():
        clock.seconds += WAIT_SECONDS
        with verdicts.expecting(uuid4()) as wait:
            assert wait() is None


def test_an_outage_ends_the_wait_at_once() -> None:
    clock = Clock()  # which stands still, so only the outage can end the wait
    verdicts, command_id = Verdicts(clock), uuid4()
    exchange(verdicts, clock)
    read: list[CommandAnswer | None] = []
    with verdicts.expecting(command_id) as wait:
        waiting = threading.Thread(target=lambda: read.append(wait()))
        waiting.start()
        verdicts.note_outage()
        waiting.join(5)
    assert read == [None]
    assert not verdicts.is_online


def test_after_one_wait_in_vain_the_next_person_does_not_wait() -> None:
    verdicts = Verdicts()
    with verdicts.exchanging():
        pass
    with verdicts.expecting(uuid4()) as wait:
        assert wait() is None
    frozen = threading.Event()
    with verdicts.expecting(uuid4()) as wait:
        waiting = threading.Thread(target=lambda: [wait(), frozen.set()])  # type: ignore[func-returns-value]  # in order
        waiting.start()
        assert until(frozen.is_set, WAIT_SECONDS / 2)
        waiting.join()
