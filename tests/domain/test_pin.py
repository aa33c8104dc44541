"""A staff PIN may not be easy to guess, and each wrong try makes guessing slower."""

from datetime import timedelta

import pytest

from kiosk.domain.pin import FREE_TRIES, LONGEST_PAUSE, pause_after, pin_fault, tries_left
from kiosk.domain.refusals.people.staff_pin import (
    PinInRow,
    PinNotDigits,
    PinOfOneDigit,
    PinRepeatsItself,
    WeakPin,
)

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12 456", "12345a", "٢٥٨٠١٤", "²58014", "-58014"])
def test_only_six_digits_are_a_pin(pin: str) -> None:
    assert pin_fault(pin) == PinNotDigits(6)


@pytest.mark.parametrize(
    ("pins", "weakness"),
    [
        (("000000", "777777", "444444"), PinOfOneDigit()),
        (
            ("123456", "654321", "012345", "567890", "890123", "321098", "234567", "765432", "210987"),
            PinInRow(),
        ),
        (("121212", "123123", "414141", "414414"), PinRepeatsItself()),
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused_with_the_reason(
    pins: tuple[str, ...], weakness: WeakPin
) -> None:
    for pin in pins:
        assert pin_fault(pin) == weakness


@pytest.mark.parametrize("pin", ["258014", "100000", "112233", "123457", "975310"])
def test_any_other_six_digits_are_good_enough(pin: str) -> None:
    assert pin_fault(pin) is None


def test_pauses_begin_after_six_wrong_tries_and_double_up_to_a_quarter_of_an_hour() -> None:
    assert [pause_after(failures) for failures in range(FREE_TRIES)] == [timedelta()] * 6
    pauses = [pause_after(failures) / SECOND for failures in range(6, 13)]
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    assert pause_after(10**9) == LONGEST_PAUSE


def test_the_remaining_tries_are_shown_from_the_third_wrong_one() -> None:
    assert [tries_left(failures) for failures in range(1, 8)] == [None, None, 3, 2, 1, None, None]


@pytest.mark.parametrize("pin", ["414142", "141415", "412414", "123452", "443444", "001002"])
def test_a_pin_that_almost_repeats_or_almost_runs_is_good_enough(pin: str) -> None:
    assert pin_fault(pin) is None


def test_the_longest_pause_is_a_quarter_of_an_hour_and_six_tries_are_free() -> None:
    assert timedelta(minutes=15) == LONGEST_PAUSE
    assert FREE_TRIES == 6
    assert tries_left(0) is None
