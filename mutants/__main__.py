"""Makes many small changes of the program, one at a time, and counts how many the tests notice.

script/mutants                               tries 200 changes of the check-in rule's modules
script/mutants --module kiosk.domain         only of modules whose names start with this
script/mutants --sample 400 --seed 7         a larger sample; another seed draws another one
script/mutants --workers 2                   two at a time, each in a scratch copy
Ctrl+C stops it; the same command continues. mutants/table.py lists which tests should notice.
"""

import argparse
import signal
import sys

from benchmarks._figures import machine
from mutants.drawing import draw
from mutants.excused import excuses, is_stale
from mutants.measuring import Drawn, Settings, TestsFail, measure
from mutants.report import Verdict, report_of
from mutants.session import Session, open_session
from mutants.table import RULES, modules_of


def main() -> int:
    """Measures with the options of the command line; returns the exit status."""
    asked = _asked()
    # The servers and copies are removed, as after Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    drawn = _drawn(asked.module, asked.sample, asked.seed)
    if not drawn:
        print(f"No module in mutants/table.py begins with {asked.module}.", file=sys.stderr)
        return 2
    print(f"{machine()}\nseed {asked.seed}, {len(drawn)} mutants", flush=True)
    with open_session() as session:
        status = 0 if asked.report else _measure(drawn, session, Settings(asked.workers, asked.limit))
        verdicts = _verdicts(drawn, session)
    left = len(drawn) - len(verdicts)
    print(f"\n{machine()}\nseed {asked.seed}, {left} not tried yet\n\n{report_of(verdicts)}")
    return status or _check_excuses(verdicts)


def _measure(drawn: list[Drawn], session: Session, settings: Settings) -> int:
    try:
        measure(drawn, session, settings)
    except TestsFail as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        return 130
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "script/mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=200, metavar="N", help="how many changes (200)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which sample (1)")
    parser.add_argument("--module", default="", metavar="PREFIX", help="only modules that begin with this")
    parser.add_argument("--workers", type=int, default=1, metavar="W", help="how many at a time (1)")
    parser.add_argument(
        "--limit",
        type=float,
        metavar="SECONDS",
        help="for one change (20 s and four times the tests' own time)",
    )
    parser.add_argument("--report", action="store_true", help="show what was found so far, and try nothing")
    return parser.parse_args()


def _drawn(prefix: str, size: int, seed: int) -> list[Drawn]:
    rules = {module: rule for rule in RULES for module in modules_of(rule, prefix)}
    return [(mutant, rules[mutant.module]) for mutant in draw(rules, size, seed)]


def _verdicts(drawn: list[Drawn], session: Session) -> list[Verdict]:
    known = excuses()
    return [
        Verdict(
            mutant,
            bool(session.is_caught(mutant, rule)),
            next((each for each in known if each.covers(mutant)), None),
        )
        for mutant, rule in drawn
        if session.is_caught(mutant, rule) is not None
    ]


def _check_excuses(verdicts: list[Verdict]) -> int:
    needless = [each.excuse for each in verdicts if each.is_caught and each.excuse is not None]
    wrong = [*needless, *(each for each in excuses() if is_stale(each))]
    for each in wrong:
        print(
            f"Take out of mutants/excused.toml: {each.module}: {each.line} → {each.becomes}", file=sys.stderr
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
