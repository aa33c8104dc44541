"""`kiosk organizer password`, `list` and `unlock`: what a technician does for organizers' accounts."""

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.options import Json, say, settings_of
from kiosk.cli.people import PasswordStdin, organizer, read_password
from kiosk.domain.clock import utc_now

if TYPE_CHECKING:
    from kiosk.services.accounts.accounts import Account

EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.")]


def add_to(_app: typer.Typer) -> None:
    """Joins these commands to `kiosk organizer`, which is the program's already."""
    organizer.command("password")(set_password)
    organizer.command("list")(list_organizers)
    organizer.command("unlock")(unlock)


def set_password(
    context: typer.Context,
    email: EmailArgument,
    *,
    password_stdin: PasswordStdin = False,
    json: Json = False,
) -> None:
    """Give an organizer a new password, asked for or read from standard input: never an argument."""
    from kiosk.app.stores import opened_store
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_store(settings) as store:
        found = accounts.find_organizer(store, email)  # before anything is typed in vain
        password = read_password(from_stdin=password_stdin)
        person = accounts.reset_password(store, found.email, password)
    document = {"id": str(person.id), "name": person.name, "email": person.email, "changed": True}
    say(json, document, f"{person.name} <{person.email}> signs in with the new password from now on.")


def list_organizers(context: typer.Context, *, json: Json = False) -> None:
    """List the organizers, and who has to wait because sign-ins failed."""
    from kiosk.app.stores import opened_store
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_store(settings) as store:
        found = accounts.list_accounts(store, now=utc_now())
    say(json, [_document(each) for each in found], lambda: "\n".join(map(_line, found)) or "No organizers.")


def unlock(context: typer.Context, email: EmailArgument, *, json: Json = False) -> None:
    """Let an organizer sign in at once, however many sign-ins failed."""
    from kiosk.app.stores import opened_store
    from kiosk.services.accounts import accounts

    settings = settings_of(context)
    with opened_store(settings) as store:
        person, failures = accounts.unlock(store, email)
    document = {"id": str(person.id), "name": person.name, "email": person.email, "failures": failures}
    forgotten = f"Failed sign-ins forgotten: {failures}." if failures else "No sign-in had failed."
    say(json, document, f"{person.name} <{person.email}> may sign in. {forgotten}")


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
    from kiosk.services.accounts.accounts import wait_words

    person, wait = account.person, account.throttled_for
    words = f"{person.role}  {person.name} <{person.email}>"
    return f"{words}  throttled for {wait_words(wait)}" if wait else words
