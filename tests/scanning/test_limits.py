"""What the scanner's process may take."""

import subprocess
import sys

import pytest

from kiosk.scanning.limits import MIB, MemoryCeilingReached, check_memory, resident_bytes

GRASPING = f"""
from kiosk.scanning.limits import limit_memory
limit_memory(256 * {MIB})
bytearray(100 * {MIB})
try:
    bytearray(1200 * {MIB})
except MemoryError:
    print("refused")
"""


def test_memory_in_use_is_known() -> None:
    before = resident_bytes()
    assert before > MIB
    taken = bytearray(b"x") * (64 * MIB)
    assert resident_bytes() - before > 32 * MIB
    del taken


def test_above_the_ceiling_a_sentence_says_how_much() -> None:
    check_memory(resident_bytes() + 64 * MIB)
    with pytest.raises(MemoryCeilingReached, match=r"1 MiB is its ceiling\."):
        check_memory(MIB)


def test_one_giant_allocation_fails_at_once() -> None:
    done = subprocess.run(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", GRASPING], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "refused"
