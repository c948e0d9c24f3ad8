"""What a validation found: the table, the verdicts, and how often luck alone would turn one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.config.setting import Setting
from experiments.validation.case import FAILS, HOLDS, MISS, Case
from experiments.validation.observation import Reading
from experiments.validation.registry import known_cases

VERDICTS = (HOLDS, FAILS, MISS)


@dataclass(frozen=True, eq=False)
class Validation:
    """A finished validation.

    Args:
        setting: what was asked.
        readings: by name of the case.
        seconds: processor time of each case [s].
    """

    verb: ClassVar[str] = "validate"
    answer_file: ClassVar[str] = "validation.json"

    setting: Setting
    readings: Mapping[str, Reading]
    seconds: Mapping[str, float]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that were run."""
        known = known_cases(self.setting.parts)
        return tuple(known[name] for name in self.readings)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the run folder, by file name."""
        return {"validation": self.table, "points": self.points}

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures and the page are drawn from."""
        return {"readings": self.readings, "seconds": self.seconds}

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a case; a case of several points shows the one that is furthest out."""
        return pd.DataFrame([self._row(case) for case in self.cases])

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point of a case."""
        rows = [
            {
                "case": name, "at": reading.at[k], "label": reading.labels[k] if reading.labels else "",
                "target": reading.target[k], "low": reading.low[k], "high": reading.high[k],
                "simulated": reading.simulated[k], "standard_error": reading.error[k],
                "inside": bool(reading.inside[k]),
            }
            for name, reading in self.readings.items()
            for k in range(reading.at.size)
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def _row(self, case: Case) -> dict[str, Any]:
        reading = self.readings[case.name]
        k = reading.worst
        return {
            "case": case.name, "kind": case.kind, "claim": case.claim, "source": case.source, "at": place(reading),
            "target": reading.target[k], "simulated": reading.simulated[k], "standard_error": reading.error[k],
            "low": reading.low[k], "high": reading.high[k], "unit": reading.unit, "band": case.band,
            "points": reading.at.size, "verdict": case.verdict(reading), "reason": self.reason(case),
            "luck": luck_of(case, reading), "rejects": case.mutant.doc if case.mutant else "", "fitted": case.fitted,
        }  # fmt: skip

    def reason(self, case: Case) -> str:
        """Why a declared miss is one; empty for all others."""
        return case.miss or "" if case.verdict(self.readings[case.name]) == MISS else ""

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Number of cases by kind and verdict."""
        table = self.table
        return {
            kind: {verdict: int(((table.kind == kind) & (table.verdict == verdict)).sum()) for verdict in VERDICTS}
            for kind in ("limit", "pattern")
        }

    @property
    def fails(self) -> tuple[str, ...]:
        """Names of the cases that fail without having been declared."""
        return tuple(self.table.case[self.table.verdict == FAILS])

    def luck(self, kind: str) -> float:
        """Upper bound of the chance that luck alone turns a verdict of that kind, other seeds being drawn."""
        chosen = (self.table.kind == kind) & (self.table.verdict == HOLDS)
        return float(min(self.table.luck[chosen].sum(), 1.0))

    def as_json(self) -> dict[str, Any]:
        """The numbers of validation.json."""
        rows = self.table.astype(object).where(self.table.notna(), None).to_dict(orient="records")
        points = self.points.astype(object).where(self.points.notna(), None).to_dict(orient="records")
        bounds = {"limit": self.luck("limit"), "pattern": self.luck("pattern")}
        return {"holds": not self.fails, "counts": self.counts, "luck_bound": bounds,
                "cases": rows, "points": points, "seconds": dict(self.seconds)}  # fmt: skip


def luck_of(case: Case, reading: Reading) -> float:
    """Chance that luck alone puts a case out of its band: around the law in a limit, around what was found else."""
    known = case.kind == "limit" and not reading.bound
    return reading.beyond(reading.target if known else reading.simulated)


def place(reading: Reading) -> str:
    """Where the point stands that is furthest out; empty where there is one only and it has no name."""
    k = reading.worst
    if reading.labels:
        return reading.labels[k]
    return f"{reading.axis} {reading.at[k]:g}" if reading.axis and np.isfinite(reading.at[k]) else ""


def number(value: float) -> str:
    """A value with four significant digits, without an exponent where it is a count or money; a dash for none."""
    if not np.isfinite(value):
        return "–"
    return f"{value:,.0f}" if 1000 <= abs(value) < 1e7 else f"{value:.4g}"
