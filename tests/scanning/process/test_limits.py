"""What the scanner's process may take."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.scanning.process.limits import MIB, MemoryCeilingReached, check_memory, resident_bytes

GRASPING = f"""
from kiosk.scanning.process.limits import limit_memory
limit_memory(256 * {MIB})
bytearray(100 * {MIB})
try:
    bytearray(1200 * {MIB})
except MemoryError:
    print("refused")
"""

TAKING = f"""
import mmap, psutil
from kiosk.scanning.process.limits import resident_bytes
before = resident_bytes()
reserved = mmap.mmap(-1, 64 * {MIB})  # straight from the system, and not in use
taken = mmap.mmap(-1, 64 * {MIB})
for page in range(0, len(taken), mmap.PAGESIZE):
    taken[page] = 1
print(before, resident_bytes(), psutil.Process().memory_info().rss)
"""

MANY_THREADS = """
import ctypes, sys, threading
from kiosk.scanning.process.limits import share_heaps
if sys.argv[1] == "shared":
    share_heaps()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(8)
def take():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
[each.start() for each in threads]
[each.join() for each in threads]
told = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, told)
libc.fclose(told)
"""


def heaps(how: str, path: Path) -> int:
    program = [sys.executable, "-c", MANY_THREADS, how, str(path)]
    subprocess.run(program, check=True, timeout=30)  # noqa: S603 -- this test's own program
    return path.read_text(encoding="utf-8").count("<heap nr=")


def test_threads_that_come_and_go_share_the_same_memory(tmp_path: Path) -> None:
    assert heaps("shared", tmp_path / "shared") <= 2
    assert heaps("alone", tmp_path / "alone") > 2  # control: left alone, glibc gives more


def test_memory_in_use_is_known() -> None:
    # In a process of its own: here, memory that was freed before could be taken again unseen.
    done = subprocess.run(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", TAKING], capture_output=True, text=True, check=True, timeout=30
    )
    before, after, seen = (int(each) for each in done.stdout.split())
    assert 64 * MIB <= after - before < 72 * MIB
    assert abs(after - seen) < 2 * MIB


def test_above_the_ceiling_a_sentence_says_how_much() -> None:
    check_memory(resident_bytes() + 64 * MIB)
    with pytest.raises(MemoryCeilingReached, match=f"most={MIB}"):
        check_memory(MIB)


def test_one_giant_allocation_fails_at_once() -> None:
    done = subprocess.run(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", GRASPING], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "refused"
