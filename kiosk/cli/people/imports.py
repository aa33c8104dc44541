"""`kiosk participant import`: previews a file of people, and writes it when confirmed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.terminal.options import Json, print_result, settings_of, shown
from kiosk.cli.terminal.progress import TerminalProgress
from kiosk.cli.terminal.stopping import noting_stops, stopping_as_ctrl_c
from kiosk.domain.errors import Refused
from kiosk.wording.desk.tables import encoding_name, header_text, separator_text
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import listed
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from kiosk.services.importing.imports import ImportCount
    from kiosk.services.importing.people_files import BadRow, OtherName, PeopleFile

_LISTED = 50
"""The most rows with a fault, and with another name, that are printed as text; --json prints all."""


def import_participants(  # noqa: PLR0913 -- each is an option of the command
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file with a row for each person.")
    ],
    *,
    name_column: Annotated[
        list[str] | None,
        typer.Option(
            "--name-column",
            metavar="COLUMN",
            help="The column of the names, by its header or number; given twice, both are joined.",
        ),
    ] = None,
    email_column: Annotated[
        str | None,
        typer.Option("--email-column", metavar="COLUMN", help="The column of the e-mail addresses."),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write. Without it nothing is written.")] = False,
    json: Json = False,
) -> None:
    """Make participants of a file's rows. Without --yes this is a preview, and nothing is written.

    Encoding, separator, header and columns are found by themselves. People whose address is in the
    database already stay as they are. All good rows are written, or, after an error or Ctrl+C, none.
    """
    from kiosk.app.stores import opened_database
    from kiosk.domain.refusals.people.people_lists import ImportInterrupted
    from kiosk.services.importing.imports import compare_people, write_people
    from kiosk.services.importing.people_files import ImportChoices, read_people

    settings = settings_of(context)
    choices = ImportChoices(tuple(name_column or ()), email_column, sheet)
    with stopping_as_ctrl_c(), opened_database(settings) as database, TerminalProgress() as progress:
        found = read_people(
            file, choices, on_progress=lambda done, total: progress.show(_rows_read(done), done, total)
        )
        if yes:
            with noting_stops() as stops:

                def on_progress(done: int, total: int | None) -> None:
                    progress.show(_people_written(done, total or 0), done, total)
                    if stops:
                        raise Refused(ImportInterrupted())

                count = write_people(database, found, on_progress=on_progress)
        else:
            count = compare_people(database, found)
    print_result(json, _document(found, count, written=yes), lambda: _words(found, count, written=yes))


def _document(found: "PeopleFile", count: "ImportCount", *, written: bool) -> dict[str, object]:
    from kiosk.wording.imports import why_left_out

    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "separator": found.separator,
        "sheet": found.sheet,
        "sheets": found.sheets,
        "header_line": found.columns.header_line,
        "columns": found.columns.headers,
        "name_columns": found.columns.name_columns,
        "email_column": found.columns.email_column,
        "first_rows": found.first_rows,
        "new": count.new,
        "known": count.known,
        "repeated": found.repeated,
        "bad": [
            {"line": each.line, "reason": why_left_out(each.reason, Audience.TECHNICIAN)}
            for each in found.bad
        ],
        "other_names": [
            {"line": each.line, "email": each.email, "name": each.name, "kept": each.kept}
            for each in _other_names(found, count)
        ],
        "written": written,
    }


def _words(found: "PeopleFile", count: "ImportCount", *, written: bool) -> str:
    columns, others = found.columns, _other_names(found, count)
    lines = [
        _("Read as: {form}").format(form=listed(*_form(found))),
        _("Columns: {columns}").format(columns=listed(*columns.headers[:20])),
        _("Name from: {columns}").format(columns=" + ".join(columns.name_columns)),
        _("E-mail from: {column}").format(column=columns.email_column),
        *([_("First rows:")] if not written else []),
        *(f"  {' | '.join(row)}" for row in found.first_rows if not written),
        *_some([_left_out(each) for each in found.bad[:_LISTED]], len(found.bad)),
        *_some([_kept(each) for each in others[:_LISTED]], len(others)),
        _total(found, count, written=written),
    ]
    if not written:
        lines.append(_("Nothing was written. Add --yes to write."))
    return "\n".join(_line(each) for each in lines)


def _form(found: "PeopleFile") -> list[str]:
    form = [found.kind]
    if found.encoding is not None:
        form.append(encoding_name(found.encoding))
    if found.separator is not None:
        form.append(separator_text(found.separator))
    if found.sheet is not None:
        form.append(_("sheet {name} of {count}").format(name=repr(found.sheet), count=len(found.sheets)))
    form.append(header_text(found.columns.header_line))
    return form


def _rows_read(rows: int) -> str:
    return ngettext("{count} row read", "{count} rows read", rows).format(count=number(rows))


def _people_written(done: int, total: int) -> str:
    return ngettext("{done} of {total} person written", "{done} of {total} people written", total).format(
        done=number(done), total=number(total)
    )


def _total(found: "PeopleFile", count: "ImportCount", *, written: bool) -> str:
    text = (
        _("Made: {new}. In the database already: {known}. Repeated in the file: {repeated}. Bad rows: {bad}.")
        if written
        else _(
            "New: {new}. In the database already: {known}. Repeated in the file: {repeated}. Bad rows: {bad}."
        )
    )
    return text.format(
        new=number(count.new),
        known=number(count.known),
        repeated=number(found.repeated),
        bad=number(len(found.bad)),
    )


def _line(text: str) -> str:
    return shown(text).replace("\n", " ")


def _other_names(found: "PeopleFile", count: "ImportCount") -> list["OtherName"]:
    return sorted((*found.other_names, *count.other_names), key=lambda each: each.line)


def _left_out(bad: "BadRow") -> str:
    from kiosk.wording.imports import why_left_out

    return _("Line {line} is left out: {reason}").format(
        line=bad.line, reason=why_left_out(bad.reason, Audience.TECHNICIAN)
    )


def _kept(other: "OtherName") -> str:
    return _("Line {line}: {email} stays {kept}; the file says {name}.").format(
        line=other.line, email=other.email, kept=repr(other.kept), name=repr(other.name)
    )


def _some(lines: Sequence[str], every: int) -> list[str]:
    more = every - _LISTED
    if more <= 0:
        return list(lines)
    text = ngettext("… and {count} more; --json lists all.", "… and {count} more; --json lists all.", more)
    return [*lines, text.format(count=number(more))]
