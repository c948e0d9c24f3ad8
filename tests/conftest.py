"""A statistical test that fails is looked at again with new seeds; the last line says how often luck fails any."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings

from tests.looks import AGAIN, drawn_at, looked_at, looks
from tests.luck import SECOND

os.environ["COURTSHIP_KEEP_IN"] = ""  # tests replace parts of the program: what they compute must not be kept
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # whoever else is at work here
settings.register_profile("same", UNTIMED, derandomize=True)  # every run draws the same examples
settings.register_profile("search", UNTIMED, derandomize=False)  # new ones: --hypothesis-profile=search
settings.load_profile("same")
RATES = pytest.StashKey[list[float]]()
ASSERTED = pytest.StashKey[bool]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Read the marks; a worker sends them to its controller, which collects nothing itself."""
    found = (looks(item.iter_markers()) for item in session.items)
    rates = [math.prod(both) for both in found if both is not None]
    session.config.stash[RATES] = rates
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["luck"] = rates


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """All workers collect the same tests, so it does not matter whose answer is kept."""
    if found := getattr(node, "workeroutput", {}).get("luck"):
        node.config.stash[RATES] = found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("passed"):
        if report.when == "call" and (AGAIN, True) in map(tuple, report.user_properties):
            terminalreporter.write_line(
                f"luck failed the first look, and the second one found nothing: {report.nodeid}"
            )
    if rates := terminalreporter.config.stash.get(RATES, []):
        terminalreporter.write_line(sentence(rates))


def sentence(rates: Sequence[float]) -> str:
    """What the marks add up to, rounded up."""
    most = math.ceil(10_000.0 * sum(rates)) / 100.0
    return f"with new seeds luck alone would fail this suite with at most {most:g} % ({len(rates)} statistical tests)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    if call.when == "call":
        item.stash[ASSERTED] = call.excinfo is not None and call.excinfo.errisinstance(AssertionError)
    return (yield)  # type: ignore[return-value]


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Look at a statistical test, and if what it asserts is not there, once more with new seeds."""
    if item.get_closest_marker("luck") is None or item.config.getvalue("usepdb"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if item.stash.get(ASSERTED, False):
        reports = looked_at(item, SECOND, sharper=True)
        if not drawn_at(item):
            raise pytest.UsageError(f"{item.nodeid}: nothing was drawn at the second look, so luck cannot be the cause")
        item.user_properties.append((AGAIN, True))
        for report in reports:
            report.user_properties = list(item.user_properties)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
