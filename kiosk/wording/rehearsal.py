"""The ledger of a rehearsal in words, for the technician who ran it."""

from kiosk.domain.rehearsal import RehearsalLedger
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def ledger_lines(ledger: RehearsalLedger) -> str:
    """Returns a line for each number of the ledger; the last line is the difference."""
    lines = [
        _("Shown a yes: {count}").format(count=number(ledger.shown)),
        _("of these saved here first: {count}").format(count=number(ledger.saved_here)),
        _("Recorded at the centre: {count}").format(count=number(ledger.recorded)),
        _("let in again while doors were cut off: {count}").format(count=number(ledger.duplicates)),
        _("recorded, but the kiosk was killed before the person read it: {count}").format(
            count=number(ledger.unseen)
        ),
        _("People with two check-ins: {count}").format(count=number(ledger.twice)),
        _("People who read Recorded twice: {count}").format(count=number(ledger.confirmed_twice)),
        _("Difference: {count}").format(count=number(len(ledger.missing))),
    ]
    return "\n".join(lines)
