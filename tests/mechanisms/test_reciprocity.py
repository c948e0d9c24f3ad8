"""Giving and receiving: gratitude, the balance, and whether it was meant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.compiled.law import act
from simulation.mechanisms.reciprocity import authenticity_shown, gratitude_for, propensity
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import UNCOSTED, Alike, market, watched, world


def given(weeks: int, levers: dict[str, float], **reciprocity: Any) -> Market:
    """A market in which gifts and encounters happen at no cost to anybody's envelope."""
    return market(
        world(
            ["contact", "gifts", "encounters", "contribution", "reciprocity"], people=Alike(100), weeks=weeks,
            as_is=Strategy("gives", levers), encounters=UNCOSTED, gifts={"overhead": 0.0}, reciprocity=reciprocity,
        )
    )  # fmt: skip


def gift_of_the_week(
    size: float,
    weeks: int = 1,
    sincerity: float = 0.5,
    joins: int = 0,
    bought: float = 0.0,
    **reciprocity: Any,
) -> Market:
    """One gift to everybody before week 0, put into their hands because a market without money gives none."""
    some = given(weeks, {"sincerity": sincerity}, **reciprocity)
    some.population["joins"][:], some.population["bought"][:] = joins, bought
    mechanism = some.world.mechanism("reciprocity")
    some.open_week()
    some.population["gift"][:] = size
    act(mechanism, "apply", some.rows(mechanism), some.now, 0, len(some.population))
    some.population["gift"][:] = 0.0
    return some


@pytest.mark.parametrize(("size", "gratitude"), [(0.054, 0.17), (4 * 0.054, 0.34)])
def test_a_gift_earns_the_gratitude_of_falk_2007_with_the_root_of_its_size(size: float, gratitude: float) -> None:
    """0.17 for the reference size, at the authenticity that the gift itself has shown."""
    values = gift_of_the_week(size).population
    x = np.sqrt(size / 0.054)
    assert np.allclose(values["authenticity"], 0.5 + 0.05 * 0.25 * x / (1.0 + x))
    assert np.allclose(values["gratitude"], gratitude * values["authenticity"] / 0.5)


def said(size: float, sincerity: float, **of: Any) -> float:
    """What one gift says, from how perceived authenticity moves."""
    return float((gift_of_the_week(size, sincerity=sincerity, **of).population["authenticity"][0] - 0.5) / 0.05 + 0.5)


def test_a_gift_of_no_value_says_what_any_act_says() -> None:
    """There is no smallest gift: from what one of the reference size says it falls to the firm's sincerity."""
    sizes = 0.054 * 10.0 ** -np.arange(0, 12, 2)
    signals = [said(size, 0.4) for size in sizes]
    assert signals[0] == pytest.approx(0.4 + 0.6 * 0.4 / 2.0)
    assert all(np.diff(signals) < 0.0)
    assert signals[-1] == pytest.approx(0.4, abs=1e-5)


@pytest.mark.parametrize("size", [2e-5, 0.054, 5.0])
def test_gifts_do_not_make_an_insincere_firm_trusted_nor_a_sincere_one_more_so(size: float) -> None:
    assert said(size, 0.0) == pytest.approx(0.0)
    assert said(size, 1.0) == pytest.approx(1.0)
    assert 0.5 < said(size, 0.5) < 1.0


def test_a_gift_from_a_firm_that_one_has_never_bought_from_says_the_opposite() -> None:
    """Less than nothing at first, -0.3 of what it says after the first purchase; customers of week 0 have bought."""
    at_home, stranger, bought = (said(0.054, 0.5, **of) for of in ({}, {"joins": 1}, {"joins": 1, "bought": 1.0}))
    assert at_home == bought > 0.5 > stranger
    assert stranger - 0.5 == pytest.approx(-0.3 * (bought - 0.5))


def test_what_gifts_promised_of_a_middling_firm_its_mails_correct() -> None:
    """There is nothing special about a sincerity of exactly one half: mails say it as they say 0.501."""
    after = []
    for sincerity in (0.5, 0.501):
        some = gift_of_the_week(5.0, sincerity=sincerity, weeks=80)
        some.levers["cadence"][:] = 1.0
        after.append(some.run().population["authenticity"].mean())
    assert after[0] < 0.505
    assert after[1] - after[0] < 0.001


def test_what_a_gift_says_does_not_depend_on_the_unit_and_is_half_of_the_way_whatever_the_size_at_elasticity_0() -> (
    None
):
    half, sizes = np.full(3, 0.5), np.array([1e-6, 0.054, 9.0])
    assert authenticity_shown(half, sizes, 0.0, 0.054).tolist() == [0.625] * 3
    assert np.array_equal(
        authenticity_shown(half, sizes, 0.5, 0.054), authenticity_shown(half, sizes * 1024.0, 0.5, 0.054 * 1024.0)
    )


@pytest.mark.parametrize("pieces", [1, 4, 16])
def test_the_same_money_earns_the_same_however_often_it_is_given(pieces: int) -> None:
    """As far as nothing is forgotten meanwhile: of four gifts of a quarter each gratitude is that for one."""
    some = given(pieces, {}, gratitude_half_life=1e9, learning=0.0)
    mechanism = some.world.mechanism("reciprocity")
    for _ in range(pieces):
        some.open_week()
        some.population["gift"][:] = 0.216 / pieces
        act(mechanism, "apply", some.rows(mechanism), some.now, 0, len(some.population))
    assert np.allclose(some.population["gratitude"], 0.34)


def test_gratitude_for_something_else_is_kept_beside_that_for_gifts() -> None:
    """What another law adds fades at the same rate, and no gift takes it away."""
    some = gift_of_the_week(0.054, weeks=4, noticed=0.0)
    for_the_gift = some.population["gratitude"].copy()
    some.population["gratitude"][:] += 0.4
    some.run()
    assert np.allclose(some.population["gratitude"], (for_the_gift + 0.4) / 2.0)


def test_gratitude_halves_within_weeks_and_the_balance_within_a_year() -> None:
    """2^(-t / 4) and 2^(-t / 52) to 1e-12."""
    some = gift_of_the_week(0.054, weeks=52, noticed=0.0)
    weeks = np.arange(1, 53)
    gratitude, balance = some.population["gratitude"][0], some.population["reciprocity_balance"][0]
    assert balance == pytest.approx(0.054)
    seen = watched(some, lambda m: [m.population["gratitude"][0], m.population["reciprocity_balance"][0]])
    assert np.abs(seen[:, 0] - gratitude * np.exp2(-weeks / 4.0)).max() < 1e-12
    assert np.abs(seen[:, 1] - balance * np.exp2(-weeks / 52.0)).max() < 1e-12


@pytest.mark.parametrize("sincerity", [0.0, 0.3, 0.8])
def test_authenticity_is_learned_from_encounters_until_it_is_what_the_firm_is(sincerity: float) -> None:
    levers = {"cadence": 1.0, "encounter_share": 1.0, "sincerity": sincerity}
    values = given(700, levers).run().population
    assert np.allclose(values["authenticity"], sincerity, atol=0.01)


def test_a_firm_as_sincere_as_expected_is_not_noticed() -> None:
    values = given(50, {"cadence": 1.0}).run().population
    assert (values["authenticity"] == 0.5).all()


def test_in_an_encounter_both_sides_give() -> None:
    values = given(1, {"cadence": 1.0, "encounter_share": 1.0}).run().population
    met = values["encounter"]
    assert met.any()
    assert np.allclose(values["received"], 0.054 * met)
    assert np.allclose(values["contribution"], 0.027 * met)
    assert np.allclose(values["reciprocity_balance"], (0.054 - 0.027) * met)
    assert np.allclose(values["gratitude"], 0.05 * met)


def test_the_propensity_to_reciprocate_is_uniform_with_mean_1() -> None:
    assert propensity(np.array([0.0, 0.5, 1.0])).tolist() == [0.5, 1.0, 1.5]
    assert gratitude_for(np.zeros(1), 0.17, 0.054, np.ones(1))[0] == 0.0
