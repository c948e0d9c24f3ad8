"""Contracts: who is offered one, who signs, when it ends, what it costs."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.mechanisms.contract import commitment_above_usual, exclusive_customers
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import MONEYLESS, Alike, errors_off, market, world

FREE_OF_CHARGE = {"cost": 0.0, "overhead": 0.0}
RICH = Centre(quarterly_envelope=(100.0,))
N = 20_000


def offering(offer: float, size: int = 1000, weeks: int = 1, centre: Centre = MONEYLESS, **more: float) -> Market:
    """Everybody is as close as need be and sees nobody else."""
    here = world(["contract"], people=Alike(size), weeks=weeks, contract={**FREE_OF_CHARGE, **more})
    some = market(here, Strategy("offers", {"contract_offer": offer}), centre=centre)
    some.population["stage"][:], some.population["commitment"][:] = more.get("from_stage", 2.0), 10.0
    return some


@pytest.mark.luck(of_share(0.56, N))
def test_the_closest_sign_at_the_rate_at_which_they_are_offered_a_contract() -> None:
    """1 - (1 - p)^t of 20,000 customers after t weeks, within 4 standard errors."""
    some = offering(0.1, N, weeks=8).run()
    assert errors_off(some.population["contract"], 1.0 - 0.9**8) < 4


@pytest.mark.parametrize(
    ("column", "value"), [("stage", 1.0), ("damage", 0.6), ("commitment", -10.0), ("exclusive_taste", 20.0)]
)
def test_nobody_signs_who_is_not_close_is_hurt_or_sees_others(column: str, value: float) -> None:
    some = offering(1.0)
    some.population[column][:] = value
    some.step()
    assert not some.population["contract"].any()


def test_exclusive_is_who_is_more_committed_than_the_own_taste_asks_for() -> None:
    assert commitment_above_usual(np.array([1.0, 5.0]), 1.0, 2.0) == pytest.approx([0.0, 2.0])
    assert list(exclusive_customers(np.array([0.69, 0.71, -0.69, -0.71]), np.array([1.0, 1.0, -1.0, -1.0]))) == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("from_stage", [1.0, 2.0, 3.0, 4.0])
def test_they_are_offered_from_the_stated_stage(from_stage: float) -> None:
    some = offering(1.0, from_stage=from_stage)
    stage = some.population["stage"][:] = np.arange(1000) % 5
    some.step()
    assert np.array_equal(some.population["contract"] > 0, stage >= from_stage)


@pytest.mark.parametrize(("stage", "bound"), [(4.0, True), (2.0, True), (1.0, True), (0.0, False)])
def test_it_ends_when_closeness_is_lost(stage: float, bound: bool) -> None:
    some = offering(1.0, weeks=2)
    some.step()
    assert some.population["contract"].all()
    some.population["stage"][:] = stage
    some.step()
    assert some.population["contract"].all() == bound


def test_it_ends_with_the_relationship() -> None:
    some = offering(1.0)
    some.population["next_provider"][:] = 0
    some.step()
    assert not some.population["contract"].any()


def test_signing_up_and_having_contracts_is_paid_for() -> None:
    some = offering(1.0, size=100, centre=RICH, cost=0.5, overhead=0.002).run()
    spent = some.ledger.weekly[0, 1, some.ledger.purposes.index("contracts")] / some.ledger.scale
    assert spent == pytest.approx(0.5 * 100 + 0.002 * 100)


def test_who_cannot_be_paid_for_is_not_signed_up() -> None:
    some = offering(1.0, size=1000, centre=RICH, cost=0.5, overhead=0.002).run()
    assert some.population["contract"].sum() == (100 - 2) // 0.5


@pytest.mark.parametrize(("low", "high"), [(0.01, 0.1), (0.1, 1.0)])
def test_the_more_are_offered_one_the_more_have_one(low: float, high: float) -> None:
    few, many = (offering(offer, weeks=4).run().population["contract"].sum() for offer in (low, high))
    assert few < many


def test_it_holds_in_commitment_and_in_leaving_by_its_own_size() -> None:
    """Ablation: the only thing a contract moves is commitment, by its sensitivity."""

    def wish(signed: float) -> float:
        some = market(world(["commitment"], people=Alike(5), weeks=1))
        some.population["contract"][:] = signed
        some.step()
        return float(some.population["commitment"][0])

    assert wish(1.0) - wish(0.0) == pytest.approx(0.5)
