"""`kiosk db`: the database's own commands."""

from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import SecretStr

from kiosk.cli.terminal.options import EXIT_FAILED, Json, print_result, settings_of
from kiosk.wording.database.schema import schema_difference
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from kiosk.domain.copying import TableCopied

DoorRole = Annotated[str, typer.Argument(metavar="ROLE", help="A login of the PostgreSQL server.")]

_db = typer.Typer(
    no_args_is_help=True, help="Bring the database to this program's revision, check it, seed it."
)


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_db, name="db", rich_help_panel="Technicians")


@_db.command()
def upgrade(context: typer.Context, *, json: Json = False) -> None:
    """Make the tables, or bring them to this program's revision. Safe to repeat."""
    from kiosk.app.stores import opened_database

    settings = settings_of(context)
    with opened_database(settings, is_fit=False) as database:
        before = database.revision()
        database.upgrade()
        after = database.revision()
        document = {"database": database.name, "from": before, "to": after}
        print_result(json, document, _upgraded(database.name, before, after))


@_db.command()
def current(context: typer.Context, *, json: Json = False) -> None:
    """Print which revision the database has, and whether this program works with it."""
    from kiosk.app.stores import opened_database
    from kiosk.services.database import EXPECTED_REVISION

    settings = settings_of(context)
    with opened_database(settings, is_fit=False) as database:
        revision = database.revision()
        document = {"database": database.name, "revision": revision, "expected": EXPECTED_REVISION}
        print_result(json, document, _current(database.name, revision, EXPECTED_REVISION))
        database.check_revision()


@_db.command()
def check(context: typer.Context, *, json: Json = False) -> None:
    """Compare the tables with what this program expects; exit 1 and list what differs."""
    from kiosk.app.stores import opened_database

    settings = settings_of(context)
    with opened_database(settings) as database:
        differences = [schema_difference(each) for each in database.check_schema()]
        print_result(
            json,
            {"database": database.name, "differences": differences},
            "\n".join(differences)
            or _("{database} is as this program expects.").format(database=database.name),
        )
    if differences:
        typer.echo(_("kiosk: The database differs from what this program expects."), err=True)
        raise typer.Exit(EXIT_FAILED)


@_db.command()
def seed(context: typer.Context, *, json: Json = False) -> None:
    """Fill an empty database with the demo: an open event and 60 participants with passes."""
    from kiosk.app.demo import prepare_demo

    settings = settings_of(context)
    event = prepare_demo(settings)
    text = _("The demo's event {code} is open.").format(code=event.code)
    print_result(json, {"event": event.code, "title": event.title}, text)


@_db.command("copy")
def copy(
    context: typer.Context,
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="An empty PostgreSQL database, as KIOSK_DATABASE_URL.")
    ],
    json: Json = False,
) -> None:
    """Copy this SQLite database whole to a PostgreSQL server, for a venue that grows. Safe to repeat.

    Close doors and desks first. The server's database is upgraded if it has no tables yet.
    """
    from kiosk.app.stores import opened_database

    settings = settings_of(context)
    server = settings.model_copy(update={"database_url": SecretStr(to)})
    copied: list[TableCopied] = []
    with opened_database(settings) as source, opened_database(server, is_fit=False) as target:
        if target.revision() is None:
            target.upgrade()
        source.copy_to(target, copied.append)
        document = {"database": target.name, "rows": {each.table: each.rows for each in copied}}
    lines = [f"{each.table:<18} {number(each.rows):>10}" for each in copied]
    print_result(json, document, "\n".join(lines))


@_db.command("grant-door")
def grant_door(context: typer.Context, role: DoorRole, *, json: Json = False) -> None:
    """Let a login of the server work as a door: it reads no address and no password, and deletes nothing."""
    from kiosk.app.stores import opened_database

    with opened_database(settings_of(context)) as database:
        database.grant_door(role)
    print_result(json, {"role": role, "is_door": True}, _("{role} is a door's login now.").format(role=role))


@_db.command("revoke-door")
def revoke_door(context: typer.Context, role: DoorRole, *, json: Json = False) -> None:
    """Take the rights of a door from a login, for example when the door's computer was stolen."""
    from kiosk.app.stores import opened_database

    with opened_database(settings_of(context)) as database:
        database.revoke_door(role)
    text = _("{role} is no door's login any more. What it has not sent stays on its computer.")
    print_result(json, {"role": role, "is_door": False}, text.format(role=role))


def _upgraded(database: str, before: str | None, after: str | None) -> str:
    if before is None:
        return _("{database}: revision none → {after}").format(database=database, after=after)
    return _("{database}: revision {before} → {after}").format(database=database, before=before, after=after)


def _current(database: str, revision: str | None, expected: str) -> str:
    if revision is None:
        return _("{database}: revision none; this program expects {expected}").format(
            database=database, expected=expected
        )
    return _("{database}: revision {revision}; this program expects {expected}").format(
        database=database, revision=revision, expected=expected
    )
