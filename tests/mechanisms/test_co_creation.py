"""Co-creation: who takes part, what it costs, what ideas do to quality."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanisms.quality import enriched
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FIVE, FOUR, of_share
from tests.worlds import Alike, errors_off, market, watched, world

N = 4_000
RICH = Centre(quarterly_envelope=(0.1 * N,))
WORKSHOP = next(k for k, touchpoint in enumerate(TOUCHPOINTS) if touchpoint.name == "co_creation")


def invited(share: float = 1.0, weeks: int = 1, without: tuple[str, ...] = (), **more: Any) -> Market:
    """People who never leave, all with the focal firm."""
    here = world(
        ["contact", "answers", "co_creation", "quality", "contribution"], without=without, people=Alike(N), weeks=weeks,
        terms=Terms(firms=1, focal_share=1.0, rival_share=0.0), as_is=Strategy("invites", {"co_creation": share}),
        **{"contact": {"inbound_rate": 0.0}, **more},
    )  # fmt: skip
    return market(here, centre=RICH)


def booked(some: Market, purpose: str) -> float:
    return float(some.ledger.weekly[:, 1, some.ledger.purposes.index(purpose)].sum() / some.ledger.scale)


def took_part(some: Market, **columns: float) -> Any:
    for name, value in {"propensity": 1.0, "skill": 1.0, **columns}.items():
        some.population[name][:] = value
    some.step()
    return some.population["contact"][:, WORKSHOP]


@pytest.mark.luck(of_share(0.06, N) + of_share(0.04, N) + of_share(0.03, N) + of_share(0.02, N) + 2 * of_share(0.01, N))
def test_a_customer_takes_part_once_a_year_and_oftener_who_is_skilled_grateful_and_believes_the_firm() -> None:
    """Within 4 standard errors."""
    assert errors_off(took_part(invited()), 0.02) < 4
    assert errors_off(took_part(invited(0.5)), 0.01) < 4
    assert errors_off(took_part(invited(), skill=3.0), 0.06) < 4
    assert errors_off(took_part(invited(), gratitude=1.0), 0.04) < 4
    assert errors_off(took_part(invited(), authenticity=0.25), 0.01) < 4
    assert errors_off(took_part(invited(), propensity=1.5), 0.03) < 4
    assert not took_part(invited(), skill=0.0).any()
    assert not took_part(invited(0.0)).any()


@pytest.mark.luck(2 * FOUR)
def test_ideas_are_a_poisson_count_of_those_who_took_part_and_nobody_elses() -> None:
    some = invited(weeks=20)
    ideas, parts = [], []
    while some.week < 20:
        some.step()
        parts.append(some.population["contact"][:, WORKSHOP].copy())
        ideas.append(some.population["idea"].copy())
    count, part = np.concatenate(ideas), np.concatenate(parts)
    assert not count[part == 0].any()
    assert errors_off(count[part > 0], 0.3) < 4
    assert some.record.series["ideas"][:, 1].sum() == count.sum()


@pytest.mark.luck(FIVE)
def test_the_stock_halves_in_two_years_and_settles_where_as_many_come_as_go() -> None:
    """2^(-t / 104) to 1e-12; at a steady inflow x the stock tends to x / (1 - 2^(-1 / h))."""
    some = invited(0.0, weeks=105)
    some.firms["ideas"][1] = 100.0
    stock = watched(some, lambda m: m.firms["ideas"][1])
    assert np.abs(stock - 100.0 * np.exp2(-np.arange(1, 106) / 104.0)).max() < 1e-12
    some = invited(weeks=60, co_creation={"half_life": 4.0})
    stock = watched(some, lambda m: m.firms["ideas"][1])
    inflow = some.record.series["ideas"][20:, 1].mean()
    assert stock[20:].mean() == pytest.approx(inflow / (1.0 - 2.0 ** (-1 / 4)), rel=0.1)


@pytest.mark.luck(FOUR)
def test_places_and_overhead_are_paid_for_and_places_are_few() -> None:
    some = invited()
    came = took_part(some).sum()
    assert booked(some, "co_creation") == pytest.approx(0.163 * came, rel=1e-3)
    assert booked(some, "workshops") == pytest.approx(0.0033 * N, rel=1e-3)
    assert booked(invited(0.5, co_creation={"overhead": 0.0066}).run(), "workshops") == pytest.approx(0.0033 * N)
    assert abs(took_part(invited(), skill=1e3).sum() - 0.1 * N) < 4 * np.sqrt(0.1 * N)


def test_ideas_raise_quality_with_diminishing_returns() -> None:
    gained = np.diff([enriched(ideas, 0.05, 0.3) for ideas in np.linspace(0.0, 1.0, 6)])
    assert enriched(0.0, 0.05, 0.3) == 1.0
    assert (gained > 0).all()
    assert (np.diff(gained) < 0).all()
    assert enriched(0.3, 0.05, 0.3) == pytest.approx(1.0 + 0.05 * (1.0 - np.exp(-1.0)))
    assert enriched(1e6, 0.05, 0.3) == pytest.approx(1.05)


def test_a_firm_with_ideas_delivers_more_for_the_same_money() -> None:
    rich, poor = invited(0.0), invited(0.0)
    rich.firms["ideas"][1] = 0.3 * N
    rich.step(), poor.step()
    ratio = rich.firms["quality"][1] / poor.firms["quality"][1]
    assert ratio == pytest.approx(enriched(0.3 * 2.0 ** (-1 / 104), 0.05, 0.3), rel=1e-9)


@pytest.mark.parametrize(
    ("law", "name", "low", "high", "quantity"),
    [
        ("co_creation", "invitation_rate", 0.005, 0.05, "ideas"),
        ("co_creation", "ideas", 0.1, 0.6, "ideas"),
        ("co_creation", "half_life", 52.0, 208.0, "ideas"),
        ("quality", "ideas_gain", 0.0, 0.1, "quality"),
    ],
)
def test_raising_a_parameter_moves_what_it_acts_on(law: str, name: str, low: float, high: float, quantity: str) -> None:
    few, many = (invited(weeks=30, **{law: {name: value}}).run() for value in (low, high))
    assert few.firms[quantity][1] < many.firms[quantity][1]


def test_ideas_of_less_weight_do_less() -> None:
    few, many = (invited(weeks=30, quality={"ideas_scale": value}).run() for value in (0.1, 1.0))
    assert few.firms["quality"][1] > many.firms["quality"][1]


def test_few_bring_most_of_the_ideas() -> None:
    """The top tenth by skill brings 50 to 80 % of them: it has 70 % of all skill, and a place a week is most."""
    some = invited(weeks=150, contact={"capacity": 1.5, "inbound_rate": 0.0})
    ideas = watched(some, lambda m: m.population["idea"]).sum(axis=0)
    skilled = np.argsort(some.population["skill"])[-N // 10 :]
    assert 0.5 < ideas[skilled].sum() / ideas.sum() < 0.8


def test_without_it_nothing_but_ideas_and_what_they_do_changes() -> None:
    off, idle = invited(1.0, weeks=10, without=("co_creation",)).run(), invited(0.0, weeks=10).run()
    for name, values in off.population.values.items():
        assert np.array_equal(values, idle.population[name]), name
    assert np.array_equal(off.ledger.weekly, idle.ledger.weekly)
    assert np.array_equal(off.firms["quality"], idle.firms["quality"])
