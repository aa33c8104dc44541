"""Refusals of a database's URL in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.database_addresses import (
    AddressNotUnderstood,
    AddressOfOtherKind,
    AddressOptionUnknown,
    AddressUncertain,
    AddressUnstorable,
    DatabaseAddressRefusal,
    DatabaseNotNamed,
    NotAPlainFile,
    ServerListWrong,
    WritableServerNotAsked,
    WrongSlashes,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def database_address_refusal(reason: DatabaseAddressRefusal, audience: Audience) -> str:
    """Explains what is wrong with a database's URL and how one is written.

    Args:
        reason: The fact.
        audience: Only a technician writes URLs.
    """
    if audience is not Audience.TECHNICIAN:
        return _("The address of the database is not right. Ask your technician to correct it.")
    return _for_technician(reason)


def _for_technician(reason: DatabaseAddressRefusal) -> str:
    match reason:
        case AddressUnstorable():
            return _(
                "The database URL holds characters that cannot be."
                " Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            )
        case AddressNotUnderstood():
            return _(
                "The database URL cannot be understood."
                " Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            )
        case AddressUncertain():
            return _(
                "The database URL in KIOSK_DATABASE_URL cannot be read with certainty. In its user name and"
                " password, and after its question mark, write @ as %40, / as %2F, ? as %3F, # as %23,"
                " : as %3A and % as %25."
            )
        case AddressOfOtherKind(scheme):
            return _(
                "{scheme} databases are not known to this program."
                " Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            ).format(scheme=repr(scheme))
        case AddressOptionUnknown():
            return _(
                "The database URL in KIOSK_DATABASE_URL ends in an option that PostgreSQL does not know."
                " Write it as PostgreSQL calls it; in a value write & as %26 and = as %3D."
            )
        case ServerListWrong():
            return _(
                "The database URL in KIOSK_DATABASE_URL names several servers, and one of them cannot be"
                " understood. Write postgresql://USER:PASSWORD@HOST:PORT,HOST:PORT/NAME."
            )
        case WritableServerNotAsked():
            return _(
                "The database URL in KIOSK_DATABASE_URL asks for a server that takes no writes."
                " Write target_session_attrs=read-write, or leave it out."
            )
        case DatabaseNotNamed():
            return _(
                "The database URL names a PostgreSQL server but no database."
                " Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            )
        case WrongSlashes():
            return _("A SQLite URL has three slashes before a relative path and four before an absolute one.")
        case NotAPlainFile():
            return _("A SQLite database needs a plain file to live in, such as sqlite:///kiosk.sqlite.")
        case _:
            assert_never(reason)
