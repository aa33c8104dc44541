"""The status bar of a door with a link to the centre: online or not, what waits, how old its list is."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.clock_doubt import ClockBehind, ClockDoubt, ClockJumped
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.domain.check_in.scan import Outcome
from kiosk.ui.common.theme import DARK, LIGHT, READABLE_CONTRAST, Palette, Tone, contrast
from kiosk.ui.door.clock_watch import ClockWatch
from kiosk.ui.door.labels import StatePill, link_pills
from kiosk.ui.door.screen.status_row import Piece
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.language.catalogue import language
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import (
    ALL_WRONG,
    ANSWERS,
    BEHIND,
    NOW,
    OFFLINE,
    ONLINE,
    OUTDATED,
    SIZES,
    door_view,
)
from tests.ui.door.stands import NewStand
from tests.wording.pseudo import pseudo_language

SLOW = replace(ONLINE, clock_offset=timedelta(hours=2))
LINKS = {
    "none": None,
    "online": ONLINE,
    "behind": BEHIND,
    "offline": OFFLINE,
    "slow": SLOW,
    "all wrong": ALL_WRONG,
    "thousands": replace(ALL_WRONG, waiting=100_000, rejected=12_345),
    "first list": replace(ONLINE, roster_at=None),
    "outdated": OUTDATED,
    "outdated, all wrong": replace(ALL_WRONG, update_needed=UpdateNeeded.CENTRE),
}
PORTRAITS = [size for size in SIZES if size[0] < size[1]]


def pieces(window: DoorWindow, link: LinkStatus | None) -> list[Piece]:
    window.show_view(door_view(link=link), NOW)
    return window.status.pieces()


def texts(window: DoorWindow, link: LinkStatus | None) -> set[str]:
    return {piece.text.text for piece in pieces(window, link)}


def test_a_door_without_a_link_shows_nothing_about_one() -> None:
    assert link_pills(None, NOW) == ()


def test_a_link_that_works_is_calm_and_one_that_does_not_is_amber() -> None:
    assert link_pills(ONLINE, NOW) == (StatePill("Online", Tone.QUIET, dot=Tone.GOOD),)
    assert [each.tone for each in link_pills(BEHIND, NOW)] == [Tone.QUIET]
    long_behind = replace(BEHIND, oldest_at=NOW - timedelta(minutes=2))
    assert [each.tone for each in link_pills(long_behind, NOW)] == [Tone.WARY]
    assert {each.tone for each in link_pills(ALL_WRONG, NOW)} == {Tone.WARY}


def test_the_link_comes_first_then_the_clock_then_what_the_desk_has_to_look_at() -> None:
    assert [each.text for each in link_pills(ALL_WRONG, NOW)] == [
        "Offline · 12 saved here, oldest 5 min",
        "Clock 3 min fast, corrected",
        "2 need the desk",
    ]


@pytest.mark.parametrize(
    ("seconds", "text", "tone"),
    [
        (61, "Clock 1 min slow, corrected", Tone.WARY),
        (-61, "Clock 1 min fast, corrected", Tone.WARY),
        (60, "Clock 1 min slow", Tone.QUIET),
        (-6, "Clock 6 s fast", Tone.QUIET),
    ],
)
def test_a_clock_that_concerns_staff_only_is_shown_in_a_quiet_colour(
    seconds: int, text: str, tone: Tone
) -> None:
    link = replace(ONLINE, clock_offset=timedelta(seconds=seconds))
    assert [(each.text, each.tone) for each in link_pills(link, NOW)[1:]] == [(text, tone)]


def test_a_clock_that_is_nearly_right_is_not_shown() -> None:
    assert len(link_pills(replace(ONLINE, clock_offset=timedelta(seconds=5)), NOW)) == 1


def test_passes_whose_verdict_came_late_are_counted_on_the_bar_for_staff() -> None:
    assert [each.text for each in link_pills(replace(ONLINE, late_duplicates=2), NOW)] == [
        "Online",
        "2 passes used twice",
    ]


@pytest.mark.parametrize(
    ("doubt", "text"),
    [
        (ClockJumped(timedelta(hours=2)), "Clock was set 2 h forward"),
        (ClockJumped(timedelta(seconds=-90)), "Clock was set 2 min back"),
        (ClockBehind(NOW), "Clock is before the newest check-in"),
    ],
)
def test_a_doubtful_clock_without_a_link_is_on_the_bar(
    window: DoorWindow, doubt: ClockDoubt, text: str
) -> None:
    window.show_view(replace(door_view(), clock_doubt=doubt), NOW)
    assert text in window.status.accessibleName()
    window.show_view(door_view(), NOW)
    assert text not in window.status.accessibleName()


@pytest.mark.complains("clock may be wrong")
def test_a_doubtful_clock_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    watch = ClockWatch()
    for doubt in (None, ClockBehind(NOW), ClockBehind(NOW), None):
        watch.note_doubt(doubt)
    assert len(clock_warnings(caplog)) == 1


def test_every_answer_in_an_outage_is_counted_at_once(window: DoorWindow) -> None:
    window.show_view(door_view(link=OFFLINE), NOW)
    window.show_answer(ANSWERS[Outcome.UNKNOWN_CODE])
    assert "Offline · 13 saved here" in window.status.accessibleName()
    window.show_view(door_view(link=ONLINE), NOW)
    window.show_answer(ANSWERS[Outcome.UNKNOWN_CODE])
    assert "Online" in window.status.accessibleName()
    window.overlay.dismiss()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_a_pill_is_readable(palette: Palette, tone: Tone) -> None:
    colours = palette.tone(tone)
    assert contrast(colours.ink, colours.background) >= READABLE_CONTRAST


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("size", SIZES)
def test_the_status_bar_cuts_and_overlaps_nothing(
    new_window: NewWindow, size: tuple[int, int], link: LinkStatus | None
) -> None:
    window = new_window(size=size)
    shown = pieces(window, link)
    bar = window.status
    assert not any(piece.text.is_cut for piece in shown)
    for number, piece in enumerate(shown):
        box = piece.box
        assert box.left() >= 0
        assert box.top() >= 0
        assert not any(box.intersects(other.box) for other in shown[:number])
        assert not any(box.toRect().intersects(button.geometry()) for button in (bar.walk_in, bar.enter_code))


@pytest.mark.parametrize("size", SIZES)
def test_a_longer_translation_is_shortened_and_not_cut(new_window: NewWindow, size: tuple[int, int]) -> None:
    with language(pseudo_language()):
        shown = pieces(new_window(size=size), ALL_WRONG)
    assert not any(piece.text.is_cut for piece in shown)


def test_a_small_screen_leaves_out_the_oldest_age_before_the_counter(new_window: NewWindow) -> None:
    wide, small = new_window(size=(1920, 1080)), new_window(size=(1024, 600))
    assert {"Offline · 12 saved here, oldest 5 min", "142 checked in", "as of 18:12"} <= texts(wide, OFFLINE)
    assert {"Offline · 12 saved here", "142 checked in", "as of 18:12"} <= texts(small, OFFLINE)


def test_a_door_that_needs_an_update_shows_so_and_where_there_is_room_what_to_do(
    new_window: NewWindow,
) -> None:
    assert link_pills(OUTDATED, NOW)[0].tone is Tone.WARY
    window = new_window(size=(1920, 1080))
    sentence = "Update needed: install the desk's version here."
    assert {sentence, "142 checked in"} <= texts(window, OUTDATED)
    assert "Update needed · 12 saved here" in texts(new_window(size=(1024, 600)), OUTDATED)
    assert window.staff_line() == sentence
    assert sentence not in texts(window, ONLINE)
    assert window.staff_line() == ""


def test_a_small_screen_leaves_out_the_counter_before_what_staff_must_see(new_window: NewWindow) -> None:
    shown = texts(new_window(size=(1024, 600)), ALL_WRONG)
    assert {"Offline · 12", "Clock 3 min fast", "2 need the desk", "Open", "18:24"} <= shown
    assert "142 checked in" not in shown


def test_an_old_counter_is_never_shown_without_its_age(new_window: NewWindow) -> None:
    for width in range(700, 2000, 50):
        shown = texts(new_window(size=(width, 600)), ALL_WRONG)
        assert ("142 checked in" in shown) == ("as of 18:12" in shown)


@pytest.mark.parametrize("size", PORTRAITS)
def test_in_portrait_a_second_line_leaves_the_clock_and_the_door_s_name_where_they_are(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size)
    shown = {piece.text.text: piece.box for piece in pieces(window, ALL_WRONG)}
    assert shown["Door A"].center().y() == shown["18:24"].center().y() == shown["Open"].center().y()
    assert shown["2 need the desk"].top() >= shown["18:24"].bottom()


@pytest.mark.parametrize("size", PORTRAITS)
def test_in_portrait_a_few_more_words_make_the_letters_smaller_and_no_second_line(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size)
    whole, smaller = pieces(window, ONLINE), pieces(window, BEHIND)
    assert len({piece.box.center().y() for piece in smaller}) == 1
    assert 0.75 * whole[0].text.size < smaller[0].text.size < whole[0].text.size


def test_a_right_to_left_door_s_name_stays_on_its_side(new_window: NewWindow) -> None:
    window = new_window(size=(1920, 1080), kiosk_name="المدخل الرئيسي")
    name = next(piece for piece in pieces(window, ONLINE) if piece.text.text == "المدخل الرئيسي")
    image = window.status.grab().toImage()
    left_half = {
        image.pixelColor(x, y).name().upper()
        for x in range(round(name.box.left()), round(name.box.center().x()))
        for y in range(20, image.height() - 20)
    }
    assert window.colours().soft_ink in left_half


def test_screen_readers_get_the_whole_state_even_where_the_screen_has_no_room(window: DoorWindow) -> None:
    window.show_view(door_view(link=ALL_WRONG), NOW)
    assert window.status.accessibleName() == (
        "Open, Offline · 12 saved here, oldest 5 min, Clock 3 min fast, corrected, 2 need the desk,"
        " 142 checked in, as of 18:12, 18:24"
    )


def test_ages_grow_with_the_clock_while_nothing_is_read(window: DoorWindow) -> None:
    window.show_view(door_view(link=ONLINE), NOW)
    assert "as of" not in window.status.accessibleName()
    window.set_clock(NOW + timedelta(minutes=2))
    assert "as of 18:24" in window.status.accessibleName()


def test_a_lost_database_hides_what_the_link_was_before(window: DoorWindow) -> None:
    window.show_view(door_view(link=ONLINE), NOW)
    window.show_storage_lost("The database does not answer.")
    shown = {piece.text.text for piece in window.status.pieces()}
    assert "Online" not in shown
    assert "The database does not answer." in shown


def test_a_door_with_its_own_database_still_starts_by_waiting_for_it(
    new_stand: NewStand, qtbot: QtBot
) -> None:
    stand = new_stand(is_silent=True)
    assert stand.window.start_page.isVisible()
    assert "Starting…" in stand.window.start_page.accessibleName()
    stand.link_status = OFFLINE
    stand.may_view.set()
    qtbot.waitUntil(lambda: stand.door.is_open)
    assert not stand.window.start_page.isVisible()
    assert "Offline" in stand.window.status.accessibleName()


@pytest.mark.complains("clock is 7200 s slow")
def test_the_door_logs_a_wrong_clock_that_its_link_reports(
    new_stand: NewStand, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    stand = new_stand(is_silent=True)
    stand.link_status = SLOW
    stand.may_view.set()
    qtbot.waitUntil(lambda: stand.door.is_open)
    assert clock_warnings(caplog) == [
        "this computer's clock is 7200 s slow, check-ins get the corrected time: set it"
    ]


@pytest.mark.complains("clock is 40 s slow")
@pytest.mark.complains("clock is 100 s fast")
def test_a_wrong_clock_is_logged_once_for_each_error(caplog: pytest.LogCaptureFixture) -> None:
    watch = ClockWatch()
    for seconds in (None, 0.1, 5, 40, 41, 40, -100, 0, 0, 40):
        watch.note(None if seconds is None else timedelta(seconds=seconds))
    assert [text.split("clock is ")[1].split(",")[0] for text in clock_warnings(caplog)] == [
        "40 s slow",
        "100 s fast",
        "40 s slow",
    ]


def clock_warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno == logging.WARNING and "clock" in record.getMessage()
    ]
