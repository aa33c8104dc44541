"""Refusals of what is typed at a terminal without being seen: a password or a PIN."""

from dataclasses import dataclass
from enum import Enum, auto


class Secret(Enum):
    """A value that a command asks for without showing it."""

    PASSWORD = auto()
    PIN = auto()


class AboutTerminal:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoTerminal(AboutTerminal):
    """There is no terminal on which the value could be asked for."""

    secret: Secret


@dataclass(frozen=True, slots=True)
class SecretNotText(AboutTerminal):
    """The bytes that were typed are not text in the terminal's encoding."""

    secret: Secret


TerminalRefusal = NoTerminal | SecretNotText
