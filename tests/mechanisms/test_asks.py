"""Asks: clarity helps those who are ready, and hurts before; the sizes, the price, and the turning point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import MONEYLESS, Alike, errors_off, market, world

FREE_OF_CHARGE = {"cost": 0.0, "views_cost": 0.0, "message_cost": 0.0, "overhead": 0.0}
RICH = Centre(quarterly_envelope=(100.0,))
N = 20_000
READY, NOT_READY = 5.0, -5.0


def asking(
    ask: float,
    laws: tuple[str, ...] = (),
    *,
    wish: float = READY,
    size: int = 1000,
    weeks: int = 1,
    centre: Centre = MONEYLESS,
    asks: dict[str, float] | None = None,
    **parameters: Any,
) -> Market:
    """A firm that asks customers who are all as committed, and were so last week."""
    here = world(["asks", *laws], people=Alike(size), weeks=weeks, asks={**FREE_OF_CHARGE, **(asks or {})},
                 **parameters)  # fmt: skip
    some = market(here, Strategy("asks", {"ask": ask}), centre=centre)
    some.population["commitment"][:], some.population["ready"][:] = wish, float(wish > 0)
    return some


@pytest.mark.luck(of_share(0.3, N))
def test_it_asks_as_often_as_the_lever_says() -> None:
    """Among 20,000 customers, within 4 standard errors."""
    some = asking(0.3, size=N)
    some.step()
    assert errors_off(some.population["asked"], 0.3) < 4


def test_nobody_is_asked_who_is_as_close_as_can_be() -> None:
    some = asking(1.0)
    some.population["stage"][:500] = 4.0
    some.step()
    assert some.population["asked"].sum() == 500


@pytest.mark.parametrize(
    ("ready", "damage", "too_early"), [(1.0, 0.0, False), (1.0, 0.5, False), (1.0, 0.6, True), (0.0, 0.0, True)]
)
def test_an_ask_is_too_early_before_one_is_ready_or_while_one_is_hurt(
    ready: float, damage: float, too_early: bool
) -> None:
    some = asking(1.0)
    some.population["ready"][:], some.population["damage"][:] = ready, damage
    some.step()
    assert some.population["too_early"].all() == some.population["too_early"].any() == too_early


def test_irritation_builds_up_with_early_asks_and_fades() -> None:
    """v / (1 - ρ) after many weeks of asking; half is gone after four weeks of silence."""
    some = asking(1.0, wish=NOT_READY, weeks=80)
    for _ in range(76):
        some.step()
    kept = 0.5**0.25
    settled = 0.05 / (1.0 - kept)
    assert np.allclose(some.population["irritation"], settled, rtol=1e-5)
    some.levers["ask"][:] = 0.0
    for _ in range(4):
        some.step()
    assert np.allclose(some.population["irritation"], settled / 2, rtol=1e-5)
    assert not some.population["asked"].any()


def test_trust_is_lost_by_early_asks_alone() -> None:
    """A share of 0.05 each time, on top of nothing: trust stands at its anchor."""
    early, late = (asking(1.0, ("trust",), wish=c, weeks=3).run() for c in (NOT_READY, READY))
    assert np.allclose(late.population["trust"][:, 1], 0.5)
    assert (early.population["trust"][:, 1] < 0.5).all()
    first = asking(1.0, ("trust",), wish=NOT_READY).run()
    assert np.allclose(first.population["trust"][:, 1], 0.5 * 0.95)


@pytest.mark.luck(of_share(0.045, N) + of_share(0.135, N))
def test_an_ask_in_time_takes_three_times_as_many_to_the_next_stage() -> None:
    """0.1·0.3·1.5 without, three times that with one; 20,000 customers, within 4 standard errors."""
    for ask, chance in ((0.0, 0.045), (1.0, 0.135)):
        some = asking(ask, ("progression",), size=N, progression={"up_rate": 0.1, "down_rate": 0.0})
        assert errors_off(some.run().population["stage"], chance) < 4


def test_an_early_ask_takes_nobody_any_further() -> None:
    stages = [
        asking(ask, ("progression",), wish=NOT_READY, progression={"up_rate": 0.3}).run().population["stage"]
        for ask in (0.0, 1.0)
    ]
    assert np.array_equal(stages[0], stages[1])


CLOSE = ("trust", "commitment", "progression")


@pytest.mark.parametrize(
    ("satisfaction", "sign"), [pytest.param(1.0, 1.0, marks=pytest.mark.luck(1 / 1000)), (0.0, -1.0)]
)
def test_the_response_to_a_step_turns_with_readiness(satisfaction: float, sign: float) -> None:
    """Asking from week 10 on raises commitment where people are ready, and lowers it where they are not."""

    def course(ask: float) -> Any:
        some = asking(0.0, CLOSE, size=2000, weeks=60, centre=Centre(commitment=1.0, quarterly_envelope=(0.0,)),
                      progression={"down_rate": 0.0})  # fmt: skip
        some.population["satisfaction"][:] = satisfaction
        seen = []
        for week in range(60):
            some.levers["ask"][1] = ask if week >= 10 else 0.0
            some.step()
            seen.append(some.population["commitment"].mean())
        return np.array(seen)

    response = course(0.2) - course(0.0)
    assert not response[:10].any()
    assert (sign * response[12:] > 0).all()


def test_asking_is_paid_for_and_who_cannot_be_paid_for_is_not_asked() -> None:
    some = asking(1.0, size=1000, centre=RICH, asks={"cost": 0.5, "overhead": 0.01}).run()
    assert some.population["asked"].sum() == (100 - 10) // 0.5
    spent = some.ledger.weekly[0, 1, some.ledger.purposes.index("asks")] / some.ledger.scale
    assert spent == pytest.approx(100)


@pytest.mark.parametrize(
    ("parameter", "low", "high"), [("irritation_gain", 0.0, 0.15), ("half_life", 2.0, 12.0)]
)  # fmt: skip
def test_the_more_it_irritates_and_the_longer_it_is_remembered_the_less_committed(
    parameter: str, low: float, high: float
) -> None:
    little, much = (
        asking(0.3, ("commitment",), wish=NOT_READY, weeks=20, asks={parameter: value}).run()
        .population["commitment"].mean()
        for value in (low, high)
    )  # fmt: skip
    assert much < little


def test_nobody_is_asked_too_early_before_anything_is_known_of_his_readiness() -> None:
    """In week 0, and who joins: the average newcomer is as committed as under the status quo, which suffices."""
    here = world(size=400, weeks=1, asks=FREE_OF_CHARGE)
    some = market(here, Strategy("asks", {"ask": 1.0}), centre=MONEYLESS)
    some.step()
    assert some.population["asked"].sum() > 100
    assert not some.population["too_early"].any()


def test_an_ask_that_reopens_the_decision_may_also_make_people_stay() -> None:
    """The sign is not known: below 0 irritation is a reason to stay."""
    wishes = [
        asking(0.3, ("commitment",), wish=NOT_READY, weeks=20, asks={"irritation_gain": gain}).run()
        .population["commitment"].mean()
        for gain in (-0.05, 0.0, 0.05)
    ]  # fmt: skip
    assert wishes[0] > wishes[1] > wishes[2]


def played(weeks: int = 1, centre: Centre = MONEYLESS, asks: dict[str, float] | None = None, **levers: float) -> Market:
    """A firm that asks customers who buy, and what that does to commitment and to purchases."""
    here = world(["asks", "commitment", "purchase"], people=Alike(1000, buys=0.2), weeks=weeks,
                 asks={**FREE_OF_CHARGE, **(asks or {})})  # fmt: skip
    return market(here, Strategy("asks", levers), centre=centre).run()


def test_who_is_asked_for_views_buys_more_and_is_more_committed_for_months() -> None:
    """By e^0.05 and 0.1 in the first week, beside what commitment does; half of it is left half a year later."""
    silent, asked = played(), played(ask_views=1.0)
    assert np.allclose(asked.population["consulted"], 1.0)
    gap = asked.population["commitment"] - silent.population["commitment"]
    assert np.allclose(gap, 0.1)
    ratio = asked.population["buy_factor"] / silent.population["buy_factor"]
    assert np.allclose(ratio, np.exp(0.05 + 0.15 * 0.1))
    here = world(["asks"], people=Alike(1000), weeks=27, asks=FREE_OF_CHARGE)
    some = market(here, Strategy("asks", {"ask_views": 1.0}), centre=MONEYLESS)
    some.step()
    some.levers["ask_views"][1] = 0.0
    some.run()
    assert np.allclose(some.population["consulted"], 0.5)
    assert not some.population["asked_views"].any()


def test_asking_for_views_every_week_adds_little_to_asking_once() -> None:
    """It is never more than having been asked just now."""
    assert np.allclose(played(weeks=30, ask_views=1.0).population["consulted"], 1.0)


def test_being_asked_for_views_again_irritates_by_how_well_the_last_time_is_remembered() -> None:
    """Not at all the first time; a week later nearly by the whole of 0.01, half a year later by half of it."""
    for pause, remembered in ((1, 0.5 ** (1 / 26)), (26, 0.5)):
        here = world(["asks"], people=Alike(100), weeks=pause + 1, asks=FREE_OF_CHARGE)
        some = market(here, Strategy("asks", {"ask_views": 1.0}), centre=MONEYLESS)
        some.step()
        assert not some.population["irritation"].any()
        some.levers["ask_views"][1] = 0.0
        for _ in range(pause - 1):
            some.step()
        some.levers["ask_views"][1] = 1.0
        some.step()
        assert np.allclose(some.population["irritation"], 0.01 * remembered)


def test_a_reminder_sells_in_its_week_and_irritates() -> None:
    """By e^0.1 as far as irritation of 0.01, half of which is commitment, does not take it back."""
    silent, reminded = played(), played(remind=1.0)
    assert np.allclose(reminded.population["irritation"], 0.01)
    assert np.allclose(silent.population["commitment"] - reminded.population["commitment"], 0.5 * 0.01)
    ratio = reminded.population["buy_factor"] / silent.population["buy_factor"]
    assert np.allclose(ratio, np.exp(0.1 - 0.15 * 0.5 * 0.01))
    assert reminded.record.series["reminders"][0, 1] == 1000
    assert not reminded.population["too_early"].any()


def test_what_is_asked_is_paid_for_by_its_content() -> None:
    """100 for 1,000 customers: asks of 0.05, then for views of 0.03 and reminders of 0.02, as far as the money goes."""
    prices = {"cost": 0.05, "views_cost": 0.03, "message_cost": 0.02}
    some = played(centre=RICH, asks=prices, ask=1.0, ask_views=1.0, remind=1.0)
    spent = some.ledger.weekly[0, 1, some.ledger.purposes.index("asks")] / some.ledger.scale
    assert spent == pytest.approx(50 + 30 + 20)
    lever_alone = played(centre=RICH, asks={**prices, "overhead": 0.01}, remind=1.0)
    spent = lever_alone.ledger.weekly[0, 1, lever_alone.ledger.purposes.index("asks")] / lever_alone.ledger.scale
    assert spent == pytest.approx(10 + 20)


@pytest.mark.parametrize(
    ("law", "parameter", "low", "high", "wish", "series", "rises"),
    [
        ("trust", "early_ask_loss", 0.0, 0.15, NOT_READY, "trust", False),
        ("commitment", "irritation_sensitivity", 0.0, 1.0, NOT_READY, "commitment", False),
        ("progression", "ask_boost", 1.0, 5.0, READY, "stage", True),
    ],
)
def test_each_effect_of_an_ask_has_its_own_size(
    law: str, parameter: str, low: float, high: float, wish: float, series: str, rises: bool
) -> None:
    changed: list[dict[str, Any]] = [{law: {parameter: value}} for value in (low, high)]
    runs = [asking(0.5, (law,), wish=wish, weeks=20, **change).run() for change in changed]
    little, much = (some.record.series[series][-1, 1] for some in runs)
    assert (much > little) if rises else (much < little)


def test_switched_off_the_lever_moves_nothing() -> None:
    here = world(size=200, weeks=12, without=("asks",))
    runs = [market(here, Strategy("s", {"ask": ask, "cadence": 0.3}), centre=RICH).run() for ask in (0.0, 1.0)]
    for name, series in runs[0].record.series.items():
        assert np.array_equal(series, runs[1].record.series[name], equal_nan=True), name
