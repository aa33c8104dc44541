"""Refusals of deletions that were not confirmed, in words."""

from typing import assert_never

from kiosk.domain.refusals.events.deletions import DeletionRefusal, EventNotConfirmed, GroupNotConfirmed
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.numbers import number


def deletion_refusal(reason: DeletionRefusal, audience: Audience) -> str:
    """States that nothing was deleted, what would be lost, and what to type to delete it."""
    match reason:
        case EventNotConfirmed(title, code, check_ins, typed):
            loss, how = _event_loss(title, check_ins), _confirm_event(code, audience)
        case GroupNotConfirmed(name, events, check_ins, typed):
            loss, how = _group_loss(name, events, check_ins), _confirm_group(name, audience)
        case _:
            assert_never(reason)
    return sentences(_not_deleted(typed), loss, how)


def _not_deleted(typed: str | None) -> str:
    if typed is None:
        return _("Nothing was deleted.")
    return _("Nothing was deleted: {typed} is not what it is called.").format(typed=repr(typed))


def _event_loss(title: str, check_ins: int) -> str:
    return ngettext(
        "With {title} {count} check-in would go for good.",
        "With {title} {count} check-ins would go for good.",
        check_ins,
    ).format(title=repr(title), count=number(check_ins))


def _group_loss(name: str, events: int, check_ins: int) -> str:
    return _("With the group {name} {events} and {check_ins} would go for good.").format(
        name=repr(name),
        events=ngettext("{count} event", "{count} events", events).format(count=number(events)),
        check_ins=ngettext("{count} check-in", "{count} check-ins", check_ins).format(
            count=number(check_ins)
        ),
    )


def _confirm_event(code: str, audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        return _("To delete it, give its code as confirmation: --confirm {code}").format(code=code)
    return _("To delete it, type its code: {code}").format(code=code)


def _confirm_group(name: str, audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        return _("To delete it, give its name as confirmation: --confirm {name}").format(name=repr(name))
    return _("To delete it, type its name: {name}").format(name=repr(name))
