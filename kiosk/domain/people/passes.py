"""Pass tokens: 80 random bits that fit the smallest QR and can be typed by hand.

A token is the prefix "KP", sixteen Crockford base-32 digits (80 bits) and one check digit:
19 characters of QR's alphanumeric set, so it fits version 1 at error correction M (20 of them).
The check digit is a weighted sum over GF(32) with the powers of a primitive element as weights,
so every single wrong digit and every swap of two digits is caught before a database is asked.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

PREFIX = "KP"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
RANDOM_BYTES = 10
DIGITS = 16
TOKEN_LENGTH = len(PREFIX) + DIGITS + 1

_GF32_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_VALUES = {digit: value for value, digit in enumerate(ALPHABET)}
_SEPARATORS = dict.fromkeys(map(ord, "- \t\r\n\u00a0\u2010\u2011\u2012\u2013\u2014"))
_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class PassRecord:
    """A pass as the database keeps it: everything but its token.

    Attributes:
        id: Its id.
        issued_at: Aware UTC.
        revoked_at: When it was revoked, aware UTC; None while it is live.
    """

    id: UUID
    issued_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class PassCursor:
    """The position where a page of passes ended; the next page holds earlier ones."""

    issued_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class Renewal:
    """A new pass to store.

    Attributes:
        participant_id: The person it is for.
        token_hash: The hash of the new token.
        seen: Their live passes for all events when the new one was made, which it replaces.
    """

    participant_id: UUID
    token_hash: str
    seen: frozenset[UUID] = frozenset()


def mint_token(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """Returns a new pass token in canonical form, such as `KP7QX4…` (19 characters)."""
    number = int.from_bytes(random_bytes(RANDOM_BYTES), "big")
    digits = "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (DIGITS - 1), -1, -5))
    return PREFIX + digits + _check_digit(digits)


def canonical_token(text: str) -> str | None:
    """Returns the token that a text spells, in canonical form, or None if it spells none.

    Letter case, spaces and dashes do not matter, and O, I, L stand for 0, 1, 1, as Crockford's
    base 32 has it. Costs nothing on hostile text: anything longer than a token written with
    a separator after every character is refused unread.
    """
    if len(text) > 2 * TOKEN_LENGTH:
        return None
    token = text.translate(_SEPARATORS)
    if not token.isascii():
        return None
    token = token.upper().translate(_LOOKALIKES)
    if len(token) != TOKEN_LENGTH or not token.startswith(PREFIX):
        return None
    digits = token[len(PREFIX) :]
    if not _VALUES.keys() >= set(digits) or _check_digit(digits[:-1]) != digits[-1]:
        return None
    return token


def printed_token(token: str) -> str:
    """Returns a canonical token in groups that a person can read aloud and type: `KP7QX-4….`."""
    head, body = token[:7], token[7:]
    return "-".join([head, *(body[i : i + 4] for i in range(0, len(body), 4))])


def token_hash(token: str) -> str:
    """Returns the SHA-256 of a canonical token, 64 lowercase hex digits: the only form a database keeps."""
    return hashlib.sha256(token.encode("ascii")).hexdigest()


def _check_digit(digits: str) -> str:
    value = 0
    for digit in digits:
        value = _times_x(value ^ _VALUES[digit])
    return ALPHABET[value]


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _GF32_POLYNOMIAL if value & 32 else value
