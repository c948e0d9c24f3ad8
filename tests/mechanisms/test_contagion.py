"""Contagion of leaving: what one friend's leaving does, for how long, and when it would explode."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from simulation.community import Community
from simulation.mechanisms.contagion import MOST, Contagion
from simulation.world.market import Market
from tests.worlds import Alike, market, watched, world

SIZE = 12


def star(strong: bool = True, centres: int = 1) -> Community:
    """Some people in the middle, each tied to all the others."""
    source = np.repeat(np.arange(centres), SIZE - centres)
    target = np.tile(np.arange(centres, SIZE), centres)
    return Community.from_edges(SIZE, source, target, np.full(source.size, strong))


def after_leaving(community: Community, leavers: int, weeks: int, ratio: float = 1.8) -> Market:
    here = world(["churn", "contagion"], people=Alike(SIZE), weeks=weeks, contagion={"ratio": ratio})
    some = market(here, community=community)
    some.population["leave_rate"][:leavers] = 1.0 - 1e-12
    return some


def test_a_friend_s_leaving_multiplies_the_hazard_and_is_forgotten_with_its_half_life() -> None:
    """ln(1.8)·2^(-t / 4) in the weeks after, exactly; the lift of leaving is the same."""
    some = after_leaving(star(), 1, 30)
    lift = watched(some, lambda m: m.population["leave_lift"][1:])
    expected = np.log(1.8) * np.exp2(-np.arange(29) / 4.0)
    assert (lift[0] == 0.0).all()
    assert np.allclose(lift[1:], expected[:, None], rtol=1e-12)


@pytest.mark.parametrize("leavers", [2, 5, 8])
def test_each_further_friend_multiplies_again_up_to_five(leavers: int) -> None:
    some = after_leaving(star(centres=leavers), leavers, 2)
    some.run()
    assert np.allclose(some.population["contagion"][leavers:], np.log(1.8) * min(leavers, MOST))


def test_contagion_runs_over_strong_ties_and_among_customers_of_the_same_firm() -> None:
    assert not after_leaving(star(strong=False), 1, 2).run().population["contagion"].any()
    some = after_leaving(star(), 1, 2)
    some.population["provider"][1:6] = some.population["next_provider"][1:6] = 0
    some.population["is_customer"][1:6] = False
    some.run()
    assert not some.population["contagion"][:6].any()
    assert (some.population["contagion"][6:] > 0).all()


def test_at_ratio_1_leaving_is_not_contagious() -> None:
    assert not after_leaving(star(), 1, 3, ratio=1.0).run().population["contagion"].any()


def test_the_bound_of_mean_field_is_where_its_fixed_point_disappears() -> None:
    """x = h·exp(ln(ratio)·degree·memory·x) has a solution just below explosiveness 1, and none just above."""
    law = Contagion()
    memory = 1.0 / (1.0 - np.exp2(-0.25))
    assert law.explosiveness(12.0, 0.0995 / 12.0) == pytest.approx(1.0, rel=0.01)
    pull = np.log(1.8) * 5.0 * memory
    bound = 1.0 / (np.e * pull)
    assert law.explosiveness(5.0, bound) == pytest.approx(1.0)

    def excess(h: float) -> float:
        """Smallest gap between both sides; at x = 1 / pull."""
        return float(h * np.exp(1.0) - 1.0 / pull)

    assert brentq(excess, 0.0, 1.0) == pytest.approx(bound)


@pytest.mark.parametrize(("ratio", "half_life", "more"), [(1.0, 4.0, 0.0), (1.4, 4.0, 0.5), (1.8, 8.0, 1.9)])
def test_explosiveness_grows_with_ratio_and_memory(ratio: float, half_life: float, more: float) -> None:
    value = Contagion(ratio=ratio, half_life=half_life).explosiveness(5.0, 0.0128)
    assert value == pytest.approx(more * Contagion().explosiveness(5.0, 0.0128), rel=0.15, abs=1e-12)
