"""`kiosk organizer`: a technician's commands for organizers' accounts."""

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.people.commands import PANEL, Email, Name, print_person
from kiosk.cli.terminal.hidden_input import read_hidden
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.clock import utc_now
from kiosk.domain.refusals.typed.terminal import Secret
from kiosk.wording.desk.people import name_and_address
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.durations import duration
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from kiosk.services.accounts.accounts import Account

_organizer = typer.Typer(no_args_is_help=True, help="Organizers, who may use the desk.")

PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
]
AccountEmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_organizer, name="organizer", rich_help_panel=PANEL)


@_organizer.command("create")
def create_organizer(
    context: typer.Context,
    *,
    name: Name,
    email: Email,
    password_stdin: PasswordStdin = False,
    json: Json = False,
) -> None:
    """Make an organizer. The password is asked for, or read from standard input: never an argument."""
    from kiosk.app.stores import opened_database
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_database(settings) as database:
        password = read_hidden(Secret.PASSWORD, from_stdin=password_stdin)
        person = accounts.create_organizer(database, name=name, email=email, password=password)
    print_person(person, as_json=json)


@_organizer.command("password")
def set_password(
    context: typer.Context,
    email: AccountEmailArgument,
    *,
    password_stdin: PasswordStdin = False,
    json: Json = False,
) -> None:
    """Give an organizer a new password, asked for or read from standard input: never an argument."""
    from kiosk.app.stores import opened_database
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_database(settings) as database:
        found = accounts.find_organizer(database, email)  # before a password is typed for nothing
        password = read_hidden(Secret.PASSWORD, from_stdin=password_stdin)
        person = accounts.reset_password(database, found.email, password)
    document = {"id": str(person.id), "name": person.name, "email": person.email, "changed": True}
    text = _("{person} signs in with the new password from now on.").format(person=name_and_address(person))
    print_result(json, document, text)


@_organizer.command("list")
def list_organizers(context: typer.Context, *, json: Json = False) -> None:
    """List the organizers, and who has to wait because sign-ins failed."""
    from kiosk.app.stores import opened_database
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_database(settings) as database:
        found = accounts.list_accounts(database, now=utc_now())
    print_result(
        json, [_document(each) for each in found], lambda: "\n".join(map(_line, found)) or _("No organizers.")
    )


@_organizer.command("unlock")
def unlock(context: typer.Context, email: AccountEmailArgument, *, json: Json = False) -> None:
    """Let an organizer sign in at once, however many sign-ins failed."""
    from kiosk.app.stores import opened_database
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_database(settings) as database:
        person, failures = accounts.unlock(database, email)
    document = {"id": str(person.id), "name": person.name, "email": person.email, "failures": failures}
    text = (
        _("{person} may sign in. Failed sign-ins forgotten: {count}.")
        if failures
        else _("{person} may sign in. No sign-in had failed.")
    )
    print_result(json, document, text.format(person=name_and_address(person), count=number(failures)))


def _document(account: "Account") -> dict[str, object]:
    person = account.person
    return {
        "id": str(person.id),
        "name": person.name,
        "email": person.email,
        "role": str(person.role),
        "failures": account.failures,
        "throttled": bool(account.throttled_for),
        "throttled_seconds": round(account.throttled_for.total_seconds(), 3),
    }


def _line(account: "Account") -> str:
    person, wait = account.person, account.throttled_for
    if not wait:
        return f"{person.role}  {name_and_address(person)}"
    return _("{role}  {person}  throttled for {duration}").format(
        role=person.role, person=name_and_address(person), duration=duration(wait)
    )
