"""The adversary: every lever is tried, what does nothing finds exactly nothing, and a find is told by fresh luck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.execution.executors import WorkerPool
from experiments.hunting import dissection
from experiments.hunting.__main__ import main
from experiments.hunting.hunt import FRESH, GOALS, SEEDS, ProgrammeGain, ProgrammeSearch
from experiments.hunting.offers import DEPTHS, movable_levers, programme_of, single_lever_programmes
from experiments.hunting.places import KINDS, searched_market
from experiments.statistics.optimise import Search
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.commands import QUIET

SMALL = ("population.size=60", "weeks=3")


@pytest.fixture(scope="module")
def hunt() -> ProgrammeSearch:
    return ProgrammeSearch(searched_market("contractual", 0, 0, SMALL), WorkerPool("inline"), QUIET)


def test_each_lever_that_can_act_is_tried_at_a_crumb_and_at_its_ends(hunt: ProgrammeSearch) -> None:
    world = hunt.place.world
    tried = list(single_lever_programmes(world))
    assert {name for name, *_ in tried} == set(movable_levers(world))
    for name, lever in movable_levers(world).items():
        values = {strategy.levers[name] for one, _, strategy in tried if one == name}
        usual = world.as_is.levers.get(name, lever.idle)
        assert values | {usual} >= {lever.low, lever.high} - {lever.idle}
        assert len(values) >= len(DEPTHS) - (usual != lever.idle)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_market_can_be_searched(kind: str) -> None:
    there = ProgrammeSearch(searched_market(kind, 0, 0, SMALL), WorkerPool("inline"), QUIET)
    assert there.place.world.terms.kind == kind
    (find,) = there.tried([programme_of(there.place.world, {"cadence": 0.0})], SEEDS[:2], "cadence")
    assert find.gains["profit"] != 0.0


def test_the_status_quo_finds_exactly_nothing(hunt: ProgrammeSearch) -> None:
    (find,) = hunt.tried([programme_of(hunt.place.world, {})], SEEDS[:2], "nothing")
    assert find.levers == {}
    assert set(find.gains.values()) | set(find.errors.values()) == {0.0}


def test_a_gain_is_held_against_the_same_luck_and_money(hunt: ProgrammeSearch) -> None:
    one = programme_of(hunt.place.world, {"reserve": 1.0})
    (find,) = hunt.tried([one], SEEDS[:2], "reserve")
    assert find.levers == {"reserve": 1.0}
    assert find.errors["profit"] > 0
    mine, usual = hunt._usual[SEEDS[0]], hunt.place.world.as_is
    again = Market(hunt.place.world, usual, SEEDS[0], hunt._funded[SEEDS[0]]).run()
    assert np.array_equal(again.ledger.envelope[:, 1], mine.envelope)


def test_luck_that_chooses_does_not_judge() -> None:
    assert not set(SEEDS) & set(FRESH)
    assert not set(SEEDS) & set(dissection.JUDGES)


class Known:
    """A hunt in a world in which gains are known: two levers earn, the others do not."""

    def __init__(self, hunt: ProgrammeSearch) -> None:
        self.place = hunt.place

    def tried(self, strategies: Sequence[Strategy], seeds: Sequence[int], what: str) -> list[ProgrammeGain]:
        usual, found = self.place.world.as_is.levers, []
        for one in strategies:
            levers = {n: v for n, v in one.levers.items() if usual.get(n) != v}
            gain = 3.0 * levers.get("hosting", 0.0) + 1.0 * levers.get("ease", 0.0) - 0.01 * len(levers)
            found.append(ProgrammeGain(levers, dict.fromkeys(GOALS, gain), dict.fromkeys(GOALS, 0.1)))
        return found


def test_a_find_is_put_back_to_the_levers_that_make_it(hunt: ProgrammeSearch) -> None:
    known = Known(hunt)
    (find,) = known.tried(
        [programme_of(hunt.place.world, dict.fromkeys(movable_levers(hunt.place.world), 1.0))], [], ""
    )
    exploit, worth = dissection.dissect_programme(known, find, "profit")  # type: ignore[arg-type]
    assert set(exploit.levers) == set(worth) == {"hosting", "ease"}
    assert worth == pytest.approx({"hosting": 2.99, "ease": 0.99})


@pytest.mark.long
def test_the_command_writes_what_each_lever_alone_and_the_search_found(tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    table = tmp_path / "hunt.csv"
    words = ("population.size=30", "weeks=1", "executor=inline", "output.keep=0")
    assert main(["kind=contractual", "rounds=0", f"into={table}", *words]) == 0
    rows = pd.read_csv(table)
    assert set(rows["what"]) == {"alone"}
    assert {f"{goal}{end}" for goal in GOALS for end in ("", "_error")} <= set(rows.columns)


def test_the_search_begins_with_what_levers_gain_by_themselves(hunt: ProgrammeSearch) -> None:
    def gaining(gain: float, **levers: float) -> ProgrammeGain:
        return ProgrammeGain(levers, dict.fromkeys(GOALS, gain), dict.fromkeys(GOALS, 1.0))

    some = [gaining(3.0, hosting=0.5), gaining(5.0, hosting=1.0), gaining(4.0, ask_views=0.2), gaining(1.9, remind=0.1)]
    usual, together, *each = hunt.beginnings("profit", some)
    assert set(usual) == set(movable_levers(hunt.place.world))
    moved = [{name: value for name, value in one.items() if value != usual[name]} for one in (together, *each)]
    assert moved == [{"hosting": 1.0, "ask_views": 0.2}, {"hosting": 1.0}, {"ask_views": 0.2}, {"hosting": 0.5}]
    assert hunt.beginnings("profit", []) == [usual]
    ranges = {name: (lever.low, lever.high) for name, lever in movable_levers(hunt.place.world).items()}
    assert Search(ranges, first=2, seed=1, known=[usual, together]).ask(2) == [usual, together]


@pytest.mark.parametrize("word", ["kind=monopoly", "goal=fame"])
def test_an_unknown_kind_of_market_or_goal_is_refused(word: str) -> None:
    with pytest.raises(Mistake, match=word.partition("=")[0]):
        main([word])
