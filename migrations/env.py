"""Runs revisions: on the connection the program gives, else on the database of KIOSK_DATABASE_URL."""

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection

from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import migrating
from migrations.authoring.autogenerate import options


def _url() -> str:
    url = context.config.get_main_option("sqlalchemy.url")
    if url:
        return url
    from kiosk.settings import load_settings  # noqa: PLC0415 -- a given connection or URL needs no settings

    return load_settings().database_url.get_secret_value()


def _run(connection: Connection) -> None:
    context.configure(connection=connection, **options())
    with context.begin_transaction():
        context.run_migrations()


def _run_or_connect() -> None:
    if context.is_offline_mode():
        message = "These revisions look at the database first, so they cannot be printed as SQL."
        raise CommandError(message)
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    with migrating(read_address(_url())) as connection:
        _run(connection)


_run_or_connect()
