"""What customers are expected to pay, were the sample neither richer nor poorer than those whom it stands for.

    revenue = Σ v̄(c)     c: tenth of the propensity to leave in which a customer of week 0 is, or "has joined since"

A few customers bring most of the revenue: of two hundred who are drawn by luck it is known to a tenth. What a firm may
spend must not be such luck, so each customer counts as much as customers like him or her pay on average, taken from
many more people than are simulated. Customers who hardly ever leave may pay more than others: hence the tenths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.people.people import Traits
from simulation.world.market import Market

CLASSES = 10


@dataclass(frozen=True)
class UsualSpending:
    """What people are expected to pay in a week.

    Attributes:
        edges: propensities to leave between the classes of the focal firm's customers of week 0, shape (9,) [1/week].
        by_loyalty: mean of each class, shape (10,) [money/week].
        others: mean of everybody else [money/week].
        mean: mean of the customers of week 0; 0 where there are none [money/week].
        customers: how many these are, as a share of all people.
    """

    edges: tuple[float, ...]
    by_loyalty: tuple[float, ...]
    others: float
    mean: float
    customers: float

    @property
    def of_all(self) -> float:
        """Mean of all people [money/week]."""
        return self.customers * self.mean + (1.0 - self.customers) * self.others


def usual_spending(drawn: Iterable[tuple[Traits, float]]) -> UsualSpending:
    """Means over drawn people.

    Args:
        drawn: people with the shape p of their spending, of one world.
    """
    leaving, paid, own = (
        np.concatenate(parts)
        for parts in zip(
            *((t.leave_rate, t.buy_rate * shape / t.spend_rate, t.provider == 1) for t, shape in drawn), strict=True
        )
    )
    others = exact_sums.mean(paid[~own]) if not own.all() else 0.0
    if not own.any():
        return UsualSpending((), (0.0,), others, 0.0, 0.0)
    mean, edges = exact_sums.mean(paid[own]), np.quantile(leaving[own], np.arange(1, CLASSES) / CLASSES)
    place = np.searchsorted(edges, leaving[own])
    classes = [paid[own][place == k] for k in range(CLASSES)]
    by_loyalty = tuple(exact_sums.mean(one) if len(one) else mean for one in classes)
    return UsualSpending(tuple(map(float, edges)), by_loyalty, others, mean, float(own.mean()))


def usual_revenue(market: Market, centre: Centre) -> Floats:
    """What the customers of each firm are expected to pay it in a week, shape (firms + 1,) [money].

    Args:
        market: in any week.
        centre: whose classes and means they are.
    """
    values, firms = market.population.values, market.world.terms.firms
    place = np.searchsorted(centre.loyalty, values["leave_rate"])
    from_the_start = (values["provider"] == 1) & (values["joins"] == 0)
    paid = np.where(from_the_start, np.array(centre.usual_spending).take(place), centre.spending_of_others)
    paid = np.where(values["absent"] | (values["buy_rate"] <= 0.0), 0.0, paid)
    if market.world.terms.kind == "repertoire":  # everybody buys some of everything
        return np.array([0.0, *(exact_sums.total(paid * values["taste"][:, firm]) for firm in range(1, firms + 1))])
    return np.array([0.0, *(exact_sums.total(paid[values["provider"] == firm]) for firm in range(1, firms + 1))])
