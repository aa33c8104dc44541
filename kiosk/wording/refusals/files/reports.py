"""Refusals of reports and of prints, in words."""

from typing import TYPE_CHECKING, assert_never

from kiosk.domain.refusals.files.reports import (
    NobodyToPrintFor,
    NoEventsToSignFor,
    NoHistoryOf,
    PrintedSheetsVoid,
    PrinterTookNoPages,
    ReportRefusal,
    SheetOfOnePerson,
    TooManyRowsForSheet,
    TooManySheets,
)
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.faults.storage import UnavailableCause, UnfitCause
    from kiosk.domain.refusals.refusal import Refusal


def report_refusal(
    reason: ReportRefusal, word_cause: "Callable[[Refusal | UnavailableCause | UnfitCause | str], str]"
) -> str:
    """Explains why a report is not written, or not printed.

    Args:
        reason: The fact.
        word_cause: Explains to the same reader why passes could not be issued.
    """
    match reason:
        case NoHistoryOf(email):
            return _("Nobody has the address {email}, so there is no history to export.").format(
                email=repr(email)
            )
        case SheetOfOnePerson():
            return _(
                "A PDF is a sheet to sign at an event or a group's events."
                " Export what one person came to as csv, xlsx or json."
            )
        case NoEventsToSignFor(group):
            return _("The group {group} has no events, so there is no sheet to print.").format(
                group=repr(group)
            )
        case TooManySheets(events, most):
            return _("This group has {events} events, and {most} sheets are the most. Export CSV.").format(
                events=number(events), most=number(most)
            )
        case TooManyRowsForSheet(event):
            return _("{event} has more check-ins than a sheet has rows. Export CSV.").format(
                event=repr(event)
            )
        case PrinterTookNoPages():
            return _("The printer took no pages. Nothing was issued: every pass works as it did.")
        case NobodyToPrintFor():
            return _("There is nobody a pass could be printed for. Choose others, or add people first.")
        case PrintedSheetsVoid(cause):
            return _("{why_not} The sheets that were just printed are void: throw them away.").format(
                why_not=word_cause(cause)
            )
        case _:
            assert_never(reason)
