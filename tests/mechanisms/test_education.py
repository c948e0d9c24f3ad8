"""Education: lessons teach, knowledge fades, trust comes sooner, and answers are more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.mechanisms.test_asks import RICH
from tests.worlds import MONEYLESS, Alike, errors_off, market, world

FREE_OF_CHARGE = {"cost": 0.0, "overhead": 0.0}
ALONE = Terms(firms=1, focal_share=1.0, rival_share=0.0, overdraft=0.0)


def teaching(
    lessons: float, *laws: str, size: int = 1000, weeks: int = 1, centre: Any = MONEYLESS, **values: float
) -> Market:
    here = world(["education", *laws], people=Alike(size), weeks=weeks, terms=ALONE,
                 education={**FREE_OF_CHARGE, **values})  # fmt: skip
    some = market(here, Strategy("teaches", {"lessons": lessons, "cadence": 1.0, "hosting": 1.0}), centre=centre)
    some.population["experience"][:] = 1.0
    return some


@pytest.mark.luck(of_share(0.2, 20_000))
def test_lessons_are_given_as_often_as_the_lever_says() -> None:
    assert errors_off(teaching(0.2, size=20_000).run().population["taught"], 0.2) < 4


def test_knowledge_settles_where_a_lesson_teaches_what_was_forgotten() -> None:
    """K* = k / (1 - ρ·(1 - k)); after a year of silence half of it is left."""
    some = teaching(1.0, weeks=252)
    for _ in range(200):
        some.step()
    settled = 0.3 / (1.0 - 0.5 ** (1 / 52) * 0.7)
    assert np.allclose(some.population["knowledge"], settled)
    some.levers["lessons"][:] = 0.0
    for _ in range(52):
        some.step()
    assert np.allclose(some.population["knowledge"], settled / 2)


def mean_trust(lessons: float, **values: float) -> float:
    return float(teaching(lessons, "contact", "trust", weeks=20, **values).run().record.series["trust"][-1, 1])


@pytest.mark.parametrize(("parameter", "low", "high"), [
    ("insight", 0.0, 0.5), ("learning", 0.1, 0.5), ("half_life", 13.0, 104.0),
])  # fmt: skip
def test_each_parameter_moves_trust_the_known_way(parameter: str, low: float, high: float) -> None:
    assert mean_trust(0.1, **{parameter: high}) > mean_trust(0.1, **{parameter: low})


def test_the_more_lessons_the_more_trust_and_the_more_answers_are_offered() -> None:
    assert mean_trust(0.5) > mean_trust(0.1) > mean_trust(0.0)
    runs = [teaching(x, "contact", "answers", weeks=60, centre=RICH).run() for x in (0.0, 1.0)]
    given = [run.record.series["answers"][:, 1].sum() for run in runs]
    assert given[1] > given[0]


def test_lessons_are_paid_for_and_who_cannot_be_paid_for_is_not_taught() -> None:
    some = teaching(1.0, centre=RICH, cost=0.5, overhead=0.01).run()
    assert some.population["taught"].sum() == (100 - 10) // 0.5
    assert some.ledger.weekly[0, 1, some.ledger.purposes.index("education")] / some.ledger.scale == pytest.approx(100)


def test_it_is_off_unless_switched_on_and_moves_nothing_then() -> None:
    assert not type(teaching(0.0).world.mechanism("education"))().enabled
    here = world(size=200, weeks=12, without=("education",))
    runs = [market(here, Strategy("s", {"lessons": x, "cadence": 0.3}), centre=RICH).run() for x in (0.0, 1.0)]
    for name, series in runs[0].record.series.items():
        assert np.array_equal(series, runs[1].record.series[name], equal_nan=True), name
