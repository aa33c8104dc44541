"""A network that swallows everything, and for how long it is waited for.

The system's own patience does not do: it counts for each address of a name and for each piece of an
answer, and a name server that is silent is asked for ten seconds.
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
    """What a call gives, if it comes in time.

    Args:
        seconds: How long to wait.
        call: Runs in a thread of its own, which is left to itself when it takes longer.
        drop: Lets go of what came too late.

    Raises:
        TimeoutError: It did not come in time; besides what the call raises.
    """
    answer: Future[T] = Future()
    threading.Thread(target=_answer, args=(answer, call), name="network", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        answer.add_done_callback(partial(_drop_late, drop))
        raise
    finally:
        del answer  # else an error's frames and the answer keep each other alive, and a socket with them


def is_reached(url: str, seconds: float) -> bool:
    """True when somebody listens at an address; True as well when it names no host to ask."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme.lower())
    except ValueError:  # a port that is none
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
    except Exception as error:  # noqa: BLE001 -- raised where the answer is waited for
        answer.set_exception(error)
    finally:
        del answer


def _drop_late(drop: Callable[[T], object], answer: Future[T]) -> None:
    if answer.exception() is None:
        drop(answer.result())
