"""A finished calibration: laws, ensemble, identifiability, and the forecast against what was kept back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.analyses.calibrate.forecast import HoldOut
from experiments.analyses.calibrate.heterogeneity import Heterogeneity
from experiments.analyses.calibrate.identifiability import narrowed_parameters
from experiments.analyses.calibrate.simulated_moments import Matching
from experiments.config.setting import Setting
from experiments.inputs.calibrated import Calibrated
from experiments.inputs.transactions.log import Log


@dataclass(frozen=True, eq=False)
class Estimates:
    """What `calibrate` found, in numbers.

    Args:
        setting: what was asked.
        log: the part that was fitted.
        laws: how customers differ.
        identifiability: one row a doubtful parameter.
        matching: what further statistics say; None where none were given.
        check: the forecast of what was kept back; None where there is nothing to hold it against.
        unchecked: why there is no check.
        refuted: guesses that the log itself leaves no room for, by dotted key.
    """

    verb: ClassVar[str] = "calibrate"
    answer_file: ClassVar[str] = "fit.json"

    setting: Setting
    log: Log
    laws: Heterogeneity
    identifiability: pd.DataFrame
    matching: Matching | None
    check: HoldOut | None
    unchecked: str
    refuted: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a fitted parameter of the laws, with its interval."""
        return self.laws.table(self.setting.options.calibrate.confidence)

    @cached_property
    def calibrated(self) -> Calibrated:
        """What `population=calibrated.yaml` reads."""
        rule, names = self.setting.options.calibrate, narrowed_parameters(self.identifiability)
        best: dict[str, float] = dict(self.refuted)
        beside: list[dict[str, float]] | None = [best] * rule.members if best else None
        if self.matching is not None and self.matching.sets is not None and names:
            sets, keys = self.matching.sets, list(self.matching.ranges)
            middle = self.matching.scaled(sets.weight @ sets.x)
            best |= {key: float(middle[keys.index(key)]) for key in names}
            rows = self.matching.scaled(sets.resampled(rule.members))
            beside = [{**self.refuted, **{key: float(row[keys.index(key)]) for key in names}} for row in rows]
        members = self.laws.members(rule.members, rule.seed, beside)
        prospects = self.setting.options.population.prospects
        return Calibrated(self.laws.best(best), members, self.customers, prospects, self.facts)

    @cached_property
    def customers(self) -> pd.DataFrame:
        """One row a customer of the fitted part: all that the laws need to know."""
        summary = self.laws.summary
        columns = {
            "customer": summary.ids.astype(str), "frequency": summary.frequency, "recency": summary.recency,
            "age": summary.age, "value": summary.monetary,
        }  # fmt: skip
        return pd.DataFrame(columns)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Where the laws come from."""
        log = self.log
        return {
            "path": log.source,
            "content": log.intake.hash if log.intake else "", "first_day": str(log.start), "last_day": str(log.end),
            "customers": len(log.ids), "transactions": len(log.day), "amounts": log.amount is not None,
            "returns": log.returns, "unmatched_returns": log.unmatched,
            "intake": None if log.intake is None else log.intake.as_json(),
        }  # fmt: skip

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Everything that the run folder keeps and `replay` checks."""
        found = {"customers": self.customers, "laws": self.table, "identifiability": self.identifiability}
        found["ensemble"] = pd.DataFrame([_flat(member.as_mapping()) for member in self.calibrated.ensemble])
        if self.check is not None:
            found |= {"holdout": self.check.table(), "errors": self.check.errors()}
        if self.matching is not None and self.matching.points:
            found["search"] = self.matching.table()
        return found

    @property
    def texts(self) -> dict[str, str]:
        """The population to compare with."""
        return {"calibrated.yaml": self.calibrated.text()}

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from beside the tables; of the log only its first and last day."""
        check = self.check
        if check is not None:
            check = replace(check, held=replace(check.held, early=without_rows(check.held.early)))
        return {"check": check, "matched": self.matching is not None}


def without_rows(log: Log) -> Log:
    """The same log with all its arrays empty: who bought what is nobody's business who only draws."""
    columns = [field.name for field in fields(log) if isinstance(getattr(log, field.name), np.ndarray)]
    nothing: dict[str, Any] = dict.fromkeys(columns, np.empty(0))
    return replace(log, **nothing, intake=None)


def _flat(member: dict[str, Any]) -> dict[str, float]:
    parts = ("buying", "dropout", "spending")
    laws: dict[str, float] = {f"{law}.{key}": value for law in parts for key, value in member[law].items()}
    return {**laws, **member["parameters"]}
