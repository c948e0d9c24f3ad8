"""Look at statistical tests in worlds in which what they assert is broken: both looks have to fail.

    .venv/bin/python -m tests.mutants [tests/mechanisms/test_trust.py ...]

A line for each test; the exit status is 1 if one of them does not reject its mutant. Without words all of them are
looked at, which takes some minutes.
"""

from __future__ import annotations

import argparse
import sys

# Loaded once, and not by each of the processes; what pytest itself loads as a plugin must not be among them.
import matplotlib.pyplot  # noqa: F401
import mesa  # noqa: F401
import networkx  # noqa: F401
import pandas  # noqa: F401
import scipy.stats  # noqa: F401

from tests.mutants import ROWS
from tests.mutants.looking import REJECTED, looked
from tests.mutants.mutant import Mutant, Row


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("tests", nargs="*", default=["tests/"], help="how the names of tests begin (all)")
    given = parser.parse_args(words)
    alike: dict[Mutant, list[Row]] = {}
    for row in ROWS:
        if row.test.startswith(tuple(given.tests)):
            alike.setdefault(row.mutant, []).append(row)
    found = []
    for mutant, rows in alike.items():
        looks = looked(mutant, [row.test for row in rows])
        for row in rows:
            found.append(looks[row.test])
            print(f"{found[-1]}: {row.test}, where {row.broken}", flush=True)
    print(f"{found.count(REJECTED)} of {len(found)} tests reject their mutants at both looks")
    return int(not found or set(found) != {REJECTED})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
