"""Tastes of a repertoire market: Dirichlet across people, whoever the favourite is."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.mechanisms.tastes import Tastes
from simulation.terms import Terms
from tests.luck import FOUR
from tests.worlds import FREE, errors_off, ran, world

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


def test_tastes_are_for_life_and_only_in_a_repertoire_market() -> None:
    first = ran(world(["tastes"], size=100, weeks=1, terms=TERMS)).population["taste"]
    later = ran(world(["tastes"], size=100, weeks=30, terms=TERMS)).population["taste"]
    assert np.array_equal(first, later)
    assert not ran(world(["tastes"], size=100, weeks=2)).population["taste"].any()
