"""Passwords match their stored hashes, made here or by the other back end."""

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.sign_in import PasswordLengthOutOfRange, PasswordNotText
from kiosk.services.accounts.passwords import (
    MAX_PASSWORD,
    HashKind,
    hash_kind,
    hash_password,
    is_match,
    is_proven,
    renewed_hash,
)
from tests.refusals import refuses
from tests.services.accounts.hashes import ARGON2I, BCRYPTJS, OURS, PASSWORD, STRONG, WEAK, WEAK_AND_SHORT

BCRYPT = BCRYPTJS[0][1]
TAIL = OURS.split("$", 4)[4]
NEVER = (
    "",
    "!",
    "*",
    PASSWORD,
    ARGON2I,
    BCRYPT.replace("$2a$", "$2x$"),
    BCRYPT.replace("$2a$", "$2$"),
    BCRYPT.replace("$04$", "$31$"),  # would take days
    BCRYPT.replace("$04$", "$03$"),
    BCRYPT[:-1],
    BCRYPT + "a",
    BCRYPT + "\n",
    BCRYPT[:7] + "!" * 53,
    BCRYPT[:7] + "z" * 53,
    "$argon2id$",
    "$argon2id$v=19$m=65536,t=3,p=4$$",
    "$argon2id$v=19$m=1,t=1,p=1$a$b",
    f"$argon2id$v=99$m=65536,t=3,p=4${TAIL}",
    f"$argon2id$v=19$m=-1,t=0,p=0${TAIL}",
    f"$argon2id$v=19$m=4294967295,t=3,p=4${TAIL}",  # four terabytes
    f"$argon2id$v=19$m=65536,t=4294967295,p=4${TAIL}",
    f"$argon2id$v=19$m=1048576,t=3,p=16777215${TAIL}",
    f"$argon2id$v=19$m={'9' * 5000},t=3,p=4${TAIL}",
    f"{OURS}\0",
    f"{OURS}\ud800",
    "$argon2id$v=19$m=65536,t=3,p=4$é$é",
)


@pytest.mark.parametrize(("password", "kept"), BCRYPTJS)
def test_a_password_hashed_by_the_other_back_end_matches(password: str, kept: str) -> None:
    assert hash_kind(kept) is HashKind.BCRYPT
    assert is_match(kept, password)
    assert not is_match(kept, password.swapcase())
    assert not is_match(kept, "")


def test_a_bcrypt_hash_ignores_bytes_beyond_72_as_the_other_back_end_does() -> None:
    for password, kept in BCRYPTJS:
        size = len(password.encode())
        assert is_match(kept, password + "more") is (size >= 72)


def test_a_nul_does_not_end_a_password() -> None:
    (kept,) = (kept for password, kept in BCRYPTJS if "\0" in password and kept.startswith("$2a$"))
    assert is_match(kept, "before\0after")
    assert not is_match(kept, "before")
    assert not is_match(kept, "before\0")


@pytest.mark.parametrize("kept", NEVER)
@pytest.mark.parametrize("password", [PASSWORD, "!"])
def test_a_text_that_is_not_a_known_hash_matches_no_password(kept: str, password: str) -> None:
    assert not is_match(kept, password)
    assert not is_proven(kept, password, [kept], is_match)


@given(st.text(st.characters(), max_size=MAX_PASSWORD) | st.binary(max_size=MAX_PASSWORD).map(repr))
def test_any_text_may_be_typed_as_a_password(password: str) -> None:
    assert is_match(WEAK, password) is (password == PASSWORD)
    assert is_match(BCRYPT, password) is (password == PASSWORD)
    try:
        typed = password.encode()
    except UnicodeEncodeError:  # no terminal sends this, and bcryptjs would never return
        return
    assert is_match(bcrypt.hashpw(typed[:72], bcrypt.gensalt(4)).decode(), password)


@given(st.text(st.characters(), max_size=300))
def test_any_text_stored_as_a_hash_is_handled(kept: str) -> None:
    for hostile in (kept, f"$argon2id${kept}", f"$2b$04${kept}"):
        assert not is_match(hostile, PASSWORD)
        assert renewed_hash(hostile, PASSWORD) is None or hash_kind(hostile) is HashKind.OURS


@pytest.mark.parametrize("password", ["\ud800", "half \udfff a pair", "\udcff" * 8])
def test_half_a_surrogate_pair_matches_no_hash_and_is_refused_as_a_password(password: str) -> None:
    assert not is_match(OURS, password)
    assert not is_match(BCRYPT, password)
    with refuses(PasswordNotText()):
        hash_password(password.ljust(8, "x"))


def test_the_longest_password_works_and_a_longer_one_is_refused() -> None:
    longest = "🎟" * MAX_PASSWORD
    kept = hash_password(longest)
    assert is_match(kept, longest)
    assert not is_match(kept, longest + "🎟")
    with refuses(PasswordLengthOutOfRange(1025, 8, 1024)):
        hash_password(longest + "🎟")


def test_a_refusal_does_not_repeat_the_password() -> None:
    for password in ("sesame", "sesame\0sesame", "sesame" * 1000, "sesame-\ud800"):
        with pytest.raises(Refused) as refused:
            hash_password(password)
        assert "sesame" not in repr(refused.value)


def test_only_a_weaker_hash_made_here_is_renewed() -> None:
    for weak, password in ((WEAK, PASSWORD), (WEAK_AND_SHORT, "short")):
        renewed = renewed_hash(weak, password)
        assert renewed is not None
        assert is_match(renewed, password)
        assert renewed_hash(renewed, password) is None
    for kept in (OURS, STRONG, ARGON2I, BCRYPT, "!"):
        assert renewed_hash(kept, PASSWORD) is None


@pytest.mark.parametrize(
    ("kept", "everybodys", "work"),
    [
        (OURS, [OURS, "!"], [HashKind.OURS]),
        (None, [OURS, "!"], [HashKind.OURS]),
        ("!", [OURS, "!"], [HashKind.OURS]),
        (OURS, [OURS, BCRYPT], [HashKind.OURS, HashKind.BCRYPT]),
        (BCRYPT, [OURS, BCRYPT], [HashKind.OURS, HashKind.BCRYPT]),
        (None, [OURS, BCRYPT], [HashKind.OURS, HashKind.BCRYPT]),
        ("!", [OURS, BCRYPT, "!"], [HashKind.OURS, HashKind.BCRYPT]),
        (ARGON2I, [ARGON2I], [HashKind.OURS]),
    ],
)
@pytest.mark.parametrize("password", [PASSWORD, "another"])
def test_verifying_takes_the_same_work_for_every_account(
    kept: str | None, everybodys: list[str], work: list[HashKind], password: str
) -> None:
    done: list[str] = []

    def verify(password_hash: str, typed: str) -> bool:
        done.append(password_hash)
        return is_match(password_hash, typed)

    proven = is_proven(kept, password, everybodys, verify)
    assert [hash_kind(each) for each in done] == work
    assert proven is (kept in {OURS, BCRYPT} and password == PASSWORD)


def test_the_stand_in_hash_costs_as_much_as_the_costliest_and_lets_nobody_in() -> None:
    done: list[str] = []
    ten = next(kept for _password, kept in BCRYPTJS if "$10$" in kept)

    def verify(password_hash: str, _typed: str) -> bool:
        done.append(password_hash)
        return True

    assert not is_proven(None, PASSWORD, [BCRYPT, ten, BCRYPT.replace("$04$", "$31$")], verify)
    assert done[1] == ten
    # The argon2id stand-in is as costly as a new hash.
    assert done[0].split("$")[1:4] == hash_password(PASSWORD).split("$")[1:4]
