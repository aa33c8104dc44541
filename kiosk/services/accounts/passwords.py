"""Passwords: the rules for a new one, its hash, and whether a password matches a hash."""

import re
import secrets
from base64 import b64encode
from collections.abc import Callable, Iterable
from enum import Enum, auto

import bcrypt
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.sign_in import PasswordLengthOutOfRange, PasswordNotText, PasswordsDiffer
from kiosk.storage.storable_text import is_storable

MIN_PASSWORD = 8
MAX_PASSWORD = 1024
"""Characters in a password; the upper bound keeps hashing a hostile one cheap."""

Verify = Callable[[str, str], bool]
"""Returns whether a hash (first) is of a password (second). Tests pass their own."""

_HASHER = PasswordHasher()
_BCRYPT = re.compile(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}")
_ARGON2ID = re.compile(
    r"\$argon2id\$v=[0-9]{1,3}\$m=[0-9]{1,10},t=[0-9]{1,10},p=[0-9]{1,10}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
)
_BCRYPT_BYTES = 72
_MAX_BCRYPT_COST = 16  # some seconds; a hash of cost 31 would block the desk for days
_MAX_ARGON2_KIB = 1 << 20
_MAX_ARGON2_PASSES = 64
_MAX_ARGON2_LANES = 64


class HashKind(Enum):
    """The programs that make hashes."""

    OURS = auto()  # argon2id
    BCRYPT = auto()  # the other back end
    NONE = auto()  # no password, or an unknown program: no password matches it


def hash_password(password: str, again: str | None = None) -> str:
    """Returns the argon2id hash of a new password.

    Args:
        password: The new password.
        again: The password as it was typed again, or None when it was typed once.

    Raises:
        Refused: It is too short, too long or not text, or the two differ.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise Refused(PasswordLengthOutOfRange(len(password), MIN_PASSWORD, MAX_PASSWORD))
    if not is_storable(password):
        raise Refused(PasswordNotText())
    if again is not None and again != password:
        raise Refused(PasswordsDiffer())
    return _HASHER.hash(password)


def hash_kind(password_hash: str) -> HashKind:
    """Returns which program made a hash; NONE for a hash that would take minutes to verify."""
    bcrypt_hash = _BCRYPT.fullmatch(password_hash)
    if bcrypt_hash is not None:
        return HashKind.BCRYPT if int(bcrypt_hash[1]) <= _MAX_BCRYPT_COST else HashKind.NONE
    if _ARGON2ID.fullmatch(password_hash) is None:
        return HashKind.NONE
    parameters = extract_parameters(password_hash)
    is_affordable = (
        parameters.memory_cost <= _MAX_ARGON2_KIB
        and parameters.time_cost <= _MAX_ARGON2_PASSES
        and parameters.parallelism <= _MAX_ARGON2_LANES
    )
    return HashKind.OURS if is_affordable else HashKind.NONE


def is_match(password_hash: str, password: str) -> bool:
    """True when the hash is of this password. Any text may be passed for either."""
    if len(password) > MAX_PASSWORD:
        return False
    try:
        typed = password.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which no password holds
        return False
    kind = hash_kind(password_hash)
    try:
        if kind is HashKind.OURS:
            return _HASHER.verify(password_hash, typed)
        # bcryptjs, which made these, hashes the first 72 bytes and ignores the others.
        return kind is HashKind.BCRYPT and bcrypt.checkpw(typed[:_BCRYPT_BYTES], password_hash.encode())
    except (VerificationError, InvalidHashError, ValueError):  # a wrong password, or a damaged hash
        return False


def is_proven(kept: str | None, password: str, organizers_hashes: Iterable[str], verify: Verify) -> bool:
    """True when the password matches the hash. The work is the same whoever signs in.

    Each try verifies one argon2id hash and, where any organizer has one, one bcrypt hash. A
    missing hash is replaced by a stand-in: otherwise the time would show who is an organizer, and who
    has a hash of the other back end.

    Args:
        kept: The organizer's hash, or None for everybody else.
        password: What was typed.
        organizers_hashes: The hashes of all organizers.
        verify: is_match, unless a test counts.
    """
    kind = HashKind.NONE if kept is None else hash_kind(kept)
    argon2id = kept if kept is not None and kind is HashKind.OURS else _nobodys_hash()
    bcrypts = [each for each in organizers_hashes if hash_kind(each) is HashKind.BCRYPT]
    stand_in = max(bcrypts, key=_bcrypt_cost, default=None)
    matches = {HashKind.OURS: verify(argon2id, password)}
    if kept is not None and kind is HashKind.BCRYPT:
        matches[HashKind.BCRYPT] = verify(kept, password)
    elif stand_in is not None:
        verify(stand_in, password)  # the result does not matter, only the time
    return kind is not HashKind.NONE and matches[kind]


def renewed_hash(kept: str, password: str) -> str | None:
    """Returns the new hash of a password that matched, or None when the present one is good enough.

    Only this program's hashes are renewed, when weaker than new ones; never another program's.
    """
    return _HASHER.hash(password) if hash_kind(kept) is HashKind.OURS and _is_weak(kept) else None


def _is_weak(kept: str) -> bool:
    old = extract_parameters(kept)
    return (
        old.version < ARGON2_VERSION
        or old.memory_cost * old.time_cost < _HASHER.memory_cost * _HASHER.time_cost
        or old.hash_len < _HASHER.hash_len
        or old.salt_len < _HASHER.salt_len
    )


def _bcrypt_cost(password_hash: str) -> int:
    return int(password_hash[4:6])


def _nobodys_hash() -> str:
    # It costs as much to verify as a new one, and nobody knows its password.
    salt, digest = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (_HASHER.salt_len, _HASHER.hash_len)
    )
    costs = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"
