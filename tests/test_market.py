"""One run: the week, the pairing of strategies, and what is left alone."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.market.terms import KINDS, Terms
from simulation.mechanism import Phase
from simulation.mechanisms import registered
from simulation.people.people import Reference
from simulation.population import IDENTITY
from simulation.quantiles import normal
from simulation.strategy import Strategy
from simulation.world.weekly_record import SERIES
from simulation.world.world import World
from tests.luck import FOUR
from tests.random_worlds import observed
from tests.worlds import AS_IS, IDLE, RELATIONSHIP, Alike, market, ran, world

CENTRE = Centre((-0.95,), (0.78,), commitment=1.1, weekly_revenue=1.8, quarterly_envelope=(0.04 * 600,))
WEEKS = 60


@pytest.fixture(scope="module")
def here() -> World:
    return world(size=600, weeks=WEEKS)


def differences(one: Any, other: Any) -> dict[str, float]:
    """Largest absolute difference of every series, column and account of two markets."""
    found = {}
    for name in SERIES:
        found[f"series {name}"] = np.nanmax(np.abs(one.record.series[name] - other.record.series[name]), initial=0.0)
    for name, values in one.population.values.items():
        gap = values != other.population[name] if values.dtype.kind in "bu" else np.abs(values - other.population[name])
        found[f"column {name}"] = np.max(gap.astype(np.float64))
    for name, values in one.firms.items():
        found[f"firms {name}"] = np.max(np.abs(values - other.firms[name]))
    for name in ("weekly", "person", "envelope"):
        found[f"ledger {name}"] = np.max(np.abs(getattr(one.ledger, name) - getattr(other.ledger, name)))
    found["lost week"] = np.max(np.abs(one.record.lost_week - other.record.lost_week))
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strategy", [AS_IS, RELATIONSHIP], ids=lambda strategy: strategy.name)
def test_two_identical_strategies_of_different_names_differ_by_exactly_0(kind: Any, strategy: Strategy) -> None:
    here = world(size=400, weeks=WEEKS, terms=Terms(kind=kind))
    other = Strategy("quite another name", dict(reversed(list(strategy.levers.items()))))
    gaps = differences(*(ran(here, plan, seed=4, centre=CENTRE) for plan in (strategy, other)))
    assert {name: gap for name, gap in gaps.items() if gap != 0.0} == {}


@pytest.mark.parametrize(
    ("law", "levers"),
    [
        ("gifts", {"gift_rate": 0.5, "gift_size": 0.1, "gift_conditional": 1.0}),
        ("encounters", {"encounter_share": 1.0}),
        ("progression", {"listening": 1.0}),
        ("reciprocity", {"sincerity": 1.0}),
        ("channels", {"acquisition_share": 0.4, "incentive": 1.0}),
        ("contact", {"cadence": 0.9}),
    ],
)
def test_a_lever_of_a_mechanism_that_is_off_changes_exactly_nothing(law: str, levers: dict[str, float]) -> None:
    """It neither acts nor costs."""
    here = world(size=400, weeks=40, without=(law,))
    plan = Strategy("more", {**RELATIONSHIP.levers, **levers})
    gaps = differences(*(ran(here, one, seed=4, centre=CENTRE) for one in (RELATIONSHIP, plan)))
    assert {name: gap for name, gap in gaps.items() if gap != 0.0} == {}


def test_two_strategies_that_differ_share_their_luck(here: World) -> None:
    """Until something is done differently to a person, the same happens to him or her: the people are the same."""
    one, other = (ran(here, plan, seed=4, centre=CENTRE) for plan in (AS_IS, RELATIONSHIP))
    gaps = differences(one, other)
    assert gaps["series purchases"] > 0
    assert gaps["column need"] == gaps["column buy_rate"] == gaps["column propensity"] == 0.0
    alike = np.mean(one.record.lost_week == other.record.lost_week)
    assert alike > 0.85


def test_another_seed_is_another_world(here: World) -> None:
    one, other = (ran(here, AS_IS, seed=seed, centre=CENTRE) for seed in (4, 5))
    assert differences(one, other)["column need"] > 0


def test_a_copy_goes_on_as_the_original_would(here: World) -> None:
    original = market(here, RELATIONSHIP, 4, CENTRE)
    for _ in range(20):
        original.step()
    twin = copy.deepcopy(original)
    gaps = differences(original.run(), twin.run())
    assert {name: gap for name, gap in gaps.items() if gap != 0.0} == {}


def test_who_moves_starts_again_and_keeps_what_is_personal(here: World) -> None:
    some = market(here, RELATIONSHIP, 4, CENTRE)
    for _ in range(30):
        some.step()
    before = {name: values.copy() for name, values in some.population.values.items()}
    some.step()
    values = some.population.values
    moved = np.flatnonzero(values["provider"] != before["provider"])
    assert moved.size
    for column in some.population.columns.values():
        if not column.kept and column not in IDENTITY and not callable(column.initial):
            # What is computed again after the move, in the last phase of the week, is still as it began.
            begins: Any = column.initial
            if column.newcomer:
                of_firm = some.firms[column.newcomer][values["provider"][moved]]
                begins = np.where(values["provider"][moved] > 0, of_firm, column.initial)
            assert (values[column.name][moved] == begins).all(), column.name
    for name in ("id", "luck", "buy_rate", "spend_rate", "need", "propensity"):
        changed_ones = values[name][moved] != before[name][moved]
        assert name == "need" or not changed_ones.any(), name
    assert (values["tenure"][moved] == 0).all()


def test_whoever_joins_gets_a_new_propensity_to_leave_and_nobody_else_does(here: World) -> None:
    some = market(here, AS_IS, 4, CENTRE)
    for _ in range(40):
        before, joins = some.population["leave_rate"].copy(), some.population["joins"].copy()
        some.step()
        joined = some.population["joins"] > joins
        assert (some.population["leave_rate"][~joined] == before[~joined]).all()
        assert (some.population["leave_rate"][joined] != before[joined]).all()
        assert (some.population["provider"][joined] > 0).all()
    assert some.population["joins"].sum() > 0


@pytest.mark.parametrize("persistence", [0.0, 0.4, 0.8])
def test_a_person_is_in_part_the_same_leaver_with_the_next_firm(persistence: float) -> None:
    """The normal scores of the two propensities correlate with φ, and the second ones have the law of the first."""
    people = Reference(size=20_000, persistence=persistence)
    some = market(world(["churn"], people=people, weeks=1, terms=Terms(firms=2)))
    first = normal(people.churn.rank(some.population["leave_rate"]))
    some.population["next_provider"][:] = np.where(some.population["provider"] == 1, 2, 1)
    some.move()
    second = normal(people.churn.rank(some.population["leave_rate"]))
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(persistence, abs=0.05)
    assert (second.mean(), second.std()) == pytest.approx((0.0, 1.0), abs=0.05)


def test_whom_a_log_shows_to_have_left_are_rather_leavers_by_nature() -> None:
    people = observed()
    some = market(world(["churn"], people=people, weeks=1, terms=Terms(focal_share=0.4, rival_share=0.0)))
    lost = some.population["former_firm"] == 1
    stayed = (some.population["provider"] == 1) & (np.arange(people.size) < len(people.frequency))
    own = some.population["disposition"]
    assert own[lost].mean() > 0 > own[stayed].mean()


def test_who_joins_begins_with_what_the_customers_of_the_firm_have() -> None:
    some = market(world(["satisfaction", "churn"], people=Alike(6), weeks=1, terms=Terms(firms=2)))
    some.firms["reputation"][:], some.firms["promise"][:] = (0.0, 0.3, 0.9), (0.0, 0.5, 0.8)
    some.population["next_provider"][:] = [1, 1, 2, 2, 0, 0]
    some.move()
    assert some.population["satisfaction"].tolist() == [0.6, 0.6, 0.9, 0.9, 0.6, 0.6], "the others have not moved"
    assert some.population["expectation"].tolist() == [0.6, 0.6, 0.8, 0.8, 0.6, 0.6]


def test_the_firms_know_how_many_customers_they_have(here: World) -> None:
    some = market(here, AS_IS, 4, CENTRE)
    for _ in range(20):
        some.step()
        count = np.bincount(some.population["provider"], minlength=3)
        assert some.firms["customers"].tolist() == [0, *count[1:]]
        assert np.array_equal(some.population["is_customer"], some.population["provider"] > 0)
    series = some.record.series
    flow = series["joined"][1:20, 1:] - series["left"][1:20, 1:]
    assert np.array_equal(np.diff(series["customers"][:20, 1:], axis=0), flow)


def test_hooks_one_row_at_a_time_give_the_same_week(here: World) -> None:
    """The engine may show rows one by one in decide and apply; 60 people, 6 weeks, to the bit."""
    small = world(size=60, weeks=6)
    together, alone = (market(small, RELATIONSHIP, 2, CENTRE) for _ in range(2))
    for _ in range(6):
        together.step()
        alone.open_week()
        for phase in Phase:
            for row in reversed(range(60)):
                alone.decide(phase, row)
            for firm in (1, 2):
                for touchpoint in range(len(small.terms.touchpoints)):
                    alone.serve(phase, firm, touchpoint)
            for firm in (1, 2):
                alone.settle(phase, firm)
            alone.connect(phase)
            for row in range(60):
                alone.apply(phase, row)
            if phase is Phase.MOVE:
                alone.move()
        alone.close_week()
    assert {name: gap for name, gap in differences(together, alone).items() if gap != 0.0} == {}


def test_a_market_in_which_nothing_is_on_stands_still() -> None:
    some = ran(world([], people=Alike(50, leaves=0.5, buys=1.0), weeks=10, as_is=IDLE))
    assert (some.population["provider"] == 1).all()
    assert not some.ledger.weekly.any()
    assert (some.record.series["cohort"][:, 1] == 1.0).all()
    assert set(registered()) == {mechanism.name for mechanism in some.world.mechanisms}


@pytest.mark.luck(3 * FOUR)
def test_initial_customers_come_from_the_traits() -> None:
    here = world(size=3000, terms=Terms(firms=3, focal_share=0.3, rival_share=0.5))
    some = market(here)
    traits = here.people.traits(Draws(1), here.terms)
    assert np.array_equal(some.population["provider"], traits.provider)
    shares = some.firms["initial_customers"][1:] / 3000
    assert shares == pytest.approx([0.3, 0.25, 0.25], abs=4 * np.sqrt(0.25 / 3000))
