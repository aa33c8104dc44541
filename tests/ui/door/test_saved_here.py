"""A yes that the centre has not confirmed yet: as green as any other, and different at a glance."""

import math
from dataclasses import replace

import pytest

from kiosk.domain.check_in.scan import Outcome
from kiosk.shipped import RESOURCES
from kiosk.ui.common.theme import LIGHT, READABLE_CONTRAST, SUCCESS, contrast
from kiosk.ui.door.labels import Band, Look, look
from kiosk.ui.door.screen.layout import scale
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.language.catalogue import ENGLISH, language
from kiosk.wording.language.safe_text import isolated
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, EVENT, NOW, OFFLINE, ONLINE, SAVED_HERE, SIZES, ZONE, door_view
from tests.wording.pseudo import pseudo_language

NAMES = {
    "short": "Zoë Müller",
    "longest": ("Bartholomew " * 25)[:255],
    "arabic": "سارة حداد",
    "nobody": None,
}


def shown(window: DoorWindow, *, name: str | None = "Ana Ionescu") -> None:
    window.show_view(door_view(link=OFFLINE), NOW)
    window.show_answer(replace(SAVED_HERE, name=name))
    window.overlay.finish_arrival()


def colour_at(window: DoorWindow, x: float, y: float) -> str:
    image = window.grab().toImage()
    return image.pixelColor(round(image.width() * x), round(image.height() * y)).name().upper()


def test_it_is_a_yes_with_the_sound_and_the_colour_of_a_yes() -> None:
    saved = look(SAVED_HERE, zone=ZONE, now=NOW, checked_in=143, kiosk="Door A", waiting=13)
    assert saved == Look(
        SUCCESS,
        "check",
        f"Welcome, {isolated('Ana Ionescu')}",
        f"{isolated(EVENT.title)} · 18:24",
        "",
        "checked-in",
        is_welcome=True,
        band=Band(
            "saved",
            "Saved here, will be sent",
            "You are in. Nothing more to do.",
            "Door A",
            "13 waiting to be sent",
        ),
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_yes_that_is_not_confirmed_has_a_band(outcome: Outcome) -> None:
    assert look(ANSWERS[outcome], zone=ZONE, now=NOW, checked_in=1).band is None
    saved = look(replace(ANSWERS[outcome], is_saved_here=True), zone=ZONE, now=NOW, checked_in=1)
    assert (saved.band is not None) == (outcome is Outcome.CHECKED_IN)


def test_its_icon_is_shipped() -> None:
    band = look(SAVED_HERE, zone=ZONE, now=NOW, checked_in=1).band
    assert band is not None
    assert (RESOURCES / "icons" / f"{band.icon}.svg").is_file()


def colour_inside_disc(window: DoorWindow) -> str:
    """Returns the colour between the icon and the disc's edge."""
    disc = window.overlay.disc()
    return colour_at(
        window, disc.center().x() / window.width(), (disc.bottom() - 0.12 * disc.height()) / window.height()
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_white_band_lies_below_the_green_and_a_confirmed_yes_has_none(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size)
    shown(window)
    band = window.overlay.band()
    assert band is not None
    top = 1 - band.height / window.height()
    assert band.height == pytest.approx(232 * scale(window.size()).unit)
    assert colour_at(window, 0.01, top - 0.01) == SUCCESS
    assert colour_at(window, 0.01, top + 0.01) == LIGHT.surface
    assert colour_at(window, 0.99, 0.99) == LIGHT.surface
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    assert colour_at(window, 0.01, 0.99) == SUCCESS
    window.overlay.dismiss()


def test_an_empty_ring_is_around_the_icon_where_a_confirmed_yes_has_a_filled_disc(
    new_window: NewWindow,
) -> None:
    window = new_window(size=(1920, 1080))
    shown(window)
    assert colour_inside_disc(window) == SUCCESS
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    window.overlay.finish_arrival()
    assert colour_inside_disc(window) != SUCCESS
    window.overlay.dismiss()


def test_the_ring_is_white_and_dashed(new_window: NewWindow) -> None:
    window = new_window(size=(1920, 1080))
    shown(window)
    disc, image = window.overlay.disc(), window.grab().toImage()
    radius = disc.width() / 2 * 0.954  # the middle of its line
    turns = [degree * math.pi / 720 for degree in range(1440)]
    ring = [
        image.pixelColor(
            round(disc.center().x() + radius * math.cos(turn)),
            round(disc.center().y() + radius * math.sin(turn)),
        ).lightnessF()
        > 0.7
        for turn in turns
    ]
    dashes = sum(is_white and not ring[number - 1] for number, is_white in enumerate(ring))
    assert dashes == 16
    assert 0.5 < sum(ring) / len(ring) < 0.8
    window.overlay.dismiss()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_translated", [False, True], ids=["english", "translated"])
def test_everything_fits_and_only_the_longest_name_may_end_in_an_ellipsis(
    new_window: NewWindow,
    size: tuple[int, int],
    name: str | None,
    is_translated: bool,  # noqa: FBT001 -- both values are listed above
) -> None:
    with language(pseudo_language()) if is_translated else language(ENGLISH):
        window = new_window(size=size)
        shown(window, name=name)
    title, line, _foot = window.overlay.texts()
    band = window.overlay.band()
    assert band is not None
    room = window.height() - band.height
    assert title.rect.height() + line.rect.height() < 0.6 * room
    assert not line.is_cut
    assert not title.is_cut or name == NAMES["longest"]
    assert not any(text.is_cut for text in (*band.main, *band.side))
    for column in (band.main, band.side):
        assert sum(text.rect.height() for text in column) <= band.height
    widths = [max((text.rect.width() for text in column), default=0) for column in (band.main, band.side)]
    assert sum(widths) < 0.85 * window.width()
    window.overlay.dismiss()


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_names_of_people_and_doors_overlap_nothing(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size, kiosk_name="Main entrance " * 18)
    shown(window, name=NAMES["longest"])
    band = window.overlay.band()
    assert band is not None
    disc, (title, line, _foot) = window.overlay.disc(), window.overlay.texts()
    assert disc.bottom() + title.rect.height() + line.rect.height() < window.height() - band.height
    assert band.main[0].text == "Saved here, will be sent"
    widths = [max((text.rect.width() for text in column), default=0) for column in (band.main, band.side)]
    assert sum(widths) < 0.85 * window.width()
    window.overlay.dismiss()


@pytest.mark.parametrize("size", SIZES)
def test_icon_and_words_are_in_the_middle_of_the_green(new_window: NewWindow, size: tuple[int, int]) -> None:
    window = new_window(size=size)
    shown(window)
    band, disc = window.overlay.band(), window.overlay.disc()
    assert band is not None
    title, line, _foot = window.overlay.texts()
    below = 1.05 * 52 * scale(window.size()).unit + title.rect.height() + line.rect.height()
    room = window.height() - band.height
    assert (disc.top() + disc.bottom() + below) / 2 == pytest.approx(room / 2, rel=0.03)
    window.overlay.dismiss()


@pytest.mark.parametrize("size", SIZES)
def test_the_door_s_name_is_at_the_side_or_below_where_the_window_is_narrow(
    new_window: NewWindow, size: tuple[int, int]
) -> None:
    window = new_window(size=size)
    shown(window)
    band = window.overlay.band()
    assert band is not None
    is_narrow = size[0] < size[1]
    assert [text.text for text in band.side] == ([] if is_narrow else ["Door A", "13 waiting to be sent"])
    assert [text.text for text in band.main[2:]] == (["Door A · 13 waiting to be sent"] if is_narrow else [])
    assert band.main[0].size == pytest.approx(54 * scale(window.size()).unit)
    window.overlay.dismiss()


def test_screen_readers_announce_the_yes_and_where_it_is(window: DoorWindow) -> None:
    shown(window)
    assert window.overlay.accessibleName() == (
        f"Welcome, {isolated('Ana Ionescu')}. {isolated(EVENT.title)} · 18:24."
        " Saved here, will be sent. You are in. Nothing more to do."
    )
    window.overlay.dismiss()


def test_the_band_counts_this_check_in_at_once_and_stays_still_while_it_is_read(window: DoorWindow) -> None:
    shown(window)
    assert "Door A · 13 waiting to be sent" in " · ".join(text.text for text in window.overlay.band().side)  # type: ignore[union-attr] # it has one
    window.show_view(door_view(link=replace(OFFLINE, waiting=11)), NOW)
    assert window.overlay.look.band is not None
    assert window.overlay.look.band.waiting == "13 waiting to be sent"
    window.overlay.dismiss()


def test_two_people_in_a_row_are_counted_before_the_link_counts_them(window: DoorWindow) -> None:
    shown(window)
    window.show_answer(SAVED_HERE)
    assert window.overlay.look.band is not None
    assert window.overlay.look.band.waiting == "14 waiting to be sent"
    assert "Offline · 14 saved here" in window.status.accessibleName()
    window.overlay.dismiss()


def test_a_yes_that_was_not_confirmed_in_time_is_counted_while_the_door_is_online(
    window: DoorWindow,
) -> None:
    window.show_view(door_view(link=ONLINE), NOW)
    window.show_answer(SAVED_HERE)
    assert window.overlay.look.band is not None
    assert window.overlay.look.band.waiting == "1 waiting to be sent"
    assert window.status.accessibleName().startswith("Open, Online, 143 checked in")
    window.overlay.dismiss()


def test_the_band_s_texts_are_readable() -> None:
    for ink in (LIGHT.ink, LIGHT.soft_ink):
        assert contrast(ink, LIGHT.surface) >= READABLE_CONTRAST
    assert contrast(LIGHT.good.ink, LIGHT.good.background) >= READABLE_CONTRAST
