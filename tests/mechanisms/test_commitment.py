"""Commitment: each direct cause moves it by its own coefficient and in its known direction."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.mechanisms.commitment import pleasure
from simulation.world.market import Market
from tests.worlds import FREE, Alike, market, world

EMAIL = 1


def committed(firms: int = 1, commitment: dict[str, float] | None = None, **columns: Any) -> Market:
    terms = Terms(firms=firms, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
    some = market(world(["commitment"], people=Alike(10), weeks=1, terms=terms, commitment=commitment or {}))
    for name, value in columns.items():
        values = some.population[name]
        (values[:, 1] if values.ndim == 2 else values)[:] = value
    some.step()
    return some


def wish(**columns: Any) -> float:
    return float(committed(**columns).population["commitment"][0])


@pytest.mark.parametrize(
    ("cause", "before", "after", "change"),
    [
        ("satisfaction", 0.6, 1.0, 1.5 * 0.4),
        ("trust", 0.5, 1.0, 0.6 * 0.5),
        ("investment", 0.0, 0.5, 0.8 * 0.5),
        ("gratitude", 0.0, 1.0, 0.2),
        ("stage", 0.0, 4.0, 0.08 * 4),
        ("recent_contact", 0.0, 0.31, 0.10),
        ("recent_contact", 0.31, 0.62, -0.10),
        ("recent_contact", 0.31, 1.24, -0.10 * 9),
        ("reciprocity_balance", 0.0, 2.0, -0.10 * 2),
        ("reciprocity_balance", 0.0, -2.0, -0.10 * 2),
    ],
)
def test_each_cause_has_its_own_size_and_direction(cause: str, before: float, after: float, change: float) -> None:
    """Rusbult's directions; over-contact and imbalance in either direction are burdens."""
    assert wish(**{cause: after}) - wish(**{cause: before}) == pytest.approx(change)


def test_contact_pleases_most_at_the_ideal_and_harms_beyond_twice_of_it() -> None:
    frequency = np.array([0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 9.0]) * 0.31
    assert pleasure(frequency, 0.31) == pytest.approx([0.0, 0.75, 1.0, 0.0, -3.0, -8.0, -8.0])


@pytest.mark.parametrize("cost", [0.0, 0.7, 1.0])
def test_where_switching_is_dear_the_wish_to_stay_follows_satisfaction_less(cost: float) -> None:
    dear = {"switching_cost": cost}
    gain = wish(satisfaction=1.0, commitment=dear) - wish(satisfaction=0.6, commitment=dear)
    assert gain == pytest.approx((1.0 - cost) * 1.5 * 0.4)
    trusting = wish(trust=1.0, commitment=dear) - wish(trust=0.5, commitment=dear)
    assert trusting == pytest.approx(0.6 * 0.5), "the other causes count as before"


def test_a_rival_whose_customers_are_committed_is_a_better_alternative() -> None:
    def with_rival(attraction: float) -> float:
        terms = Terms(firms=2, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
        some = market(world(["commitment"], people=Alike(10), weeks=1, terms=terms))
        values = some.population
        values["provider"][9] = values["next_provider"][9] = 2
        values["commitment"][9] = attraction
        some._count_customers()
        some.step()
        return float(values["commitment"][0])

    assert with_rival(1.0) - with_rival(0.0) == pytest.approx(-0.5)


def test_without_a_rival_there_is_no_alternative() -> None:
    assert wish(firms=1) == pytest.approx(wish(firms=2)) == pytest.approx(1.5 * 0.6 + 0.6 * 0.5)
