"""Tastes of a repertoire market: Dirichlet across people, whoever the favourite is."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.mechanisms.tastes import Tastes
from tests.luck import FOUR
from tests.worlds import FREE, errors_off, market, ran, world

SHARES = (0.2, 0.5, 0.3)
TERMS = Terms(kind="repertoire", firms=3, focal_share=0.2, rival_share=0.8, shares=SHARES, touchpoints=FREE)


@pytest.mark.parametrize("concentration", [0.8, 1.55, 3.0])
@pytest.mark.luck(6 * FOUR)
def test_tastes_are_dirichlet(concentration: float) -> None:
    """Means are the shares, variances share·(1 - share)/(S + 1); each within 4 standard errors."""
    here = world(["tastes"], size=20_000, weeks=1, terms=TERMS, tastes={"concentration": concentration})
    taste = ran(here).population["taste"][:, 1:]
    assert np.allclose(taste.sum(axis=1), 1.0)
    for firm, share in enumerate(SHARES):
        assert errors_off(taste[:, firm], share) < 4
        assert errors_off((taste[:, firm] - share) ** 2, share * (1 - share) / (concentration + 1)) < 4


@pytest.mark.luck(4 * FOUR)
def test_the_favourite_is_liked_more_as_one_choice_that_was_seen() -> None:
    """E[p_f | favourite f] = (S·share + 1) / (S + 1)."""
    some = ran(world(["tastes"], size=20_000, weeks=1, terms=TERMS))
    taste, provider = some.population["taste"], some.population["provider"]
    S = Tastes().concentration
    for firm, share in enumerate(SHARES, start=1):
        assert errors_off(taste[provider == firm, firm], (S * share + 1) / (S + 1)) < 4
    assert errors_off(provider == 2, 0.5) < 4


@pytest.mark.parametrize("parting", [0.0, 0.5, 0.8])
def test_the_next_favourite_takes_over_a_share_of_the_taste_for_the_former_one(parting: float) -> None:
    some = market(world(["tastes"], size=100, weeks=3, terms=TERMS, tastes={"parting": parting}))
    some.step()
    people, first = np.arange(100), some.population["taste"].copy()
    former = some.population["provider"].copy()
    favourite = np.where(people % 4 == 0, 0, 1 + former % 3)  # some are with nobody in between
    some.population["former_firm"][:], some.population["next_provider"][:] = former, favourite
    some.step()
    some.step()
    found = some.population["taste"]
    moved = people[favourite > 0]
    assert found[moved, former[moved]] == pytest.approx((1.0 - parting) * first[moved, former[moved]])
    gained = found[moved, favourite[moved]] - first[moved, favourite[moved]]
    assert gained == pytest.approx(parting * first[moved, former[moved]])
    assert np.array_equal(found[favourite == 0], first[favourite == 0])
    assert np.allclose(found.sum(axis=1), 1.0)


def test_who_keeps_the_favourite_keeps_all_tastes_and_only_a_repertoire_market_has_any() -> None:
    first = ran(world(["tastes"], size=100, weeks=1, terms=TERMS)).population["taste"]
    later = ran(world(["tastes"], size=100, weeks=30, terms=TERMS)).population["taste"]
    assert np.array_equal(first, later)
    assert not ran(world(["tastes"], size=100, weeks=2)).population["taste"].any()
