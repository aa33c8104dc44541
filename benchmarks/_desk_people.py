"""Measurements of the people pages and their two long operations: printing passes and importing a list."""

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from benchmarks._measurement import SEARCH, VIEW, Ground, Measurement, timed
from kiosk.domain.clock import utc_now
from kiosk.services.importing.imports import compare_people, write_people
from kiosk.services.importing.people_files import read_people
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup, count_guests, guest_page
from kiosk.services.people.passes import Everybody, PassRecipients, SelectedPeople, count_passes, plan_passes
from kiosk.services.people.people import view_person, with_states
from kiosk.services.people.search import find_people
from kiosk.ui.common.offscreen import unseen_application
from kiosk.ui.paper.issuing import BadgePaper, save_passes
from kiosk.ui.paper.layouts import LAYOUTS

_SOME = 10
_PASSES = 1_000
_ROWS = 10_000


def _open_people(ground: Ground) -> None:
    with_states(ground.store, find_people(ground.store, ""))


def _open_person(ground: Ground) -> None:
    view_person(ground.store, find_people(ground.store, "person4").rows[0].id)


def _open_guest_list(ground: Ground) -> None:
    count_guests(ground.store, ground.busy.id)
    guest_page(ground.store, ground.busy.id, "")


def _search_guests(text: str, ground: Ground) -> None:
    guest_page(ground.store, ground.busy.id, text)


def _count_passes(whose: Callable[[Ground], PassRecipients], ground: Ground) -> None:
    count_passes(ground.store, whose(ground), only_without=True, shown=_SOME)


def _write_passes(ground: Ground, times: int) -> list[float]:
    """Measures from the choice of people to a finished PDF and valid passes."""
    people: list[UUID] = []
    cursor = None
    while len(people) < _PASSES:
        page = find_people(ground.store, "person", after=cursor)
        people += [each.id for each in page.rows]
        cursor = page.following
        if cursor is None:
            break
    whose, path = SelectedPeople(tuple(people[:_PASSES])), ground.folder / "passes.pdf"
    taken = []
    with unseen_application():
        for _ in range(times):
            began_at = time.perf_counter()
            planned = plan_passes(ground.store, whose)
            save_passes(
                ground.store,
                path,
                planned,
                BadgePaper(LAYOUTS[0], "Evening"),
                now=utc_now(),
                on_progress=lambda *_: None,
            )
            taken.append(time.perf_counter() - began_at)
    return taken


def _import_rows(ground: Ground, times: int) -> list[float]:
    """Measures from the file to its people in the database."""
    path = ground.folder / "people.csv"
    taken = []
    for _ in range(times):
        batch = uuid4().hex[:8]
        lines = (f"Person {batch} {number},{batch}.{number}@example.org" for number in range(_ROWS))
        path.write_text("\n".join(["Name,Email", *lines]), encoding="utf-8")
        began_at = time.perf_counter()
        file = read_people(path)
        compare_people(ground.store, file)
        write_people(ground.store, file)
        taken.append(time.perf_counter() - began_at)
    return taken


MEASUREMENTS = [
    Measurement("people page opens", timed(_open_people), to_reach=VIEW),
    Measurement("a person's page opens", timed(_open_person), to_reach=VIEW),
    Measurement("guest list opens", timed(_open_guest_list), to_reach=VIEW),
    *(
        Measurement(
            f"search in a guest list, {kind}",
            timed(partial(_search_guests, text)),
            to_reach=SEARCH,
        )
        for kind, text in (("a rare word", "acqa"), ("one letter", "a"), ("nobody", "zzzzzz"))
    ),
    *(
        Measurement(
            f"passes to print counted, {kind}",
            timed(partial(_count_passes, whose)),
            to_reach=VIEW,
        )
        for kind, whose in (
            ("everybody", lambda _on: Everybody()),
            ("a guest list", lambda on: GuestsOfEvent(on.busy.id)),
            ("a group", lambda on: GuestsOfGroup(on.busy.group_name)),
        )
    ),
    Measurement("1,000 badges in one PDF", _write_passes, times=3, unit="s", to_reach={"max": 10.0}),
    Measurement("10,000 rows imported", _import_rows, times=3, unit="s", to_reach={"max": 10.0}),
]
