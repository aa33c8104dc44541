"""Doors with `sslmode=verify-full` trust only the server that their authority has named."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kiosk.domain.check_in.command import CommandState
from kiosk.domain.check_in.scan import Method
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import ServerTrouble
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from tests.certificates import make_authority, make_server_certificate
from tests.pooler import OPTIONS_IGNORED, pooled
from tests.storage_faults import unavailable
from tests.sync.venue import Venue
from tests.waiting import until


@pytest.fixture
def certificates() -> Iterator[Path]:
    """Yields a folder that every user may read, as the server's user must."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-certificates-"))
    folder.chmod(0o755)
    make_authority(folder)
    make_server_certificate(folder)
    for each in folder.iterdir():
        each.chmod(0o644)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def encrypted_url(venue: Venue, certificates: Path, tmp_path: Path) -> Iterator[str]:
    """Yields the URL of a server that takes encrypted connections only."""
    encryption = {
        "client_tls_sslmode": "require",
        "client_tls_key_file": str(certificates / "server.key"),
        "client_tls_cert_file": str(certificates / "server.crt"),
    }
    with pooled(venue.url, tmp_path, pool_mode="session", **OPTIONS_IGNORED, **encryption) as url:
        yield url


def verified(url: str, authority: Path) -> str:
    return f"{url}?sslmode=verify-full&sslrootcert={authority}"


def test_a_door_trusts_the_server_of_its_authority_only(
    venue: Venue, encrypted_url: str, certificates: Path, tmp_path: Path
) -> None:
    url = verified(encrypted_url, certificates / "ca.crt")
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.pgconn.ssl_in_use
    door = venue.open_door("Door A", url)
    door.check_in(None, Method.BUTTON)
    assert until(door.is_idle)
    door.end()

    other = tmp_path / "other"
    other.mkdir()
    door = venue.door("Door A", verified(encrypted_url, make_authority(other)))
    assert until(door.is_open)  # by its own copy of the list
    assert door.check_in(None, Method.BUTTON).is_saved_here
    with unavailable(ServerTrouble.NOT_ENCRYPTED):
        door.centre.ping()
    assert door.states() == [CommandState.RECORDED, CommandState.PENDING]
    door.end()

    door = venue.open_door("Door A", url)
    assert until(door.is_idle)
    assert len(venue.rows()) == 2


@pytest.mark.parametrize("name", ["another name", "no encryption"])
def test_a_server_with_another_name_or_without_encryption_is_refused_in_plain_words(
    venue: Venue, encrypted_url: str, certificates: Path, tmp_path: Path, name: str
) -> None:
    unencrypted = tmp_path / "unencrypted"
    unencrypted.mkdir()
    with pooled(venue.url, unencrypted, **OPTIONS_IGNORED) as plain_url:
        url = encrypted_url.replace("127.0.0.1", "localhost") if name == "another name" else plain_url
        door = venue.door("Door A", verified(url, certificates / "ca.crt"), is_started=False)
        with pytest.raises(StorageUnavailable) as refused:
            door.centre.ping()
        door.end()
    sentence = fault(refused.value, Audience.TECHNICIAN)
    assert "cannot be reached safely" in sentence
    assert "sslmode" in sentence
