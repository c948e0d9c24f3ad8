"""The benchmark's peer is the same market: weekly means of objects and columns agree within their errors."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from scipy import stats

from experiments.benchmarks import worlds
from experiments.benchmarks.__main__ import BENCHMARKS, main
from experiments.benchmarks.measurement import Figure, table
from experiments.benchmarks.object_model import ObjectMarket
from experiments.benchmarks.object_model.laws import Laws
from experiments.benchmarks.object_model.market import SERIES
from experiments.benchmarks.variance_reduction import reduction
from simulation.alignment.centring import centre_world
from simulation.market.centre import Centre
from simulation.market.terms import Kind
from simulation.mechanism import Mechanism
from simulation.mistake import Mistake
from simulation.world.market import Market
from simulation.world.world import World

SIZE, WEEKS, SEEDS = 500, 52, 24
CASES: tuple[tuple[Kind, str], ...] = (("contractual", "relationship"), ("non_contractual", "cx_only"))
BUDGETS = {"relationship": 0.15, "cx_only": 0.10}
"""With a tenth of revenue a relationship leaves little for quality, which luck moves from 0.4 to 0.9: none can tell."""
ERROR_RATE = 0.01
"""Chance that any comparison of any case alarms although both are the same market; seeds are fixed, so none flickers.

One comparison in a hundred passes 2.8 standard errors by chance at 24 seeds. Shared out over all comparisons
(Bonferroni) the rate makes that 4. In 2 % 24 seeds are too few to tell those who join to 5 %.
"""
TOLERANCE = float(stats.t.isf(ERROR_RATE / 2 / (len(SERIES) * len(CASES)), SEEDS - 1))


def changed(world: World, **parameters: dict[str, float]) -> World:
    laws: list[Mechanism] = [replace(law, **parameters.get(law.name, {})) for law in world.mechanisms]  # type: ignore[arg-type]
    return replace(world, mechanisms=tuple(laws))


def objects(world: World, plan: str, centre: Centre) -> np.ndarray:
    """Means of the focal firm over all weeks, shape (seeds, series)."""
    strategy = getattr(worlds, plan)()
    runs = [ObjectMarket(world, strategy, seed, centre).run_weeks().series for seed in range(SEEDS)]
    return np.array([[np.mean(series[name]) for name in SERIES] for series in runs])


def columns(world: World, plan: str, centre: Centre) -> np.ndarray:
    """The same of the model."""
    strategy = getattr(worlds, plan)()
    runs = [Market(world, strategy, seed, centre).run().record.series for seed in range(SEEDS)]
    return np.array([[np.mean(series[name][:, 1]) for name in SERIES] for series in runs])


def errors_apart(one: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """For each series the mean gap in standard errors; people and ties are shared, luck is not."""
    gap = one - other
    apart = gap.mean(axis=0) / (gap.std(axis=0, ddof=1) / np.sqrt(SEEDS))
    return dict(zip(SERIES, apart.round(2).tolist(), strict=True))


@pytest.mark.long
@pytest.mark.parametrize(("kind", "plan"), CASES)
@pytest.mark.luck(0.04)
def test_objects_and_columns_are_the_same_market(kind: Kind, plan: str) -> None:
    whole = worlds.world(SIZE, WEEKS)
    world = replace(whole, terms=replace(whole.terms, kind=kind, winback=0.5, budget_share=BUDGETS[plan]))
    centre = centre_world(world, passes=2)
    theirs, ours = objects(world, plan, centre), columns(world, plan, centre)
    apart = errors_apart(theirs, ours)
    assert all(abs(error) < TOLERANCE for error in apart.values()), apart
    # The comparison can see something: one standard error is a small part of what is compared.
    assert ((theirs - ours).std(axis=0, ddof=1) / np.sqrt(SEEDS) < 0.05 * np.abs(ours.mean(axis=0))).all()
    if plan == "relationship":
        wrong = objects(changed(world, trust={"gain": 0.08}, acquisition={"weak": 0.012}), plan, centre)
        assert max(abs(error) for error in errors_apart(wrong, ours).values()) > TOLERANCE


def test_objects_want_all_mechanisms_that_they_know() -> None:
    with pytest.raises(Mistake, match=r"mechanism\.trust"):
        Laws.of(worlds.world(50, 1).switched("trust", False))


def test_objects_with_the_same_seed_agree() -> None:
    world, centre = worlds.world(100, 8), Centre(quarterly_envelope=(4.0,))
    first, second = (ObjectMarket(world, worlds.relationship(), 3, centre).run_weeks().series for _ in range(2))
    assert first == second


def test_a_figure_knows_whether_its_target_is_met() -> None:
    assert Figure("ratio", 31.0, "×", at_least=30.0).met
    assert Figure("time", 61.0, "s", below=60.0).met is False
    assert Figure("time", float("nan"), "s", below=60.0).met is False
    assert Figure("speed", 1.0, "/s").met is None
    console = Console(width=120, file=io.StringIO(), record=True)
    console.print(table("speed", [Figure("time", 61.0, "s", below=60.0), Figure("none", float("nan"), "s")]))
    cells = {cell.strip() for line in console.export_text().splitlines() for cell in line.split("│")}
    assert {"time", "61", "s", "< 60", "no", "–"} <= cells


def test_the_variance_of_a_difference_with_shared_luck_is_held_against_that_without() -> None:
    luck, own = np.array([1.0, -1.0, 1.0, -1.0]), np.array([0.1, 0.1, -0.1, -0.1])
    assert reduction(luck, luck + own) == pytest.approx((1.0 + 1.01) / 0.01)
    assert reduction(luck, luck + 3.0) == float("inf")


def test_an_unknown_benchmark_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    told = capsys.readouterr().err
    assert all(name in told for name in ("speed", *BENCHMARKS))
