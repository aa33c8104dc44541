"""Evenings that hypothesis makes up, for `script/faults sync machine`; the control is a broken program."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.check_in import migrated
from tests.databases import OwnServer
from tests.sync.evenings import find, play, quicken
from tests.sync.faulty_sync import FAULTS
from tests.sync.ordeals.endured import Endured
from tests.sync.sites import SyncedSite
from tests.sync.synced_machine import SyncedMachine

_MOST_EVENINGS = 500
"""The evenings within which each fault has to be found."""


def played(own: OwnServer, times: int) -> Endured:
    """Plays this many evenings; an AssertionError names the steps of one that went wrong."""
    with _quick_site(own) as site:
        play(SyncedMachine, site, times, is_same=False)
        return Endured(times, 0, 0, note=f"{site.steps} steps")


def played_with_faults(own: OwnServer, _times: int) -> Endured:
    """Returns as lost how many faults hypothesis found: none when one of them stayed hidden."""
    after = []
    for fault in FAULTS:
        with _quick_site(own) as site:
            found = find(fault, site, _MOST_EVENINGS)
        if found is None or not found.is_of(fault):
            return Endured(len(FAULTS), 0, 0, note=f"{fault.__name__} was not found: {found}")
        after.append(str(found.evenings))
    return Endured(len(FAULTS), len(after), 0, note=f"found after {', '.join(after)} evenings")


@contextmanager
def _quick_site(own: OwnServer) -> Iterator[SyncedSite]:
    """Yields two doors and their centre, whose pauses are short; warnings of outages are not printed."""
    logging.getLogger("kiosk").setLevel(logging.ERROR)
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        TemporaryDirectory() as folder,
        own.server.database() as url,
    ):
        quicken(monkeypatch)
        template = Path(folder) / "template.sqlite"
        with migrated(url), migrated(f"sqlite:///{template}"):
            pass
        with closing(SyncedSite(url, ["Door A", "Door B"], template, Path(folder))) as site:
            yield site
