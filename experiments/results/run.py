"""What happens under one strategy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.config.roles import values_hash
from experiments.config.setting import Setting
from experiments.results.outcome_tables import NAMES, OutcomeTables
from simulation.market.centre import Centre
from simulation.measures.measures import measures_of
from simulation.measures.outcome import Outcome


@dataclass(frozen=True, eq=False)
class Run(OutcomeTables):
    """A finished run of one strategy.

    Args:
        setting: what was asked.
        centre: of the world.
        outcomes: one for each replicate.
        customers: the people at the end of the first replicate, None unless asked for.
        caused: for each channel in use the joiners it caused, by replicate; empty where that was not asked for.
    """

    verb: ClassVar[str] = "run"
    answer_file: ClassVar[str] = "summary.json"

    setting: Setting
    centre: Centre
    outcomes: tuple[Outcome, ...]
    customers: pd.DataFrame | None = None
    caused: dict[str, tuple[float, ...]] = field(default_factory=dict)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a measure: mean and standard deviation over the replicates in which it is defined, and how many."""
        measures = measures_of(self.setting.world)
        columns = {m.name: np.array([o.measures[m.name] for o in self.outcomes]) for m in measures}
        rows = {
            m.name: {
                "mean": _mean(columns[m.name]),
                "standard_deviation": _deviation(columns[m.name]),
                "defined": int(np.count_nonzero(~np.isnan(columns[m.name]))),
                "unit": m.unit,
                "definition": m.doc,
            }
            for m in measures
        }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("measure")

    @property
    def defined_in_few(self) -> dict[str, int]:
        """Measures that are not defined in every replicate, with the number of those in which they are."""
        defined = self.table["defined"]
        return {str(name): int(number) for name, number in defined.items() if number < len(self.outcomes)}

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the run folder, by file name."""
        found = {name: getattr(self, name) for name in NAMES}
        return found | ({} if self.customers is None else {"customers": self.customers})

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from beside the tables."""
        return {"centre": self.centre, "caused": self.caused}

    @property
    def every_outcome(self) -> tuple[Outcome, ...]:
        """One for each replicate."""
        return self.outcomes

    def as_json(self) -> dict[str, Any]:
        """The content of summary.json."""
        measures = self.table.astype(object).where(self.table.notna(), None).to_dict(orient="index")
        return {
            "strategy": self.setting.strategy.name,
            "weeks": self.setting.world.weeks,
            "replicates": len(self.outcomes),
            "weekly_revenue": self.centre.weekly_revenue,
            "config_hash": values_hash(self.setting.values, "run"),
            "measures": measures,
        }


def _mean(values: Any) -> float | None:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else None


def _deviation(values: Any) -> float | None:
    """Over the replicates in which the measure is defined, as its mean; None for fewer than two."""
    there = values[~np.isnan(values)]
    return float(np.std(there, ddof=1)) if len(there) > 1 else None
