"""How far to trust the forecast: what was predicted for the part of the log that was kept back, against what happened.

Ours is the whole market: mechanisms on, the status quo in force, customers drawn from what their histories say, the
world centred as for any run. The prediction is made at the best laws, as those of the peers are; its band from as many
runs in which each replicate has the laws of another member of the ensemble, so that it holds both the luck of customers
and the doubt about the laws. It comes in the two forms of its peers (see `baseline_forecasts`): "given" begins
on the last day of the fitted part, as every run does; "anew" sends the same customers through the market from their
first purchase on, and counts each from his or her own.

    error = predicted / made - 1        purchases from the day after the fitted part to the end of the log

Only what was predicted counts. What was bought in the fitted part was given, and adding it to both sides would make
every forecast look better than it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.analyses.calibrate.holdout import HeldBack
from experiments.config.setting import SEED_STEP
from experiments.inputs.calibrated import Member
from experiments.inputs.transactions.rfm import DAYS_IN_WEEK, summarised
from simulation.alignment.centring import centre_world
from simulation.draws import Floats
from simulation.people.people import Observed
from simulation.world.market import Market
from simulation.world.world import World

FORMS = ("given", "anew")
OURS = "courtship"


def repeat_purchases(world: World, seed: int) -> Floats:
    """Purchases by week of the customers of week 0, shape (weeks,); a job for workers.

    Each replicate has pilots of its own, so that their luck averages out too.
    """
    pilots = (-2 * seed - 3, -2 * seed - 4)
    market = Market(world, world.as_is, seed, centre_world(world, seeds=pilots)).run()
    return np.asarray(market.record.series["cohort_purchases"][:, 1], dtype=np.float64)


def forecast_jobs(
    world: World, members: Sequence[Member], held: HeldBack, replicates: int, seed: int
) -> list[tuple[World, int]]:
    """Arguments of `repeat_purchases`: for each form all replicates at the best laws, then all in doubt about them.

    Args:
        world: with people of the fitted part and the best laws.
        members: other laws; replicate k has those of member k mod M.
        held: the log in two parts.
        replicates: of each form, for the prediction and for its band.
        seed: of the first replicate, times a step.
    """
    assert isinstance(world.people, Observed)
    found = []
    for form in FORMS:
        weeks = held.weeks if form == "given" else int(np.ceil(held.first_week)) + held.weeks
        best = world.people if form == "given" else _anonymous(world.people)
        for laws in ([best], [_with_laws(best, member) for member in members]):
            found += [
                (replace(world, people=laws[k % len(laws)], weeks=weeks), seed * SEED_STEP + k)
                for k in range(replicates)
            ]
    return found


def _anonymous(people: Observed) -> Observed:
    nothing = np.zeros_like(people.frequency)  # without a history the posterior is the law itself
    return replace(people, frequency=nothing, recency=nothing, age=nothing, value=nothing)


def _with_laws(people: Observed, member: Member) -> Observed:
    return replace(people, buying=member.buying, dropout=member.dropout, spending=member.spending)


@dataclass(frozen=True, eq=False)
class HoldOut:
    """Predictions against what happened; all paths count purchases since the last fitted day.

    Args:
        held: the log in two parts.
        ours: purchases in each replicate at the best laws, by form, shape (replicates, weeks).
        doubt: the same in doubt about the laws.
        peers: purchases that each peer expects, by form, shape (weeks,); None where `lifetimes` is not installed.
        confidence: of the band.
    """

    held: HeldBack
    ours: dict[str, Floats]
    doubt: dict[str, Floats]
    peers: dict[str, dict[str, Floats]] | None
    confidence: float

    @property
    def weeks(self) -> Floats:
        """Weeks from the log's first day to the end of each week kept back, shape (weeks,)."""
        return np.asarray(self.held.first_week + np.arange(1, self.held.weeks + 1), dtype=np.float64)

    def predicted(self, model: str, form: str = "given") -> Floats:
        """One prediction, shape (weeks,)."""
        if model == OURS:
            return np.asarray(self.ours[form].mean(axis=0), dtype=np.float64)
        assert self.peers is not None
        return np.asarray(self.peers[model][form], dtype=np.float64)

    @property
    def models(self) -> list[str]:
        """Ours first, then the peers that could be fitted."""
        return [OURS, *(self.peers or {})]

    @property
    def made(self) -> int:
        """Purchases in the weeks kept back."""
        return int(self.held.further[-1])

    def total(self, model: str, form: str = "given") -> float:
        """Purchases predicted for all weeks kept back."""
        return float(self.predicted(model, form)[-1])

    def error(self, model: str, form: str = "given") -> float:
        """How far the prediction of all weeks kept back lies above what was made [share]; NaN where none was made."""
        return self.total(model, form) / self.made - 1.0 if self.made else math.nan

    def luck(self, form: str = "given") -> float:
        """Standard error of our error from the number of replicates [share]; NaN where none was made."""
        totals = self.ours[form][:, -1]
        if not self.made:
            return math.nan
        if len(totals) < 2:
            return float("inf")
        return float(np.std(totals, ddof=1) / np.sqrt(len(totals)) / self.made)

    def bounds(self, form: str = "given") -> tuple[Floats, Floats]:
        """Both ends of the band by week, shape (weeks,) each."""
        tail = (1.0 - self.confidence) / 2.0
        low, high = np.quantile(self.doubt[form], (tail, 1.0 - tail), axis=0)
        return low, high

    def band(self, form: str = "given") -> tuple[float, float]:
        """The band of all weeks kept back together."""
        low, high = self.bounds(form)
        return float(low[-1]), float(high[-1])

    def inside(self, form: str = "given") -> bool:
        """Whether what was made lies in the band."""
        low, high = self.band(form)
        return low <= self.made <= high

    def errors(self) -> pd.DataFrame:
        """One row a form and model: what was predicted for all weeks kept back, what was made, error and band."""
        rows = []
        for form in FORMS:
            for model in self.models:
                ours = model == OURS
                low, high = self.band(form) if ours else (np.nan, np.nan)
                rows.append({
                    "form": form, "model": model, "predicted": self.total(model, form), "made": self.made,
                    "error": self.error(model, form), "standard_error": self.luck(form) if ours else 0.0,
                    "low": low, "high": high, "inside": self.inside(form) if ours else None,
                })  # fmt: skip
        return pd.DataFrame(rows)

    def table(self) -> pd.DataFrame:
        """One row a week kept back: purchases since the last fitted day, made and predicted, ours with its band."""
        columns: dict[str, Floats] = {"week": self.weeks, "made": self.held.further.astype(np.float64)}
        for form in FORMS:
            suffix = "" if form == "given" else "_anew"
            columns[f"{OURS}{suffix}"] = self.predicted(OURS, form)
            low, high = self.bounds(form)
            columns |= {f"{OURS}{suffix}_low": low, f"{OURS}{suffix}_high": high}
            columns |= {f"{name}{suffix}": self.predicted(name, form) for name in self.peers or {}}
        return pd.DataFrame(columns)


def hold_out(
    held: HeldBack, runs: Sequence[Floats], peers: dict[str, dict[str, Floats]] | None, confidence: float
) -> HoldOut:
    """Put together what the jobs brought back.

    Args:
        held: the log in two parts.
        runs: of all jobs, in their order.
        peers: what the peers predict.
        confidence: of the band.
    """
    quarter = len(runs) // (2 * len(FORMS))
    given, given_in_doubt, anew, anew_in_doubt = (runs[k * quarter : (k + 1) * quarter] for k in range(2 * len(FORMS)))
    ours = {"given": _given(given), "anew": _anew(held, np.array(anew))}
    doubt = {"given": _given(given_in_doubt), "anew": _anew(held, np.array(anew_in_doubt))}
    return HoldOut(held, ours, doubt, peers, confidence)


def _given(bought: Sequence[Floats]) -> Floats:
    """Purchases since the last fitted day, shape (replicates, weeks)."""
    so_far: Floats = np.cumsum(np.array(bought), axis=1)
    return so_far


def _anew(held: HeldBack, bought: Floats) -> Floats:
    """The same of a cohort with the true first purchases, each customer's weeks counted from the own one."""
    births, newcomers = np.unique(summarised(held.early).birth, return_counts=True)
    since = np.concatenate([np.zeros((len(bought), 1)), np.cumsum(bought, axis=1)], axis=1) / newcomers.sum()
    last = held.first_week - 1.0 / DAYS_IN_WEEK + np.arange(held.weeks + 1)
    ages = last[:, np.newaxis] - births
    grid = np.arange(since.shape[1], dtype=np.float64)
    paths = np.array([np.interp(ages, grid, path) @ newcomers for path in since])
    return np.asarray(paths[:, 1:] - paths[:, :1], dtype=np.float64)
