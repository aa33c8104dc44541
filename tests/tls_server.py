"""A PostgreSQL server that speaks TLS and asks for passwords, as at a venue; the packaged one has no TLS."""

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kiosk.storage.connection.certificate import server_certificate
from tests.databases import PostgresServer
from tests.waiting import until

_PASSWORD = "administrator"  # noqa: S105 -- of a server for one test run
NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


class TlsServer:
    """A server of the system's PostgreSQL, on a port of this machine."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._binaries = binaries
        self._user = "postgres" if os.geteuid() == 0 else None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        password = folder / "password"
        password.write_text(_PASSWORD)
        if self._user is not None:
            shutil.chown(folder, self._user)
            shutil.chown(password, self._user)
        self._run(
            "initdb", "-D", str(self._data), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}"
        )
        options = {
            "ssl": "on",
            "listen_addresses": "'127.0.0.1'",
            "port": self.port,
            "unix_socket_directories": f"'{folder}'",
            "fsync": "off",
        }
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in options.items())
        self.sign_itself(NAMES)
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(folder / "log"), "start")
        admin = f"postgresql+psycopg://postgres:{_PASSWORD}@127.0.0.1:{self.port}/postgres"
        self.server = PostgresServer(make_url(admin))

    def sign_itself(self, names: str) -> None:
        """Makes a self-signed certificate for these names."""
        self._openssl("req", "-x509", "-subj", "/CN=kiosk", "-addext", names, "-out", "server.crt")
        self._own_key()

    def be_signed(self) -> None:
        """Makes an authority, and a certificate that it issues."""
        self._openssl("req", "-x509", "-subj", "/CN=authority", "-out", "authority.crt")
        (self._folder / "server.key").rename(self._folder / "authority.key")
        self._openssl("req", "-subj", "/CN=localhost", "-out", "server.csr")
        self._run_here(
            *("openssl", "x509", "-req", "-in", "server.csr", "-CA", "authority.crt", "-CAkey"),
            *("authority.key", "-CAcreateserial", "-days", "2", "-out", "server.crt"),
        )
        self._own_key()

    def reload(self) -> None:
        """Makes the running server read its certificate again, and waits until it shows it."""
        self.server.run("SELECT pg_reload_conf()")
        wanted = ssl.PEM_cert_to_DER_cert((self._data / "server.crt").read_text())
        assert until(lambda: server_certificate("127.0.0.1", self.port, "server") == wanted)

    def stop(self) -> None:
        """Stops the server."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def _openssl(self, command: str, *arguments: str) -> None:
        key = ("-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-days", "2")
        days = key if "-x509" in arguments else key[:-2]
        self._run_here("openssl", command, *days, *arguments)

    def _own_key(self) -> None:
        for name in ("server.key", "server.crt"):
            shutil.copyfile(self._folder / name, self._data / name)
            (self._data / name).chmod(0o600)
            if self._user is not None:
                shutil.chown(self._data / name, self._user)

    def _run_here(self, *command: str) -> None:
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True)  # noqa: S603 -- our own words

    def _run(self, program: str, *arguments: str) -> None:
        command = (str(self._binaries / program), *arguments)
        subprocess.run(  # noqa: S603 -- the system's PostgreSQL
            command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, user=self._user
        )


@contextmanager
def tls_server() -> Iterator[TlsServer]:
    """Yields a server with TLS; skips the test on a machine without PostgreSQL or OpenSSL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    binaries = found[-1].parent if found else Path(named).parent if named else None
    if binaries is None or shutil.which("openssl") is None:
        pytest.skip("no PostgreSQL with TLS is installed")
    folder = Path(tempfile.mkdtemp(prefix="kiosk-tls-"))
    try:
        server = TlsServer(folder, binaries)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
