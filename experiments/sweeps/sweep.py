"""What came of a sweep: tables that are read from its store when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from experiments.config.nested import merged
from experiments.inputs.paths import user_path
from experiments.sweeps import export
from experiments.sweeps.store import Store
from experiments.sweeps.tables import DONE, FAILED
from simulation.measure import Measure
from simulation.measures.measures import measure_named
from simulation.mistake import Mistake


class Sweep:
    """The store of a folder; nothing is read before it is asked for, and what is asked for is read anew.

    Args:
        folder: of a sweep, which may still be running.

    Raises:
        Mistake: when there is no store that can be read.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = user_path(folder)
        with Store(self.folder):
            pass

    @property
    def counts(self) -> dict[str, int]:
        """How many runs are done, failed and still wanted."""
        with Store(self.folder) as store:
            return store.counts()

    @property
    def runs(self) -> pd.DataFrame:
        """One row a point, strategy and replicate, sorted."""
        with Store(self.folder) as store:
            return export.runs_table(store)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The definitions of all measures of its runs."""
        with Store(self.folder) as store:
            return store.measures

    @property
    def varied(self) -> list[str]:
        """What differs between points."""
        with Store(self.folder) as store:
            return export.varied_columns(store)

    @property
    def table(self) -> pd.DataFrame:
        """One row a point and strategy: the mean of every measure over the replicates in which it is defined."""
        runs, names = self.runs, [measure.name for measure in self.measures]
        keys = ["point", *self.varied, "strategy"]
        return runs[runs["state"] == DONE].groupby(keys, dropna=False, sort=False)[names].mean().reset_index()

    def asked(self, points: Sequence[int], replicates: int) -> pd.DataFrame:
        """The finished runs of one question: a store may hold those of others, at other points or in more replicates.

        Args:
            points: numbers of the question's points.
            replicates: how many it asks for at each.
        """
        runs = self.runs
        own = (runs["state"] == DONE) & runs["point"].isin(points) & (runs["replicate"] < replicates)
        return runs[own].reset_index(drop=True)

    def refuse_failed(self, points: Sequence[int], thing: str, what: str) -> NoReturn:
        """Stop where there is nothing to answer from, with the first error.

        Args:
            points: numbers of points of which none could be run.
            thing: that was asked, for the message.
            what: the points are, such as "at the sampled points".

        Raises:
            Mistake: with what the first failed run said.
        """
        failed = self.failed
        errors = failed.loc[failed["point"].isin(points), "error"]
        said = "" if errors.empty else str(errors.iloc[0]).removeprefix(f"{Mistake.__name__}: ").rstrip(".")
        raise Mistake(thing, f"no finished run {what}", "every run failed or was refused", f"The first error: {said}.")

    def differences(self, measure: str = "profit", strategies: Sequence[str] | None = None) -> pd.DataFrame:
        """One row a point: the second strategy less the first, paired by replicate.

        Args:
            measure: one of all measures.
            strategies: two names; None for the two of the sweep in the order in which they were asked.

        Raises:
            Mistake: for an unknown measure, or when there are not two strategies.
        """
        measure_named(measure, among=self.measures)
        runs = self.runs
        a, b = two_of(strategies or self.strategies, runs)
        done = runs[runs["state"] == DONE]
        wide = done.set_index(["point", "replicate", "strategy"])[measure].unstack("strategy").reindex(columns=[a, b])
        groups = (wide[b] - wide[a]).groupby("point", sort=False)
        found = groups.agg(["mean", "std", "count"]).set_axis(["difference", "standard_deviation", "pairs"], axis=1)
        return done.drop_duplicates("point").set_index("point")[self.varied].join(found).reset_index()

    @property
    def strategies(self) -> list[str]:
        """Names of the strategies, in the order in which they were last asked for."""
        with Store(self.folder) as store:
            names = store.meta("strategies")
            if names is None:  # of an earlier version
                names = [name for (name,) in store.execute("SELECT DISTINCT name FROM arms ORDER BY arm")]
            used = {name for (name,) in store.execute("SELECT DISTINCT strategy FROM plan")}
        return [name for name in names if name in used]

    @property
    def failed(self) -> pd.DataFrame:
        """One row a run that failed, with its error."""
        runs = self.runs
        keep = ["point", *self.varied, "strategy", "replicate", "identity", "seed", "error"]
        return runs.loc[runs["state"] == FAILED, keep].reset_index(drop=True)

    @property
    def weekly(self) -> pd.DataFrame:
        """One row a run, week and firm, where `output.weekly=true` was asked for."""
        with Store(self.folder) as store:
            return export.weekly_table(store)

    def config(self, identity: str) -> dict[str, Any]:
        """The resolved configuration of one run, with the strategy's levers and the seed of the replicate.

        Where it stands for several points, because they differ in nothing that it depends on, that of the first.

        Raises:
            Mistake: when there is no such run.
        """
        sql = (
            "SELECT points.changes, arms.name, arms.levers, runs.seed FROM runs JOIN arms USING (arm)"
            " JOIN plan USING (identity) JOIN points ON points.point = plan.point"
            " WHERE identity = ? ORDER BY plan.point LIMIT 1"
        )
        with Store(self.folder) as store:
            row = store.execute(sql, (identity,)).fetchone()
            if row is None:
                raise Mistake("identity", identity, "there is no such run in this sweep")
            values = merged(store.meta("base"), json.loads(row[0]))
        return {**values, "strategy": row[1], "strategy_levers": json.loads(row[2]), "replicate_seed": row[3]}

    def overview(self) -> pd.DataFrame:
        """One row a strategy: the spread of profit over points."""
        table = self.table
        profits = table.groupby("strategy", sort=False)["profit"]
        shares = {"profit: 5 % of points below": 0.05, "median": 0.5, "95 % below": 0.95}
        return pd.DataFrame({name: profits.quantile(share) for name, share in shares.items()}).reset_index()


def open_store(folder: str | Path) -> Sweep:
    """The sweep of a folder, whole or still running."""
    return Sweep(folder)


def two_of(names: Sequence[str], runs: pd.DataFrame) -> tuple[str, str]:
    """Two names of strategies, both of which are among the runs."""
    there = list(runs["strategy"].unique())
    if len(set(names)) != 2 or len(names) != 2 or not set(names) <= set(there):
        given = ", ".join(names) or "none"
        raise Mistake(
            "strategies",
            given,
            f"must be two of {', '.join(there)}",
            "Name two; the difference is the second less the first.",
        )
    return names[0], names[1]
