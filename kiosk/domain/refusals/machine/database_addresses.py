"""Refusals of a database's URL. None holds more of it than its scheme: a password may be anywhere in it."""

from dataclasses import dataclass


class AboutDatabaseAddress:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AddressUnstorable(AboutDatabaseAddress):
    """The URL holds characters that no text can hold, such as NUL."""


@dataclass(frozen=True, slots=True)
class AddressNotUnderstood(AboutDatabaseAddress):
    """The text is not a URL."""


@dataclass(frozen=True, slots=True)
class AddressUncertain(AboutDatabaseAddress):
    """It is not certain where the password ends: characters with a meaning in a URL are not escaped."""


@dataclass(frozen=True, slots=True)
class AddressOfOtherKind(AboutDatabaseAddress):
    """The URL is of a database that this program does not know.

    Attributes:
        scheme: Shortened; what stands before `://`.
    """

    scheme: str


@dataclass(frozen=True, slots=True)
class AddressOptionUnknown(AboutDatabaseAddress):
    """The URL has an option that PostgreSQL does not know. It is not named: it may be part of a password."""


@dataclass(frozen=True, slots=True)
class ServerListWrong(AboutDatabaseAddress):
    """In a list of servers a name is missing, a port is not a number, or the numbers of both differ."""


@dataclass(frozen=True, slots=True)
class WritableServerNotAsked(AboutDatabaseAddress):
    """The URL asks for a server that takes no writes, with target_session_attrs."""


@dataclass(frozen=True, slots=True)
class DatabaseNotNamed(AboutDatabaseAddress):
    """The URL names a PostgreSQL server but no database."""


@dataclass(frozen=True, slots=True)
class WrongSlashes(AboutDatabaseAddress):
    """A SQLite URL has two slashes, so the file is read as a host."""


@dataclass(frozen=True, slots=True)
class NotAPlainFile(AboutDatabaseAddress):
    """A SQLite URL names a database in memory, or a file by its own URI."""


DatabaseAddressRefusal = (
    AddressUnstorable
    | AddressNotUnderstood
    | AddressUncertain
    | AddressOfOtherKind
    | AddressOptionUnknown
    | ServerListWrong
    | WritableServerNotAsked
    | DatabaseNotNamed
    | WrongSlashes
    | NotAPlainFile
)
