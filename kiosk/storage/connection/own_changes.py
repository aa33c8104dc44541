"""Notes which tables the statements of a connection change, so that a transaction can report it."""

from sqlalchemy import Connection, event
from sqlalchemy.sql.dml import UpdateBase

from kiosk.domain.news import News, Topic

_TOPICS = {str(topic): topic for topic in Topic}


def note_changes(connection: Connection) -> set[News]:
    """Returns the set of news about what the connection changes from now on; it grows with each statement.

    Rows that the database itself changes with them, such as the check-ins of a deleted event, are not
    included.
    """
    noted: set[News] = set()

    def note(_connection: Connection, statement: object, *_rest: object) -> None:
        if isinstance(statement, UpdateBase):
            topic = _TOPICS.get(getattr(statement.table, "name", ""))
            if topic is not None:
                noted.add(News(topic))

    event.listen(connection, "after_execute", note)
    return noted
