"""The memory limits of the scanner's process."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.scanning.limits import MIB, MemoryCeilingReached, check_memory, resident_bytes

ALLOCATES_TOO_MUCH = f"""
from kiosk.scanning.limits import limit_memory
limit_memory(256 * {MIB})
bytearray(100 * {MIB})
try:
    bytearray(1200 * {MIB})
except MemoryError:
    print("refused")
"""

USES_MEMORY = f"""
import mmap, psutil
from kiosk.scanning.limits import resident_bytes
before = resident_bytes()
reserved = mmap.mmap(-1, 64 * {MIB})  # reserved from the system, and not in use
taken = mmap.mmap(-1, 64 * {MIB})
for page in range(0, len(taken), mmap.PAGESIZE):
    taken[page] = 1
print(before, resident_bytes(), psutil.Process().memory_info().rss)
"""

MANY_THREADS = """
import ctypes, sys, threading
from kiosk.scanning.limits import share_heaps
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
info_file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, info_file)
libc.fclose(info_file)
"""


def heap_count(how: str, path: Path) -> int:
    program = [sys.executable, "-c", MANY_THREADS, how, str(path)]
    subprocess.run(program, check=True, timeout=30)  # noqa: S603 -- this test's own program
    return path.read_text(encoding="utf-8").count("<heap nr=")


def test_short_lived_threads_share_two_heaps(tmp_path: Path) -> None:
    assert heap_count("shared", tmp_path / "shared") <= 2
    assert heap_count("alone", tmp_path / "alone") > 2  # Control: by default glibc makes more heaps.


def test_resident_bytes_counts_memory_in_use_only() -> None:
    # In another process: in this one, the allocation could use memory that was freed before.
    done = subprocess.run(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", USES_MEMORY], capture_output=True, text=True, check=True, timeout=30
    )
    before, after, seen = (int(each) for each in done.stdout.split())
    assert 64 * MIB <= after - before < 72 * MIB
    assert abs(after - seen) < 2 * MIB


def test_memory_above_the_ceiling_is_reported_with_both_figures() -> None:
    check_memory(resident_bytes() + 64 * MIB)
    with pytest.raises(MemoryCeilingReached, match=f"most={MIB}"):
        check_memory(MIB)


def test_one_giant_allocation_fails_at_once() -> None:
    done = subprocess.run(  # noqa: S603 -- this test's own program
        [sys.executable, "-c", ALLOCATES_TOO_MUCH], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "refused"
