"""Limits the time of network calls, also on a network that drops every packet.

The system's own timeouts are not enough: they count for each address of a name and for each piece of an
answer, and a silent name server takes ten seconds.
"""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}


def within(seconds: float, call: Callable[[], T], drop: Callable[[T], object]) -> T:
    """Returns the result of a call, if it comes in time.

    Args:
        seconds: How long to wait.
        call: The function to call, in its own thread, which goes on when it takes longer.
        drop: Releases a result that comes too late.

    Raises:
        TimeoutError: The result did not come in time. Errors of the call are raised as well.
    """
    answer: Future[T] = Future()
    threading.Thread(target=_answer, args=(answer, call), name="network", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        answer.add_done_callback(partial(_drop_late, drop))
        raise
    finally:
        del answer  # otherwise an error's frames and the answer keep each other and a socket alive


def is_reached(url: str, seconds: float) -> bool:
    """Returns True when a server listens at an address, and when the address names no host."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme.lower())
    except ValueError:  # not a port number
        return False
    if not host or port is None:
        return True
    try:
        within(seconds, lambda: socket.create_connection((host, port), seconds), socket.socket.close).close()
    except OSError:
        return False
    return True


def _answer(answer: Future[T], call: Callable[[], T]) -> None:
    try:
        answer.set_result(call())
    except Exception as error:  # noqa: BLE001 -- raised in the thread that waits for the answer
        answer.set_exception(error)
    finally:
        del answer


def _drop_late(drop: Callable[[T], object], answer: Future[T]) -> None:
    if answer.exception() is None:
        drop(answer.result())
