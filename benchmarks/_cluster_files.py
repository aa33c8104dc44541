"""The files of a cluster: the plan with ports and passwords, certificates, and the nodes' configuration."""

import json
import secrets
import socket
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks._cluster_software import Software
from tests.certificates import make_authority, make_server_certificate

NODES = ("node1", "node2", "node3")
"""The names of the PostgreSQL nodes."""

_HOST = "127.0.0.1"
_PORTS = range(16_000, 32_000)


@dataclass(frozen=True, slots=True)
class ClusterPlan:
    """The ports and passwords, which stay the same over starts and stops.

    Attributes:
        etcd: The ports of etcd, for clients and for peers.
        postgresql: The port of each node's PostgreSQL.
        patroni: The port of each node's Patroni.
        password: The password of the kiosks' login.
        superuser: The password of PostgreSQL's superuser and of replication.
    """

    etcd: list[int]
    postgresql: dict[str, int]
    patroni: dict[str, int]
    password: str
    superuser: str


def read_or_make_plan(folder: Path) -> ClusterPlan:
    """Returns the plan in a folder; makes one, with free ports, when there is none."""
    file = folder / "plan.json"
    if file.exists():
        return ClusterPlan(**json.loads(file.read_text("utf-8")))
    free = _free_ports(2 + 2 * len(NODES))
    plan = ClusterPlan(
        etcd=[free.pop(), free.pop()],
        postgresql={name: free.pop() for name in NODES},
        patroni={name: free.pop() for name in NODES},
        password=secrets.token_hex(8),
        superuser=secrets.token_hex(16),
    )
    file.touch(mode=0o600)
    file.write_text(json.dumps(asdict(plan)), "utf-8")
    return plan


def make_certificates(software: Software, folder: Path) -> None:
    """Makes a certificate authority of this cluster, and the certificate of its servers."""
    if (folder / "ca.crt").exists():
        return
    make_authority(folder)
    make_server_certificate(folder, f"IP:{_HOST},DNS:localhost")  # Patroni calls its own node localhost
    for name in ("server.key", "server.crt"):
        software.give(folder / name)
    (folder / "server.key").chmod(0o600)


def write_configuration(
    software: Software, folder: Path, plan: ClusterPlan, name: str, *, is_synchronous: bool
) -> Path:
    """Writes the configuration of one node (JSON is YAML); returns the file."""
    file = folder / f"{name}.yml"
    file.touch(mode=0o600)
    values = _configuration(software, folder, plan, name, is_synchronous=is_synchronous)
    file.write_text(json.dumps(values, indent=2), "utf-8")
    software.give(file)
    return file


def _configuration(
    software: Software, folder: Path, plan: ClusterPlan, name: str, *, is_synchronous: bool
) -> dict[str, Any]:
    login = {"password": plan.superuser, "sslmode": "verify-full", "sslrootcert": str(folder / "ca.crt")}
    return {
        "scope": "kiosk",
        "name": name,
        "restapi": _at(plan.patroni[name]),
        "etcd3": {"host": f"{_HOST}:{plan.etcd[0]}"},
        "bootstrap": {
            "dcs": _shared_settings(is_synchronous=is_synchronous),
            "initdb": ["data-checksums", {"encoding": "UTF8"}],
        },
        "postgresql": {
            **_at(plan.postgresql[name]),
            "data_dir": str(folder / name),
            "bin_dir": str(software.programs),
            "pgpass": str(folder / f"{name}.pgpass"),
            "authentication": {
                "superuser": {"username": "postgres", **login},
                "replication": {"username": "replicator", **login},
            },
            "pg_hba": [
                f"hostssl replication replicator {_HOST}/32 scram-sha-256",
                f"hostssl all all {_HOST}/32 scram-sha-256",
            ],
            "parameters": {
                "unix_socket_directories": "",
                "ssl": "on",
                "ssl_cert_file": str(folder / "server.crt"),
                "ssl_key_file": str(folder / "server.key"),
            },
        },
    }


def _shared_settings(*, is_synchronous: bool) -> dict[str, Any]:
    """Returns the settings that the nodes share, with the shortest times that Patroni allows.

    With `quorum`, a commit waits until one standby has it, and only a standby that has every confirmed commit
    is promoted. A primary that crashed is replaced at once, not restarted.
    """
    return {
        "ttl": 20,
        "loop_wait": 1,
        "retry_timeout": 3,
        "primary_start_timeout": 0,
        "synchronous_mode": "quorum" if is_synchronous else "off",
        "postgresql": {
            "use_pg_rewind": True,
            "parameters": {"max_connections": 200, "wal_keep_size": "128MB"},
        },
    }


def _at(port: int) -> dict[str, str]:
    return {"listen": f"{_HOST}:{port}", "connect_address": f"{_HOST}:{port}"}


def _free_ports(count: int) -> list[int]:
    """Returns ports at which nobody listens, none of those that systems lend to outgoing connections."""
    found: list[int] = []
    with ExitStack() as stack:
        while len(found) < count:
            port = secrets.choice(_PORTS)
            with suppress(OSError):
                stack.enter_context(socket.create_server((_HOST, port)))
                found.append(port)
    return found
