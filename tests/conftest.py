"""One line at the end of each run: how often luck alone would fail the tests that were selected."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import Any

import pytest

from tests.luck import OFTEN

os.environ["COURTSHIP_KEEP_IN"] = ""  # tests replace parts of the program: what they compute must not be kept
RATES = pytest.StashKey[list[float]]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Read the marks; a worker sends them to its controller, which collects nothing itself."""
    marks = (item.get_closest_marker("luck") for item in session.items)
    rates = [_probability(mark) for mark in marks if mark is not None]
    session.config.stash[RATES] = rates
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["luck"] = rates


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """All workers collect the same tests, so it does not matter whose answer is kept."""
    if found := getattr(node, "workeroutput", {}).get("luck"):
        node.config.stash[RATES] = found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if rates := terminalreporter.config.stash.get(RATES, []):
        terminalreporter.write_line(sentence(rates))


def sentence(rates: Sequence[float]) -> str:
    """What the marks add up to, rounded up."""
    seldom, often = ([rate for rate in rates if (rate > OFTEN) is high] for high in (False, True))
    most = math.ceil(1000.0 * sum(seldom)) / 10.0
    said = f"with new seeds luck alone would fail this suite with at most {most:g} % ({len(seldom)} statistical tests)"
    if often:
        fail = math.ceil(10.0 * sum(often)) / 10.0
        said += f", not counting {len(often)} with more than {100.0 * OFTEN:g} % each, of which it would fail {fail:g}"
    return said


def _probability(mark: pytest.Mark) -> float:
    if len(mark.args) != 1 or mark.kwargs or not 0.0 < mark.args[0] <= 1.0:
        raise pytest.UsageError(f"luck{mark.args}: must be one probability above 0")
    return float(mark.args[0])
