"""Makes the next revision from what differs between the models and the revisions; run by script/migration."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import Script
from alembic.util import CommandError
from sqlalchemy import Connection

from kiosk.storage.connection.address import read_address
from kiosk.storage.schema.migration import migrating
from kiosk.storage.schema.revision import HEAD

_ROOT = Path(__file__).parent.parent.parent
_LONGEST_MESSAGE = 90


def main() -> None:
    """Makes the revision and prints which file it is."""
    parser = argparse.ArgumentParser(
        prog="script/migration",
        description="Makes the next revision of the database from what differs between the models and the"
        " revisions. Both engines run it; read it before you commit it.",
    )
    parser.add_argument("message", type=_message, help='what changes, in English: "Guests have a table"')
    message = parser.parse_args().message
    # Compared on SQLite, which keeps a CHECK as it was written and needs no server.
    with TemporaryDirectory() as folder:
        try:
            with migrating(read_address(f"sqlite:///{folder}/new.sqlite")) as connection:
                made = _make(connection, message)
        except CommandError as error:
            parser.exit(1, f"script/migration: {error}\n")
    print(Path(made.path).relative_to(_ROOT))  # noqa: T201 -- what the command answers


def _message(text: str) -> str:
    if not text.strip(" .") or not text.isascii() or not text.isprintable() or set(text) & {'"', "\\"}:
        raise argparse.ArgumentTypeError("Say what changes in English letters, without double quotes.")
    if len(text) > _LONGEST_MESSAGE:
        raise argparse.ArgumentTypeError(f"Say what changes in at most {_LONGEST_MESSAGE} characters.")
    return text.strip()


def _make(connection: Connection, message: str) -> Script:
    config = Config(_ROOT / "alembic.ini")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    made = command.revision(config, message, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}")
    assert isinstance(made, Script)  # noqa: S101 -- one head, one revision
    return made


if __name__ == "__main__":
    main()
