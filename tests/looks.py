"""One look at a statistical test with seeds of its own, and what its mark says about it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pytest
from _pytest.runner import runtestprotocol

from tests.luck import MOST, drawn, new_seeds

AGAIN = "looked at again"
"""Name of the property that a test has which passed at its second look only."""
DRAWN = pytest.StashKey[int]()


def looks(marks: Iterable[pytest.Mark]) -> tuple[float, float] | None:
    """How often luck fails the first and the second look: the largest of all marks; None without any."""
    rates = [_rates(mark) for mark in marks if mark.name == "luck"]
    return max(rates, key=math.prod) if rates else None


def _rates(mark: pytest.Mark) -> tuple[float, float]:
    given = [*mark.args, *mark.kwargs.values()]
    known = len(mark.args) == 1 and set(mark.kwargs) <= {"again"}
    if not known or not all(0.0 < rate <= MOST for rate in given):
        raise pytest.UsageError(f"luck{mark.args}{mark.kwargs or ''}: must be a probability above 0 and up to {MOST:g}")
    return float(given[0]), float(given[-1])


def looked_at(item: pytest.Item, number: int, *, sharper: bool = False) -> list[pytest.TestReport]:
    """Reports of one look with other seeds: all fixtures are made anew before and forgotten afterwards."""
    item.session._setupstate.teardown_exact(None)
    item._initrequest()  # type: ignore[attr-defined]
    with new_seeds(number, sharper=sharper):
        reports = runtestprotocol(item, nextitem=None, log=False)
        item.stash[DRAWN] = drawn()
    return reports


def drawn_at(item: pytest.Item) -> int:
    """How many seeds its last look has asked for."""
    return item.stash.get(DRAWN, 0)
