"""Certificates of an authority of one's own, made with openssl."""

import subprocess
from pathlib import Path

_DAYS = "3650"
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
_NEW_KEY = ("req", "-new", "-nodes", *_CURVE)


def make_authority(folder: Path) -> Path:
    """Makes an authority in a folder; returns its certificate, which clients need."""
    own = ("-x509", "-days", _DAYS, "-subj", "/CN=Kiosk test authority")
    _openssl(folder, *_NEW_KEY, *own, "-keyout", "ca.key", "-out", "ca.crt")
    return folder / "ca.crt"


def make_server_certificate(folder: Path, names: str = "IP:127.0.0.1") -> None:
    """Makes `server.key` and `server.crt`, signed by the authority in the folder.

    Args:
        folder: The authority's folder.
        names: The server's names, as openssl writes them.
    """
    (folder / "names.cnf").write_text(f"subjectAltName={names}\n", "utf-8")
    _openssl(
        folder, *_NEW_KEY, "-subj", "/CN=Kiosk test server", "-keyout", "server.key", "-out", "server.csr"
    )
    authority = ("-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial")
    signing = ("x509", "-req", "-in", "server.csr", *authority, "-days", _DAYS)
    _openssl(folder, *signing, "-extfile", "names.cnf", "-out", "server.crt")


def _openssl(folder: Path, *arguments: str) -> None:
    command = ("openssl", *arguments)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 -- a fixed program
