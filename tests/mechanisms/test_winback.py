"""Former customers are asked to come back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.mechanisms.winback import weight_of_offer
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import AS_IS, FREE, Alike, errors_off, market, world

N = 10_000
LAWS = ["winback", "acquisition", "quality"]
COME_BACK = Strategy("come back", {"winback_offers": 0.3})


def former(
    strategy: Strategy = COME_BACK, money: float = 1e6, laws: list[str] | None = None, **parameters: Any
) -> Market:
    """People with nobody, the first half of whom once left the focal firm."""
    terms = Terms(firms=2, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    here = world(laws or LAWS, people=Alike(N, firm=0), weeks=1, terms=terms, rivals=(AS_IS,), **parameters)
    some = market(here, strategy)
    some.firms["initial_customers"][1] = 100
    some.centre = Centre(quarterly_envelope=(money,))
    some.population["former_firm"][: N // 2] = 1
    return some


def spent(some: Market) -> float:
    return float(some.ledger.weekly[:, 1, some.ledger.purposes.index("winback")].sum() / some.ledger.scale)


def test_anger_fades_by_half_in_a_half_life() -> None:
    assert weight_of_offer(np.array([0.0, 1.0, 1.0, 0.5]), np.array([0.0, 0.0, 26.0, 26.0]), 26.0) == pytest.approx(
        [1.0, 0.0, 0.5, 0.75]
    )


@pytest.mark.luck(of_share(0.3, 3_000))
def test_former_customers_of_the_firm_get_offers_and_nobody_else_does() -> None:
    """Within 4 standard errors; each offer and the programme are paid for."""
    some = former()
    some.population["closed"][:1000, 1] = True
    some.population["absent"][1000:2000] = True
    some.step()
    offered = some.population["offered"] == 1
    assert not offered[:2000].any()
    assert not offered[N // 2 :].any()
    assert errors_off(offered[2000 : N // 2], 0.3) < 4
    assert spent(some) == pytest.approx(0.5 * offered.sum() + 0.001 * 50), "half of the overhead is fixed"


@pytest.mark.luck(of_share(0.05, N // 4))
def test_offers_bring_people_back_and_more_of_those_who_did_not_part_in_anger() -> None:
    """The pull of acquisition, 0.05 an offer; within 4 standard errors."""
    some = former(Strategy("always", {"winback_offers": 1.0}))
    some.population["parting_damage"][: N // 4] = 1.0
    some.step()
    back = some.population["provider"] == 1
    assert not back[: N // 4].any()
    assert errors_off(back[N // 4 : N // 2], 0.05) < 4
    assert some.record.series["by_winback"][0, 1] == back.sum()


def test_without_money_there_are_no_offers() -> None:
    some = former(money=0.0)
    some.step()
    assert not some.population["offered"].any()
    assert spent(some) == 0.0


@pytest.mark.parametrize(("parameter", "low", "high"), [("cost", 0.2, 1.0), ("overhead", 0.0, 0.003)])
def test_a_dearer_programme_costs_more(parameter: str, low: float, high: float) -> None:
    cheap, dear = (former(winback={parameter: value}) for value in (low, high))
    for some in (cheap, dear):
        some.step()
    assert spent(dear) > spent(cheap)


def test_raising_the_half_life_of_anger_or_lowering_the_lever_brings_fewer_back() -> None:
    def came_back(some: Market) -> int:
        some.population["parting_damage"][:] = 1.0
        some.population["tenure"][:] = 30.0
        some.step()
        return int((some.population["provider"] == 1).sum())

    assert came_back(former(winback={"half_life": 13.0})) > came_back(former(winback={"half_life": 52.0}))
    assert came_back(former()) > came_back(former(Strategy("few", {"winback_offers": 0.1})))


def test_switched_off_it_offers_and_costs_nothing() -> None:
    some = former(laws=["acquisition", "quality"])
    some.step()
    assert not some.population["offered"].any()
    assert not some.population["provider"].any()
    assert spent(some) == 0.0


def test_who_leaves_over_a_failure_parts_in_anger() -> None:
    here = world(["failure", "recovery", "churn"], people=Alike(2000, leaves=0.05), weeks=4)
    some = market(here, centre=Centre(quarterly_envelope=(0.0,), failure=50.0, failure_share=0.5))
    some.population["contact"][:] = 1.0
    for _ in range(4):
        some.population["contact"][:] = some.population["is_customer"][:, None]
        some.population["contacts"][:] = 10.0 * some.population["is_customer"]
        some.step()
    gone = some.population["provider"] == 0
    angry = some.population["parting_damage"] > 0
    assert some.record.series["stopped"].sum() > 0
    assert angry.sum() >= some.record.series["stopped"].sum()
    assert not angry[~gone].any()
