"""Which of several strategies wins: paired replicates, a verdict per measure, and the doubt in the parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from experiments.breakeven import Breakeven, breakeven_week
from experiments.config.building import MOST, Setting, doubtful
from experiments.executors import Crew, crew
from experiments.hypercube import latin_hypercube
from experiments.precision import Precision
from experiments.progress import Progress
from experiments.replicate import point, replicate
from experiments.single import SEED_STEP
from experiments.space import SharesOfSpace, probability_b_beats_a, share_of_space
from experiments.tables import runs_table, segments_table, values_hash, weekly_table
from experiments.verdict import EQUIVALENT, UNDECIDED, UNDEFINED, PairedDifference, paired
from simulation.centre import Centre
from simulation.centring import centred
from simulation.draws import Floats
from simulation.measures import MEASURES, Measure
from simulation.mistake import Mistake
from simulation.outcome import Outcome
from simulation.strategy import Strategy


@dataclass(frozen=True, eq=False)
class SpaceResult:
    """The doubtful space as it was run.

    Args:
        ranges: plausible range of each doubtful parameter.
        places: the points.
        values: measures, shape (points, replicates, strategies, measures).
    """

    ranges: dict[str, tuple[float, float]]
    places: list[dict[str, float]]
    values: npt.NDArray[np.float64]

    def table(self, names: Sequence[str]) -> pd.DataFrame:
        """One row a point, replicate and strategy: the parameters and all measures."""
        points, replicates, strategies, _ = self.values.shape
        rows = [
            {"point": p, "replicate": r, "strategy": names[s], **self.places[p],
             **{m.name: self.values[p, r, s, k] for k, m in enumerate(MEASURES)}}
            for p in range(points) for r in range(replicates) for s in range(strategies)
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def as_json(self) -> dict[str, Any]:
        """What verdict.json says about the space."""
        return {"points": len(self.places), "replicates": self.values.shape[1], "ranges": self.ranges}

    def differences(self, measure: str, b: int) -> Floats:
        """b less the first strategy at each point, shape (points, replicates)."""
        k = [m.name for m in MEASURES].index(measure)
        gap: Floats = self.values[:, :, b, k] - self.values[:, :, 0, k]
        return gap


@dataclass(frozen=True, eq=False)
class Comparison:
    """A finished comparison; the first strategy is what the others are compared with.

    Args:
        setting: what was asked.
        centre: of the world at its defaults.
        outcomes: for each strategy its runs, in the order of seeds.
        space: the doubtful space, None where it was left out.
        precise: whether the interval of profit became as narrow as asked.
    """

    setting: Setting
    centre: Centre
    outcomes: tuple[tuple[Outcome, ...], ...]
    space: SpaceResult | None
    precise: bool
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return tuple(strategy.name for strategy in self.setting.strategies)

    @cached_property
    def budget(self) -> tuple[float, ...]:
        """Present value of the envelope per initial customer, by strategy [money]; equal by construction."""
        return tuple(float(np.mean([_present_value(o, self.setting) for o in runs])) for runs in self.outcomes)

    def margin(self, measure: Measure) -> float:
        """Smallest difference that matters, in the unit of the measure."""
        if measure.matters is not None:
            return measure.matters
        share = float(self.setting.values["precision"]["margin"])
        if measure.unit.endswith("initial customer"):
            return share * self.budget[0]
        values = self._column(measure.name, 0)
        defined = values[~np.isnan(values)]
        return share * abs(float(defined.mean())) if len(defined) else 0.0

    def _column(self, measure: str, strategy: int) -> Floats:
        return np.array([o.measures[measure] for o in self.outcomes[strategy]])

    def verdict(self, measure: str = "profit", b: int = 1) -> PairedDifference:
        """The paired difference of a strategy from the first one on one measure."""
        chosen = next(m for m in MEASURES if m.name == measure)
        return paired(
            self._column(measure, 0), self._column(measure, b), margin=self.margin(chosen), better=chosen.better,
            confidence=self.setting.values["precision"]["confidence"], names=(self.names[0], self.names[b]),
        )  # fmt: skip

    def breakeven(self, b: int = 1) -> Breakeven:
        """When the cumulative paired difference of cash turns for good."""
        return breakeven_week(self.cash_difference(b))

    def cash_difference(self, b: int = 1) -> Floats:
        """Discounted cash of b less that of the first, shape (replicates, weeks) [money per initial customer]."""
        return np.array([y.cash - x.cash for x, y in zip(self.outcomes[0], self.outcomes[b], strict=True)])

    def shares(self, measure: str = "profit", b: int = 1) -> SharesOfSpace | None:
        """The doubtful space divided between the first strategy, b and neither."""
        if self.space is None:
            return None
        chosen = next(m for m in MEASURES if m.name == measure)
        differences = self.space.differences(measure, b)
        return share_of_space(differences, self.margin(chosen), better=chosen.better)

    def summary(self, b: int = 1) -> dict[str, Any]:
        """What verdict.json says about one pair, per measure."""
        return {m.name: self._judged(m, b) for m in MEASURES}

    def _judged(self, measure: Measure, b: int) -> dict[str, Any]:
        shares = self.shares(measure.name, b)
        over_space = None
        if self.space is not None:
            over_space = probability_b_beats_a(self.space.differences(measure.name, b), measure.better)
        return {
            **asdict(self.verdict(measure.name, b)),
            "unit": measure.unit,
            "definition": measure.doc,
            "breakeven_week": self.breakeven(b).week if measure.name == "profit" else None,
            "probability_b_beats_a_over_space": over_space,
            "share_of_space_a": shares.a.share if shares and shares.a else None,
            "share_of_space_b": shares.b.share if shares and shares.b else None,
            "share_of_space_tied": shares.tied.share if shares and shares.tied else None,
        }

    def as_json(self) -> dict[str, Any]:
        """The content of verdict.json."""
        pairs = [
            {"a": self.names[0], "b": self.names[b], "measures": self.summary(b)} for b in range(1, len(self.names))
        ]
        return {
            "question": f"{' or '.join(self.names)}?",
            "verdict": self.verdict().verdict,
            "strategies": list(self.names),
            "weeks": self.setting.world.weeks,
            "replicates": len(self.outcomes[0]),
            "precise_enough": self.precise,
            "budget_a": self.budget[0],
            "budget_b": self.budget[1],
            "config_hash": values_hash(self.setting.values),
            "measures": pairs[0]["measures"],
            "comparisons": pairs,
            "doubtful_space": self.space.as_json() if self.space is not None else None,
        }

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a measure: both means, the difference with its interval, and who wins."""
        columns = ["mean_a", "mean_b", "difference", "ci_low", "ci_high", "margin", "probability_b_beats_a",
                   "variance_reduction", "share_of_space_a", "share_of_space_b", "verdict"]  # fmt: skip
        return pd.DataFrame.from_dict(self.summary(), orient="index")[columns].rename_axis("measure")

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run."""
        return runs_table([o for runs in self.outcomes for o in runs])

    @property
    def weekly(self) -> pd.DataFrame:
        """One row a run, week and firm."""
        return weekly_table([o for runs in self.outcomes for o in runs])

    @property
    def segments(self) -> pd.DataFrame:
        """One row a run and segment."""
        return segments_table([o for runs in self.outcomes for o in runs])


def _present_value(o: Outcome, setting: Setting) -> float:
    weeks = np.arange(len(o.envelope))
    discount = np.power(1.0 + setting.world.terms.discount_rate, -weeks / 52.0)
    return float(np.sum(o.envelope / o.scale * discount) / max(float(o.segments["customers"].sum()), 1.0))


def compared(setting: Setting, progress: Progress) -> Comparison:
    """Run a comparison.

    Args:
        setting: see `Setting`; at least two strategies.
        progress: is told what goes on.

    Raises:
        Mistake: fewer than two strategies, two of one name, or a rule of precision that cannot be followed.
    """
    _refuse_unpaired(setting.strategies)
    _refuse_unruly(setting.values)
    values, world = setting.values, setting.world
    with crew(values["executor"]) as workers:
        with progress.task("centring the status quo", 1) as done:
            centre = workers.do(centred, [(world,)], done)[0]
        outcomes, precise = _replicated(setting, centre, workers, progress)
        space = _doubted(setting, workers, progress)
    return Comparison(setting, centre, outcomes, space, precise)


def _refuse_unpaired(strategies: Sequence[Strategy]) -> None:
    names = [strategy.name for strategy in strategies]
    if len(names) < 2:
        given = ", ".join(names) or "none"
        raise Mistake("strategies", given, "must be at least two", "Add strategies=[cx_only,relationship].")
    if len(set(names)) < len(names):
        advice = "Copy the YAML to another name."
        raise Mistake("strategies", ", ".join(names), "must have different names", advice)
    for name in {EQUIVALENT, UNDECIDED, UNDEFINED}.intersection(names):
        raise Mistake("strategies", name, "must not be a word that a verdict uses itself", "Rename the strategy.")


def _refuse_unruly(values: Mapping[str, Any]) -> None:
    """What would only show after the work is refused before it."""
    rule, space = values["precision"], values["space"]
    if values["replicates"] is not None and values["replicates"] < 2:
        raise Mistake("replicates", values["replicates"], "must be at least 2 to compare")
    if not 0 <= rule["margin"] <= 1:
        raise Mistake("precision.margin", rule["margin"], "must be between 0 and 1, a share of the budget")
    if not 0 < rule["confidence"] < 1:
        raise Mistake("precision.confidence", rule["confidence"], "must lie between 0 and 1", "0.95 is usual.")
    if values["replicates"] is None:
        if rule["width"] is None and rule["margin"] == 0:
            advice = "Give precision.width or replicates."
            raise Mistake("precision.margin", rule["margin"], "is what the width is derived from", advice)
        width = 1.0 if rule["width"] is None else rule["width"]
        Precision(width, rule["block"], rule["maximum"], rule["confidence"])
    if not 0 <= space["points"] <= MOST:
        raise Mistake("space.points", space["points"], f"must be between 0 and {MOST}", "0 leaves the space out.")
    if not 1 <= space["replicates"] <= MOST:
        raise Mistake("space.replicates", space["replicates"], f"must be between 1 and {MOST}")


def _replicated(
    setting: Setting, centre: Centre, workers: Crew, progress: Progress
) -> tuple[tuple[tuple[Outcome, ...], ...], bool]:
    values = setting.values
    fixed, rule = values["replicates"], values["precision"]
    runs: list[list[Outcome]] = []

    def more(count: int) -> Floats:
        seeds = [values["seed"] * SEED_STEP + len(runs) + k for k in range(count)]
        payloads = [(setting.world, centre, setting.strategies, seed, values["engine"]) for seed in seeds]
        with progress.task(f"replicates {len(runs) + 1} to {len(runs) + count}", count) as done:
            runs.extend(workers.do(replicate, payloads, done))
        return np.array([[o.measures["profit"] - pair[0].measures["profit"] for o in pair[1:]] for pair in runs])

    if fixed is not None:
        more(fixed)
        precise = True
    else:
        differences = more(rule["block"])
        width = rule["width"]
        if width is None:
            width = 4.0 * rule["margin"] * _present_value(runs[0][0], setting)
        stop = Precision(width, rule["block"], rule["maximum"], rule["confidence"])
        # With several strategies the widest interval decides.
        while extra := max(stop.planned(differences[:, k]) for k in range(differences.shape[1])):
            differences = more(extra)
        precise = all(stop.reached(differences[:, k]) for k in range(differences.shape[1]))
    return tuple(tuple(pair[k] for pair in runs) for k in range(len(setting.strategies))), precise


def _doubted(setting: Setting, workers: Crew, progress: Progress) -> SpaceResult | None:
    rule, ranges = setting.values["space"], doubtful(setting.world)
    places = latin_hypercube(ranges, rule["points"])
    if not places:
        return None
    seeds = tuple(setting.values["seed"] * SEED_STEP + k for k in range(rule["replicates"]))
    payloads = [(setting.world, place, setting.strategies, seeds) for place in places]
    with progress.task("doubtful space", len(payloads)) as done:
        values = workers.do(point, payloads, done)
    return SpaceResult(ranges, places, np.array(values))
