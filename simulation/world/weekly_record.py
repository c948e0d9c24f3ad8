"""What is written down about each week, for each firm: counts, money and means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simulation import exact_sums
from simulation.draws import Floats
from simulation.market.channel import ADVERTISING, BOUGHT, REFERRAL, WINBACK
from simulation.mechanism import Mechanism
from simulation.mechanisms import shipped
from simulation.world.attribution import Attribution
from simulation.world.lifecycle import Lifecycle
from simulation.world.typology import Typology

if TYPE_CHECKING:
    from simulation.world.market import Market

OF_THE_MARKET: dict[str, str] = {
    "customers": "customers at the end of the week [people]",
    "joined": "people who joined this week [people]",
    "left": "customers who left this week [people]",
    "by_advertising": "people who joined, brought by advertising [people]",
    "by_channels": "people who joined, brought by a paid channel, including advertising [people]",
    "by_referral": "people who joined, brought by a strong tie [people]",
    "by_winback": "people who joined, brought back by a win-back offer [people]",
    "purchases": "purchases [purchase]",
    "revenue": "payments by customers [money]",
    "surplus": "discounted surplus of all people so far, wherever they buy; listed with the focal firm [money]",
    "cohort": "share of week-0 customers who never left; focal firm only [share]",
    "cohort_purchases": "purchases of week-0 customers; focal firm only [purchase]",
    "cohort_revenue": "payments by week-0 customers; focal firm only [money]",
    "cohort_margin": "margin on payments by week-0 customers; focal firm only [money]",
    "cohort_customers": "week-0 customers who are with the firm; focal firm only [people]",
    "quality": "quality of what the firm delivered [1]",
}


def series_definitions(mechanisms: Iterable[Mechanism]) -> dict[str, str]:
    """All series of a market with these mechanisms and what they mean, also those of mechanisms that are off."""
    return OF_THE_MARKET | {series.name: series.doc for mechanism in mechanisms for series in mechanism.series}


SERIES: dict[str, str] = series_definitions(law() for law in shipped().values())
"""What each series means, with its unit; shape (weeks, firms + 1) in `Record.series`."""


_BOUGHT = np.isin(np.arange(128), BOUGHT)
"""Whether the channel of that number is paid for."""


class WeeklyRecord:
    """Weekly series of a run.

    Attributes:
        series: name → shape (weeks, firms + 1); index 0 is nobody.
        typology: the focal firm's relationships by type.
        lifecycle: people by step on the way to it.
        attribution: which channels its new customers are credited to.
        lost_week: week in which each week-0 customer of the focal firm left, -1 where not, shape (N,).
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        shape = (market.world.weeks, market.world.terms.firms + 1)
        mechanisms = market.world.mechanisms
        self.series: dict[str, npt.NDArray[np.float64]] = {
            name: np.zeros(shape) for name in series_definitions(mechanisms)
        }
        told = [series for mechanism in mechanisms if mechanism.enabled for series in mechanism.series]
        idle = [series for mechanism in mechanisms if not mechanism.enabled for series in mechanism.series]
        self._sums = [series for series in told if series.how == "sum"]
        self._brands = [series for series in told if series.how == "brand"]
        self._means = [series for series in (*told, *idle) if series.how == "mean"]  # idle columns stay as they began
        self.cohort = market.population["provider"] == 1
        self.typology = Typology(market.world.weeks, len(market.population))
        self.lifecycle = Lifecycle(market.world.weeks, len(market.population))
        self.attribution = Attribution(len(market.world.terms.channels))
        self.lost_week = np.full(len(market.population), -1, dtype=np.int64)

    def _by_firm(self, where: npt.NDArray[Any], weights: npt.NDArray[Any] | None = None) -> npt.NDArray[Any]:
        """Integer sums over people by firm, shape (firms + 1,); doubles hold integers exactly."""
        market = self._market
        width = market.world.terms.firms + 1
        return np.bincount(where, weights=weights, minlength=width)[:width]

    def net_revenue(self, weekly_revenue: float) -> Floats:
        """What customers paid each firm, less deals and points, with exit fees, shape (weeks, firms + 1) [money].

        Args:
            weekly_revenue: of the average customer under the status quo, in which fees are counted [money].
        """
        series, nothing = self.series, np.zeros_like(self.series["revenue"])
        paid = series["revenue"] + series.get("casual_revenue", nothing)
        paid = paid - series.get("discounts", nothing) - series.get("points", nothing)
        net: Floats = paid + series.get("exit_fees", nothing) * weekly_revenue
        return net

    def moves(self, moved: npt.NDArray[np.intp]) -> None:
        """Note what was done this week and who changes firm; called before the change wipes what belonged to the match.

        The purchases of a leaver's last week count for the firm that was paid, as in its ledger.
        """
        self._done()
        values, week = self._market.population.values, self._market.week
        old, new, came_by = values["provider"][moved], values["next_provider"][moved], values["came_by"][moved]
        self.series["left"][week] = self._by_firm(old)
        self.series["joined"][week] = self._by_firm(new)
        self.series["by_advertising"][week] = self._by_firm(new[came_by == ADVERTISING])
        self.series["by_channels"][week] = self._by_firm(new[_BOUGHT[came_by]])
        self.series["by_referral"][week] = self._by_firm(new[came_by == REFERRAL])
        self.series["by_winback"][week] = self._by_firm(new[came_by == WINBACK])
        self.attribution.credit(self._market.population.values, moved)
        first_loss = moved[self.cohort[moved] & (old == 1) & (self.lost_week[moved] < 0)]
        self.lost_week[first_loss] = week

    def _done(self) -> None:
        market, values, week = self._market, self._market.population.values, self._market.week
        provider, width, series = values["provider"], market.world.terms.firms + 1, self.series
        for told in self._brands:
            series[told.name][week] = exact_sums.totals(values[told.column].T)
        for told in self._sums:
            column = values[told.column]
            some = np.flatnonzero(column)  # few, often none; adding up the zeros of the others takes longer
            if len(some):
                series[told.name][week] = exact_sums.by_group(column[some].astype(np.float64), provider[some], width)
        buyers = np.flatnonzero(values["purchases"] > 0)
        purchases, minor = values["purchases"][buyers], np.rint(values["spend"][buyers] * market.scale)
        series["purchases"][week] = self._by_firm(provider[buyers], purchases)
        series["revenue"][week] = self._by_firm(provider[buyers], minor) / market.scale
        here = self.cohort[buyers] & (provider[buyers] == 1)
        series["cohort_purchases"][week, 1] = purchases[here].sum()
        series["cohort_revenue"][week, 1] = minor[here].sum() / market.scale
        left = np.rint(values["margin"][buyers[here]] * market.scale)
        series["cohort_margin"][week, 1] = left.sum() / market.scale

    def close(self) -> None:
        """Write down how things stand at the end of the week."""
        market, values, week = self._market, self._market.population.values, self._market.week
        provider, series = values["provider"], self.series
        series["customers"][week] = market.firms["customers"]
        series["quality"][week] = market.firms["quality"]
        members = np.count_nonzero(self.cohort)
        series["cohort"][week, 1] = (
            np.count_nonzero(self.cohort & (self.lost_week < 0)) / members if members else np.nan
        )
        series["cohort_customers"][week, 1] = np.count_nonzero(self.cohort & (provider == 1))
        series["surplus"][week, 1] = exact_sums.total(values["surplus"])
        self.typology.look(week, values, market.centre)
        self.lifecycle.look(week, values, market.centre)
        if not self._means:
            return
        columns = [values[told.column] for told in self._means]
        for firm in range(1, market.world.terms.firms + 1):
            mine = np.flatnonzero(provider == firm)
            own = [column[mine, firm] if column.ndim == 2 else column[mine] for column in columns]
            felt = exact_sums.totals(np.array(own, dtype=np.float64))
            for told, sum_of in zip(self._means, felt, strict=True):
                series[told.name][week, firm] = sum_of / len(mine) if len(mine) else np.nan
