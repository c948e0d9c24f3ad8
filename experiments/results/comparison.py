"""A finished comparison: a verdict per measure, and the doubt in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.config.roles import values_hash
from experiments.config.sections import PrecisionRule
from experiments.config.setting import Setting
from experiments.results.budget import mean_budget, mean_left
from experiments.results.explanation import Explanation
from experiments.results.flip_map import FlipMap
from experiments.results.marginal_return import MarginalReturn
from experiments.results.outcome_tables import NAMES, OutcomeTables
from experiments.results.parameter_space import DoubtfulSpace
from experiments.results.tables import runs_table
from experiments.statistics.breakeven import Breakeven, breakeven_week
from experiments.statistics.change import Change, change_of_lead
from experiments.statistics.equivalence import PairedDifference
from experiments.statistics.flip_point import Spread
from experiments.statistics.multiple_comparisons import MultipleComparison, compare_all_pairs
from experiments.statistics.paired import t_interval
from experiments.statistics.ranking import Ranking
from experiments.statistics.simultaneous import pairs_of, single_confidence
from experiments.statistics.space_share import SharesOfSpace, probability_b_beats_a, share_of_space
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.market.envelopes import YEAR
from simulation.market.terms import other_meaning_of_equal
from simulation.measure import Measure
from simulation.measures.measures import measure_named, measures_of
from simulation.measures.outcome import Outcome
from simulation.mistake import Mistake

RUN, NOT_RUN, IMPOSSIBLE = "run", "not run", "run, nothing possible"
SAME = "the same in the first year"
PRECISE, TOO_WIDE, NOT_JUDGED = "precise enough", "too wide", "not judged"
WIDTHS = 4.0
"""The interval is to be so many smallest differences that matter wide, where no width is given."""


def wanted_width(rule: PrecisionRule, budget: float) -> float | None:
    """Full width that the interval of profit is to have [money per initial customer]; None where nothing says it.

    Args:
        rule: the section `precision` of the configuration.
        budget: present value of the envelope per initial customer [money].
    """
    return WIDTHS * rule.margin * budget or None if rule.width is None else rule.width


@dataclass(frozen=True, eq=False)
class Comparison(OutcomeTables):
    """A finished comparison; the first strategy is what the others are compared with.

    Args:
        setting: what was asked.
        centre: of the world at its defaults.
        outcomes: for each strategy its runs, in the order of seeds.
        space: the parameter space, None where it was not run; without places where it was and nothing was possible.
        switched: the same strategies with contagion the other way, None where that was not run, see `contagion_state`.
        explanation: why the second strategy differs from the first, None where that was left out.
        flips: who wins over two parameters, None where that was left out.
        otherwise: the first pairs with the other meaning of `market.equal`, None where not run, see `equal_state`.
        marginal_return: what a unit of money more would earn under the status quo, None where that was not run.
        origins: folder, manifest and configuration of each run folder that was compared; none where it was computed.
    """

    verb: ClassVar[str] = "compare"
    answer_file: ClassVar[str] = "verdict.json"

    setting: Setting
    centre: Centre
    outcomes: tuple[tuple[Outcome, ...], ...]
    space: DoubtfulSpace | None
    switched: tuple[tuple[Outcome, ...], ...] | None = None
    explanation: Explanation | None = None
    flips: FlipMap | None = None
    otherwise: tuple[tuple[Outcome, ...], ...] | None = None
    marginal_return: MarginalReturn | None = None
    origins: tuple[Mapping[str, Any], ...] = ()

    @property
    def every_outcome(self) -> list[Outcome]:
        """All runs, strategy after strategy."""
        return [o for runs in self.outcomes for o in runs]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, the one that verdicts are about first."""
        return measures_of(self.setting.world)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return tuple(strategy.name for strategy in self.setting.strategies)

    @property
    def confidence(self) -> float:
        """The one level that is stated: all pairs of a measure hold at once at it."""
        return self.setting.options.precision.confidence

    @property
    def single_confidence(self) -> float:
        """The level of each single interval about a pair of strategies, see `statistics.simultaneous`."""
        return single_confidence(self.confidence, pairs_of(len(self.names)))

    @cached_property
    def precise(self) -> str:
        """Whether profit is known as precisely as asked, for all pairs: see `PRECISE`."""
        rule = self.setting.options.precision
        width = wanted_width(rule, self.budget[0])
        if width is None:
            return NOT_JUDGED
        pairs = self.against_first().pairs.values()
        wide = any(
            pair.ci_low is None or pair.ci_high is None or pair.ci_high - pair.ci_low > width
            for pair in pairs
            if rule.width is not None or not pair.decided
        )
        return TOO_WIDE if wide else PRECISE

    @cached_property
    def budget(self) -> tuple[float, ...]:
        """Present value of the envelope per initial customer, by strategy [money]; one where money is equal."""
        return tuple(mean_budget(runs, self.setting) for runs in self.outcomes)

    @cached_property
    def left(self) -> tuple[float, ...]:
        """Present value of what is left at the end per initial customer, by strategy; below 0 overspent [money]."""
        return tuple(mean_left(runs, self.setting) for runs in self.outcomes)

    def margin(self, measure: Measure) -> float:
        """Smallest difference that matters, in the unit of the measure."""
        if measure.matters is not None:
            return measure.matters
        share = self.setting.options.precision.margin
        if measure.unit.endswith("initial customer"):
            return share * self.budget[0]
        values = self._column(measure.name, 0)
        defined = values[~np.isnan(values)]
        return share * abs(float(defined.mean())) if len(defined) else 0.0

    def _column(self, measure: str, strategy: int) -> Floats:
        return np.array([o.measures[measure] for o in self.outcomes[strategy]])

    def verdict(self, measure: str = "profit", b: int = 1) -> PairedDifference:
        """The paired difference of a strategy from the first one on one measure.

        With more than two strategies all intervals of a measure hold at once, see `statistics.multiple_comparisons`.

        Args:
            measure: one of all measures.
            b: number of the strategy, the first one being 0.

        Raises:
            Mistake: for a measure that there is not, or a number that is no other strategy's.
        """
        measure_named(measure, among=self.measures)
        if b not in range(1, len(self.names)):
            others = ", ".join(f"{number} ({name})" for number, name in enumerate(self.names) if number)
            raise Mistake("b", b, f"must be the number of a strategy other than the first: {others}")
        return self.against_first(measure).differences[self.names[b]]

    def against_first(self, measure: str = "profit") -> MultipleComparison:
        """Every strategy against the first one, and every other pair, on one measure."""
        found = self._judged_before.get(measure)
        if found is None:
            found = self._judged_before[measure] = self._judge(self.outcomes, measure)
        return found

    @cached_property
    def _judged_before(self) -> dict[str, MultipleComparison]:
        return {}

    def spread(self, b: int = 1) -> Spread | None:
        """How much luck makes b's lead in profit vary from pair to pair; None where that is not known."""
        return Spread.of(self._column("profit", b) - self._column("profit", 0))

    @property
    def ranking(self) -> Ranking:
        """All strategies by profit, with ties."""
        return self.against_first().ranking()

    def _judge(self, outcomes: tuple[tuple[Outcome, ...], ...], measure: str) -> MultipleComparison:
        chosen = measure_named(measure, among=self.measures)
        columns = {
            name: np.array([o.measures[measure] for o in runs]) for name, runs in zip(self.names, outcomes, strict=True)
        }
        return compare_all_pairs(
            columns, self.names[0], self.margin(chosen), confidence=self.confidence, better=chosen.better
        )

    def contagion(self, b: int = 1) -> dict[str, PairedDifference]:
        """The verdict on profit with contagion of leaving "on" and "off", as far as both were run."""
        is_on = self.setting.world.mechanism("contagion").enabled
        found = {"on" if is_on else "off": self.verdict("profit", b)}
        if self.switched is not None:
            found["off" if is_on else "on"] = self._judge(self.switched, "profit").differences[self.names[b]]
        return found

    @property
    def other_equal(self) -> str:
        """The other meaning of `market.equal` than the one that was asked for."""
        return other_meaning_of_equal(self.setting.world.terms.equal)

    def with_other_equal(self, b: int = 1) -> PairedDifference | None:
        """The verdict on profit with the other meaning of equal; what matters stays. None where it was not run."""
        if self.otherwise is None:
            return None
        return self._judge(self.otherwise, "profit").differences[self.names[b]]

    @property
    def equal_state(self) -> str:
        """Whether the other meaning of equal was run: RUN, NOT_RUN (nobody asked) or SAME (a year or less)."""
        if self.otherwise is not None:
            return RUN
        return SAME if self.setting.world.weeks <= YEAR else NOT_RUN

    @property
    def contagion_state(self) -> str:
        """Whether contagion was also run the other way: RUN, NOT_RUN (nobody asked) or IMPOSSIBLE (it explodes)."""
        if self.switched is not None:
            return RUN
        return IMPOSSIBLE if self.setting.options.space.contagion else NOT_RUN

    @property
    def space_state(self) -> str:
        """Whether the parameter space was run: RUN, NOT_RUN or IMPOSSIBLE (every point that was drawn is ruled out)."""
        return NOT_RUN if self.space is None else RUN if self.space.places else IMPOSSIBLE

    @property
    def map_state(self) -> str:
        """Whether two parameters were mapped: RUN, NOT_RUN or IMPOSSIBLE (fewer than two are in doubt)."""
        if self.flips is not None:
            return RUN
        return IMPOSSIBLE if self.setting.options.boundary.points != 0 else NOT_RUN

    def contagion_change(self, b: int = 1) -> Change | None:
        """What switching contagion on does to b's lead in profit, pair by pair; None where it was not run."""
        if self.switched is None:
            return None
        is_on = self.setting.world.mechanism("contagion").enabled
        here, there = (
            {y.seed: y.measures["profit"] - x.measures["profit"] for x, y in zip(runs[0], runs[b], strict=True)}
            for runs in (self.outcomes, self.switched)
        )
        on, off = (here, there) if is_on else (there, here)
        return change_of_lead(off, on, self.confidence, pairs_of(len(self.names)))

    def change_from(self, before: Comparison, measure: str = "profit", b: int = 1) -> Change:
        """How b's lead on a measure differs from its lead in another comparison, on the seeds that both have.

        Two verdicts may differ where their difference is not shown: whether a change of the world changes the answer is
        for this interval to say.

        Raises:
            Mistake: the two do not compare the same strategies, or share fewer than two seeds.
        """
        if self.names != before.names:
            given = f"{' or '.join(self.names)} and {' or '.join(before.names)}"
            raise Mistake("change_from", given, "must compare the same strategies")
        earlier, now = (
            {y.seed: y.measures[measure] - x.measures[measure] for x, y in zip(runs[0], runs[b], strict=True)}
            for runs in (before.outcomes, self.outcomes)
        )
        return change_of_lead(earlier, now, self.confidence, pairs_of(len(self.names)))

    def breakeven(self, b: int = 1) -> Breakeven:
        """When the cumulative paired difference of cash turns for good."""
        return breakeven_week(self.cash_difference(b))

    def cash_difference(self, b: int = 1) -> Floats:
        """Discounted cash of b less that of the first, shape (replicates, weeks) [money per initial customer]."""
        return np.array([y.cash - x.cash for x, y in zip(self.outcomes[0], self.outcomes[b], strict=True)])

    def final_cash(self, b: int = 1) -> tuple[float, float, float]:
        """b's lead in cash over the whole run as (low, mean, high) [money per initial customer]."""
        total: Floats = self.cash_difference(b).sum(axis=1)
        if len(total) < 2:
            return float(total[0]), float(total[0]), float(total[0])
        return t_interval(total, self.single_confidence)

    def shares(self, measure: str = "profit", b: int = 1, a: int = 0) -> SharesOfSpace | None:
        """The parameter space divided between a, the first strategy, b and neither; None where there are no points."""
        if self.space_state != RUN or self.space is None:
            return None
        chosen = measure_named(measure, among=self.measures)
        differences = self.space.differences(measure, b, a)
        return share_of_space(differences, self.margin(chosen), confidence=self.single_confidence, better=chosen.better)

    def summary(self, b: int = 1) -> dict[str, Any]:
        """What verdict.json says about one pair, per measure."""
        return {m.name: self._judged(m, b) for m in self.measures}

    def _judged(self, measure: Measure, b: int) -> dict[str, Any]:
        shares = self.shares(measure.name, b)
        over_space = None
        if self.space is not None and self.space_state == RUN:
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

    def _equal_otherwise(self, b: int) -> dict[str, Any] | None:
        found = self.with_other_equal(b)
        return None if found is None else {"equal": self.other_equal, **asdict(found)}

    def as_json(self) -> dict[str, Any]:
        """The numbers of verdict.json."""
        pairs = [
            {
                "a": self.names[0],
                "b": self.names[b],
                "measures": self.summary(b),
                "contagion": {state: asdict(found) for state, found in self.contagion(b).items()},
                "with_other_equal": self._equal_otherwise(b),
                "contagion_change": None if (change := self.contagion_change(b)) is None else asdict(change),
            }
            for b in range(1, len(self.names))
        ]
        return {
            "verdict": self.against_first().verdict,
            "ranking": [asdict(place) for place in self.ranking.places],
            "winner": self.ranking.winner,
            "leaders": list(self.ranking.leaders),
            "confidence": self.confidence,
            "strategies": list(self.names),
            "weeks": self.setting.world.weeks,
            "replicates": len(self.outcomes[0]),
            "precise_enough": {PRECISE: True, TOO_WIDE: False}.get(self.precise, self.precise),
            "budget_a": self.budget[0],
            "budget_b": self.budget[1],
            "config_hash": values_hash(self.setting.values, "compare"),
            "measures": pairs[0]["measures"],
            "contagion": pairs[0]["contagion"],
            "comparisons": pairs,
            "all_pairs": [{"a": a, "b": b, **asdict(pair)} for (a, b), pair in self.against_first().pairs.items()],
            "states": {
                "doubtful_space": self.space_state,
                "contagion": self.contagion_state,
                "map": self.map_state,
                "equal": self.equal_state,
            },
            "equal": self.setting.world.terms.equal,
            "marginal_return": None if self.marginal_return is None else self.marginal_return.as_json(),
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
    def tables(self) -> dict[str, pd.DataFrame]:
        """Tables of the run folder, by file name."""
        found = {name: getattr(self, name) for name in NAMES}
        if self.space is not None:
            found["space"] = self.space.table(self.names)
        if self.explanation is not None:
            found |= {"effects": self.explanation.table, "ablations": self.explanation.runs}
        if self.flips is not None:
            found["map"] = self.flips.table
        if self.switched is not None:
            found["switched"] = runs_table([o for runs in self.switched for o in runs])
        if self.otherwise is not None:
            found["otherwise"] = runs_table([o for runs in self.otherwise for o in runs])
        return found

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures and pages are drawn from beside the tables."""
        beside = {name: getattr(self, name) for name in ("switched", "otherwise")}
        apart = ("setting", "outcomes", "origins", *beside)
        own = [field.name for field in fields(self) if field.name not in apart]
        ensemble = self.setting.ensemble
        return {
            **{name: getattr(self, name) for name in own},
            "names": self.names,
            **{
                name: None if runs is None else tuple(tuple(map(measured_only, r)) for r in runs)
                for name, runs in beside.items()
            },
            "ensemble": None if ensemble is None else (ensemble.file, len(ensemble.worlds), ensemble.carried),
        }


def measured_only(o: Outcome) -> Outcome:
    """A run of which only the measures are kept, because nothing else of it is asked for."""
    nothing: Floats = np.empty(0)
    whole = nothing.astype(np.int64)
    return replace(o, series={}, cash=nothing, ledger=whole, envelope=whole, interest=whole, segments={},
                   typology=whole, lifecycle=whole, attribution=nothing, segmentations={})  # fmt: skip
