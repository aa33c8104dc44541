"""Of several servers in a URL the one that takes writes is found, past dead and silent ones and copies."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import psycopg
import pytest
from psycopg.errors import ConnectionTimeout
from sqlalchemy import make_url

from kiosk.app.rehearsal.network import Link, linked
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.domain.refusals.machine.database_addresses import (
    AddressNotUnderstood,
    DatabaseAddressRefusal,
    DatabaseNotNamed,
    ServerListWrong,
    WritableServerNotAsked,
)
from kiosk.storage.connection import first_server
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.storage.connection.server_list import servers_of
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.storage_faults import unavailable


@pytest.mark.parametrize(
    ("servers", "read"),
    [
        ("@h1:5432,h2:5433,h3/kiosk", ["h1", "h2:5433", "h3"]),
        ("@h1,h2:5433/kiosk", ["h1", "h2:5433"]),
        ("@[::1]:5433,[fe80::1],10.0.0.3/kiosk", ["[::1]:5433", "[fe80::1]", "10.0.0.3"]),
        ("@/kiosk?host=h1:5432&host=h2:5433", ["h1", "h2:5433"]),
        ("@/kiosk?host=h1,h2&port=5433", ["h1:5433", "h2:5433"]),
        ("@/kiosk?host=h1,h2&port=5433,", ["h1:5433", "h2"]),
        ("@h1,h2/kiosk?sslmode=verify-full&target_session_attrs=primary", ["h1", "h2"]),
    ],
)
def test_the_servers_of_a_list_are_read_and_named_without_the_password(servers: str, read: list[str]) -> None:
    address = read_address(f"postgresql://kiosk:p%2Cw%3A1{servers}")
    assert [str(each) for each in servers_of(address)] == read
    assert name_for_people(address) == f"PostgreSQL kiosk on {', '.join(read)}"
    assert (address.username, address.password, address.database) == ("kiosk", "p,w:1", "kiosk")
    whole = address.render_as_string(hide_password=False)
    assert read_address(whole) == address


def test_of_several_servers_the_one_that_takes_writes_is_asked_for() -> None:
    listed = read_address("postgresql://kiosk@h1,h2/kiosk")
    assert listed.query["target_session_attrs"] == "read-write"
    alone = read_address("postgresql://kiosk@h1/kiosk")
    assert "target_session_attrs" not in alone.query
    poolers = read_address("postgresql://kiosk@h1,h2/kiosk?target_session_attrs=any")
    assert poolers.query["target_session_attrs"] == "any"


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("h1,/kiosk", ServerListWrong()),
        (",h2/kiosk", ServerListWrong()),
        ("h1:port,h2/kiosk", ServerListWrong()),
        ("h1:0,h2/kiosk", ServerListWrong()),
        ("h1:65536,h2/kiosk", ServerListWrong()),
        ("h1,h 2/kiosk", ServerListWrong()),
        ("h1,h2/kiosk?host=h3", ServerListWrong()),
        ("/kiosk?host=h1,h2,h3&port=1,2", ServerListWrong()),
        ("h1,h2/kiosk?hostaddr=10.0.0.1,10.0.0.2", ServerListWrong()),
        ("h1,h2", DatabaseNotNamed()),
        ("h1,kiosk:p@h2/kiosk", AddressNotUnderstood()),
        ("h1:1,kiosk:p@h2:2/kiosk", AddressNotUnderstood()),
        ("h1,h2/kiosk?target_session_attrs=standby", WritableServerNotAsked()),
        ("h1/kiosk?target_session_attrs=read-only", WritableServerNotAsked()),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(rest: str, reason: DatabaseAddressRefusal) -> None:
    with refuses(reason) as refusal:
        read_address(f"postgresql://kiosk:s3cret@{rest}")
    assert refusal.value.__cause__ is None


def port_of(link: Link) -> int:
    port = make_url(link.url).port
    assert port is not None
    return port


@pytest.fixture
def dead_port() -> Iterator[int]:
    """Yields a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        listening.close()
        yield port


def several(url: str, *ports: int) -> str:
    """Returns the URL of a database by way of several ports of this machine."""
    servers = ",".join(f"127.0.0.1:{port}" for port in ports)
    return f"postgresql://{make_url(url).username}@{servers}/{make_url(url).database}"


def connecting(link: Link) -> Callable[[], "psycopg.Connection[object]"]:
    """Returns a function that connects by way of a link, and waits for it long."""
    return partial(psycopg.connect, link.url.replace("+psycopg", ""), connect_timeout=30)


def test_a_dead_and_a_silent_server_are_passed(postgres_url: str, dead_port: int) -> None:
    with linked(postgres_url) as silent, linked(postgres_url) as healthy:
        silent.silence()
        url = several(postgres_url, dead_port, port_of(silent), port_of(healthy))
        with closing(Store.open(url)) as store:
            began = time.monotonic()
            store.check_revision()
            assert time.monotonic() - began < 4


def test_a_rehearsal_goes_to_the_server_that_takes_writes(postgres_url: str, dead_port: int) -> None:
    with (
        linked(postgres_url) as primary,
        linked(several(postgres_url, dead_port, port_of(primary))) as rehearsed,
        closing(Store.open(rehearsed.url)) as store,
    ):
        store.check_revision()


def test_without_the_race_a_silent_server_would_be_waited_for(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_server, "START_NEXT_SECONDS", 60)
    with linked(postgres_url) as silent, linked(postgres_url) as healthy:
        silent.silence()
        with pytest.raises(ConnectionTimeout):
            first_server.connect_to_first([connecting(silent), connecting(healthy)], 0.5)


def test_when_no_server_answers_all_are_given_up_together(postgres_url: str, dead_port: int) -> None:
    with linked(postgres_url) as silent:
        silent.silence()
        with pytest.raises(ConnectionTimeout):
            first_server.connect_to_first([connecting(silent)] * 4, 0.5)
    with (
        closing(Store.open(several(postgres_url, dead_port, dead_port))) as store,
        unavailable(ServerTrouble.UNREACHABLE),
    ):
        store.check_revision()


def test_a_server_that_takes_no_writes_is_named_as_the_reason(postgres_url: str, dead_port: int) -> None:
    with linked(postgres_url) as link:
        url = (
            several(postgres_url, dead_port, port_of(link)) + "?options=-cdefault_transaction_read_only%3Don"
        )
        with closing(Store.open(url)) as store, unavailable(ServerTrouble.READ_ONLY):
            store.check_revision()


def test_a_server_that_begins_to_take_writes_is_found_while_another_is_silent(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def copy_that_is_promoted() -> "psycopg.Connection[object]":
        nonlocal asked
        asked += 1
        if asked == 1:
            raise psycopg.OperationalError("session is read-only")
        return psycopg.connect(
            make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
        )

    monkeypatch.setattr(first_server, "ASK_SERVER_AGAIN_SECONDS", 0.01)
    with linked(postgres_url) as link:
        link.silence()
        with first_server.connect_to_first([connecting(link), copy_that_is_promoted], 20) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert asked == 2
