"""The page's own reckoning, without a browser: scenes, sliders, twins, diary, story, talk, curves and lessons."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl

import numpy as np
import pytest
import yaml

from experiments.analyses.network.sparse_layout import sparse_layout
from experiments.classroom.customer_story import customer_story, first_difference
from experiments.classroom.event_log import EVENTS
from experiments.classroom.lessons import LESSONS
from experiments.classroom.messages import MOST as MOST_LINES
from experiments.classroom.messages import left_out, messages_of_week, messages_to_draw
from experiments.classroom.moves import LeverChange
from experiments.classroom.options import MOST
from experiments.classroom.paired_markets import LEFT, RIGHT, PairedMarkets
from experiments.classroom.relationship_types import BROKEN, COLOURS, KINDS, OUTSIDE, kind_of, people_by_type
from experiments.classroom.relationship_types_view import RelationshipTypesView
from experiments.classroom.series import CURVES, series_so_far, values_at
from experiments.classroom.series_view import SeriesView
from experiments.classroom.server import host_in_address, own_names
from experiments.classroom.sliders import LAWS, of_laws, of_levers
from experiments.classroom.state import ClassroomState, read_yaml, state_of
from experiments.classroom.transitions import of_lesson, with_lever, with_strategy
from experiments.config.composition import composed
from experiments.config.overrides import spelled
from experiments.config.setting import built, moved
from simulation.community import Community
from simulation.measures.measures import profit
from simulation.mistake import Mistake
from simulation.strategy import Strategy, levers
from tests.classrooms import centre, offer, twins
from tests.commands import said


def test_twins_of_one_strategy_live_the_same_lives() -> None:
    pair = twins(ClassroomState(("relationship", "relationship")), weeks=20)
    one, other = pair.diaries
    np.testing.assert_array_equal(one.events, other.events)
    assert series_so_far(pair.markets[LEFT])["profit"][-1] == series_so_far(pair.markets[RIGHT])["profit"][-1]


def test_a_lever_holds_from_the_week_in_which_it_is_moved() -> None:
    pair, moved = (twins(ClassroomState(("cx_only", "cx_only")), weeks=10) for _ in range(2))
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
    pair = twins(ClassroomState(("relationship", "neglect")), weeks=60)  # neglect puts by what it does not spend
    for market in pair.markets:
        assert series_so_far(market)["profit"][-1] == profit(market)


def test_curves_are_what_the_record_says() -> None:
    pair = twins(weeks=5)
    values = values_at(pair.markets[LEFT], 4)
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
    counts = people_by_type(kinds)
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
    speaker, listener = messages_of_week(market, "praises")
    assert len(speaker) > 0
    assert (market.population["praises"][speaker] == 1).all()
    community = market.community
    for a, b in zip(speaker, listener, strict=True):
        assert b in community.neighbour[community.start[a] : community.start[a + 1]]


def test_a_life_is_told_and_adds_up() -> None:
    pair = twins(weeks=40)
    diary = pair.diaries[RIGHT]
    stayed = int(np.flatnonzero((diary.provider[:40] == 1).all(axis=0))[0])
    lines = customer_story(diary, stayed)
    assert lines[0] == "With us in weeks 1–40."
    assert f"Bought in {diary.times(stayed, 'purchases')} week" in lines[1]
    never = int(np.flatnonzero((diary.provider[:40] != 1).all(axis=0))[0])
    assert customer_story(diary, never)[-1] == "Never a customer so far."


def test_lives_part_in_the_first_week_that_differs() -> None:
    pair = twins(weeks=40)
    one, other = pair.diaries
    row = int(np.flatnonzero((one.events != other.events).any(axis=0))[0])
    week = int(np.flatnonzero(one.events[:, row] != other.events[:, row])[0]) + 1
    assert first_difference(one, other, row) == f"Their lives part in week {week}."
    assert first_difference(one, one, row) == "So far the twins live the same life."


def test_a_scene_comes_back_from_its_link_and_from_its_yaml() -> None:
    small = offer()
    scene = ClassroomState(
        ("cx_only", "relationship"),
        {"relationship": {"encounter_share": 0.1}},
        {"mechanism.fatigue.half_life": 4.0, "market.margin": 0.4},
        seed=7,
        lesson=4,
        moves=(LeverChange(12, RIGHT, "cadence", 0.5), LeverChange(30, LEFT, "cadence", 0.0)),
    )
    assert state_of(dict(parse_qsl(scene.query(small))), small) == scene
    assert read_yaml(scene.yaml(small), small) == scene


def test_a_scene_of_oddly_named_strategies_and_the_largest_seed_comes_back(tmp_path) -> None:
    files = [tmp_path / name for name in ("plan.v2.yaml", "a,b.yaml")]
    for file in files:
        file.write_text("cadence: 0.3\n", encoding="utf-8")
    own = offer(*spelled({"strategies": list(map(str, files))}))
    moved = {"plan.v2": {"cadence": 0.5}, "a,b": {"listening": 0.2}}
    scene = ClassroomState(("plan.v2", "a,b"), moved, seed=2**40 - 1)
    assert state_of(dict(parse_qsl(scene.query(own))), own) == scene
    assert read_yaml(scene.yaml(own), own) == scene


@pytest.mark.parametrize("number", range(1, len(LESSONS) + 1))
def test_a_lever_of_a_lesson_that_was_put_back_comes_back_so(number: int) -> None:
    small = offer()
    begun = of_lesson(ClassroomState(("cx_only", "relationship")), number)
    for name, its in begun.levers.items():
        for key in its:
            shipped = small.strategies[name].levers.get(key, 0.0)
            scene = with_lever(begun, small, begun.strategies.index(name), key, shipped)
            for back in (state_of(dict(parse_qsl(scene.query(small))), small), read_yaml(scene.yaml(small), small)):
                assert [back.strategy(side, small) for side in (LEFT, RIGHT)] == [
                    scene.strategy(side, small) for side in (LEFT, RIGHT)
                ]


def test_the_yaml_of_a_scene_is_a_project_file_of_compare(tmp_path) -> None:
    scene = ClassroomState(("cx_only", "hybrid"), {"hybrid": {"cadence": 0.2}}, {"market.margin": 0.4}, seed=3)
    (tmp_path / "scene.yaml").write_text(scene.yaml(offer()), encoding="utf-8")
    answer = said("compare", str(tmp_path / "scene.yaml"), "--cfg", "job")
    assert answer.status == 0, answer.err
    resolved = yaml.safe_load(answer.out)
    assert (resolved["population"]["size"], resolved["weeks"]) == (200, 60), "the people and weeks of the page"
    assert resolved["strategies"] == ["cx_only", "hybrid"]
    assert resolved["levers"]["hybrid"]["cadence"] == 0.2
    assert resolved["market"]["margin"] == 0.4


def test_a_project_file_of_a_page_asks_for_its_strategies_and_its_world(tmp_path) -> None:
    asked = offer("levers.cx_only.cadence=0.9", "levers.as_is.cadence=0.4", "rivals=[hybrid]", "market.margin=0.4")
    for flat in ({}, {"levers.relationship.cadence": "0.2", "levers.as_is.cadence": "0.4"}, {"lesson": "2"}):
        scene = state_of(flat, asked)
        (tmp_path / "scene.yaml").write_text(scene.yaml(asked), encoding="utf-8")
        found = built(composed([str(tmp_path / "scene.yaml")], "compare").values)
        assert found.strategies == tuple(scene.strategy(side, asked) for side in (LEFT, RIGHT))
        assert (found.world.as_is, found.world.rivals) == (asked.world.as_is, asked.world.rivals)
        assert state_of(dict(parse_qsl(scene.query(asked))), asked).yaml(asked) == scene.yaml(asked)
    for name in ("as_is", "hybrid"):  # the world rests on them: compare would build another one
        with pytest.raises(Mistake, match=rf"courtship classroom levers.{name}.cadence=0.8"):
            state_of({f"levers.{name}.cadence": "0.8"}, asked)
    moved = replace(state_of({}, asked), moves=(LeverChange(30, RIGHT, "cadence", 0.5),))
    (tmp_path / "scene.yaml").write_text(moved.yaml(asked), encoding="utf-8")
    with pytest.raises(Mistake, match=r"classroom.moves: given .* has no effect in compare"):
        composed([str(tmp_path / "scene.yaml")], "compare")


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
        {"weeks": "61"},
        {"strategies": "cx_only,cx_only"},
        {"moves": "12:right:cadence"},
        {"moves": "12:right:nothing:0.5"},
        {"moves": "12:right:cadence:7"},
        {"moves": "99:right:cadence:0.5"},
        {"moves": "0:right:cadence:0.5"},
        {"moves": "12:right:cadence:0.5,12:right:cadence:0.6"},
        {"": ""},
    ],
    ids=str,
)
def test_nonsense_in_a_link_is_a_mistake_in_one_sentence(nonsense: dict[str, str]) -> None:
    with pytest.raises(Mistake) as caught:
        state_of(nonsense, offer())
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
    scene = ClassroomState(lesson.strategies, lesson.levers, lesson=number + 1)
    for side in (LEFT, RIGHT):
        scene.strategy(side, small).check(small.world.mechanisms)
    assert lesson.weeks <= 260
    outcomes = [lesson.answered(twins(scene, weeks=weeks)) for weeks in (10, 40)]
    assert all(0 <= one.choice < len(lesson.choices) for one in outcomes)
    if number:
        assert outcomes[0].numbers != outcomes[1].numbers
        other = lesson.answered(twins(replace(scene, seed=99), weeks=40))
        assert other.numbers != outcomes[1].numbers


def test_what_a_lesson_ascribes_to_a_mechanism_is_nothing_where_the_mechanism_does_nothing() -> None:
    """Without talk to speak of nobody is won by talk, and where nothing wears off repetition costs nothing."""
    small = offer()
    for number, laws, nothing in (
        (2, {"mechanism.fatigue.kappa": 1e-9}, "repetition costs 0.000"),
        (4, {"mechanism.word_of_mouth.rate": 0.0}, "0\u00a0% of them came because of word of mouth"),
    ):
        lesson = LESSONS[number - 1]
        chosen = tuple(small.strategies[name] for name in lesson.strategies)
        pair = PairedMarkets(moved(small.world, laws), centre(), (chosen[0], chosen[1]), 0, lesson.without)
        for _ in range(40):
            pair.step()
        outcome = lesson.answered(pair)
        assert outcome.choice == 0
        assert nothing in outcome.numbers


def test_the_third_market_follows_the_levers_of_its_side_and_of_no_other() -> None:
    lesson = LESSONS[3]
    for side in (LEFT, RIGHT):
        pair = twins(ClassroomState(lesson.strategies, lesson=4), weeks=5)
        pair.follow(side, Strategy("idle"))
        pair.step()
        assert pair.counterfactual is not None
        assert pair.counterfactual.levers["cadence"][1] == (0.0 if side == RIGHT else 0.30)


def test_a_lesson_by_its_number_alone_plays_the_firms_that_it_asks_about() -> None:
    for number, lesson in enumerate(LESSONS, start=1):
        scene = state_of({"lesson": str(number)}, offer())
        assert (scene.strategies, dict(scene.levers), scene.lesson) == (lesson.strategies, dict(lesson.levers), number)
    assert state_of({"lesson": "4", "strategies": "cx_only,hybrid"}, offer()).lesson == 0, "another question"


def test_a_lever_moves_one_side_and_never_the_status_quo() -> None:
    small, first = offer(), ClassroomState(LESSONS[0].strategies, lesson=1)
    moved_right = with_lever(first, small, RIGHT, "cadence", 1.0)
    assert moved_right.strategy(LEFT, small).levers["cadence"] == 0.30
    assert moved_right.strategy(RIGHT, small).levers["cadence"] == 1.0
    with pytest.raises(Mistake, match="status quo"):
        with_lever(first, small, LEFT, "cadence", 1.0)
    with pytest.raises(Mistake, match="two different"):
        with_strategy(first, small, LEFT, "cx_only")


def test_levers_moved_meanwhile_are_played_again_from_the_link_in_the_same_weeks() -> None:
    small, scene = offer(), ClassroomState(("cx_only", "relationship"))
    played = twins(scene, weeks=5)
    for week, value in ((5, 1.0), (9, 0.0)):
        while played.week < week:
            played.step()
        scene = with_lever(scene, small, RIGHT, "cadence", value, played.week)
        played.follow(RIGHT, scene.strategy(RIGHT, small, played.week))
    linked = state_of(dict(parse_qsl(scene.query(small))), small)
    again = twins(linked)
    for _ in range(15):
        if any(move.week == again.week for move in linked.moves):
            again.follow(RIGHT, linked.strategy(RIGHT, small, again.week))
        again.step()
    while played.week < 15:
        played.step()
    np.testing.assert_array_equal(played.diaries[RIGHT].events[:15], again.diaries[RIGHT].events[:15])
    assert linked.begun_again(9).strategy(RIGHT, small).levers["cadence"] == 0.0
    assert linked.begun_again(6).strategy(RIGHT, small).levers["cadence"] == 1.0
    assert [move.week for move in linked.begun_again(6).moves] == [9], "what is to be moved later still is"


def test_lines_that_are_not_drawn_are_left_out_evenly_and_counted() -> None:
    speaker = np.arange(3 * MOST_LINES)
    some, _ = messages_to_draw((speaker, speaker))
    assert len(some) == MOST_LINES
    assert (some[0], some[-1]) == (0, len(speaker) - 1)
    assert np.diff(some).max() <= 4
    assert left_out((speaker, speaker)) == f"{MOST_LINES:,} of {3 * MOST_LINES:,} lines of talk are drawn"
    assert left_out((some, some)) == ""


def test_bars_are_as_long_as_they_count() -> None:
    kinds = np.repeat(np.arange(len(KINDS), dtype=np.uint8), [538, 748, 334, 1, 2, 3, 4, 5, 6])
    view = RelationshipTypesView()
    view.show(kinds, kinds[:600])
    length = np.asarray(view.others.data["high"]) - np.asarray(view.others.data["low"])
    count = np.asarray([int(text.replace(",", "")) for text in view.others.data["text"]])
    assert length == pytest.approx(count / 748 * length.max() * 748 / count.max(), abs=1e-12)
    left = np.asarray(view.bars.data["high"]) - np.asarray(view.bars.data["low"])
    assert left[:3] / left[1] == pytest.approx([538 / 748, 1.0, 334 / 748])


def test_zero_lies_inside_the_axis_of_differences_from_the_start() -> None:
    for curve in CURVES:
        view = SeriesView(curve, 60)
        view.add(1, 5.0, 5.0)
        view.draw()
        assert view.difference.y_range.start < 0.0 < view.difference.y_range.end


def test_the_page_can_be_reached_under_every_name_that_is_printed() -> None:
    names = own_names()
    assert names
    assert all(host_in_address(name).startswith("[") == (":" in name) for name in names)


def test_the_first_lesson_notices_when_luck_is_not_shared() -> None:
    pair = twins(ClassroomState(LESSONS[0].strategies), weeks=20)
    assert LESSONS[0].answered(pair).choice == 0
    pair.markets[RIGHT].ledger.weekly[5, 1, 0] += 1000
    assert LESSONS[0].answered(pair).choice != 0


def test_people_of_a_large_community_stand_apart_in_the_disc() -> None:
    community = offer("population.size=400").world.community(0)
    place = sparse_layout(community)
    assert place.shape == (400, 2)
    assert (np.linalg.norm(place, axis=1) <= 1).all()
    assert len(np.unique(place.round(6), axis=0)) == 400
    source, target, _ = community.edges()
    tied = np.linalg.norm(place[source] - place[target], axis=1).mean()
    anybody = np.linalg.norm(place[:, None] - place[None], axis=2).mean()
    assert tied < 0.9 * anybody
    np.testing.assert_array_equal(place, sparse_layout(community))


@pytest.mark.parametrize("community", [Community.fully_tied(30), Community.from_edges(30, [], [])])
def test_communities_without_stored_ties_are_laid_out_too(community: Community) -> None:
    place = sparse_layout(community)
    assert len(np.unique(place.round(6), axis=0)) == 30


def test_people_in_several_components_are_laid_out() -> None:
    place = sparse_layout(Community.from_edges(9, [0, 1, 3, 4], [1, 2, 4, 5]))
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
    monkeypatch.setattr("experiments.cli.classroom.find_spec", lambda name: None)
    answer = said("classroom", "classroom.browser=false")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert "pip install 'courtship[classroom]'" in answer.err


def test_a_port_that_cannot_be_is_refused() -> None:
    answer = said("classroom", "classroom.browser=false", "classroom.port=70000")
    assert answer.status == 2
    assert "classroom.port" in answer.err
