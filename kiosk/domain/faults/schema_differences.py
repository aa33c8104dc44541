"""Differences between a database's tables and what this program expects, as facts.

Additions by others are not differences. kiosk/wording/database/schema.py holds the words.
"""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class TableMissing:
    """A table is not there."""

    table: str


@dataclass(frozen=True, slots=True)
class ColumnMissing:
    """A column is not there."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class ColumnTypeDiffers:
    """A column has another type.

    Attributes:
        table: Its table.
        column: Its name.
        found: The database's type, in SQL.
        expected: This program's type, in SQL.
    """

    table: str
    column: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class ColumnNullDiffers:
    """A column takes NULL and should not, or the other way round.

    Attributes:
        table: Its table.
        column: Its name.
        takes_null: True when the database's column does.
    """

    table: str
    column: str
    takes_null: bool


@dataclass(frozen=True, slots=True)
class ColumnDefaultDiffers:
    """A column lacks its server default, or has another."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class IndexMissing:
    """No index does what this one should do."""

    name: str
    table: str
    columns: tuple[str, ...]
    is_unique: bool


@dataclass(frozen=True, slots=True)
class ForeignKeyMissing:
    """No foreign key does what this one should do.

    Attributes:
        table: The table whose rows refer.
        columns: The columns that refer.
        refers_to: The table they refer to.
        on_delete: What happens when a row there is deleted, in SQL; None when it is not specified.
    """

    table: str
    columns: tuple[str, ...]
    refers_to: str
    on_delete: str | None


@dataclass(frozen=True, slots=True)
class CheckMissing:
    """A CHECK is not there."""

    name: str
    table: str


class TriggerUse(Enum):
    """The purposes of triggers."""

    SEARCH_TEXT = auto()
    NEWS = auto()
    DOORS = auto()
    UPDATED_AT = auto()


@dataclass(frozen=True, slots=True)
class TriggerMissing:
    """A trigger is not there."""

    name: str
    use: TriggerUse


@dataclass(frozen=True, slots=True)
class OtherDifference:
    """A difference that only the library that compares can explain.

    Attributes:
        detail: The library's description, in English.
    """

    detail: str


SchemaDifference = (
    TableMissing
    | ColumnMissing
    | ColumnTypeDiffers
    | ColumnNullDiffers
    | ColumnDefaultDiffers
    | IndexMissing
    | ForeignKeyMissing
    | CheckMissing
    | TriggerMissing
    | OtherDifference
)
