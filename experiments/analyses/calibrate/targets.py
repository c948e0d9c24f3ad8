"""Statistics of the firm's own that a calibration is held against: retention, NPS waves, customers won by referral.

Each kind is one file, a CSV or a YAML list with the same names, or such a list on the command line as [week, value, n]:

    week    weeks after the last day that is fitted: the simulation starts there
    value   retention: share of that day's customers who never left, until the end of the week     [0, 1]
            nps: promoters less detractors among the customers of that week; two waves at least    [points]
            referrals: customers won by referral since that day                                    [people]
    n       customers or answers behind the value; none for referrals; or
    error   its standard error, in the unit of the value

The error follows from n where it is not given: √(v(1 - v)/n) for retention; √((100² - v²)/n), the largest that a score
v leaves room for; √v, a Poisson count, for referrals.

The level of an NPS is a matter of how it is asked, and the model's own is declared; only its changes between waves
say something. So one unknown level is taken out of all waves together (`residuals`), and a single wave is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.config.composition import together
from experiments.config.sections import Calibrate
from experiments.inputs.delimited import records
from experiments.inputs.paths import user_path
from experiments.inputs.yaml_file import ENDINGS, read
from simulation.draws import Floats
from simulation.mistake import Mistake, nearest

KINDS = {"retention": (0.0, 1.0), "nps": (-100.0, 100.0), "referrals": (0.0, np.inf)}
"""Each statistic with the ends of what it can be."""
NAMES = ("week", "value", "n", "error")
LAST = 520
Rows = list[tuple[str, dict[str, Any]]]
"""Rows of a statistic, each with where it stands."""


@dataclass(frozen=True)
class Target:
    """One number that was observed.

    Args:
        kind: one of `KINDS`.
        week: at whose end it was observed, counted from the last day that is fitted.
        value: in the unit of its kind.
        error: standard error of it.
    """

    kind: str
    week: int
    value: float
    error: float

    @property
    def label(self) -> str:
        """What it is called in tables."""
        return f"{self.kind} week {self.week}"


def targets(asked: Calibrate) -> tuple[Target, ...]:
    """All statistics that a calibration is asked to match, by kind, then week.

    Raises:
        Mistake: naming file, row and column of whatever is wrong.
    """
    found: list[Target] = []
    wrong: list[Mistake] = []
    for kind, given in asked.statistics.items():
        if given is None:
            continue
        rows = _of_file(given, kind) if isinstance(given, str) else _of_list(given, f"calibrate.{kind}")
        if not rows:
            raise Mistake(
                f"calibrate.{kind}", given if isinstance(given, str) else "[]", "must contain at least one row"
            )
        of_kind = sorted(_right(kind, rows, wrong), key=lambda target: target.week)
        if wrong:
            continue
        weeks = [target.week for target in of_kind]
        for week in weeks:
            if weeks.count(week) > 1:
                raise Mistake(f"calibrate.{kind}", f"week {week} twice", "must contain each week only once")
        if kind == "nps" and len(of_kind) < 2:
            advice = "Only changes of the score are informative: its level depends on the wording of the question."
            raise Mistake("calibrate.nps", "one wave", "must be at least two waves", advice)
        if kind == "nps" and all(abs(target.value) < 1 for target in of_kind) and any(t.value for t in of_kind):
            share = next(target for target in of_kind if target.value)
            given, advice = f"{share.value:g} in week {share.week}", "Write 35 where 35 % more promote than detract."
            raise Mistake("calibrate.nps", given, "must be points from -100 to 100, not shares", advice)
        _refuse_impossible(kind, of_kind)
        found += of_kind
    if wrong:
        raise together(wrong)
    return tuple(found)


def _right(kind: str, rows: Rows, wrong: list[Mistake]) -> Iterator[Target]:
    """The rows that can be read; what is wrong with the others goes into `wrong`."""
    for where, row in rows:
        try:
            yield _target(kind, row, where)
        except Mistake as mistake:
            wrong.append(mistake)


def _refuse_impossible(kind: str, rows: Sequence[Target]) -> None:
    """Refuse a count since the last fitted day that falls, or a share of those who never left that rises."""
    ways = {"retention": (-1, "rise", "those who never left"), "referrals": (1, "fall", "those won since that day")}
    if kind not in ways:
        return
    sign, verb, who = ways[kind]
    for before, after in itertools.pairwise(rows):
        if sign * (after.value - before.value) < 0:
            given = f"{before.value:g} in week {before.week} and {after.value:g} in week {after.week}"
            advice = f"It counts {who}, cumulatively: add up counts by period."
            raise Mistake(f"calibrate.{kind}", given, f"must not {verb}", advice)


def target_files(asked: Calibrate) -> dict[str, str]:
    """The files among the statistics that a calibration is asked to match, by kind."""
    return {kind: given for kind, given in asked.statistics.items() if isinstance(given, str)}


def residuals(shown: Floats, observed: Sequence[Target], errors: Floats) -> Floats:
    """How far what is shown lies from what was observed, in standard errors; the level of the NPS taken out.

    Args:
        shown: statistics, shape (..., targets).
        observed: the targets.
        errors: standard error of each difference, shape (targets,).

    Returns:
        Shape (..., targets).
    """
    off: Floats = (shown - np.array([target.value for target in observed])) / errors
    waves = np.array([target.kind == "nps" for target in observed])
    if waves.any():
        weight = 1.0 / errors[waves]
        level = off[..., waves] @ weight / (weight @ weight)
        off[..., waves] -= level[..., np.newaxis] * weight
    return off


def degrees_of_freedom(observed: Sequence[Target]) -> int:
    """How many independent statements the targets make."""
    return len(observed) - any(target.kind == "nps" for target in observed)


def _of_file(given: str, kind: str) -> Rows:
    path = user_path(given)
    if path.suffix.lower() in ENDINGS:
        return _of_list(read(path, f"calibrate.{kind}", given, f"a file of {kind}").content, given)
    rows = records(path, ",", f"a file of {kind}")
    _, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    if not set(names) & set(NAMES):
        advice = f"Begin with a line such as {','.join(NAMES[:3])}, with commas between the names."
        raise Mistake(f"{given}, line 1", ",".join(names)[:80], "must name the columns", advice)
    if len(set(names)) < len(names):
        raise Mistake(f"{given}, line 1", ",".join(names), "must name each column once")
    found = []
    for line, fields in rows:
        if len(fields) != len(names):
            raise Mistake(f"{given}, line {line}", f"{len(fields)} fields", f"must have {len(names)} like line 1")
        filled = {name: text.strip() for name, text in zip(names, fields, strict=True) if text.strip()}
        found.append((f"{given}, line {line}", filled))
    return found


def _of_list(content: Any, where: str) -> Rows:
    if not isinstance(content, Sequence) or isinstance(content, str):
        advice = "An example: [[26,0.71,400],[52,0.63,400]]."
        raise Mistake(where, content, "must be a list of rows or the path of a CSV or YAML", advice)
    found: Rows = []
    for number, row in enumerate(content, start=1):
        place = f"{where}, row {number}"
        if isinstance(row, Mapping):
            found.append((place, dict(row)))
        elif isinstance(row, Sequence) and not isinstance(row, str) and 2 <= len(row) <= 3:
            found.append((place, dict(zip(("week", "value", "n"), row, strict=False))))
        else:
            raise Mistake(place, row, "must be [week, value] or [week, value, n]")
    return found


def _target(kind: str, row: Mapping[str, Any], where: str) -> Target:
    for name in row:
        if name not in NAMES:
            raise Mistake(
                f"{where}, column '{name}'", "it", f"must be one of {', '.join(NAMES)}", nearest(str(name), NAMES)
            )
    week = _number(row, "week", where, 1, LAST)
    if week != int(week):
        raise Mistake(f"{where}, column 'week'", row["week"], "must be a whole number")
    value = _number(row, "value", where, *KINDS[kind])
    return Target(kind, int(week), value, _error(kind, row, value, where))


def _error(kind: str, row: Mapping[str, Any], value: float, where: str) -> float:
    told = [name for name in ("n", "error") if row.get(name) is not None]
    if len(told) > 1:
        raise Mistake(where, "n and error", "must not both be given: the error follows from n", "Leave one out.")
    if "error" in told:
        return _number(row, "error", where, 1e-12, np.inf)
    if kind == "referrals":
        if told:
            advice = "Leave n out, or give the error."
            raise Mistake(f"{where}, column 'n'", row["n"], "has no meaning for a count of referrals", advice)
        return float(np.sqrt(max(value, 1.0)))
    if row.get("n") is None:
        advice = "Give the number of customers or answers behind it."
        raise Mistake(f"{where}, column 'n'", "nothing", "must be given, or give error", advice)
    n = _number(row, "n", where, 2, np.inf)
    if n != int(n):
        raise Mistake(f"{where}, column 'n'", row["n"], "must be a whole number")
    if kind == "retention":
        return float(np.sqrt(max(value * (1.0 - value), 0.25 / n) / n))  # a share of 0 or 1 is not known exactly
    return float(np.sqrt(max(100.0**2 - value**2, 100.0) / n))


def _number(row: Mapping[str, Any], name: str, where: str, low: float, high: float) -> float:
    given = row.get(name)
    if given is None:
        raise Mistake(f"{where}, column '{name}'", "nothing", "must be given")
    try:
        value = np.nan if isinstance(given, bool) or "_" in str(given) else float(given)
    except (TypeError, ValueError):
        value = np.nan
    if not low <= value <= high or np.isinf(value):
        allowed = f"must be a number from {low:g} to {high:g}" if np.isfinite(high) else f"must be at least {low:g}"
        raise Mistake(f"{where}, column '{name}'", given, allowed)
    return value
