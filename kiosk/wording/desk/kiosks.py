"""Texts of the list of kiosks: the doors of today, those that need help, those that were not seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence
from kiosk.domain.check_in.link import CLOCK_WARNS_STAFF
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.durations import short_duration
from kiosk.wording.language.joined import in_a_row, listed, sentences
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated, shortened
from kiosk.wording.times.instants import ago_words, day_and_time

_UNKNOWN = "\N{EN DASH}"
_MOST_NAMED = 6
_LONGEST_NAME = 40


def doors_of_today(kiosks: Sequence[KioskPresence]) -> str:
    """Returns `5 doors today. 4 are well, 1 needs somebody.`; without trouble only how many there are."""
    if not kiosks:
        return _("No door has reported today.")
    doors = ngettext("{count} door today.", "{count} doors today.", len(kiosks)).format(
        count=number(len(kiosks))
    )
    troubled = sum(each.needs_help for each in kiosks)
    if not troubled:
        return doors
    well = len(kiosks) - troubled
    needs = ngettext("{count} needs somebody.", "{count} need somebody.", troubled).format(
        count=number(troubled)
    )
    if not well:
        return sentences(doors, needs)
    are_well = ngettext("{count} is well", "{count} are well", well).format(count=number(well))
    return sentences(doors, listed(are_well, needs))


def door_below(kiosk: KioskPresence) -> str:
    """Returns how long ago a kiosk reported, and its own name where an organizer gave it another."""
    ago = ago_words(kiosk.silent_for)
    seen = ago if kiosk.is_online else _("last heard {ago}").format(ago=ago)
    own = "" if kiosk.given_name in {None, kiosk.name} else isolated(kiosk.name)
    return in_a_row(seen, own)


def state(kiosk: KioskPresence) -> str:
    """Returns the state of a kiosk."""
    return (
        pgettext("state of a kiosk", "Online") if kiosk.is_online else pgettext("state of a kiosk", "Offline")
    )


def event(kiosk: KioskPresence) -> str:
    """Returns the title of the event that a kiosk shows."""
    if kiosk.event_id is None:
        return _("No event")
    return kiosk.event_title or _("Another organizer's event")


def event_below(kiosk: KioskPresence) -> str:
    """Returns the code of the event, or the event to which an organizer moves the kiosk."""
    if kiosk.moves_to_title is not None:
        return _("moves to {title}").format(title=isolated(kiosk.moves_to_title))
    return kiosk.event_code or ""


def moved(kiosk: KioskPresence, title: str) -> str:
    """Returns the sentence after an organizer has moved a kiosk to another event."""
    texts = {"name": isolated(kiosk.shown_name), "title": isolated(title)}
    if kiosk.is_online:
        return _("{name} changes to {title} in a few seconds, between two guests.").format(**texts)
    return _("{name} changes to {title} when it is online again.").format(**texts)


def stays(kiosk: KioskPresence, title: str) -> str:
    """Returns the sentence after a move that a kiosk had not carried out was taken back."""
    return _("{name} stays at {title}.").format(name=isolated(kiosk.shown_name), title=isolated(title))


def move_hint() -> str:
    """Explains when a kiosk changes its event, and how to undo it."""
    return _(
        "The door changes as soon as it is online and nobody is being checked in. Check-ins before that"
        " stay where they are. To undo it, move the kiosk back."
    )


def checked_in_here(kiosk: KioskPresence) -> str:
    """Returns how many check-ins of its event were made at a kiosk."""
    return _UNKNOWN if kiosk.checked_in is None else number(kiosk.checked_in)


def oldest_waiting(kiosk: KioskPresence, zone: ZoneInfo, now: datetime) -> str:
    """Returns `oldest 18:10`, or "" when nothing waits."""
    if not kiosk.waiting or kiosk.oldest_waiting_at is None:
        return ""
    return _("oldest {time}").format(time=day_and_time(kiosk.oldest_waiting_at, zone, now))


def clock_difference(kiosk: KioskPresence) -> str:
    """Returns `0.3 s`, `12 s`, `4 min 12 s`, `3 h 5 min`, or `12 days`: how far a kiosk's clock is off."""
    return _UNKNOWN if kiosk.clock_offset is None else short_duration(kiosk.clock_error)


def clock_direction(kiosk: KioskPresence) -> str:
    """Returns `fast` or `slow` for a clock that is wrong enough to matter, else ""."""
    if kiosk.clock_offset is None or kiosk.clock_error <= CLOCK_WARNS_STAFF:
        return ""
    is_slow = kiosk.clock_offset > timedelta()
    return pgettext("a kiosk's clock", "slow") if is_slow else pgettext("a kiosk's clock", "fast")


def camera(kiosk: KioskPresence) -> str:
    """Returns the state of a kiosk's camera."""
    match kiosk.camera:
        case None:
            return _UNKNOWN
        case KioskCamera.READS:
            return pgettext("a kiosk's camera", "reads codes")
        case KioskCamera.LOST:
            return pgettext("a kiosk's camera", "no picture")
        case KioskCamera.NONE:
            return pgettext("a kiosk's camera", "no camera")
        case _:
            assert_never(kiosk.camera)


def version(kiosk: KioskPresence) -> str:
    """Returns the version of a kiosk's program."""
    return kiosk.version or _UNKNOWN


def version_below(kiosk: KioskPresence) -> str:
    """Returns `update needed` for a kiosk whose program is too old for this one, else ""."""
    return pgettext("a kiosk's program", "update needed") if kiosk.needs_update else ""


def cut_off(kiosk: KioskPresence) -> str:
    """Explains a kiosk that is offline with check-ins that the centre does not have, and the next step."""
    text = ngettext(
        "{name} was last heard {ago}. It goes on checking in and keeps its {count} check-in; nothing is"
        " lost. Look first if it is switched on and has its network.",
        "{name} was last heard {ago}. It goes on checking in and keeps its {count} check-ins; nothing is"
        " lost. Look first if it is switched on and has its network.",
        kiosk.waiting,
    )
    return text.format(
        name=isolated(kiosk.shown_name),
        ago=ago_words(kiosk.silent_for),
        count=number(kiosk.waiting),
    )


def more_cut_off(kiosks: int) -> str:
    """Returns `3 more doors wait in the same way.`."""
    return ngettext(
        "{count} more door is cut off in the same way.",
        "{count} more doors are cut off in the same way.",
        kiosks,
    ).format(count=number(kiosks))


def not_seen_today(kiosks: Sequence[KioskPresence]) -> str:
    """Returns `Not seen today: Cloakroom, Old laptop`."""
    return _("Not seen today: {names}").format(names=_names(kiosks))


def forget_question(kiosks: Sequence[KioskPresence]) -> str:
    """Returns the question before kiosks are removed from the list."""
    if len(kiosks) == 1:
        return _("Forget {name}?").format(name=isolated(kiosks[0].shown_name))
    return ngettext("Forget {count} kiosk?", "Forget {count} kiosks?", len(kiosks)).format(
        count=number(len(kiosks))
    )


def forget_consequences(kiosks: Sequence[KioskPresence]) -> str:
    """Returns what goes with the kiosks, and what stays."""
    waiting = sum(each.waiting for each in kiosks)
    unsent = (
        ngettext(
            "{count} check-in still waits there, and is sent when the machine is back.",
            "{count} check-ins still wait there, and are sent when the machine is back.",
            waiting,
        ).format(count=number(waiting))
        if waiting
        else ""
    )
    return sentences(
        _("They go from this list: {names}.").format(names=_names(kiosks))
        if len(kiosks) > 1
        else _("It goes from this list."),
        _("Its check-ins stay, and a kiosk that is started again comes back by itself.")
        if len(kiosks) == 1
        else _("Their check-ins stay, and a kiosk that is started again comes back by itself."),
        unsent,
    )


def forgotten(names: Sequence[str]) -> str:
    """Returns the sentence after kiosks were removed from the list."""
    if len(names) == 1:
        return _("{name} was forgotten.").format(name=isolated(names[0]))
    return ngettext("{count} kiosk was forgotten.", "{count} kiosks were forgotten.", len(names)).format(
        count=number(len(names))
    )


def rename_hint() -> str:
    """Explains from when a kiosk's new name counts."""
    return _("The kiosk takes the name with its next report. Earlier check-ins keep the earlier name.")


def needs_somebody(title: str, count: int) -> str:
    """Returns the label of a sidebar's button with its badge, for screen readers."""
    return ngettext(
        "{title}: {count} thing needs somebody", "{title}: {count} things need somebody", count
    ).format(title=title, count=number(count))


def _names(kiosks: Sequence[KioskPresence]) -> str:
    names = listed(*(isolated(shortened(each.shown_name, _LONGEST_NAME)) for each in kiosks[:_MOST_NAMED]))
    more = len(kiosks) - _MOST_NAMED
    if more <= 0:
        return names
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=names, count=number(more)
    )
