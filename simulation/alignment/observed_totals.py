"""How far the mechanisms move what was observed: the sums over customer-weeks from which the centre is made.

    c_h = c + ln( Σ p / (Σ h - stopped) )     p: chance of leaving for other reasons than a failure, see `churn`
    c_b = ln( Σ λ·factor·e^c / Σ λ )                     factor: what multiplies the purchase rate
    c_p = c + Σ λ·factor·v·(price - 1) / Σ λ·factor·v     v: mean spend in one purchase at the usual price
    c   = (φ·Σ h / w - turned away) / Σ (failing / c)    φ: declared share of stopped = w·(failing + turned away) in Σ h

h is the observed hazard, in c_h that of a firm of its size (see `churn`). Failing and turned away count 1 - p: who
leaves anyway cannot leave because of a failure.

Sums are over the weeks of a quarter, those of c over all weeks; a c on the right is the constant in force in that week.
Means are weighted by rates and are not means of logs, so that what was observed in total does not move.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from simulation import exact_sums
from simulation.alignment.usual_spending import usual_revenue
from simulation.draws import Floats
from simulation.market.centre import QUARTER
from simulation.mechanisms.churn import Churn, hazard, leave_rate_of
from simulation.world.market import Market

MOST, LEAST = 1e3, 1e-9


def _ratio(part: float, whole: float, otherwise: float = 0.0) -> float:
    return part / whole if whole > 0 else otherwise


class RatioToObserved:
    """What is there, in one unit of what was observed, by quarter.

    Args:
        quarters: how many.

    Attributes:
        gross: sums as they would be without a constant, shape (quarters,).
        net: sums as they are.
        observed: sums as they ought to be.
        latest: gross per observed in the week that was counted last; 0 before there was any.
    """

    def __init__(self, quarters: int) -> None:
        self.gross, self.net, self.observed = (np.zeros(quarters) for _ in range(3))
        self.latest = 0.0

    def add(self, week: int, gross: float, net: float, observed: float) -> None:
        """Count one week."""
        for kept, more in ((self.gross, gross), (self.net, net), (self.observed, observed)):
            kept[week // QUARTER] += more
        if observed > 0:
            self.latest = gross / observed

    @property
    def mean(self) -> float:
        """What is there per observed in all weeks together; 0 where nothing was observed."""
        return _ratio(float(self.net.sum()), float(self.observed.sum()))

    @property
    def ratios(self) -> Floats:
        """Gross per observed, shape (quarters,); 0 in a quarter in which nothing was observed."""
        nothing = np.zeros_like(self.gross)
        return np.divide(self.gross, self.observed, out=nothing, where=self.observed > 0)


class PilotTotals:
    """Sums of the weeks that it was shown, of one market or of several.

    Args:
        weeks: length of the run.
        firms: number of firms.

    Attributes:
        revenue: what each firm was expected to be paid by customers like its own, shape (weeks, firms + 1) [money].
        latest_revenue: the same in the week that was counted last, shape (firms + 1,).
    """

    def __init__(self, weeks: int, firms: int) -> None:
        quarters = -(-weeks // QUARTER)
        self.leave, self.buy, self.premium = (
            RatioToObserved(quarters),
            RatioToObserved(quarters),
            RatioToObserved(quarters),
        )
        self.revenue = np.zeros((weeks, firms + 1))
        self.latest_revenue = np.zeros(firms + 1)
        self.at_stake = self.observed = self.turned_away = self.failing = self.failing_by_scale = 0.0
        self.failed = self.stopping = 0.0
        self.exposed = self.exposed_by_buying = self.rates = 0.0
        self.delivered = self.received = self.kept_waiting = 0.0

    @property
    def stops(self) -> float:
        """Share of those hit by a failure who leave; all that happened so far, for in one week there are few."""
        return _ratio(self.stopping, self.failed)

    @property
    def quality(self) -> float:
        """Mean quality of what was delivered."""
        return _ratio(self.delivered, self.received)

    @property
    def failing_by_buying(self) -> float:
        """Share of the exposure to failures that comes with purchases."""
        return _ratio(self.exposed_by_buying, self.exposed)

    @property
    def buying(self) -> float:
        """Mean observed purchase rate of a customer [1/week]."""
        return _ratio(self.rates, self.received) or 1.0

    @property
    def stopped(self) -> float:
        """How many are expected to leave after a failure; from the risks, for few of them come true in a pilot."""
        return (self.failing + self.turned_away) * self.stops

    @property
    def leaving(self) -> float:
        """How many are expected to leave, as a multiple of what was observed; 1 where nothing is to be seen."""
        return _ratio(float(self.leave.net.sum()) + self.stopped, self.observed, 1.0)

    def failure(self, present: float, share: float) -> float:
        """The scale of failures at which `share` of all who leave do so after one."""
        if not (self.stops > 0 and self.failing_by_scale > 0):
            return present
        of_contacts = share * self.at_stake / self.stops - self.turned_away
        return float(np.clip(of_contacts / self.failing_by_scale, 0.0, MOST))

    def weigh(self, market: Market) -> None:
        """Count a week, those who are about to leave included."""
        week, centre, values = market.week, market.centre, market.population.values
        customers = np.flatnonzero(values["is_customer"])
        self.latest_revenue = usual_revenue(market, centre)
        self.revenue[week] += self.latest_revenue
        churn = cast(Churn, market.world.mechanism("churn"))
        leaves = hazard(values["other_rate"][customers], values["leave_lift"][customers], churn.law)
        failed = values["failed"][customers] * (1.0 - leaves)
        turned_away = exact_sums.total(values["unserved"][customers] * (1.0 - leaves))
        self.kept_waiting += exact_sums.total(values["unserved"][customers] + values["waits"][customers])
        failing = exact_sums.total(values["failure_risk"][customers] * (1.0 - leaves)) - turned_away
        self.failed += exact_sums.total(failed)
        self.stopping += exact_sums.total(failed * (1.0 - values["staying"][customers]))
        self.turned_away += turned_away
        self.failing += failing
        self.failing_by_scale += failing / max(centre.failure, LEAST)
        for k, touchpoint in enumerate(market.world.terms.touchpoints):
            exposed = touchpoint.failure * exact_sums.total(values["contact"][customers, k])
            self.exposed += exposed
            self.exposed_by_buying += exposed if touchpoint.initiative == "purchase" else 0.0
        self.rates += exact_sums.total(values["buy_rate"][customers])
        self.at_stake += exact_sums.total(values["leave_rate"][customers])
        faster = churn.faster(market.firms["customers"]).take(values["provider"][customers])
        rate = leave_rate_of(values["leave_rate"][customers], faster)
        observed = exact_sums.total(rate)
        self.observed += observed
        net = exact_sums.total(leaves)
        self.leave.add(week, net * np.exp(centre.leave(week)), net, observed - (failing + turned_away) * self.stops)
        rate = values["own_rate"][customers]
        bought = rate * values["buy_factor"][customers]
        net = exact_sums.total(bought)
        self.buy.add(week, net * np.exp(centre.buy(week)), net, exact_sums.total(rate))
        paid = bought / values["spend_rate"][customers]
        net, usual = exact_sums.total(paid * (values["price"][customers] - 1.0)), exact_sums.total(paid)
        self.premium.add(week, net + centre.premium(week) * usual, net, usual)
        self.delivered += exact_sums.total(market.firms["quality"].take(values["provider"][customers]))
        self.received += float(len(customers))
