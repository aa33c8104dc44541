"""The decode cascade compared with its engines alone: it reads at least all that they read."""

from benchmarks._scan_engines import ZBAR, ZXING
from benchmarks._scan_measures import read_stills
from benchmarks._scan_pictures import backgrounds

_STILLS = 15
_SEED = 23


def test_the_cascade_reads_every_generated_code_that_zxing_or_pyzbar_reads() -> None:
    seen = read_stills(_STILLS, _SEED, backgrounds([]))
    assert seen.lost_for_good == 0, seen.lost
    read = {engine: seen.tallies[engine].reads.total() for engine in (ZXING, ZBAR)}
    assert read[ZXING] > 0  # Control: the engines read something.
    assert read[ZBAR] > 0
