"""Who joins, which firm, and what is said to have brought them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market import Market
from simulation.mechanisms.acquisition import ADVERTISING, REFERRAL, TALK, attracted
from simulation.terms import Terms
from tests.worlds import FREE, Alike, errors_off, market, world

N = 20_000


def courted(reach: list[float], weak_ties: float = 0.0, strong_ties: float = 0.0, **acquisition: Any) -> Market:
    """People who are with nobody, all of whom hear as many praising ties."""
    terms = Terms(firms=len(reach), focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    some = market(world(["acquisition"], people=Alike(N, firm=0), weeks=1, terms=terms, acquisition=acquisition))
    some.firms["reach"][1:] = reach
    some.population["praise_weak"][:, 1] = weak_ties
    some.population["praise_strong"][:, 1] = strong_ties
    some.step()
    return some


def test_each_praising_tie_is_another_chance() -> None:
    """1 - (1 - a)(1 - w)^j(1 - s)^m of Goldenberg, Libai & Muller (2001), by hand and in a market (4 SE)."""
    chance = 1.0 - (1.0 - 0.01) * 0.99**3 * 0.95**2
    one = np.ones(1)
    assert attracted(0.01 * one, 0.01 * one, 3 * one, 0.05 * one, 2 * one)[0] == pytest.approx(chance)
    joined = courted([0.01], 3.0, 2.0, weak=0.01, strong=0.05).population["provider"]
    assert errors_off(joined == 1, chance) < 4


def test_nobody_joins_without_advertising_and_talk() -> None:
    assert not courted([0.0]).population["provider"].any()


def test_several_firms_win_in_proportion_to_their_pull() -> None:
    """1 - Π(1 - P_f) join, firm f in proportion to P_f; within 4 standard errors."""
    provider = courted([0.1, 0.2, 0.05]).population["provider"]
    joins = 1.0 - 0.9 * 0.8 * 0.95
    for firm, pull in ((1, 0.1), (2, 0.2), (3, 0.05)):
        assert errors_off(provider == firm, joins * pull / 0.35) < 4


@pytest.mark.parametrize("trust", [0.0, 0.5, 1.0])
def test_trust_makes_it_easier_to_be_won_or_won_back(trust: float) -> None:
    some = market(world(["acquisition"], people=Alike(N, firm=0), weeks=1))
    some.firms["reach"][1] = 0.1
    some.population["trust"][:, 1] = trust
    some.step()
    assert errors_off(some.population["provider"] == 1, 0.1 * (0.5 + trust)) < 4


def test_what_brought_people_is_kept_in_proportion_to_the_pulls() -> None:
    both = courted([0.05], 0.0, 1.0, strong=0.05).population
    by_tie = both["came_by"][both["provider"] == 1] == REFERRAL
    assert errors_off(by_tie, 1.0 - 0.05 / (1.0 - 0.95**2)) < 4
    assert np.array_equal(both["referred"] == 1.0, both["came_by"] == REFERRAL)
    assert set(courted([0.05]).population["came_by"]) == {0, ADVERTISING}
    assert set(courted([0.0], weak=0.1).population["came_by"]) == {0}
    assert set(courted([0.0], 2.0, weak=0.1).population["came_by"]) == {0, TALK}


def test_those_to_whom_a_firm_is_closed_do_not_come_back_to_it() -> None:
    terms = Terms(firms=2, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    some = market(world(["acquisition"], people=Alike(N, firm=0), weeks=1, terms=terms))
    some.firms["reach"][1:] = 0.2
    some.population["closed"][: N // 2, 1] = True
    some.step()
    assert errors_off(some.population["provider"][: N // 2] == 2, 0.2) < 4
    assert not (some.population["provider"][: N // 2] == 1).any()
    assert (some.population["provider"][N // 2 :] == 1).any()
