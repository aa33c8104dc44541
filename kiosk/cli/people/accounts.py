"""`kiosk organizer password`, `list` and `unlock`: a technician's commands for organizers' accounts."""

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.people.commands import PasswordStdin, organizer, read_password
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.clock import utc_now
from kiosk.wording.desk.people import name_and_address
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.durations import duration
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from kiosk.services.accounts.accounts import Account

AccountEmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]


def add_to(_app: typer.Typer) -> None:
    """Adds these commands to `kiosk organizer`, which exists already."""
    organizer.command("password")(set_password)
    organizer.command("list")(list_organizers)
    organizer.command("unlock")(unlock)


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
        password = read_password(from_stdin=password_stdin)
        person = accounts.reset_password(database, found.email, password)
    document = {"id": str(person.id), "name": person.name, "email": person.email, "changed": True}
    text = _("{person} signs in with the new password from now on.").format(person=name_and_address(person))
    print_result(json, document, text)


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
