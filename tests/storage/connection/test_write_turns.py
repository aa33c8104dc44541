"""Threads of one program that write to one SQLite file take turns."""

import threading
from contextlib import closing

from kiosk.storage.store import Store

WRITES, ROWS = 30, 20
AHEAD = 10
"""Writes of the other thread that may begin before this one has asked for its turn."""


def test_a_scan_waits_for_one_write_and_not_for_all_that_follow(sqlite_url: str) -> None:
    begun, end = 0, threading.Event()

    def store_parts() -> None:
        nonlocal begun
        while not end.is_set():
            with store.write() as transaction:
                begun += 1
                for row in range(ROWS):
                    transaction.installation.set(f"row {row}", str(begun))

    with closing(Store.open(sqlite_url)) as store:
        storing = threading.Thread(target=store_parts)
        storing.start()
        waited_for = []
        for number in range(WRITES):
            begun_before = begun
            with store.write() as transaction:
                waited_for.append(begun - begun_before)
                transaction.installation.set("scan", str(number))
        end.set()
        storing.join()
    assert max(waited_for) <= AHEAD


def test_a_store_for_an_organizer_takes_turns_with_the_others(sqlite_url: str) -> None:
    with closing(Store.open(sqlite_url)) as store:
        other = store.reporting(lambda _news: None)
        is_waiting, order = threading.Event(), list[str]()

        def write() -> None:
            is_waiting.set()
            with other.write():
                order.append("second")

        writing = threading.Thread(target=write)
        with store.write():
            writing.start()
            is_waiting.wait()
            order.append("first")
        writing.join()
    assert order == ["first", "second"]
