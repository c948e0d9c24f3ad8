"""What a little more retention, margin or thrift in acquisition is worth, in the High End segment of the full market.

Elasticities depend on retention: m·r / (1 + d - r) has the elasticity (1 + d) / (1 + d - r) in r, which is 2.3 where 63 %
stay for a year and 5.5 where 90 % do. So they are measured where most customers stay. Retention is moved by what it
costs a customer to leave, and by nothing that costs the firm money.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.reading import Reading, standard_error, within
from experiments.validation.trial import Mutant, Trial, run
from simulation.draws import Floats
from simulation.ledger import MARGIN
from simulation.measures import discount

SIZE, WEEKS, RUNS, YEAR = 2500, 520, 4, 52
HIGH_END = ("population.churn.alpha=0.668", "population.churn.beta=3.806")
HARDER = 0.3
"""How much harder leaving is made [log-hazard]."""
MYOPIC = Mutant("the firm cares for the next year hardly at all", ("market.discount_rate=5.0",))
WASTEFUL = Mutant("advertising costs twenty times as much", ("mechanism.advertising.most=0.0002",))


@dataclass(frozen=True, eq=False)
class Worth:
    """The focal firm over ten years, arrays of shape (runs,), discounted where it is money.

    Args:
        retention: yearly, of the customers of week 0 who are still there.
        cohort: margin from the customers of week 0 [money].
        margin: margin from all customers [money].
        keeping: everything spent but advertising [money].
        advertising: what is left [money].
        ratio: cost of winning a customer over that of keeping one for a year.
    """

    retention: Floats
    cohort: Floats
    margin: Floats
    keeping: Floats
    advertising: Floats
    ratio: Floats


@cache
def worth(trial: Trial, harder: float) -> Worth:
    """The same people, luck and centre, with leaving made harder by so much [log-hazard]."""
    words = (f"population.size={SIZE}", f"weeks={WEEKS}", *HIGH_END)
    world = trial.setting(*words, f"mechanism.commitment.switching_cost={harder}").world
    centre = trial.centre(trial.setting(*words).world)
    found = []
    for seed in trial.seeds(RUNS):
        market = run(world, seed, centre)
        series, ledger, factor = market.record.series, market.ledger, discount(market)
        there = series["cohort"][:, 1]
        hazard = (1.0 - there[-1]) / (1.0 + there[:-1].sum())
        books = {name: ledger.weekly[:, 1, k] / ledger.scale for k, name in enumerate(ledger.purposes)}
        keeping = sum(books[name] for name in books if name not in (MARGIN, "advertising"))
        winning = books["advertising"].sum() / max(series["by_advertising"][:, 1].sum(), 1.0)
        yearly = YEAR * keeping.sum() / series["customers"][:, 1].sum()
        cohort = series["cohort_revenue"][:, 1] * world.terms.margin
        money = (np.sum(each * factor) for each in (cohort, books[MARGIN], keeping, books["advertising"]))
        found.append((np.power(1.0 - hazard, YEAR), *money, winning / yearly))
    return Worth(*np.array(found).T)


def elasticities(trial: Trial) -> Reading:
    """Of the value of the firm: margin of present and future customers, less keeping them, less winning new ones.

    What keeping costs grows with the number of customers, as in the source, although the envelope of a run does not.
    """
    base, better = worth(trial, 0.0), worth(trial, HARDER)
    kept = 1.0 - base.keeping / base.margin
    net, more = base.margin * kept, better.margin * kept
    value = net - base.advertising
    retention = np.log((more - base.advertising) / value) / np.log(better.retention / base.retention)
    simulated = np.array([retention, net / value, base.advertising / value]).T
    labels = [f"retention, at {base.retention.mean():.0%} a year", "margin", "acquisition cost"]
    return within([5.0, 1.0, 0.1], simulated.mean(axis=0), ([2.0, 0.1, 0.08], [2.0, 0.4, 0.2]),
                  standard_error(simulated), labels=labels, unit="% per %", freedom=RUNS - 1)  # fmt: skip


def five_points(trial: Trial) -> Reading:
    """Gain in the value of present customers when five points more stay for a year, straight on the log scale."""
    base, better = worth(trial, 0.0), worth(trial, HARDER)
    slope = np.log(better.cohort / base.cohort) / (better.retention - base.retention)
    gain = np.expm1(0.05 * slope)
    return within(0.60, gain.mean(), 0.35, float(standard_error(gain)), freedom=RUNS - 1)


def winning_to_keeping(trial: Trial) -> Reading:
    """Cost of winning a customer over the cost of keeping one for a year."""
    ratio = worth(trial, 0.0).ratio
    return within(5.0, ratio.mean(), (3.0, 15.0), float(standard_error(ratio)), unit="ratio", freedom=RUNS - 1)


CASES = (
    Case("value_elasticities", "pattern", "1 % more retention, margin, thrift in acquisition: 5, 1 and 0.1 % more value",
         "Gupta, Lehmann & Stuart 2004", "3 to 7, 0.9 to 1.4, 0.02 to 0.3, the ranges over their five firms",
         elasticities, MYOPIC),
    Case("value_of_five_points", "pattern", "5 points more retention: 25 to 95 % more profit",
         "Reichheld & Sasser 1990", "25 to 95 %, their range of industries; here gross of the cost of retention",
         five_points, MYOPIC),
    Case("winning_to_keeping", "pattern", "winning a customer costs five times what keeping one costs",
         "practice literature; 2 to 20", "2 to 20", winning_to_keeping, WASTEFUL,
         fitted="the scale of advertising was chosen for a ratio near 5, in the Regular segment"),
)  # fmt: skip
