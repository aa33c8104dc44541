"""A new kiosk claims its own login with a pairing sheet, once, within five minutes, from the right server."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.pairing import PairingOffer, PairingText
from kiosk.domain.refusals.machine.pairing import (
    CertificateDiffers,
    KioskLoginInUse,
    PairingNeedsAdministrator,
    PairingNeedsServer,
    PairingSheetOver,
)
from kiosk.services.live.pairing import (
    change_offer,
    drop_login,
    end_offer,
    find_claim,
    list_logins,
    offer_pairing,
    revoke_login,
)
from kiosk.storage.centre.centre import Centre
from kiosk.storage.centre.pairing import ClaimedLogin, claim_login
from kiosk.storage.store import Store
from tests.databases import PostgresServer
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.pairing import MADE, logins_dropped
from tests.sync.roles import as_role
from tests.sync.test_door_rights import HOSTILE, ON_EACH_TABLE, TABLES
from tests.sync.venue import Venue
from tests.tls_server import NAMES, TlsServer, tls_server
from tests.waiting import until

_SSL_REQUEST = bytes.fromhex("0000000804d2162f")


@pytest.fixture(autouse=True)
def _logins(postgres_url: str) -> Iterator[None]:
    with logins_dropped(postgres_url):
        yield


@pytest.fixture
def offer(venue: Venue) -> PairingOffer:
    return offer_pairing(venue.world.store, "Balcony stairs", venue.world.event.id)


def claim(text: PairingText, folder: Path) -> ClaimedLogin:
    return claim_login(text, uuid4(), folder / "kiosk-server.pem")


def roles(url: str) -> set[str]:
    with foreign_program(url) as connection:
        found = ask_all(connection, "SELECT rolname FROM pg_roles WHERE rolname ~ '^kiosk_(door|pair)_'")
        listed = ask_all(connection, MADE)
    return {name for (name,) in found} & {name for (name,) in listed}


def test_a_kiosk_gets_a_login_that_is_enough_for_a_door(
    venue: Venue, offer: PairingOffer, tmp_path: Path
) -> None:
    token = venue.world.make_holder()
    claimed = claim(offer.text, tmp_path)
    assert (claimed.name, claimed.event_code) == ("Balcony stairs", "WS001")
    door = venue.open_door("Balcony stairs", claimed.url)
    assert door.check_in(token).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    login = find_claim(venue.world.store, offer.id)
    assert login is not None
    assert login.shown_name == "Balcony stairs"
    assert roles(venue.url) == {login.role}  # the one-time login is gone


def test_the_sheet_can_be_used_once(venue: Venue, offer: PairingOffer, tmp_path: Path) -> None:
    claim(offer.text, tmp_path)
    with refuses(PairingSheetOver()):
        claim(offer.text, tmp_path)
    assert find_claim(venue.world.store, offer.id) is not None
    with refuses(PairingSheetOver()):
        claim(offer.text, tmp_path)


def test_the_audit_names_who_paired_revoked_and_removed_a_kiosk(venue: Venue, tmp_path: Path) -> None:
    with venue.world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    desk = venue.world.store.acting_for(olga)
    offer = offer_pairing(desk, "Balcony stairs", None)
    claim(offer.text, tmp_path)
    login = find_claim(desk, offer.id)
    assert login is not None
    revoke_login(desk, login.id)
    drop_login(desk, login.id)
    with foreign_program(venue.url) as connection:
        made = "SELECT organizer_name, kind FROM changes WHERE organizer_id IS NOT NULL ORDER BY changed_at"
        entries = ask_all(connection, made)
    assert entries == [
        ("Olga", "PAIRING_OFFERED"),
        ("Olga", "KIOSK_REVOKED"),
        ("Olga", "KIOSK_LOGIN_DROPPED"),
    ]


def test_of_two_kiosks_at_the_same_moment_one_gets_the_login(
    venue: Venue, offer: PairingOffer, tmp_path: Path
) -> None:
    barrier = threading.Barrier(2)
    got: list[object] = []

    def try_it(folder: Path) -> None:
        barrier.wait()
        try:
            got.append(claim(offer.text, folder).name)
        except Exception as error:  # noqa: BLE001 -- the story looks at it
            got.append(type(error))

    threads = [threading.Thread(target=try_it, args=(tmp_path / str(number),)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert got.count("Balcony stairs") == 1, got
    assert len(list_logins(venue.world.store)) == 1


def test_after_five_minutes_it_is_over_and_its_logins_go(
    venue: Venue, offer: PairingOffer, tmp_path: Path
) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE kiosk_logins SET expires_at = now() - interval '1 second'")
    with refuses(PairingSheetOver()):
        claim(offer.text, tmp_path)
    before = roles(venue.url)
    another = offer_pairing(venue.world.store, "", None)
    assert len(roles(venue.url)) == 2
    assert not roles(venue.url) & before
    assert claim(another.text, tmp_path).name is None


def test_the_server_itself_ends_the_one_time_login_after_five_minutes(
    venue: Venue, offer: PairingOffer
) -> None:
    valid = "SELECT rolvaliduntil - now() <= interval '5 minutes' FROM pg_roles WHERE rolname = :role"
    with foreign_program(venue.url) as connection:
        assert ask(connection, valid, role=offer.text.role) is True


def test_a_closed_sheet_leaves_no_login(venue: Venue, offer: PairingOffer) -> None:
    assert end_offer(venue.world.store, offer.id) is None
    assert roles(venue.url) == set()
    assert list_logins(venue.world.store) == ()


def test_name_and_event_may_change_until_it_is_claimed(
    venue: Venue, offer: PairingOffer, tmp_path: Path
) -> None:
    other = venue.world.make_event("K8S")
    change_offer(venue.world.store, offer.id, "Foyer", other.id)
    claimed = claim(offer.text, tmp_path)
    assert (claimed.name, claimed.event_code) == ("Foyer", "K8S")


def test_no_lasting_secret_is_on_the_sheet(venue: Venue, offer: PairingOffer, tmp_path: Path) -> None:
    claimed = claim(offer.text, tmp_path)
    password = make_url(claimed.url).password
    assert password is not None
    assert password not in offer.text.as_text()
    assert password not in repr(claimed)
    with foreign_program(venue.url) as connection:
        stored = ask_all(connection, "SELECT kiosk_logins::text FROM kiosk_logins")
        verifiers = ask_all(connection, "SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'kiosk_door_%'")
    assert password not in str(stored)
    assert all(verifier.startswith("SCRAM-SHA-256$") for (verifier,) in verifiers if verifier is not None)


def test_a_one_time_login_is_refused_everything_but_its_claim(
    venue: Venue, offer: PairingOffer, subtests: pytest.Subtests
) -> None:
    refused_all(venue, offer.text.role, subtests)


def test_a_revoked_login_is_refused_everything_but_its_question(
    venue: Venue, offer: PairingOffer, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    claimed = claim(offer.text, tmp_path)
    login = find_claim(venue.world.store, offer.id)
    assert login is not None
    revoke_login(venue.world.store, login.id)
    refused_all(venue, login.role, subtests)
    centre = Centre.open(claimed.url)
    assert centre.ask_revoked([]) == ()
    centre.close()


def refused_all(venue: Venue, role: str, subtests: pytest.Subtests) -> None:
    """Checks that a login is refused each statement, those of a door too."""
    with foreign_program(venue.url) as connection:
        owner = ask(connection, "SELECT quote_ident(current_user)")
        functions = ask_all(
            connection,
            "SELECT nspname || '.' || proname || '(' || coalesce((SELECT string_agg('NULL::' || each, ', ')"
            " FROM unnest(proargtypes::regtype[]) AS each), '') || ')' FROM pg_proc JOIN pg_namespace"
            " ON pg_namespace.oid = pronamespace WHERE nspname ~ '^kiosk_'"
            " AND NOT has_function_privilege(:role, pg_proc.oid, 'EXECUTE')",
            role=role,
        )
    statements = [each.format(table=table) for table in TABLES for each in ON_EACH_TABLE]
    statements += [each.format(role=role, owner=owner) for each in HOSTILE]
    statements += [f"SELECT {call}" for (call,) in functions]
    assert len(functions) >= 15
    assert len(statements) >= 100
    with foreign_program(as_role(venue.url, role)) as connection:
        for statement in statements:
            with subtests.test(statement), pytest.raises(DBAPIError):
                run(connection, statement)
        allowed = ask_all(
            connection,
            "SELECT proname FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace"
            " WHERE nspname ~ '^kiosk_' AND has_function_privilege(pg_proc.oid, 'EXECUTE')"
            " AND has_schema_privilege(pronamespace, 'USAGE')",
        )
    assert len(allowed) == 1


def test_a_verifier_that_is_none_is_refused(venue: Venue, offer: PairingOffer) -> None:
    for hostile in ("plain text", "md5aaaa", "SCRAM-SHA-256$4096:x'; DROP ROLE postgres --$a:b", None):
        with (
            foreign_program(as_role(venue.url, offer.text.role)) as connection,
            pytest.raises(DBAPIError, match="verifier"),
        ):
            run(connection, "SELECT kiosk_pairing.claim(:verifier, gen_random_uuid())", verifier=hostile)


def test_a_login_is_dropped_only_after_it_was_revoked(
    venue: Venue, offer: PairingOffer, tmp_path: Path
) -> None:
    claim(offer.text, tmp_path)
    login = find_claim(venue.world.store, offer.id)
    assert login is not None
    with refuses(KioskLoginInUse("Balcony stairs")):
        drop_login(venue.world.store, login.id)
    revoke_login(venue.world.store, login.id)
    drop_login(venue.world.store, login.id)
    assert roles(venue.url) == set()
    assert list_logins(venue.world.store) == ()


def test_a_desk_that_may_not_make_logins_names_what_its_administrator_does(
    postgres_server: PostgresServer, empty_postgres_url: str, tmp_path: Path
) -> None:
    owner = f"kiosk_test_desk_{uuid4().hex[:8]}"
    database = make_url(empty_postgres_url).database
    postgres_server.run(f"CREATE ROLE {owner} LOGIN PASSWORD 'x'")
    postgres_server.run(f'ALTER DATABASE "{database}" OWNER TO {owner}')
    with foreign_program(empty_postgres_url) as connection:
        run(connection, f"ALTER SCHEMA public OWNER TO {owner}")
    desk = Store.open(as_role(empty_postgres_url, owner))
    admin = Store.open(empty_postgres_url)
    try:
        desk.upgrade()
        with refuses(PairingNeedsAdministrator(owner, is_owner=True)):
            offer_pairing(desk, "", None)
        me = make_url(empty_postgres_url).username or "postgres"
        with refuses(PairingNeedsAdministrator(me, is_owner=False)):
            offer_pairing(admin, "", None)
        postgres_server.run(f"ALTER ROLE {owner} CREATEROLE")
        offer = offer_pairing(desk, "", None)
        assert end_offer(desk, offer.id) is None  # and it may drop what it made
        offer = offer_pairing(desk, "", None)
        claim(offer.text, tmp_path)
        login = end_offer(desk, offer.id)
        assert login is not None
        revoke_login(desk, login.id)
        drop_login(desk, login.id)
    finally:
        desk.close()
        admin.close()
        with foreign_program(empty_postgres_url) as connection:
            run(connection, f"REASSIGN OWNED BY {owner} TO CURRENT_USER")
            run(connection, f"DROP OWNED BY {owner}")
        postgres_server.run(f"DROP ROLE {owner}")


def test_a_file_cannot_be_joined_by_other_computers(sqlite_url: str) -> None:
    file = Store.open(sqlite_url)
    with refuses(PairingNeedsServer()):
        offer_pairing(file, "", None)
    assert list_logins(file) == ()
    file.close()


def test_nothing_is_sent_to_a_server_that_shows_no_certificate(tmp_path: Path) -> None:
    received = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _address = listening.accept()
            with connection:
                received.extend(connection.recv(1024))
                connection.sendall(b"N")
                received.extend(connection.recv(1024))

        thread = threading.Thread(target=answer)
        thread.start()
        text = PairingText.new("127.0.0.1", listening.getsockname()[1], "kiosk", b"\x01" * 32)
        with refuses(CertificateDiffers("127.0.0.1")):
            claim(text, tmp_path)
        thread.join()
    assert bytes(received) == _SSL_REQUEST


@pytest.fixture(scope="module")
def tls() -> Iterator[TlsServer]:
    """Yields a server with TLS and passwords."""
    with tls_server() as server:
        yield server


@pytest.fixture
def tls_world(tls: TlsServer) -> Iterator[World]:
    """Yields a venue on it, whose desk owns its database and may make logins."""
    desk = f"kiosk_test_desk_{uuid4().hex[:8]}"
    tls.server.run(f"CREATE ROLE {desk} LOGIN CREATEROLE PASSWORD 'x'")
    with tls.server.database() as url:
        tls.server.run(f'ALTER DATABASE "{make_url(url).database}" OWNER TO {desk}')
        store = Store.open(as_role(url, desk))
        store.upgrade()
        with logins_dropped(url):
            yield World(store)
        store.close()
        with foreign_program(url) as connection:
            run(connection, f"DROP OWNED BY {desk}")
    tls.server.run(f"DROP ROLE {desk}")


def options(claimed: ClaimedLogin) -> dict[str, object]:
    return dict(make_url(claimed.url).query)


def test_the_servers_own_certificate_is_verified_from_then_on(
    tls: TlsServer, tls_world: World, tmp_path: Path
) -> None:
    tls.sign_itself(NAMES)
    tls.reload()
    offer = offer_pairing(tls_world.store, "Door A", None)
    assert offer.text.fingerprint is not None
    other = bytes(32)
    with refuses(CertificateDiffers("127.0.0.1")):
        claim(replace(offer.text, fingerprint=other), tmp_path)
    claimed = claim(offer.text, tmp_path)  # the sheet was not used up by that
    certificate = str(tmp_path / "kiosk-server.pem")
    assert options(claimed) == {"sslmode": "verify-full", "sslrootcert": certificate}
    with foreign_program(claimed.url) as connection:
        assert ask(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is True
    tls.sign_itself("subjectAltName=IP:127.0.0.1")
    tls.reload()
    centre = Centre.open(claimed.url)
    with pytest.raises(StorageUnavailable, match="NOT_ENCRYPTED"):  # though that server knows the password
        centre.ping()
    centre.close()


def test_a_certificate_without_the_hosts_name_is_trusted_itself(
    tls: TlsServer, tls_world: World, tmp_path: Path
) -> None:
    tls.sign_itself("subjectAltName=DNS:db.example.org")
    tls.reload()
    claimed = paired(tls_world, tmp_path)
    assert options(claimed)["sslmode"] == "verify-ca"


def test_a_certificate_of_an_authority_is_bound_to_the_password(
    tls: TlsServer, tls_world: World, tmp_path: Path
) -> None:
    tls.be_signed()
    tls.reload()
    claimed = paired(tls_world, tmp_path)
    assert options(claimed) == {"sslmode": "require", "channel_binding": "require"}
    centre = Centre.open(claimed.url)
    centre.ping()
    assert centre.is_verified
    centre.close()


def test_a_password_alone_does_not_open_the_one_time_login_again(tls_world: World, tmp_path: Path) -> None:
    offer = offer_pairing(tls_world.store, "", None)
    wrong = replace(offer.text, secret="0" * len(offer.text.secret))
    with refuses(PairingSheetOver()):
        claim(wrong, tmp_path)
    claim(offer.text, tmp_path)
    with refuses(PairingSheetOver()):
        claim(offer.text, tmp_path)


def paired(world: World, folder: Path) -> ClaimedLogin:
    return claim(offer_pairing(world.store, "", None).text, folder)
