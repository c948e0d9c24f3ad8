"""Leaving alone: constant and heterogeneous churn have curves that are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from simulation.alignment.centring import centre_world_quickly
from simulation.draws import Draws
from simulation.market.channel import ADVERTISING
from simulation.market.terms import Terms
from simulation.mechanisms.churn import Churn, hazard, leave_rate_of
from simulation.people.heterogeneity import YearlyChurn
from simulation.people.people import Reference
from simulation.world.market import Market
from tests.luck import FIVE, FOUR, of_share
from tests.worlds import MONOPOLY, Alike, errors_off, market, ran, world

N = 20_000
SEGMENTS = {
    "Regular": (0.704, 1.182, [63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4]),
    "High End": (0.668, 3.806, [86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7]),
}


@pytest.mark.luck(52 * FOUR)
@pytest.mark.parametrize("h", [0.002, 0.02, 0.2])
def test_constant_churn_leaves_a_geometric_curve(h: float) -> None:
    """The number who are left has the binomial law of S(t) = (1 - h)^t in each of 52 weeks, both tails counted."""
    cohort = ran(world(["churn"], people=Alike(N, leaves=h), weeks=52)).record.series["cohort"][:, 1]
    survival = np.power(1.0 - h, np.arange(1, 53))
    left = np.rint(N * cohort)
    tails = np.minimum(stats.binom.cdf(left, N, survival), stats.binom.sf(left - 1, N, survival))
    assert tails.min() > FOUR / 2.0


@pytest.mark.parametrize("segment", SEGMENTS)
@pytest.mark.luck(10 * FOUR)
def test_heterogeneous_churn_leaves_the_curve_of_fader_and_hardie_2007(segment: str) -> None:
    """S(t) = B(α, β + t) / B(α, β) within 0.0142, which is 4 standard errors at S = ½; the table within 1.85 points."""
    alpha, beta, table = SEGMENTS[segment]
    people = Reference(size=N, churn=YearlyChurn(alpha, beta))
    cohort = ran(world(["churn"], people=people, weeks=520)).record.series["cohort"][51::52, 1]
    years = np.arange(1, 11)
    expected = np.exp(special.betaln(alpha, beta + years) - special.betaln(alpha, beta))
    assert np.abs(cohort - expected).max() <= 0.0142
    assert np.abs(100.0 * expected - table).max() <= 1.85


def test_a_mechanism_that_is_off_leaves_the_observed_hazard_alone() -> None:
    h = Draws(1).of("h", 0, np.arange(100).astype(np.uint64))
    assert np.allclose(hazard(h, np.zeros(100)), h, rtol=1e-12)


def test_hazards_are_proportional_and_never_0_or_1() -> None:
    h = np.array([1e-9, 1e-3, 0.5, 0.9])
    for lift in (-3.0, -0.2, 0.2, 2.0):
        left = hazard(h, np.full(4, lift))
        assert np.allclose(np.log1p(-left), np.exp(lift) * np.log1p(-h), rtol=1e-9)
        assert (left > 0).all()
        assert ((left > h) == (lift > 0)).all()


@pytest.mark.luck(of_share(0.25, N // 2) + of_share(0.3, N // 2))
def test_those_who_came_by_a_friend_leave_at_the_referral_factor() -> None:
    """Schmitt et al. 2011: 0.82 of the hazard; within 4 standard errors, by chance missed in 1 of 10,000 seeds."""
    some = market(world(["churn"], people=Alike(N, leaves=0.3), weeks=1))
    some.population["referred"][: N // 2] = 1.0
    some.step()
    left = some.population["provider"] == 0
    assert errors_off(left[: N // 2], 1.0 - 0.7**0.82) < 4
    assert errors_off(left[N // 2 :], 0.3) < 4


FIRMS = (0.5, 0.3, 0.15, 0.05)
"""Shares of four firms; the first one is the focal one."""


def of_sizes(leaves: float, **churn: float) -> Market:
    """A week in which alike people leave firms of `FIRMS`, failures aside, and nobody joins."""
    terms = Terms(firms=4, focal_share=0.5, rival_share=0.5, shares=FIRMS)
    return market(world(["churn"], people=Alike(N, leaves=leaves, firm=None), weeks=1, terms=terms, churn=churn))


@pytest.mark.luck(of_share(0.6, N // 4) + 2 * of_share(0.2, N // 4))
def test_who_leaves_the_focal_firm_goes_to_rivals_in_the_stated_share_and_by_their_customers() -> None:
    """0.6 of them, to each rival in proportion to its customers; within 4 standard errors."""
    some = of_sizes(leaves=0.5)
    customers = some.firms["customers"].copy()
    some.step()
    left = some.population["left_firm"] == 1
    now_with = some.population["provider"][left]
    assert errors_off(now_with > 0, 0.6) < 4
    for rival in (3, 4):
        assert errors_off(now_with == rival, 0.6 * customers[rival] / customers[2:].sum()) < 4
    assert (now_with != 1).all()


def test_flows_between_any_two_firms_are_expected_to_balance() -> None:
    """Customers times their rate times the share of its leavers who go there, from the law itself, both ways alike."""
    churn = Churn()
    customers = np.array([0, 500, 300, 150, 50])
    h = np.full(5, 1e-6)  # so rare that who leaves twice in a week does not count
    leaving = customers * leave_rate_of(h, churn.faster(customers))
    pull = churn.pull(customers)
    flow = leaving[:, None] * pull / (1.0 - churn.to_rival + pull.sum() - pull)[:, None]
    firms = slice(1, None)
    assert np.allclose(flow[firms, firms], flow.T[firms, firms], rtol=1e-5)
    assert np.allclose(flow[1, 2:], 500e-6 * 0.6 * np.array([0.6, 0.3, 0.1]), rtol=1e-5)
    assert leave_rate_of(h, churn.faster(customers))[1] == pytest.approx(1e-6, rel=1e-9), "as was observed"


@pytest.mark.luck(2 * of_share(0.2, N // 20))
def test_small_firms_lose_a_larger_part_of_their_customers() -> None:
    """Double jeopardy: 1 - d + d·(1 - share) / (1 - share of the focal firm) times the observed propensity."""
    some = of_sizes(leaves=0.1)
    customers, start = some.firms["customers"].astype(float), some.population["provider"].copy()
    some.step()
    for firm in range(1, 5):
        faster = 0.4 + 0.6 * (N - customers[firm]) / (N - customers[1])
        assert errors_off(some.population["left_firm"][start == firm] > 0, 1.0 - 0.9**faster) < 4


@pytest.mark.long
@pytest.mark.luck(0.01)
def test_firms_that_do_the_same_keep_their_shares_for_ten_years() -> None:
    """Five firms of very different size, eight runs of a few hundred people: the two largest have 7 of 10 customers.

    Where leavers went to all rivals alike, they had 5 of 10 after ten years.
    """
    terms = Terms(firms=5, shares=(0.4, 0.3, 0.15, 0.1, 0.05))
    here = world(size=400, weeks=520, terms=terms)
    centre = centre_world_quickly(here)
    runs = [Market(here, here.as_is, seed, centre).run() for seed in range(8)]
    before = np.sum([some.firms["initial_customers"][1:] for some in runs], axis=0)
    after = np.sum([some.record.series["customers"][-1, 1:] for some in runs], axis=0)
    large = [float(customers[:2].sum() / customers.sum()) for customers in (before, after)]
    assert large[1] == pytest.approx(large[0], abs=0.12)


def test_a_firm_without_rivals_is_left_as_often_as_was_observed() -> None:
    h = np.array([0.0, 0.01, 0.5])
    assert np.allclose(leave_rate_of(h, Churn().faster(np.array([0, 10, 0]))[1]), h, rtol=1e-12)


@pytest.mark.luck(2 * FIVE)
def test_a_better_rival_attracts_more_leavers() -> None:
    terms = Terms(firms=2, focal_share=0.5, rival_share=0.5)
    shares = []
    for satisfaction in (0.4, 0.6, 0.8):
        some = market(world(["churn"], people=Alike(10_000, leaves=0.5, firm=None), weeks=1, terms=terms))
        some.firms["reputation"][2] = satisfaction
        some.step()
        left = some.population["left_firm"] == 1
        shares.append(float(np.mean(some.population["provider"][left] == 2)))
    odds = np.array(shares) / (1.0 - np.array(shares))
    assert shares == sorted(shares)
    assert np.allclose(np.diff(np.log(odds)), 2.0 * 0.2, atol=0.2)


def test_without_winback_nobody_comes_back() -> None:
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, winback=0.0, touchpoints=MONOPOLY.touchpoints)
    some = market(world(["churn", "acquisition"], people=Alike(500, leaves=0.1), weeks=80, terms=terms,
                        acquisition={"conversion": 0.5}))  # fmt: skip
    some.population["touch"][:, 1] = ADVERTISING
    some.run()
    assert not some.record.series["joined"][:, 1].any()
    back = market(world(["churn", "acquisition"], people=Alike(500, leaves=0.1), weeks=80,
                        acquisition={"conversion": 0.5}))  # fmt: skip
    back.population["touch"][:, 1] = ADVERTISING
    assert back.run().record.series["joined"][:, 1].any()
