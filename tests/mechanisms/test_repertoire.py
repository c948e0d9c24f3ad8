"""A repertoire market without relationships is the NBD-Dirichlet."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.people.heterogeneity import Buying
from simulation.people.people import Reference
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import FREE, errors_off, market, ran, world

M, K, S = 1.456, 0.779, 1.55
"""Toothpaste: purchases in the period and their gamma shape, Goodhardt et al. (1984)."""
SHARES = (0.19, 0.25, 0.10, 0.10, 0.09, 0.08, 0.03, 0.02, 0.14)
PENETRATION = (0.161, 0.205, 0.089, 0.089, 0.081, 0.072, 0.028, 0.019)
QUARTER = 13
TERMS = Terms(kind="repertoire", firms=9, focal_share=0.19, rival_share=0.81, shares=SHARES, touchpoints=FREE)
PEOPLE = Reference(size=20_000, buying=Buying(r=K, alpha=K / M * QUARTER))


@pytest.fixture(scope="module")
def bought() -> np.ndarray:
    """Purchases of each brand by each person in a quarter, shape (people, brands)."""
    some = market(world(["tastes", "purchase", "repertoire"], people=PEOPLE, weeks=QUARTER, terms=TERMS))
    total = np.zeros((len(some.population), 10))
    while some.week < QUARTER:
        some.step()
        total += some.population["elsewhere"]
        provider = some.population["provider"]
        total[np.arange(len(total)), provider] += some.population["purchases"]
    return total[:, 1:]


@pytest.mark.luck(1 / 1000)
def test_toothpaste_penetrations_are_the_published_ones(bought: np.ndarray) -> None:
    """Within 0.01, three to four standard errors of 20,000 people."""
    assert (bought > 0).mean(axis=0)[:8] == pytest.approx(PENETRATION, abs=0.01)


@pytest.mark.luck(2 * FOUR)
def test_the_category_is_negative_binomial(bought: np.ndarray) -> None:
    """P(0) = (1 + M/K)^-K and mean M, within 4 standard errors."""
    category = bought.sum(axis=1)
    assert errors_off(category, M) < 4
    assert errors_off(category == 0, (1 + M / K) ** -K) < 4


@pytest.mark.luck(4 * of_share(0.09, 1_500))
def test_a_brand_s_share_of_n_purchases_is_beta_binomial(bought: np.ndarray) -> None:
    """Among those who bought three times, the number of the second brand; within 4 standard errors."""
    three = bought[bought.sum(axis=1) == 3]
    law = stats.betabinom(3, S * SHARES[1] / sum(SHARES), S * (1 - SHARES[1] / sum(SHARES)))
    for k in range(4):
        assert errors_off(three[:, 1] == k, law.pmf(k)) < 4


@pytest.mark.luck(0.015)  # 5 of 600 draws of the law
def test_double_jeopardy(bought: np.ndarray) -> None:
    """Smaller brands have fewer buyers, who buy them less often; rank correlations over the eight brands."""
    shares = np.array(SHARES[:8])
    penetration = (bought > 0).mean(axis=0)[:8]
    frequency = np.array([column[column > 0].mean() for column in bought.T[:8]])
    assert stats.spearmanr(shares, penetration).statistic > 0.9
    assert stats.spearmanr(shares, frequency).statistic > 0.4
    assert frequency.max() / frequency.min() < 1.5, "slightly less often"


def test_a_relationship_wins_purchases_from_the_other_brands_and_none_from_nowhere() -> None:
    """Lift the own brand by e: the category stays, the own share is p·e / (1 - p + p·e)."""
    here = world(["tastes", "purchase", "repertoire"], size=8000, weeks=13, terms=TERMS)
    centres = (Centre(quarterly_buy=(buy,), quarterly_envelope=(0.0,)) for buy in (0.48, -0.52))
    rest, lifted = (ran(here, centre=centre) for centre in centres)
    assert lifted.record.series["purchases"].sum() > 1.2 * rest.record.series["purchases"].sum()
    assert lifted.record.series["casual_purchases"].sum() < rest.record.series["casual_purchases"].sum()
    own = lifted.population["own_share"]
    p = lifted.population["taste"][np.arange(8000), lifted.population["provider"]]
    assert own == pytest.approx(p * np.e / (1 - p + p * np.e))
    totals = [sum(m.record.series[name].sum() for name in ("purchases", "casual_purchases")) for m in (rest, lifted)]
    assert totals[1] == pytest.approx(totals[0], rel=0.05)


def test_a_brand_that_neglects_its_customers_is_bought_less_by_others_too() -> None:
    """Its pull is in proportion to e^(0.8·satisfaction), and what it loses the others win: the category stays."""
    bought = []
    for satisfaction in (0.3, 0.9):
        here = world(["tastes", "purchase", "repertoire"], size=8000, weeks=13, terms=TERMS)
        some = market(here, centre=Centre(quarterly_envelope=(0.0,)))
        some.firms["reputation"][1:] = 0.6
        some.firms["reputation"][1] = satisfaction
        some.run()
        casual = some.record.series["casual_purchases"][1:]  # in the first week nobody has heard of it
        bought.append((casual[:, 1].sum(), casual.sum() + some.record.series["purchases"][1:].sum()))
    (few, total), (many, as_much) = bought
    assert 1.15 < many / few < np.exp(0.8 * 0.6), "less than in proportion: who likes it most buys little else"
    assert as_much == pytest.approx(total, rel=0.02)


def test_who_is_not_in_the_market_buys_nothing() -> None:
    some = market(world(["tastes", "purchase", "repertoire"], size=500, weeks=20, terms=TERMS))
    some.retire(np.arange(100))
    some.population["entry"][100:200] = 1000.0
    some.population["absent"][100:200], some.population["provider"][100:200] = True, 0
    some.population["is_customer"][100:200] = False
    some.population["next_provider"][100:200] = 0
    seen = np.zeros(500)
    while some.week < 20:
        some.step()
        seen += some.population["elsewhere"].sum(axis=1)
    assert not seen[:200].any()
    assert seen[200:].any()


def test_the_margin_of_casual_buyers_is_earned() -> None:
    here = world(["tastes", "purchase", "repertoire", "spend"], size=2000, weeks=8, terms=TERMS)
    some = ran(here, centre=Centre(quarterly_envelope=(0.0,)))
    margin = some.ledger.weekly[:, 1, 0].sum() / some.scale
    own, casual = (some.record.series[name][:, 1].sum() for name in ("revenue", "casual_revenue"))
    assert casual > 0
    assert margin == pytest.approx(0.3 * (own + casual), rel=1e-3)


def test_other_markets_have_no_repertoire() -> None:
    some: Market = ran(world(size=200, weeks=5))
    assert not some.population["elsewhere"].any()
    assert not some.record.series["casual_purchases"].any()
