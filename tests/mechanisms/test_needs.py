"""Needs: an Ornstein-Uhlenbeck process whose law never changes although everybody's needs do."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.fading import share_left
from simulation.mechanisms.needs import fit, needs_after
from tests.luck import FOUR
from tests.worlds import Alike, errors_off, market, watched, world


@pytest.mark.luck(6 * FOUR)
def test_needs_keep_mean_0_and_variance_1() -> None:
    """Within 4 standard errors after 1, 52 and 520 weeks; fails by chance in 1 of 2,600 seeds."""
    need = watched(market(world(["needs"], people=Alike(5000), weeks=520)), lambda m: m.population["need"])
    for week in (0, 51, 519):
        assert errors_off(need[week], 0.0) < 4
        assert errors_off(np.square(need[week]), 1.0) < 4


@pytest.mark.parametrize("half_life", [52.0, 104.0])
@pytest.mark.luck(3 * FOUR)
def test_half_of_a_need_has_changed_after_its_half_life(half_life: float) -> None:
    """Correlation over k weeks is 2^(-k / h) within 4/√N; needs move at the start of each fourth week."""
    some = market(world(["needs"], people=Alike(5000), weeks=213, needs={"half_life": half_life}))
    need = watched(some, lambda m: m.population["need"])
    for k in (52, 104, 208):
        seen = np.corrcoef(need[0], need[k])[0, 1]
        assert seen == pytest.approx(np.exp2(-k / half_life), abs=4.0 / np.sqrt(5000))


def test_without_luck_needs_return_to_the_mean() -> None:
    assert needs_after(np.array([2.0]), np.zeros(1), share_left(104.0, 104.0))[0] == pytest.approx(1.0)


def test_the_fit_is_1_at_what_the_firm_knows_and_0_6_at_one_width() -> None:
    x = np.array([1.0, 3.0, -1.0])
    assert fit(x, np.ones(3), 2.0) == pytest.approx([1.0, np.exp(-0.5), np.exp(-0.5)])


@pytest.mark.luck(FOUR)
def test_a_firm_that_never_listens_serves_the_average() -> None:
    """E[fit] = w / √(w² + 1) for needs of variance 1; within 4 standard errors."""
    values = market(world(["needs"], people=Alike(5000), weeks=1)).run().population
    assert (values["known_need"] == 0.0).all()
    assert errors_off(values["fit"], 2.0 / np.sqrt(5.0)) < 4
