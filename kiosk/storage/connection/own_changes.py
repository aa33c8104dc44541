"""Which tables the statements of a connection change: how a transaction says what it changed."""

from sqlalchemy import Connection, event
from sqlalchemy.sql.dml import UpdateBase

from kiosk.domain.news import News, Topic

_TOPICS = {str(topic): topic for topic in Topic}


def note_changes(connection: Connection) -> set[News]:
    """Returns the news of what the connection changes from now on; the set grows with each statement.

    What the database changes along, as the check-ins of a deleted event, is not among them.
    """
    noted: set[News] = set()

    def note(_connection: Connection, statement: object, *_rest: object) -> None:
        if isinstance(statement, UpdateBase):
            topic = _TOPICS.get(getattr(statement.table, "name", ""))
            if topic is not None:
                noted.add(News(topic))

    event.listen(connection, "after_execute", note)
    return noted
