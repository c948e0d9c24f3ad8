"""From values to a world: what is asked is what is built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experiments.config.composition import composed
from experiments.config.ensemble import value_of
from experiments.config.events import scheduled
from experiments.config.setting import built, doubtful, moved
from simulation.community import OwnNetwork
from simulation.mechanisms import registered
from simulation.mistake import Mistake
from simulation.parameters import declarations
from tests.commands import TINY, setting


def test_the_world_is_as_asked() -> None:
    asked = setting(
        "weeks=9", "population.size=70", "market.margin=0.4", "mechanism.trust.half_life=9", "community=scale_free",
        "mechanism.fatigue.enabled=false", "rivals=[relationship]", "market.as_is=hybrid", "strategy=encounters_only",
    )  # fmt: skip
    world = asked.world
    assert (world.weeks, world.people.size, world.terms.margin) == (9, 70, 0.4)
    assert world.mechanism("trust").half_life == 9.0  # type: ignore[attr-defined]
    assert not world.mechanism("fatigue").enabled
    assert type(world.network).__name__ == "ScaleFree"
    assert [rival.name for rival in world.rivals] == ["relationship"]
    assert (world.as_is.name, asked.strategy.name) == ("hybrid", "encounters_only")
    assert [strategy.name for strategy in asked.strategies] == ["cx_only", "relationship"]
    assert set(asked.levers) == {"cx_only", "relationship", "hybrid", "encounters_only"}


def test_spending_in_a_purchase_has_the_shape_of_the_people() -> None:
    assert setting("population.spending.p=3").world.mechanism("spend").shape == 3.0  # type: ignore[attr-defined]


def test_levers_of_the_configuration_reach_the_strategy_and_the_status_quo() -> None:
    asked = setting("levers.cx_only.cadence=0.5", "levers.as_is.cadence=0.1")
    assert asked.strategies[0].levers["cadence"] == 0.5
    assert asked.world.as_is.levers["cadence"] == 0.1
    assert asked.strategies[1].levers["cadence"] == 0.3


def test_frozen_levers_stand_for_files_that_may_be_gone(tmp_path: Path) -> None:
    config = composed([*TINY, f"strategy={tmp_path}/gone.yaml"]).values
    with pytest.raises(Mistake, match="there is no such file"):
        built(config)
    known = built(config, {f"{tmp_path}/gone.yaml": {"cadence": 0.7}})
    assert (known.strategy.name, known.strategy.levers) == ("gone", {"cadence": 0.7})
    with pytest.raises(Mistake, match="no such lever"):
        built(config, {f"{tmp_path}/gone.yaml": {"cadens": 0.7}})


def test_two_events_that_set_one_lever_from_one_week_on_are_refused() -> None:
    def asked(*weeks: int) -> list[dict[str, object]]:
        return [{"week": week, "set": {"cadence": 0.1 * k, f"levers.gift{k}": 0.2}} for k, week in enumerate(weeks)]

    assert [event.week for event in scheduled(asked(3, 1, 2))] == [1, 2, 3]
    with pytest.raises(
        Mistake, match=r"events\[2\]\.set\.cadence: given 0\.2, is also set by events\[0\], .* week 3 on"
    ):
        scheduled(asked(3, 1, 3))


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        (
            {"week": 1, "set": {"cadence": 1}, "who": "rivals"},
            r"who: given rivals, applies only to shocks",
        ),
        ({"week": 1, "set": {"cadence": 1, "levers.cadence": 0}}, r"events\[0\]\.set: .* contains one of them twice"),
    ],
)
def test_an_event_says_nothing_that_is_not_obeyed(event: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Mistake, match=wrong):
        scheduled([event])


def test_doubtful_are_the_parameters_of_grade_c_of_what_is_on() -> None:
    world = setting().world
    space = doubtful(world)
    expected = {
        f"mechanism.{name}.{key}"
        for name, law in registered().items()
        for key, declaration in declarations(law).items()
        if declaration.doubtful and law.enabled
    }
    assert {key for key in space if key.startswith("mechanism.")} == expected
    assert all(low < high for low, high in space.values())
    less = doubtful(setting("mechanism.fatigue.enabled=false").world)
    assert {key for key in space if key not in less} == {key for key in space if key.startswith("mechanism.fatigue.")}


def test_a_share_of_wallet_is_in_doubt_only_where_there_is_a_choice() -> None:
    assert "market.wallet_share" not in doubtful(setting().world)
    assert "market.wallet_share" in doubtful(setting("market=non_contractual").world)


def test_prospects_of_a_log_are_in_doubt_unless_the_network_has_places_for_so_many_only() -> None:
    """A guess that moves the headline; where people are parametric there are none beside those of the log."""
    key = "population.prospects"
    assert key not in doubtful(setting().world)
    world = setting("population=cdnow").world
    assert doubtful(world)[key] == (0.2, 5.0)
    there = moved(world, {key: 2.0, "market.margin": 0.5})
    assert there.people.size == pytest.approx(2 * world.people.size, abs=1)
    assert (there.terms.margin, value_of(there, key)) == (0.5, 2.0)
    tied = OwnNetwork(world.community(1))
    assert key not in doubtful(replace(world, network=tied))


def test_moving_changes_what_is_named_and_nothing_else() -> None:
    world = setting().world
    there = moved(world, {"market.margin": 0.5, "mechanism.trust.half_life": 30.0})
    assert there.terms.margin == 0.5
    assert there.mechanism("trust").half_life == 30.0  # type: ignore[attr-defined]
    assert moved(there, {"market.margin": world.terms.margin, "mechanism.trust.half_life": 52.0}).terms == world.terms
    assert [m for m in there.mechanisms if m.name != "trust"] == [m for m in world.mechanisms if m.name != "trust"]
    assert moved(world, {}) == world


def test_every_corner_of_the_doubtful_space_is_allowed() -> None:
    world = setting().world
    space = doubtful(world)
    for end in (0, 1):
        there = moved(world, {key: ends[end] for key, ends in space.items()})
        assert doubtful(there) == space
