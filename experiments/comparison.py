"""A finished comparison: a verdict per measure, and the doubt in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.attribution import attribution_table
from experiments.boundaries.map import FlipMap
from experiments.breakeven import Breakeven, breakeven_week
from experiments.budget import present_value
from experiments.config.building import Setting
from experiments.doubtful import DoubtfulSpace
from experiments.explaining.explanation import Explanation
from experiments.several import Several, several
from experiments.shown import ShownComparison
from experiments.space import SharesOfSpace, probability_b_beats_a, share_of_space
from experiments.tables import lifecycle_table, runs_table, segments_table, typology_table, values_hash, weekly_table
from experiments.verdict import PairedDifference
from simulation.centre import Centre
from simulation.draws import Floats
from simulation.measures import MEASURES, Measure
from simulation.outcome import Outcome


@dataclass(frozen=True, eq=False)
class Comparison(ShownComparison):
    """A finished comparison; the first strategy is what the others are compared with.

    Args:
        setting: what was asked.
        centre: of the world at its defaults.
        outcomes: for each strategy its runs, in the order of seeds.
        space: the doubtful space, None where it was left out.
        precise: whether the interval of profit became as narrow as asked, or the verdict clear before.
        switched: the same strategies with contagion the other way, None where that was left out.
        explanation: why the second strategy differs from the first, None where that was left out.
        flips: who wins over two parameters, None where that was left out.
    """

    setting: Setting
    centre: Centre
    outcomes: tuple[tuple[Outcome, ...], ...]
    space: DoubtfulSpace | None
    precise: bool
    switched: tuple[tuple[Outcome, ...], ...] | None = None
    explanation: Explanation | None = None
    flips: FlipMap | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return tuple(strategy.name for strategy in self.setting.strategies)

    @cached_property
    def budget(self) -> tuple[float, ...]:
        """Present value of the envelope per initial customer, by strategy [money]; equal by construction."""
        return tuple(float(np.mean([present_value(o, self.setting) for o in runs])) for runs in self.outcomes)

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
        """The paired difference of a strategy from the first one on one measure.

        With more than two strategies all intervals of a measure hold at once, see `several`.
        """
        return self.against_first(measure).differences[self.names[b]]

    def against_first(self, measure: str = "profit") -> Several:
        """Every strategy against the first one on one measure."""
        return self._judge(self.outcomes, measure)

    def _judge(self, outcomes: tuple[tuple[Outcome, ...], ...], measure: str) -> Several:
        chosen = next(m for m in MEASURES if m.name == measure)
        columns = {
            name: np.array([o.measures[measure] for o in runs]) for name, runs in zip(self.names, outcomes, strict=True)
        }
        confidence = self.setting.values["precision"]["confidence"]
        return several(columns, self.names[0], self.margin(chosen), confidence=confidence, better=chosen.better)

    def contagion(self, b: int = 1) -> dict[str, PairedDifference]:
        """The verdict on profit with contagion of leaving "on" and "off", as far as both were run."""
        is_on = self.setting.world.mechanism("contagion").enabled
        found = {"on" if is_on else "off": self.verdict("profit", b)}
        if self.switched is not None:
            found["off" if is_on else "on"] = self._judge(self.switched, "profit").differences[self.names[b]]
        return found

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
            "p_value": self.against_first(measure.name).p_values[self.names[b]],
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
            {
                "a": self.names[0],
                "b": self.names[b],
                "measures": self.summary(b),
                "contagion": {state: asdict(found) for state, found in self.contagion(b).items()},
            }
            for b in range(1, len(self.names))
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
            "config_hash": values_hash(self.setting.values, "compare"),
            "measures": pairs[0]["measures"],
            "contagion": pairs[0]["contagion"],
            "comparisons": pairs,
            "explanation": self.explanation.as_json() if self.explanation is not None else None,
            "map": self.flips.as_json() if self.flips is not None else None,
            "ensemble": None if self.setting.ensemble is None else self.setting.ensemble.as_json(),
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

    @property
    def typology(self) -> pd.DataFrame:
        """One row a run, look and type of relationship."""
        return typology_table([o for runs in self.outcomes for o in runs])

    @property
    def lifecycle(self) -> pd.DataFrame:
        """One row a run, look and step of the lifecycle."""
        return lifecycle_table([o for runs in self.outcomes for o in runs])

    @property
    def attribution(self) -> pd.DataFrame:
        """One row a run and channel; what each channel caused is found by `run` only."""
        return attribution_table([o for runs in self.outcomes for o in runs])
