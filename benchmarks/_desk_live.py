"""Measurements of the live page and the people search, and of the time until a desk gets a check-in."""

import threading
import time
from functools import partial
from uuid import uuid4

from benchmarks._measurement import SEARCH, VIEW, Ground, Measurement, timed
from kiosk.domain.news import News
from kiosk.services.check_in.corrections import ByHand, check_in_by_hand
from kiosk.services.live.change_feed import watch
from kiosk.services.live.live import list_arrivals, list_missing, list_refusals, view_event
from kiosk.services.people.search import find_people

_NEWS_SECONDS = 10


def _open_page(ground: Ground) -> None:
    view_event(ground.store, ground.busy.id)
    list_arrivals(ground.store, ground.busy.id)


def _open_missing_of_group(ground: Ground) -> None:
    view_event(ground.store, ground.following.id)
    list_missing(ground.store, ground.following.id)


def _search_arrivals(text: str, ground: Ground) -> None:
    list_arrivals(ground.store, ground.busy.id, text=text)


def _search_people(text: str, ground: Ground) -> None:
    find_people(ground.store, text)


def _scroll(ground: Ground, times: int) -> list[float]:
    """Measures scrolling: page by page from the newest arrival on, and then from the newest again."""
    taken: list[float] = []
    cursor = list_arrivals(ground.store, ground.busy.id).following
    while len(taken) < times:
        began_at = time.perf_counter()
        cursor = list_arrivals(ground.store, ground.busy.id, before=cursor).following
        taken.append((time.perf_counter() - began_at) * 1000)
    return taken


def _news(ground: Ground, times: int) -> list[float]:
    """Measures from the commit of a check-in to its notification on another connection."""
    notified = threading.Event()
    reported_at: list[float] = []

    def on_news(_news: News) -> None:
        reported_at.append(time.perf_counter())
        notified.set()

    watching = watch(ground.store, on_news)
    notified.wait(_NEWS_SECONDS)
    taken = []
    try:
        for number in range(times):
            # The notification of the check-in before is over, and the moment in SQLite's poll is random.
            time.sleep(0.1 + number % 7 * 0.07)
            notified.clear()
            reported_at.clear()
            check_in_by_hand(
                ground.store, ByHand(uuid4(), ground.following.id, None, "Desk", ground.following.start_at)
            )
            committed_at = time.perf_counter()
            if not notified.wait(_NEWS_SECONDS):
                raise SystemExit("These figures mean nothing: a check-in was told to nobody.")
            taken.append(max(reported_at[0] - committed_at, 0) * 1000)
    finally:
        watching.stop()
        watching.join()
    return taken


MEASUREMENTS = [
    Measurement("live page opens", timed(_open_page), to_reach=VIEW),
    Measurement(
        "live page's missing guests", timed(lambda on: list_missing(on.store, on.busy.id)), to_reach=VIEW
    ),
    Measurement("live page with the group's missing", timed(_open_missing_of_group), to_reach=VIEW),
    Measurement("live page's refusals", timed(lambda on: list_refusals(on.store, on.busy.id)), to_reach=VIEW),
    Measurement("scrolling through arrivals", _scroll, to_reach=VIEW),
    *(
        Measurement(
            f"search in arrivals, {kind}",
            timed(partial(_search_arrivals, text)),
            to_reach=SEARCH,
        )
        for kind, text in (
            ("a rare word", "acqa"),
            ("a common name", "ionescu"),
            ("one letter", "a"),
            ("two words", "sara bqr"),
            ("nobody", "zzzzzz"),
        )
    ),
    *(
        Measurement(
            f"search of people, {kind}",
            timed(partial(_search_people, text)),
            to_reach=SEARCH,
        )
        for kind, text in (
            ("everybody", ""),
            ("a rare word", "acqa"),
            ("one letter", "a"),
            ("an address", "person4999"),
            ("nobody", "zzzzzz"),
        )
    ),
    Measurement(
        "search in the missing",
        timed(lambda on: list_missing(on.store, on.busy.id, text="ionescu")),
        to_reach=SEARCH,
    ),
    Measurement("check-in to word of it", _news, to_reach={"p99": 2000}, on_postgresql={"p99": 250}),
]
