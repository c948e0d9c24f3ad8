"""The constants that make the status quo reproduce what was observed; found by `centring`, never tuned by hand."""

from __future__ import annotations

from dataclasses import dataclass

QUARTER = 13
ByQuarter = tuple[float, ...]


@dataclass(frozen=True)
class Centre:
    """Observed rates are totals under the status quo; these constants take out what the mechanisms add to them.

    What belongs to a quarter is kept beyond the horizon of the pilot as it was in the last one.

    Args:
        quarterly_leave: c_h by quarter, the mean of what the mechanisms multiply leaving by, weighted by the base
            hazard, in log [log-hazard].
        quarterly_buy: c_b by quarter, the same for buying, weighted by the base rate [log-rate].
        quarterly_premium: c_p by quarter, mean premium under the status quo, weighted by expected revenue [share].
        commitment: mean commitment under the status quo [log-hazard]; readiness is judged against it.
        commitment_spread: its standard deviation over the focal firm's customers [log-hazard].
        quality: mean quality of what is delivered under the status quo.
        failure: c, what makes failures carry their share of all leaving [week/contact].
        failure_share: what failures carry of h + floor, see `failure` in the mechanisms; a little below φ.
        failing_by_buying: share of the exposure to failures under the status quo that comes with purchases.
        buying: mean observed purchase rate of a customer [1/week].
        usual_costs: what a customer cost in a week under the status quo besides quality, before and after quality is
            paid for, see `account`; left out, firms learn it from their first weeks [weekly revenue].
        loyalty: propensities to leave between classes of the focal firm's customers of week 0, see `usual_spending`
            [1/week].
        usual_spending: what a customer of each class is expected to pay in a week [money].
        spending_of_others: what everybody else is [money].
        recommendation: points of the scale from 0 to 10 per unit of satisfaction with which the status quo has the
            observed score, see `recommendation` [point].
        weekly_revenue: revenue of the average customer in a week under the status quo [money].
        quarterly_envelope: what the focal firm may spend a week, quarter by quarter [weekly revenue].
        rivals_envelopes: the same for each rival; left out, they get theirs in proportion to the customers they begin
            with.
    """

    quarterly_leave: ByQuarter = (0.0,)
    quarterly_buy: ByQuarter = (0.0,)
    quarterly_premium: ByQuarter = (0.0,)
    commitment: float = 0.0
    commitment_spread: float = 1.0
    quality: float = 0.0
    failure: float = 0.0
    failure_share: float = 0.0
    failing_by_buying: float = 0.0
    buying: float = 1.0
    usual_costs: tuple[float, float] | None = None
    loyalty: tuple[float, ...] = ()
    usual_spending: tuple[float, ...] = (1.0,)
    spending_of_others: float = 1.0
    recommendation: float = 11.0
    weekly_revenue: float = 1.0
    quarterly_envelope: ByQuarter = (1.0,)
    rivals_envelopes: tuple[ByQuarter, ...] = ()

    def leave(self, week: int) -> float:
        """c_h in one week [log-hazard]."""
        return _in_quarter(self.quarterly_leave, week)

    def buy(self, week: int) -> float:
        """c_b in one week [log-rate]."""
        return _in_quarter(self.quarterly_buy, week)

    def premium(self, week: int) -> float:
        """c_p in one week [share]."""
        return _in_quarter(self.quarterly_premium, week)

    def envelope(self, week: int) -> float:
        """The focal firm's envelope of one week [weekly revenue]."""
        return _in_quarter(self.quarterly_envelope, week)

    def rival_envelope(self, week: int, rival: int) -> float:
        """That of a rival, counted from 0 [weekly revenue]."""
        return _in_quarter(self.rivals_envelopes[rival], week)


def _in_quarter(values: ByQuarter, week: int) -> float:
    return values[min(week // QUARTER, len(values) - 1)]
