"""What happens under one strategy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.api.views import Shown
from experiments.config.building import Setting
from experiments.execution.centring import each_funded
from experiments.execution.executors import crew
from experiments.execution.jobs import replicate, simulated
from experiments.execution.keeping import Keeping
from experiments.execution.progress import Progress
from experiments.results.attribution import attribution_table, joined, joined_without, used
from experiments.results.tables import (
    lifecycle_table,
    runs_table,
    segments_table,
    typology_table,
    values_hash,
    weekly_table,
)
from simulation.centre import Centre
from simulation.centring import CENTRING
from simulation.measures import MEASURES
from simulation.outcome import Outcome


@dataclass(frozen=True, eq=False)
class Run(Shown):
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
        columns = {m.name: np.array([o.measures[m.name] for o in self.outcomes]) for m in MEASURES}
        rows = {
            m.name: {
                "mean": _mean(columns[m.name]),
                "standard_deviation": _deviation(columns[m.name]),
                "defined": int(np.count_nonzero(~np.isnan(columns[m.name]))),
                "unit": m.unit,
                "definition": m.doc,
            }
            for m in MEASURES
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
        names = ("runs", "weekly", "segments", "typology", "lifecycle", "attribution")
        found = {name: getattr(self, name) for name in names}
        return found | ({} if self.customers is None else {"customers": self.customers})

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from beside the tables."""
        return {"centre": self.centre, "caused": self.caused}

    @property
    def runs(self) -> pd.DataFrame:
        """One row a replicate."""
        return runs_table(self.outcomes)

    @property
    def weekly(self) -> pd.DataFrame:
        """One row a replicate, week and firm."""
        return weekly_table(self.outcomes)

    @property
    def segments(self) -> pd.DataFrame:
        """One row a replicate and segment."""
        return segments_table(self.outcomes)

    @property
    def typology(self) -> pd.DataFrame:
        """One row a replicate, look and type of relationship."""
        return typology_table(self.outcomes)

    @property
    def lifecycle(self) -> pd.DataFrame:
        """One row a replicate, look and step of the lifecycle."""
        return lifecycle_table(self.outcomes)

    @property
    def attribution(self) -> pd.DataFrame:
        """One row a replicate and channel: customers won by first, last and linear touch, and those it caused."""
        return attribution_table(self.outcomes, self.caused)

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


def ran(setting: Setting, progress: Progress, keep: Path | None = None) -> Run:
    """Run one strategy, once or `replicates` times.

    Args:
        setting: see `Setting`.
        progress: is told what goes on.
        keep: folder of the store of finished jobs, from which the same question goes on; None: nothing is kept.
    """
    values = setting.values
    count = 1 if values["replicates"] is None else values["replicates"]
    seeds = [setting.seed_of(k) for k in range(count)]
    executor = values["executor"] if count > 1 else {"kind": "inline", "workers": None}
    with crew(executor, Keeping(keep, values["output"]["keep"]), progress.quiet) as workers:
        with progress.task("centring the status quo", 1) as done:
            centre = workers.do(CENTRING[values["centring"]], [(setting.world,)], done)[0]
        centres = each_funded([(setting.world, seed, centre) for seed in seeds], workers, progress)
        payloads = [
            (setting.world, own, (setting.strategy,), seed, values["engine"])
            for seed, own in zip(seeds, centres, strict=True)
        ]
        with progress.task("replicates", count) as done:
            outcomes = [pair[0] for pair in workers.do(replicate, payloads, done)]
        channels = used(outcomes) if values["output"]["attribution"] else ()
        trials = [
            (setting.world, own, setting.strategy, seed, values["engine"], c)
            for c in channels
            for seed, own in zip(seeds, centres, strict=True)
        ]
        with progress.task("without one channel", len(trials)) as done:
            without = workers.do(joined_without, trials, done) if trials else []
    customers = _customers(setting, centres[0], seeds[0]) if values["output"]["customers"] else None
    losses = np.array([joined(o) for o in outcomes]) - np.reshape(without, (len(channels), count))
    caused = {channel: tuple(map(float, lost)) for channel, lost in zip(channels, losses, strict=True)}
    return Run(setting, centre, tuple(outcomes), customers, caused)


def _customers(setting: Setting, centre: Centre, seed: int) -> pd.DataFrame:
    """All columns of all people at the end; columns with several numbers a person are numbered."""
    market = simulated(setting.world, centre, (setting.strategy,), seed, setting.values["engine"])[0]
    columns: dict[str, Any] = {}
    for name, array in market.population.values.items():
        if name == "luck":
            continue
        if array.ndim == 1:
            columns[name] = array
        else:
            columns |= {f"{name}_{k}": array[:, k] for k in range(array.shape[1])}
    for k, purpose in enumerate(market.ledger.purposes):
        columns[f"account_{purpose}"] = market.ledger.person[k] / market.scale
    return pd.DataFrame(columns)
