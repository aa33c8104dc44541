"""Carries out the commands of script/cluster, which runs a cluster of PostgreSQL servers on one machine."""

import argparse
import sys
from pathlib import Path

import psycopg

from benchmarks._cluster import Cluster
from benchmarks._cluster_files import NODES
from benchmarks._cluster_software import ClusterError

CLUSTER_FOLDER = Path("build/cluster")
"""The folder of a cluster when no other is given."""


def main() -> None:
    """Carries out one command of `script/cluster`."""
    parser = argparse.ArgumentParser("script/cluster", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=CLUSTER_FOLDER, help="build/cluster if not given")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="start the cluster and print its URL")
    start.add_argument("--asynchronous", action="store_true", help="commits do not wait for a standby")
    for name, meaning in _COMMANDS.items():
        commands.add_parser(name, help=meaning)
    for name, meaning in _NODE_COMMANDS.items():
        each = commands.add_parser(name, help=meaning)
        each.add_argument("node", nargs="?", choices=NODES, help="the primary if not given")
    asked = parser.parse_args()
    try:
        _carry_out(Cluster(asked.folder), asked)
    except (ClusterError, psycopg.Error) as error:
        sys.exit(f"Kiosk: {error}")


_COMMANDS = {
    "status": "show the nodes",
    "url": "print the URL",
    "switchover": "make a standby the primary, in order",
    "stop": "stop the cluster; the data stays",
    "remove": "stop the cluster and delete it",
}
_NODE_COMMANDS = {
    "kill": "kill a node's PostgreSQL, as a crash does",
    "freeze": "stop a node without closing a connection",
    "resume": "continue a frozen node",
}


def _carry_out(cluster: Cluster, asked: argparse.Namespace) -> None:
    match asked.command:
        case "start":
            cluster.start(is_synchronous=not asked.asynchronous)
            _show(cluster)
            print(f"KIOSK_DATABASE_URL={cluster.url}")
        case "url":
            print(cluster.url)
        case "status":
            _show(cluster)
        case "switchover":
            cluster.switch_over()
            _show(cluster)
        case "stop":
            cluster.stop()
        case "remove":
            cluster.remove()
        case "resume" if asked.node is None:
            for name in NODES:
                cluster.resume(name)
        case "kill" | "freeze" | "resume":
            name = asked.node or cluster.primary()
            {"kill": cluster.kill, "freeze": cluster.freeze, "resume": cluster.resume}[asked.command](name)
            print(f"{name}: {asked.command}")


def _show(cluster: Cluster) -> None:
    members = cluster.members()
    if not members:
        print("The cluster does not run.")
    for each in members:
        print("{name}: {role}, {state}, port {port}".format(**each))


if __name__ == "__main__":
    main()
