"""Both looks at statistical tests in a world that is broken, each mutant in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.mutant import ROOT, Mutant

Found = dict[str, list[str]]
"""What happened at each look at a test, by its name."""

REJECTED = "rejected"
OURS = ("simulation", "experiments")


class Looks:
    """A pytest plugin in whose hands statistical tests are looked at twice, whatever the first look finds."""

    def __init__(self) -> None:
        self.found: Found = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from tests.luck import SECOND, new_seeds  # this imports the model, which must be the mutant's

        items = [item for item in session.items if item.get_closest_marker("luck")]
        for look in (contextlib.nullcontext(), new_seeds(SECOND, sharper=True)):
            with look:
                for item, following in zip(items, [*items[1:], None], strict=True):
                    item._initrequest()  # type: ignore[attr-defined]
                    runtestprotocol(item, nextitem=following, log=False)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        said = self.found.setdefault(item.nodeid, [])
        if call.excinfo is not None:
            asserted = call.when == "call" and call.excinfo.errisinstance(AssertionError)
            said.append(REJECTED if asserted else call.excinfo.exconly())
        elif call.when == "call":
            said.append("not rejected")
        return (yield)  # type: ignore[return-value]


def looked(mutant: Mutant, tests: Sequence[str]) -> dict[str, str]:
    """What comes of each test: `REJECTED`, or what happened at its looks instead."""
    # A forked process begins with the libraries that are loaded already, and without what is ours.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    answer, send = context.Pipe(duplex=False)
    process = context.Process(target=_look, args=(mutant, tests, send))
    process.start()
    send.close()
    try:
        found: Found = answer.recv()
    except EOFError:
        found = {test: ["the process has ended without an answer"] for test in tests}
    process.join()
    return {test: _both(found.get(test, [])) for test in tests}


def _both(said: list[str]) -> str:
    if said == [REJECTED, REJECTED]:
        return REJECTED
    return "; ".join(said) or "no statistical test has this name"


def _look(mutant: Mutant, tests: Sequence[str], send: Connection) -> None:
    early = [name for name in sys.modules if name.partition(".")[0] in OURS]
    assert not early, f"{early[0]} is loaded already, and not the mutant"
    mutant.install()
    os.chdir(ROOT)
    looks = Looks()
    options = ["-n0", "-p", "no:cacheprovider", "-p", "no:terminalreporter", "-m", ""]
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main([*tests, *options], plugins=[looks])
    if mutant.module not in sys.modules:
        looks.found = {test: [f"{mutant.file} was never asked for"] for test in tests}
    send.send(looks.found)
