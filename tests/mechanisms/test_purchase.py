"""Purchases alone: the negative binomial law, and with dropout the Pareto/NBD."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Kind, Terms
from simulation.mechanisms.purchase import share_of_wallet
from simulation.people.heterogeneity import Buying, GammaDropout
from simulation.people.people import Reference
from simulation.strategy import Strategy
from tests.luck import FOUR
from tests.worlds import FREE, Alike, errors_off, market, ran, watched, world

INDIFFERENT = {"satisfaction_sensitivity": 0.0, "commitment_sensitivity": 0.0, "mail_lift": 0.0}
R, ALPHA, S, BETA = 0.553, 10.58, 0.606, 11.67
DIES = Terms(kind="non_contractual", firms=1, focal_share=1.0, rival_share=0.0, winback=0.0, touchpoints=FREE)


@pytest.mark.parametrize("kind", ["contractual", "non_contractual"])
@pytest.mark.luck(3 * FOUR)
def test_purchases_alone_are_negative_binomial(kind: Kind) -> None:
    """P(0) = (α / (α + T))^r and mean r·T / α within 4 standard errors; by chance missed in 1 of 5,000 seeds."""
    terms = Terms(kind=kind, firms=1, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
    some = market(world(["purchase"], size=20_000, weeks=52, terms=terms, purchase=INDIFFERENT))
    count = watched(some, lambda m: m.population["purchases"]).sum(axis=0)
    assert errors_off(count == 0, (ALPHA / (ALPHA + 52)) ** R) < 4
    assert errors_off(count, R * 52 / ALPHA) < 4
    assert errors_off(count == 1, R * (ALPHA / (ALPHA + 52)) ** R * 52 / (ALPHA + 52)) < 4


def _bought_until_dead(size: int, seed: int) -> np.ndarray:
    people = Reference(size=size, churn=GammaDropout(S, BETA), buying=Buying(R, ALPHA))
    some = ran(world(["churn", "purchase"], people=people, weeks=78, terms=DIES, purchase=INDIFFERENT), seed=seed)
    return np.cumsum(some.record.series["cohort_purchases"][:, 1])


@pytest.fixture(scope="module")
def groups() -> np.ndarray:
    """Purchases of a person until each week, mean of 20 independent groups of 2,000, shape (groups, weeks)."""
    return np.array([_bought_until_dead(2000, 100 + seed) / 2000 for seed in range(20)])


@pytest.mark.luck(1e-3)  # standard errors of 26 and 39
def test_buy_till_you_die_follows_the_pareto_nbd(groups: np.ndarray) -> None:
    """Expected cumulative purchases r·β / (α·(s - 1))·(1 - (β / (β + t))^(s - 1)), as many people as in CDNOW.

    Tolerance: the published 2 sd, 112 at week 39 and 191 at week 78. Half a week of the dropouts' purchases is the
    whole difference between leaving at the end of a week and at any time within it: less than 1 % at week 78.
    """
    bought = 2357 * groups.mean(axis=0)
    for week, tolerance in ((39, 112), (78, 191)):
        expected = 2357 * R * BETA / (ALPHA * (S - 1.0)) * (1.0 - (BETA / (BETA + week)) ** (S - 1.0))
        assert bought[week - 1] == pytest.approx(expected, abs=tolerance)


@pytest.mark.luck(2.4e-3)  # three of Student's law with 19 degrees of freedom
def test_buy_till_you_die_week_by_week_is_exact(groups: np.ndarray) -> None:
    """Those alive at the start of a week buy in it: r/α·Σ (β / (β + t))^s, N = 40,000, within 4 standard errors.

    The standard error is that of 20 independent groups of 2,000; by chance missed in 1 of 400 seeds.
    """
    weekly = R / ALPHA * (BETA / (BETA + np.arange(78))) ** S
    for weeks in (13, 39, 78):
        assert errors_off(groups[:, weeks - 1], weekly[:weeks].sum()) < 4


@pytest.mark.luck(2 * FOUR)
def test_a_lift_multiplies_the_rate_of_a_contract_and_wins_at_most_the_wallet_elsewhere() -> None:
    lift = np.array([-2.0, 0.0, 1.5])
    shares = np.array([share_of_wallet(one, 0.5, 0.5) for one in lift])
    assert shares / 0.5 == pytest.approx(2.0 / (1.0 + np.exp(-lift)))
    assert share_of_wallet(50.0, 0.3, 0.7) <= 1.0
    people = Alike(20_000, buys=0.2)
    for kind, factor in (("contractual", np.exp(0.5)), ("non_contractual", 2.0 / (1.0 + np.exp(-0.5)))):
        terms = Terms(kind=kind, firms=1, focal_share=1.0, rival_share=0.0, touchpoints=FREE)  # type: ignore[arg-type]
        centre = Centre(quarterly_buy=(-0.5,), quarterly_envelope=(0.0,))
        here = world(["purchase"], people=people, weeks=1, terms=terms, purchase=INDIFFERENT)
        assert errors_off(ran(here, centre=centre).population["purchases"], 0.2 * factor) < 4


def test_nobody_buys_who_is_with_nobody() -> None:
    assert not ran(world(["purchase"], people=Alike(100, buys=5.0, firm=0), weeks=3)).record.series["purchases"].any()


@pytest.mark.parametrize(("sincerity", "share"), [(0.0, 1.0 - np.exp(-0.12)), (0.5, 1.0 - np.exp(-0.06)), (1.0, 0.0)])
def test_what_selling_outright_brings_about_is_told_from_what_is_wanted(sincerity: float, share: float) -> None:
    """1 - e^(-2·c_m·(1 - sincerity)) of the purchases of those who had a mail, none of the others'."""
    plan = Strategy("sells", {"cadence": 1.0, "sincerity": sincerity})
    some = ran(world(["contact", "reciprocity", "purchase"], people=Alike(50), weeks=1, as_is=plan))
    assert np.allclose(some.population["induced"], share)
    idle = ran(world(["contact", "reciprocity", "purchase"], people=Alike(50), weeks=1, as_is=Strategy("idle")))
    assert not idle.population["induced"].any()
