"""People in words: their number, their names, and the data deleted with them."""

from kiosk.domain.people.person import Person
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated, shortened

_LONGEST_NAME = 60


def name_and_address(person: Person) -> str:
    """Returns a person as e-mail programs write them, in every language: `Ana Pop <ana@example.org>`."""
    return f"{person.name} <{person.email}>"


def named(name: str) -> str:
    """Returns somebody's name as it stands in a sentence."""
    return isolated(shortened(name, _LONGEST_NAME))


def guests_counted(guests: int) -> str:
    """Returns a number of guests: `1 guest`, `2,000 guests`."""
    return ngettext("{count} guest", "{count} guests", guests).format(count=number(guests))


def on_guest_list(people: int) -> str:
    """States that people were added to the guest list that is shown."""
    text = ngettext("{count} person is on the guest list.", "{count} people are on the guest list.", people)
    return text.format(count=number(people))


def on_guest_list_of(people: int, event: str) -> str:
    """States that people were added to the guest list of an event."""
    text = ngettext(
        "{count} person is on the guest list of {event}.",
        "{count} people are on the guest list of {event}.",
        people,
    )
    return text.format(count=number(people), event=event)


def on_guest_lists_of(people: int, events: int, group: str) -> str:
    """States that people were added to the guest lists of several events of a group."""
    text = ngettext(
        "{count} person is on the guest lists of {events} of {group}.",
        "{count} people are on the guest lists of {events} of {group}.",
        people,
    )
    counted = ngettext("{count} event", "{count} events", events).format(count=number(events))
    return text.format(count=number(people), events=counted, group=group)


def off_guest_list(people: int) -> str:
    """States that people were removed from a guest list."""
    text = ngettext(
        "{count} person taken off the guest list.", "{count} people taken off the guest list.", people
    )
    return text.format(count=number(people))


def check_ins_stay(check_ins: int) -> str:
    """Explains what happens to the check-ins of a deleted person."""
    if not check_ins:
        return _("There are no check-ins of theirs.")
    text = ngettext(
        "{count} check-in stays, without a name.", "{count} check-ins stay, without a name.", check_ins
    )
    return text.format(count=number(check_ins))


def also_gone(*, has_pass: bool, lists: int) -> str:
    """States what else is deleted with a person; returns "" when there is nothing else.

    Args:
        has_pass: True when they hold a pass that works.
        lists: The number of guest lists they are on.
    """
    if has_pass and lists:
        text = ngettext(
            "Also, the pass stops working and the name goes from {count} guest list.",
            "Also, the pass stops working and the name goes from {count} guest lists.",
            lists,
        )
        return text.format(count=number(lists))
    if lists:
        text = ngettext(
            "Also, the name goes from {count} guest list.",
            "Also, the name goes from {count} guest lists.",
            lists,
        )
        return text.format(count=number(lists))
    return _("Also, the pass stops working.") if has_pass else ""
