"""The page's own reckoning, without a browser: scenes, sliders, twins, diary, story, talk, curves and lessons."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qsl

import numpy as np
import pytest
import yaml

from experiments.classroom.curves import CURVES, history, values_at
from experiments.classroom.diary import EVENTS
from experiments.classroom.kinds import BROKEN, COLOURS, KINDS, OUTSIDE, counted, kind_of
from experiments.classroom.lessons import LESSONS
from experiments.classroom.offer import MOST
from experiments.classroom.scene import Scene, read_yaml, scene_of
from experiments.classroom.sliders import LAWS, of_laws, of_levers
from experiments.classroom.story import lived, parted
from experiments.classroom.talk import heard
from experiments.classroom.twins import LEFT, RIGHT
from experiments.networks.sparse_layout import spread_out
from simulation.community import Community
from simulation.measures import profit
from simulation.mistake import Mistake
from simulation.strategy import Strategy, levers
from tests.classrooms import offer, twins
from tests.commands import said


def test_twins_of_one_strategy_live_the_same_lives() -> None:
    pair = twins(Scene(("relationship", "relationship")), weeks=20)
    one, other = pair.diaries
    np.testing.assert_array_equal(one.events, other.events)
    assert history(pair.markets[LEFT])["profit"][-1] == history(pair.markets[RIGHT])["profit"][-1]


def test_a_lever_holds_from_the_week_in_which_it_is_moved() -> None:
    pair, moved = (twins(Scene(("cx_only", "cx_only")), weeks=10) for _ in range(2))
    moved.follow(RIGHT, Strategy("cx_only", {**moved.markets[RIGHT].strategy.levers, "cadence": 1.0}))
    for one in (pair, moved):
        for _ in range(10):
            one.step()
    np.testing.assert_array_equal(pair.diaries[LEFT].events, moved.diaries[LEFT].events)
    np.testing.assert_array_equal(pair.diaries[RIGHT].events[:10], moved.diaries[RIGHT].events[:10])
    assert moved.markets[RIGHT].record.series["quality"][15, 1] < pair.markets[RIGHT].record.series["quality"][15, 1]


def test_markets_that_are_over_stand_still() -> None:
    pair = twins(weeks=60)
    assert pair.over
    pair.step()
    assert pair.week == 60
    for market in pair.markets:
        market.ledger.verify()


def test_the_profit_of_the_curve_is_that_of_the_measures() -> None:
    pair = twins(weeks=60)
    for market in pair.markets:
        assert history(market)["profit"][-1] == pytest.approx(profit(market), rel=1e-9)


def test_curves_are_what_the_record_says() -> None:
    pair = twins(weeks=5)
    values = values_at(pair.markets[LEFT], 4, 1.0)
    assert set(values) == {curve.key for curve in CURVES}
    assert values["customers"] == pair.markets[LEFT].record.series["customers"][4, 1]


def test_the_diary_counts_what_the_record_counts() -> None:
    pair = twins(weeks=30)
    for market, diary in zip(pair.markets, pair.diaries, strict=True):
        for event in ("left", "joined"):
            noted = (diary.events[:30] >> EVENTS.index(event) & 1).sum(axis=1)
            np.testing.assert_array_equal(noted, market.record.series[event][:30, 1])


def test_everybody_is_of_one_kind() -> None:
    market = twins(weeks=10).markets[RIGHT]
    kinds = kind_of(market)
    counts = counted(kinds)
    assert len(KINDS) == len(COLOURS) == len(set(COLOURS))
    assert counts.sum() == len(kinds)
    assert counts[len(OUTSIDE) :].sum() == market.firms["customers"][1]
    assert counts[0] == np.count_nonzero(market.population["provider"] == 0)


def test_colours_of_kinds_darken_with_closeness() -> None:
    def light(colour: str) -> float:
        return sum(w * int(colour[k : k + 2], 16) for w, k in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))

    shades = [light(colour) for colour in COLOURS[len(OUTSIDE) : BROKEN]]
    assert all(a - b > 15 for a, b in pairwise(shades))


def test_lines_of_talk_run_along_ties_from_those_who_speak() -> None:
    pair = twins(weeks=8)
    market = pair.markets[LEFT]
    speaker, listener = heard(market, "praises")
    assert len(speaker) > 0
    assert (market.population["praises"][speaker] > 0).all()
    assert (market.population["provider"][speaker] == 1).all()
    community = market.community
    for a, b in zip(speaker, listener, strict=True):
        assert b in community.neighbour[community.start[a] : community.start[a + 1]]


def test_a_life_is_told_and_adds_up() -> None:
    pair = twins(weeks=40)
    diary = pair.diaries[RIGHT]
    stayed = int(np.flatnonzero((diary.provider[:40] == 1).all(axis=0))[0])
    lines = lived(diary, stayed)
    assert lines[0] == "With us in weeks 1–40."
    assert f"Bought in {diary.times(stayed, 'purchases')} week" in lines[1]
    never = int(np.flatnonzero((diary.provider[:40] != 1).all(axis=0))[0])
    assert lived(diary, never)[-1] == "Never a customer so far."


def test_lives_part_in_the_first_week_that_differs() -> None:
    pair = twins(weeks=40)
    one, other = pair.diaries
    row = int(np.flatnonzero((one.events != other.events).any(axis=0))[0])
    week = int(np.flatnonzero(one.events[:, row] != other.events[:, row])[0]) + 1
    assert parted(one, other, row) == f"Their lives part in week {week}."
    assert parted(one, one, row) == "So far the twins live the same life."


def test_a_scene_comes_back_from_its_link_and_from_its_yaml() -> None:
    small = offer()
    scene = Scene(
        ("as_is", "relationship"),
        {"relationship": {"encounter_share": 0.1}},
        {"mechanism.fatigue.half_life": 4.0, "market.margin": 0.4},
        seed=7,
        lesson=2,
    )
    assert scene_of(dict(parse_qsl(scene.query())), small) == scene
    back = read_yaml(scene.yaml(), small)
    assert (back.strategies, back.levers, back.laws, back.seed) == (
        scene.strategies,
        scene.levers,
        scene.laws,
        scene.seed,
    )


def test_the_yaml_of_a_scene_is_a_project_file_of_compare(tmp_path) -> None:
    scene = Scene(("cx_only", "hybrid"), {"hybrid": {"cadence": 0.2}}, {"market.margin": 0.4}, seed=3)
    (tmp_path / "scene.yaml").write_text(scene.yaml(), encoding="utf-8")
    answer = said("compare", str(tmp_path / "scene.yaml"), "--cfg", "job")
    assert answer.status == 0, answer.err
    resolved = yaml.safe_load(answer.out)
    assert resolved["strategies"] == ["cx_only", "hybrid"]
    assert resolved["levers"]["hybrid"]["cadence"] == 0.2
    assert resolved["market"]["margin"] == 0.4


@pytest.mark.parametrize(
    "nonsense",
    [
        {"seed": "banana"},
        {"seed": "-1"},
        {"seed": "1e99"},
        {"seed": "nan"},
        {"seed": "1.5"},
        {"lesson": "99"},
        {"strategies": "cx_only"},
        {"strategies": "cx_only,../../etc/passwd"},
        {"strategies": "/etc/passwd,cx_only"},
        {"levers.cx_only.cadence": "inf"},
        {"levers.cx_only.cadence": "7"},
        {"levers.cx_only.nothing": "0.1"},
        {"levers.nobody.cadence": "0.1"},
        {"mechanism.fatigue.half_life": "-3"},
        {"mechanism.fatigue.half_life": "nan"},
        {"market.budget_share": "0.0001"},
        {"population.file": "x.csv"},
        {"": ""},
    ],
    ids=str,
)
def test_nonsense_in_a_link_is_a_mistake_in_one_sentence(nonsense: dict[str, str]) -> None:
    with pytest.raises(Mistake) as caught:
        scene_of(nonsense, offer())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "[", "seed: [1, 2]", "- 1", "!!python/object/apply:os.system ['true']", "a: " * 30, "x" * 30_000, "seed: .inf",
     "a: {b: {c: {d: {e: {f: {g: 1}}}}}}", "true: 1"],
)  # fmt: skip
def test_nonsense_in_yaml_is_a_mistake(text: str) -> None:
    with pytest.raises(Mistake):
        read_yaml(text, offer())


def test_every_lever_and_ten_laws_have_a_slider_from_their_declarations() -> None:
    small = offer()
    known = levers(small.world.mechanisms)
    found = of_levers(known.values(), small.strategies["relationship"].levers)
    assert [one.key for one in found] == list(known)
    laws = of_laws(small.world)
    assert len(laws) == len(LAWS) == 10
    for one in (*found, *laws):
        assert one.low <= one.value <= one.high
        assert one.low < one.high
        assert 0 < one.step <= (one.high - one.low) / 5
        assert "[" in one.label
    assert all("grade" in one.label for one in laws)


def test_a_law_that_stands_outside_its_plausible_range_widens_the_slider() -> None:
    small = offer("mechanism.fatigue.half_life=40")
    found = next(one for one in of_laws(small.world) if one.key == "mechanism.fatigue.half_life")
    assert found.high == found.value == 40


@pytest.mark.parametrize("number", range(len(LESSONS)))
def test_a_lesson_answers_from_the_markets_and_not_by_heart(number: int) -> None:
    lesson, small = LESSONS[number], offer()
    scene = Scene(lesson.strategies, lesson.levers)
    for side in (LEFT, RIGHT):
        scene.strategy(side, small).check(small.world.mechanisms)
    assert lesson.weeks <= 260
    outcomes = [lesson.answered(twins(scene, weeks=weeks)) for weeks in (10, 40)]
    assert all(0 <= one.choice < len(lesson.choices) for one in outcomes)
    if number:
        assert outcomes[0].numbers != outcomes[1].numbers
        other = lesson.answered(twins(Scene(lesson.strategies, lesson.levers, seed=99), weeks=40))
        assert other.numbers != outcomes[1].numbers


def test_the_first_lesson_notices_when_luck_is_not_shared() -> None:
    pair = twins(Scene(("cx_only", "cx_only")), weeks=20)
    assert LESSONS[0].answered(pair).choice == 0
    pair.markets[RIGHT].ledger.weekly[5, 1, 0] += 1000
    assert LESSONS[0].answered(pair).choice != 0


def test_people_of_a_large_community_stand_apart_in_the_disc() -> None:
    community = offer("population.size=400").world.community(0)
    place = spread_out(community)
    assert place.shape == (400, 2)
    assert (np.linalg.norm(place, axis=1) <= 1).all()
    assert len(np.unique(place.round(6), axis=0)) == 400
    source, target, _ = community.edges()
    tied = np.linalg.norm(place[source] - place[target], axis=1).mean()
    anybody = np.linalg.norm(place[:, None] - place[None], axis=2).mean()
    assert tied < 0.9 * anybody
    np.testing.assert_array_equal(place, spread_out(community))


@pytest.mark.parametrize("community", [Community.fully_tied(30), Community.from_edges(30, [], [])])
def test_communities_without_stored_ties_are_laid_out_too(community: Community) -> None:
    place = spread_out(community)
    assert len(np.unique(place.round(6), axis=0)) == 30


def test_people_in_several_components_are_laid_out() -> None:
    place = spread_out(Community.from_edges(9, [0, 1, 3, 4], [1, 2, 4, 5]))
    assert np.isfinite(place).all()
    assert len(np.unique(place.round(6), axis=0)) == 9


def test_more_people_than_can_be_shown_are_refused() -> None:
    with pytest.raises(Mistake, match=r"population\.size"):
        offer(f"population.size={MOST + 1}")


@pytest.mark.parametrize("words", [("strategies=[cx_only]",), ("strategies=[cx_only,relationship,hybrid]",)])
def test_there_are_two_sides(words: tuple[str, ...]) -> None:
    with pytest.raises(Mistake, match="two"):
        offer(*words)


def test_a_strategy_of_ones_own_can_be_chosen(tmp_path) -> None:
    (tmp_path / "mine.yaml").write_text("cadence: 0.1\n", encoding="utf-8")
    small = offer(f"strategies=[cx_only,{tmp_path / 'mine.yaml'}]")
    assert small.first == ("cx_only", "mine")
    assert small.strategies["mine"].levers == {"cadence": 0.1}


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.classroom.opening.find_spec", lambda name: None)
    answer = said("classroom", "classroom.browser=false")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert "pip install 'courtship[classroom]'" in answer.err


def test_a_port_that_cannot_be_is_refused() -> None:
    answer = said("classroom", "classroom.browser=false", "classroom.port=70000")
    assert answer.status == 2
    assert "classroom.port" in answer.err
