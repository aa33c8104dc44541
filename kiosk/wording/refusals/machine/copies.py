"""Refusals to copy a whole database in words; only a technician copies one."""

from typing import assert_never

from kiosk.domain.refusals.machine.copies import CopyDiffers, CopyNeedsServer, CopyRefusal, TargetNotEmpty
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def copy_refusal(reason: CopyRefusal) -> str:
    """Explains why a database cannot be copied, and what helps."""
    match reason:
        case CopyNeedsServer():
            return _(
                "A copy goes from an SQLite file to a PostgreSQL server: point KIOSK_DATABASE_URL at the"
                " file, and --to at the server."
            )
        case TargetNotEmpty():
            return _(
                "The database to copy to holds other data, so nothing was copied. Choose an empty one, and"
                " bring it to this program's revision with `kiosk db upgrade`."
            )
        case CopyDiffers(table, wanted, found):
            return _(
                "The table {table} has {wanted} rows here and {found} in the copy: another program writes to"
                " one of the two. Close every door and desk, and start the copy again; it goes on where it"
                " stopped."
            ).format(table=table, wanted=number(wanted), found=number(found))
        case _:
            assert_never(reason)
