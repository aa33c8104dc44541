"""`kiosk participant import`: a preview of a file of people, and its writing when confirmed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.options import Json, say, settings_of, shown
from kiosk.cli.progress import TerminalProgress
from kiosk.cli.stopping import noting_stops, stopping_as_ctrl_c
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.services.importing.imports import ImportCount
    from kiosk.services.importing.people_files import OtherName, PeopleFile

_LISTED = 50
"""Rows with a fault, and with another name, that are printed in words; --json prints all."""


def add_to(participant: typer.Typer) -> None:
    """Joins this command to `kiosk participant`."""
    participant.command("import")(import_participants)


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
    from kiosk.app.stores import opened_store
    from kiosk.services.importing.imports import compare_people, write_people
    from kiosk.services.importing.people_files import Choices, read_people

    settings = settings_of(context)
    choices = Choices(tuple(name_column or ()), email_column, sheet)
    with stopping_as_ctrl_c(), opened_store(settings) as store, TerminalProgress() as progress:
        found = read_people(
            file, choices, tell=lambda done, total: progress.show(f"{done:,} rows read", done, total)
        )
        if yes:
            with noting_stops() as stops:

                def tell(done: int, total: int | None) -> None:
                    progress.show(f"{done:,} of {total or 0:,} people written", done, total)
                    if stops:
                        raise Refused("Interrupted: nothing was written.")

                count = write_people(store, found, tell=tell)
        else:
            count = compare_people(store, found)
    say(json, _document(found, count, written=yes), lambda: _words(found, count, written=yes))


def _document(found: "PeopleFile", count: "ImportCount", *, written: bool) -> dict[str, object]:
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
        "bad": [{"line": each.line, "reason": each.reason} for each in found.bad],
        "other_names": [
            {"line": each.line, "email": each.email, "name": each.name, "kept": each.kept}
            for each in _other_names(found, count)
        ],
        "written": written,
    }


def _words(found: "PeopleFile", count: "ImportCount", *, written: bool) -> str:
    columns = found.columns
    header = "no header" if columns.header_line is None else f"header in line {columns.header_line}"
    form = ", ".join(each for each in (found.kind, found.encoding) if each)
    if found.separator:
        form += f", separator: {found.separator}"
    if found.sheet is not None:
        form += f", sheet {found.sheet!r} of {len(found.sheets)}"
    lines = [
        f"Read as: {form}, {header}",
        f"Columns: {', '.join(columns.headers[:20])}",
        f"Name from: {' + '.join(columns.name_columns)}",
        f"E-mail from: {columns.email_column}",
        *(["First rows:"] if not written else []),
        *(f"  {' | '.join(row)}" for row in found.first_rows if not written),
        *_some([f"Line {each.line} is left out: {each.reason}" for each in found.bad]),
        *_some([_kept(each) for each in _other_names(found, count)]),
        _total(found, count, written=written),
    ]
    if not written:
        lines.append("Nothing was written. Add --yes to write.")
    return "\n".join(_line(each) for each in lines)


def _total(found: "PeopleFile", count: "ImportCount", *, written: bool) -> str:
    return (
        f"{'Made' if written else 'New'}: {count.new:,}. In the database already: {count.known:,}."
        f" Repeated in the file: {found.repeated:,}. Bad rows: {len(found.bad):,}."
    )


def _line(text: str) -> str:
    return shown(text).replace("\n", " ")


def _other_names(found: "PeopleFile", count: "ImportCount") -> list["OtherName"]:
    return sorted((*found.other_names, *count.other_names), key=lambda each: each.line)


def _kept(other: "OtherName") -> str:
    return f"Line {other.line}: {other.email} stays {other.kept!r}; the file says {other.name!r}."


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - _LISTED
    return [*lines[:_LISTED], *([f"… and {more:,} more; --json lists all."] if more > 0 else [])]
