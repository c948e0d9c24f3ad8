"""Who joins, which firm, and what is said to have brought them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.channel import ADVERTISING, REFERRAL, TALK, WINBACK
from simulation.market.terms import Terms
from simulation.mechanisms.acquisition import joining_probability
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import FREE, Alike, errors_off, market, world

N = 20_000


def courted(pull: list[float], weak_ties: float = 0.0, strong_ties: float = 0.0, **acquisition: Any) -> Market:
    """People who are with nobody, whom each firm touches; a touch by advertising makes one join as `pull` says.

    Pulls are told apart by trust, which doubles as how easily a person is won: ½ + T is the pull over the largest.
    """
    terms = Terms(firms=len(pull), focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    acquisition = {"conversion": max(max(pull), 1e-12), **acquisition}
    some = market(world(["acquisition"], people=Alike(N, firm=0), weeks=1, terms=terms, acquisition=acquisition))
    for firm, chance in enumerate(pull, 1):
        some.population["touch"][:, firm] = ADVERTISING if chance else 0
        some.population["trust"][:, firm] = (chance / max(pull) if chance else 1.0) - 0.5
    some.population["praise_weak"][:, 1] = weak_ties
    some.population["praise_strong"][:, 1] = strong_ties
    return some


def joined(some: Market) -> Any:
    some.step()
    return some.population["provider"]


@pytest.mark.luck(of_share(0.13, N))
def test_each_praising_tie_is_another_chance() -> None:
    """1 - (1 - a)(1 - w)^j(1 - s)^m of Goldenberg, Libai & Muller (2001), by hand and in a market (4 SE)."""
    chance = 1.0 - (1.0 - 0.01) * 0.99**3 * 0.95**2
    one = np.ones(1)
    assert joining_probability(0.01 * one, 0.0 * one, one - 0.99**3, one - 0.95**2)[0] == pytest.approx(chance)
    assert errors_off(joined(courted([0.01], 3.0, 2.0, weak=0.01, strong=0.05)) == 1, chance) < 4


def test_nobody_joins_without_touches_and_talk() -> None:
    assert not joined(courted([0.0])).any()


@pytest.mark.luck(3 * of_share(0.086, N))
def test_several_firms_win_in_proportion_to_their_pull() -> None:
    """1 - Π(1 - P_f) join, firm f in proportion to P_f; within 4 standard errors."""
    provider = joined(courted([0.15, 0.2, 0.1]))
    joins = 1.0 - 0.85 * 0.8 * 0.9
    for firm, pull in ((1, 0.15), (2, 0.2), (3, 0.1)):
        assert errors_off(provider == firm, joins * pull / 0.45) < 4


@pytest.mark.parametrize("trust", [0.0, 0.5, 1.0])
@pytest.mark.luck(of_share(0.05, N))
def test_trust_makes_it_easier_to_be_won_or_won_back(trust: float) -> None:
    some = courted([0.1])
    some.population["trust"][:, 1] = trust
    assert errors_off(joined(some) == 1, 0.1 * (0.5 + trust)) < 4


@pytest.mark.parametrize(("considered", "carry_over", "factor"), [(0.3, 0.5, 1.0), (0.6, 0.5, 1.5), (0.0, 0.8, 0.2)])
@pytest.mark.luck(of_share(0.02, N))
def test_earlier_touches_make_this_one_convert(considered: float, carry_over: float, factor: float) -> None:
    some = courted([0.1], carry_over=carry_over)
    some.population["consideration"][:, 1] = considered
    assert errors_off(joined(some) == 1, 0.1 * factor) < 4


@pytest.mark.luck(of_share(0.05, N))
def test_channels_convert_as_their_designs_say() -> None:
    some = courted([0.05])
    search = 1 + [channel.name for channel in some.world.terms.channels].index("search")
    some.population["touch"][:, 1] = search
    factor = some.world.terms.channels[search - 1].conversion
    assert errors_off(joined(some) == 1, 0.05 * factor) < 4
    assert set(some.population["came_by"]) == {0, search}


@pytest.mark.luck(of_share(0.1, N // 2) + of_share(0.03, N // 2))
def test_an_offer_to_come_back_pulls_as_far_as_the_firm_is_forgiven() -> None:
    some = courted([0.0], offer=0.1)
    some.population["offered"][:] = 1
    some.population["forgiven"][:] = np.where(np.arange(N) < N // 2, 1.0, 0.3)
    provider = joined(some)
    assert errors_off(provider[: N // 2] == 1, 0.1) < 4
    assert errors_off(provider[N // 2 :] == 1, 0.03) < 4
    assert set(some.population["came_by"]) == {0, WINBACK}


@pytest.mark.luck(of_share(0.15, N))
def test_neighbours_who_are_with_a_firm_make_it_easier_to_join() -> None:
    some = courted([0.1], proof=1.0)
    some.population["neighbour_share"][:, 1] = 0.5
    assert errors_off(joined(some) == 1, 0.15) < 4


@pytest.mark.luck(of_share(0.48, 1_900))
def test_what_brought_people_is_kept_in_proportion_to_the_pulls() -> None:
    some = courted([0.05], 0.0, 1.0, strong=0.05)
    by_tie = some.population["came_by"][joined(some) == 1] == REFERRAL
    assert errors_off(by_tie, 1.0 - 0.05 / (1.0 - 0.95**2)) < 4
    assert np.array_equal(some.population["referred"] == 1.0, some.population["came_by"] == REFERRAL)
    for courtship, by in ((courted([0.05]), ADVERTISING), (courted([0.0], 2.0, weak=0.1), TALK)):
        joined(courtship)
        assert set(courtship.population["came_by"]) == {0, by}


@pytest.mark.parametrize(("what", "by"), [("referral", REFERRAL), ("talk", TALK)])
def test_whose_praise_is_not_listened_to_brings_nobody(what: str, by: int) -> None:
    plain, deaf = (courted([0.0], 1.0, 1.0, weak=0.1, strong=0.1, deaf_to=to) for to in ("none", what))
    assert (joined(plain) == 1).sum() > (joined(deaf) == 1).sum() > 0
    assert by not in set(deaf.population["came_by"])


@pytest.mark.luck(of_share(0.2, N // 2))
def test_those_to_whom_a_firm_is_closed_do_not_come_back_to_it() -> None:
    some = courted([0.2, 0.2])
    some.population["closed"][: N // 2, 1] = True
    provider = joined(some)
    assert errors_off(provider[: N // 2] == 2, 0.2) < 4
    assert not (provider[: N // 2] == 1).any()
    assert (provider[N // 2 :] == 1).any()


def test_who_is_absent_or_has_given_a_word_joins_nobody() -> None:
    some = courted([0.5])
    some.population["absent"][: N // 3] = True
    some.population["promised_to"][-N // 3 :] = 1
    provider = joined(some)
    assert not provider[: N // 3].any()
    assert not provider[-N // 3 :].any()
    assert provider.any()
