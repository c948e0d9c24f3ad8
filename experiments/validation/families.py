"""The list of all cases, a family in one file; families that take long come first, so that none is waited for."""

from __future__ import annotations

from experiments.validation.case import Case
from experiments.validation.limits import (
    adopting,
    buying,
    closeness,
    leaving,
    opinion,
    pairing,
    talking_again,
    talking_once,
    trusting,
    valuing,
    wearing,
)
from experiments.validation.patterns import cdnow_cohort, cdnow_forecast, retention
from simulation.mistake import Mistake, nearest

FAMILIES: tuple[tuple[Case, ...], ...] = (
    retention.CASES, cdnow_forecast.CASES, cdnow_cohort.CASES, adopting.CASES, talking_once.CASES, leaving.CASES, talking_again.CASES, buying.CASES, valuing.CASES,
    trusting.CASES, pairing.CASES, closeness.CASES, wearing.CASES, opinion.CASES,
)  # fmt: skip
CASES = {case.name: case for family in FAMILIES for case in family}
"""All cases by name."""
KINDS = {"limits": "limit", "patterns": "pattern"}


def selected(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the cases that words ask for, all of them when there are no words.

    Args:
        words: "limits", "patterns" or "case=NAME"; several add up.

    Raises:
        Mistake: for any other word, or a case that there is not.
    """
    asked: set[str] = set()
    for word in words:
        name = word.removeprefix("case=")
        if word in KINDS:
            asked |= {case.name for case in CASES.values() if case.kind == KINDS[word]}
        elif word == name:
            raise Mistake("validate", word, "must be limits, patterns or case=NAME", nearest(word, KINDS))
        elif name not in CASES:
            advice = nearest(name, CASES) or "courtship validate --help lists all cases."
            raise Mistake("case", name or "nothing", "there is no such case", advice)
        else:
            asked.add(name)
    return tuple(name for name in CASES if not words or name in asked)
