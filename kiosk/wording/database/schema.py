"""Differences between a database's tables and the expected ones, in words for a technician."""

from typing import assert_never

from kiosk.domain.faults.schema_differences import (
    CheckMissing,
    ColumnDefaultDiffers,
    ColumnMissing,
    ColumnNullDiffers,
    ColumnTypeDiffers,
    ForeignKeyMissing,
    IndexMissing,
    OtherDifference,
    SchemaDifference,
    TableMissing,
    TriggerMissing,
    TriggerUse,
)
from kiosk.wording.language.catalogue import _


def schema_difference(difference: SchemaDifference) -> str:
    """Explains how a database's tables differ from what this program expects."""
    match difference:
        case TableMissing(table):
            return _("The table {table} is missing.").format(table=table)
        case ColumnMissing(table, column):
            return _("The column {table}.{column} is missing.").format(table=table, column=column)
        case ColumnTypeDiffers(table, column, found, expected):
            return _("The column {table}.{column} has the type {found}, not {expected}.").format(
                table=table, column=column, found=found, expected=expected
            )
        case ColumnNullDiffers(table, column, takes_null):
            text = (
                _("The column {table}.{column} takes NULL.")
                if takes_null
                else _("The column {table}.{column} refuses NULL.")
            )
            return text.format(table=table, column=column)
        case ColumnDefaultDiffers(table, column):
            return _("The column {table}.{column} lacks its server default, or has another.").format(
                table=table, column=column
            )
        case IndexMissing(name, table, columns, is_unique):
            text = (
                _("The unique index {name} on {table} ({columns}) is missing.")
                if is_unique
                else _("The index {name} on {table} ({columns}) is missing.")
            )
            return text.format(name=name, table=table, columns=", ".join(columns))
        case ForeignKeyMissing(table, columns, refers_to, on_delete):
            return _(
                "The foreign key {table}.{columns} → {refers_to} ON DELETE {on_delete} is missing."
            ).format(table=table, columns=", ".join(columns), refers_to=refers_to, on_delete=on_delete)
        case CheckMissing(name, table):
            return _("The CHECK {name} on {table} is missing.").format(name=name, table=table)
        case TriggerMissing(name, use):
            return _trigger_missing(use).format(name=name)
        case OtherDifference(detail):
            return detail
        case _:
            assert_never(difference)


def _trigger_missing(use: TriggerUse) -> str:
    match use:
        case TriggerUse.SEARCH_TEXT:
            return _("The trigger {name} is missing: who is renamed is not found by the new name.")
        case TriggerUse.NEWS:
            return _("The trigger {name} is missing: desks learn of its changes late.")
        case TriggerUse.DOORS:
            return _("The trigger {name} is missing: doors do not learn of its changes.")
        case TriggerUse.UPDATED_AT:
            return _("The trigger {name} is missing: updated_at does not follow changes.")
        case _:
            assert_never(use)
