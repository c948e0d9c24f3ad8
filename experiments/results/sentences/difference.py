"""What one measure says about one pair of strategies, in numbers fit to print and in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from experiments.results.comparison import Comparison
from experiments.statistics.equivalence import PairedDifference
from experiments.statistics.formatting import ABSENT, Unit, decimals, plain, shown_unit, signed
from simulation.measure import Measure
from simulation.measures.measures import measure_named


@dataclass(frozen=True)
class Finding:
    """A paired difference b - a with its unit.

    Args:
        measure: what is compared.
        a: name of the first strategy.
        b: name of the other.
        pair: the paired difference.
    """

    measure: Measure
    a: str
    b: str
    pair: PairedDifference

    @property
    def label(self) -> str:
        """The measure in words."""
        return self.measure.name.replace("_", " ")

    @property
    def unit(self) -> Unit:
        """How its values are shown."""
        return shown_unit(self.measure.unit)

    @cached_property
    def places(self) -> int:
        """Decimals that the interval bears, or the difference where the interval is a point."""
        pair = self.pair
        if pair.ci_low is None or pair.ci_high is None:
            return 2
        half = (pair.ci_high - pair.ci_low) / 2
        return decimals(self.unit.factor * (half or pair.difference or pair.margin))

    @property
    def mean_a(self) -> str:
        """Mean of the first strategy."""
        return plain(self._scaled(self.pair.mean_a), self.places)

    @property
    def mean_b(self) -> str:
        """Mean of the other."""
        return plain(self._scaled(self.pair.mean_b), self.places)

    @property
    def difference(self) -> str:
        """Mean of b - a with its sign."""
        return signed(self._scaled(self.pair.difference), self.places)

    @property
    def interval(self) -> str:
        """Both ends of the interval of b - a."""
        if self.pair.ci_low is None:
            return ABSENT
        low, high = (signed(self._scaled(end), self.places) for end in (self.pair.ci_low, self.pair.ci_high))
        return f"{low} to {high}"

    @property
    def margin(self) -> str:
        """The smallest difference that matters."""
        return plain(self._scaled(self.pair.margin), max(self.places, decimals(self._scaled(self.pair.margin))))

    @property
    def side(self) -> int:
        """1 where b wins, -1 where a does, 0 where neither is shown to."""
        return {self.b: 1, self.a: -1}.get(self.pair.verdict, 0)

    def in_margins(self) -> tuple[float, float, float] | None:
        """Low end, mean and high end in smallest differences that matter, above 0 where b is better; or None."""
        pair = self.pair
        if pair.ci_low is None or pair.difference is None or pair.ci_high is None or not pair.margin > 0:
            return None
        low, mean, high = (value / pair.margin for value in (pair.ci_low, pair.difference, pair.ci_high))
        return (low, mean, high) if pair.better == "high" else (-high, -mean, -low)

    def _scaled(self, value: float | None) -> float | None:
        return None if value is None else self.unit.factor * value


def finding(comparison: Comparison, measure: str = "profit", b: int = 1) -> Finding:
    """One measure of one pair."""
    chosen = measure_named(measure, among=comparison.measures)
    return Finding(chosen, comparison.names[0], comparison.names[b], comparison.verdict(measure, b))


def findings(comparison: Comparison, b: int = 1) -> list[Finding]:
    """All measures of one pair, profit first."""
    return [finding(comparison, measure.name, b) for measure in comparison.measures]
