"""Repeat statistical tests with new seeds and count how often luck alone fails one look at them.

    .venv/bin/python -m tests.false_alarms tests/test_draws.py [--seeds 200] [--second] [-k EXPRESSION]

A line for each test: how often it failed, and what its mark says. A test that fails more often than its mark says, by
more than three standard errors, is named, and the exit status is 1; so is one of which a look asks for no seed, because
it remembers what it has drawn, so that new seeds say nothing of it. With --second the looks are the sharper ones.
"""

from __future__ import annotations

import argparse
import sys

import pytest
from scipy import stats

from tests.looks import drawn_at, looked_at, looks


class Repeated:
    """A pytest plugin in whose hands each statistical test runs once for each of many seeds."""

    def __init__(self, seeds: int, *, second: bool) -> None:
        self.seeds, self.second = seeds, second
        self.wrong: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.get_closest_marker("luck")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        rates = looks(item.iter_markers())
        assert rates is not None
        declared = rates[int(self.second)]
        failed, remembered = [], 0
        for number in range(2, self.seeds + 2):  # the suite's own second look has 1
            reports = looked_at(item, number, sharper=self.second)
            if any(report.failed for report in reports):
                failed.append(number)
            remembered += not drawn_at(item)
        often = stats.binom.sf(len(failed) - 1, self.seeds, declared) if failed else 1.0
        line = f"{len(failed):4d} of {self.seeds}, declared {declared:.2g}: {item.nodeid}"
        bad = ["TOO OFTEN"] if often < stats.norm.sf(3.0) else []
        bad += [f"NOTHING DRAWN by {remembered}"] if remembered else []
        self.wrong += bad
        line = "   ".join([line, *bad])
        print(line + (f"   numbers {failed[:12]}" if failed else ""), flush=True)
        return True


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.false_alarms", description=__doc__.splitlines()[0])
    parser.add_argument("tests", nargs="+", help="files or node ids, as pytest takes them")
    parser.add_argument("--seeds", type=int, default=200, help="how many new seeds (200)")
    parser.add_argument("--second", action="store_true", help="the second look instead of the first")
    parser.add_argument("-k", default="", help="only tests that match, as pytest -k")
    given = parser.parse_args(words)
    repeated = Repeated(given.seeds, second=given.second)
    options = ["-n0", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:terminalreporter", "-m", "", "-k", given.k]
    status = int(pytest.main([*given.tests, *options], plugins=[repeated]))
    return status or int(bool(repeated.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
