"""A report may take minutes; a question somebody waits for at a screen may not."""

from sqlalchemy import text

from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

_ASK = text("SHOW statement_timeout")


def patience(transaction: Transaction) -> str:
    return str(transaction.reports._connection.execute(_ASK).scalar_one())  # noqa: SLF001 -- only it knows


def test_only_the_transaction_of_a_report_is_patient(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    try:
        with store.read(is_patient=True) as transaction:
            assert patience(transaction) == "10min"
        with store.read() as transaction:
            assert patience(transaction) == "5s"
    finally:
        store.close()
