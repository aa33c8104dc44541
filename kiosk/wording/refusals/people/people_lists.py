"""Refusals of lists of people, and of single rows, in words."""

from typing import assert_never

from kiosk.domain.refusals.people.people_lists import (
    CellTooLong,
    EmailColumnUnclear,
    ImportInterrupted,
    ListEmpty,
    ListWithoutRows,
    NameColumnUnclear,
    NoSuchColumn,
    PeopleListRefusal,
    QuotationMarkAstray,
    RowNotText,
    RowTooLong,
    RowWithoutEmail,
    RowWithoutName,
)
from kiosk.wording.desk.tables import listed_names
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def people_list_refusal(reason: PeopleListRefusal, audience: Audience) -> str:
    """Explains why a list of people, or one of its rows, cannot be imported."""
    match reason:
        case ListEmpty(path):
            return _("The file {path} is empty. Choose one with a row for each person.").format(
                path=repr(path)
            )
        case ListWithoutRows(path):
            return _(
                "The file {path} has a header and nobody below it, so there is nobody to import."
            ).format(path=repr(path))
        case NoSuchColumn(column, columns):
            return _("There is no column {column}. The columns are: {columns}.").format(
                column=repr(column), columns=listed_names(columns)
            )
        case EmailColumnUnclear(columns) if audience is Audience.TECHNICIAN:
            return _(
                "No column holds e-mail addresses. Name it with --email-column. The columns are: {columns}."
            ).format(columns=listed_names(columns))
        case EmailColumnUnclear():
            return _("No column holds e-mail addresses: choose it.")
        case NameColumnUnclear(columns) if audience is Audience.TECHNICIAN:
            return _(
                "The headers do not say which column holds people's names. Name it with --name-column."
                " The columns are: {columns}."
            ).format(columns=listed_names(columns))
        case NameColumnUnclear():
            return _("The headers do not say which column holds people's names: choose it.")
        case CellTooLong(most):
            return _("A cell has more than {most} characters.").format(most=number(most))
        case RowTooLong(most):
            return _("The row has more than {most} characters.").format(most=number(most))
        case RowNotText():
            return _("It holds bytes that are no text in the file's encoding; save the file as UTF-8.")
        case QuotationMarkAstray():
            return _("A quotation mark stands in the middle of a cell; double or remove it.")
        case RowWithoutEmail():
            return _("It has no e-mail address.")
        case RowWithoutName():
            return _("It has no name.")
        case ImportInterrupted():
            return _("Interrupted: nothing was written.")
        case _:
            assert_never(reason)
