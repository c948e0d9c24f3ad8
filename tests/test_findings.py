"""What is said of a comparison: a sentence for each state, one level a page, one record, nothing of pure luck."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from experiments.figures import draw
from experiments.reports.memo import memo
from experiments.reports.sections.findings import findings_of
from experiments.reports.sections.what_would_change import mind_changers
from experiments.results.comparison import IMPOSSIBLE, NOT_JUDGED, NOT_RUN, TOO_WIDE, Comparison
from experiments.results.flip_map import FlipMap
from experiments.results.influence import influence, influence_on
from experiments.results.sentences.boundary import flip_sentence, map_sentence
from experiments.results.sentences.comparison import change_sentence, contagion_sentences, how_sure, precision_sentences
from experiments.results.sentences.influence import influence_sentence
from experiments.statistics.change import change_of_lead
from experiments.statistics.distinguishable import by_luck, points_needed, rank_correlations
from experiments.statistics.flip_point import Line, Spread, State
from experiments.statistics.latin_hypercube import latin_hypercube
from simulation.draws import Draws, Floats, luck
from simulation.mistake import Mistake
from tests.comparisons import EXPLAINED, small, with_measures

ROOT = Path(__file__).parents[1]
THREE = ("strategies=[cx_only,hybrid,relationship]", "space.contagion=false")
BELOW = {"confidence", "margin", "resamples", "level", "alpha"}
"""What the configuration decides and nothing below it may."""


def noise(rows: int, columns: int, seed: int = 1) -> Floats:
    """Numbers without meaning, and without a generator."""
    return Draws(seed).of("noise", 0, luck(np.arange(rows * columns))).reshape(rows, columns)


# One level a page.


def test_nothing_below_the_configuration_has_a_default_for_what_it_decides() -> None:
    found = []
    for path in sorted((ROOT / "experiments").rglob("*.py")):
        if path.parts[-2] == "config":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            pairs: list[tuple[str, ast.expr | None]] = []
            if isinstance(node, ast.FunctionDef):
                given = [*node.args.posonlyargs, *node.args.args]
                last = given[len(given) - len(node.args.defaults) :]
                pairs += zip((a.arg for a in last), node.args.defaults, strict=True)
                pairs += zip((a.arg for a in node.args.kwonlyargs), node.args.kw_defaults, strict=True)
            elif isinstance(node, ast.ClassDef):
                pairs += [(s.target.id, s.value) for s in node.body if isinstance(s, ast.AnnAssign) and s.value
                          and isinstance(s.target, ast.Name)]  # fmt: skip
            elif isinstance(node, ast.Assign):
                pairs += [(t.id.lower(), node.value) for t in node.targets if isinstance(t, ast.Name) and t.id.isupper()
                          and t.id in ("CONFIDENCE", "ERROR", "LEVEL")]  # fmt: skip
            found += [
                f"{path.relative_to(ROOT)}:{value.lineno} {name}={ast.unparse(value)}"
                for name, value in pairs
                if name in BELOW and value is not None and ast.unparse(value) != "None"
            ]
    assert found == []


@pytest.mark.parametrize("level", [0.8, 0.975])
def test_every_interval_of_a_page_is_at_the_one_level_that_was_asked_for(level: float) -> None:
    comparison = small("space.points=4", *THREE, f"precision.confidence={level}", "boundary.points=2")
    pages = [memo(comparison).markdown, *(picture.caption for picture in draw(comparison).values())]
    said = {
        float(number) for page in pages for number in re.findall(r"([\d.]+)[ \u00a0]% (?:confidence )?interval", page)
    }
    assert said == {100 * level}
    assert f"Intervals are at {100 * level:g}\u00a0% for all 3 pairs of strategies at once" in pages[0]


@pytest.mark.long
def test_a_higher_level_widens_every_interval() -> None:
    narrow, wide = (
        small("space.points=4", f"precision.confidence={level}", "boundary.points=2") for level in (0.8, 0.95)
    )
    for one, other in ((narrow.verdict(), wide.verdict()),):
        assert other.ci_high - other.ci_low > one.ci_high - one.ci_low  # type: ignore[operator]
    shares = [c.shares() for c in (narrow, wide)]
    assert shares[0].b.ci_high < shares[1].b.ci_high  # type: ignore[union-attr]
    assert (narrow.flips.confidence, wide.flips.confidence) == (0.8, 0.95)  # type: ignore[union-attr]
    assert narrow.final_cash()[2] < wide.final_cash()[2]


# States.


def test_what_was_not_run_and_what_could_not_be_run_are_two_states() -> None:
    comparison = small("space.points=0", "space.contagion=true")
    assert comparison.switched is not None
    exploding = dataclasses.replace(comparison, switched=None)
    assert exploding.contagion_state == IMPOSSIBLE
    assert "not run with contagion of leaving on" in contagion_sentences(exploding)[0]
    unasked = small("space.points=0", "space.contagion=false")
    assert (unasked.contagion_state, contagion_sentences(unasked)) == (NOT_RUN, [])
    assert (unasked.space_state, unasked.map_state) == (NOT_RUN, NOT_RUN)
    assert unasked.precise == TOO_WIDE
    assert re.search(r"wider than [\d.]+ money per initial customer, 4 times the diff", precision_sentences(unasked)[0])
    values = unasked.setting.values
    values = {**values, "precision": {**values["precision"], "width": 0.0001}}
    asked = dataclasses.replace(unasked, setting=dataclasses.replace(unasked.setting, values=values))
    assert re.search("wider than the requested 0.0001.*;", precision_sentences(asked)[0])
    assert small("space.points=0", "precision.margin=0").precise == NOT_JUDGED


# One record.


def test_memo_and_report_say_what_was_found_and_nothing_else() -> None:
    comparison = with_flip(small("space.points=4", *EXPLAINED))
    record = findings_of(comparison)
    page = memo(comparison).markdown.replace("\\", "")
    for sentence in (
        record.headline,
        record.recommendation,
        record.guesses,
        *record.pairs[0].sure,
        *record.pairs[0].mind,
    ):
        assert sentence in page
    assert any("leads below and relationship above" in sentence for sentence in record.pairs[0].mind)


def with_flip(comparison: Comparison) -> Comparison:
    """The same with a map whose winner flips along its first parameter, run in three replicates."""
    assert comparison.flips is not None
    x, y = comparison.flips.levels
    rows = np.linspace(-3.0, 3.0, len(x))[:, None, None] + np.zeros((1, len(y), 1)) + np.array([-0.01, 0.0, 0.01])
    return dataclasses.replace(comparison, flips=dataclasses.replace(comparison.flips, differences=rows))


def test_who_is_tied_is_not_ranked_and_who_wins_beats_all() -> None:
    comparison = small("space.points=0", *THREE)
    even = comparison
    for k in range(3):
        even = with_measures(even, k, profit=1.0)
    assert even.as_json()["verdict"] == "equivalent"
    assert "cx_only, hybrid and relationship share the first place" in findings_of(even).headline
    assert {row.place for row in findings_of(even).ranking} == {"1 to 3"}
    two = with_measures(even, 0, profit=-50.0)
    assert (two.ranking.winner, two.ranking.leaders) == (None, ("hybrid", "relationship"))
    assert "Profit does not decide between hybrid and relationship" in findings_of(two).recommendation
    one = with_measures(two, 2, profit=80.0)
    assert one.as_json()["verdict"] == one.as_json()["winner"] == "relationship"
    assert findings_of(one).headline.startswith("relationship earns more than each of the other 2")
    assert findings_of(one).recommendation.startswith("relationship")


# Null worlds: what is said where nothing is the case.


def test_identical_strategies_under_two_names_are_said_to_differ_in_nothing(tmp_path: Path) -> None:
    (tmp_path / "twin.yaml").write_text((ROOT / "configs" / "levers" / "cx_only.yaml").read_text(encoding="utf-8"))
    twins = small("space.points=4", f"strategies=[cx_only,{tmp_path / 'twin.yaml'}]", *EXPLAINED)
    record = findings_of(twins)
    assert twins.verdict().difference == 0
    assert "does not change the lead of twin over cx_only at all" in " ".join(record.pairs[0].sure)
    assert twins.flips is not None
    assert {line.flip(0.95).state for line in twins.flips.lines()} == {State.EQUAL}
    assert "matter by more than chance at" not in " ".join(record.pairs[0].mind)
    assert influence_on(twins).named == {}


@pytest.mark.luck(1e-9)
def test_no_idle_parameter_is_named_more_often_than_promised() -> None:
    """A hundred worlds of pure noise, each with 40 parameters at 24 points; Binomial(100, 0.05) passes 22 in 1e-9."""
    places = latin_hypercube({f"p{k}": (0.0, 1.0) for k in range(40)}, 24)
    outcomes = noise(100, 24)
    named = sum(bool(influence(places, outcome, 0.95).named) for outcome in outcomes)
    assert named <= 22
    assert named < 100, "the bound is not 0"


def test_a_parameter_that_decides_is_named_and_nothing_else_is_drawn() -> None:
    places = latin_hypercube({f"p{k}": (0.0, 1.0) for k in range(40)}, 24)
    found = influence(places, np.array([place["p7"] for place in places]), 0.95)
    assert list(found.named) == ["p7"]
    assert "p7" in influence_sentence(found, "space.points")
    nothing = influence(places, noise(1, 24)[0], 0.95)
    assert nothing.named == {}
    assert "At 24 points no parameter matters by more than chance" in influence_sentence(nothing, "space.points")
    assert f"(space.points={nothing.needed})" in influence_sentence(nothing, "space.points")


def test_as_many_points_as_are_said_to_be_needed_find_a_correlation_worth_finding() -> None:
    """At the number that is named for 40 parameters the bound is low enough for a correlation of 0.3."""
    count = points_needed(40, 0.05)
    X, y = noise(count, 40), noise(1, count, seed=2)[0]
    assert by_luck(X, y, 0.05) < 0.3
    assert by_luck(X[:, :1], y, 0.05) < by_luck(X, y, 0.05) < by_luck(X[:30], y[:30], 0.05)
    assert by_luck(X[:2], y[:2], 0.05) == 1.0
    assert rank_correlations(X, X[:, 3])[3] == pytest.approx(1.0)


def test_figures_draw_no_parameter_that_luck_would_have_named() -> None:
    comparison = small("space.points=6")
    assert influence_on(comparison).named == {}
    picture = draw(comparison)["space"]
    words = {text.get_text() for text in picture.figure.findobj(lambda a: hasattr(a, "get_text"))}
    assert not any("rank correlation" in word for word in words)
    assert f"At {influence_on(comparison).points} points no parameter matters by more than chance" in picture.caption


def test_a_flip_that_luck_makes_is_not_called_one() -> None:
    """Two strategies that do not differ: the mean crosses 0 somewhere along almost every line."""
    x = np.linspace(0.0, 1.0, 7)
    crossing = 0
    for values in noise(40, 28).reshape(40, 7, 4) - 0.5:
        flip = Line("market.margin", 0.5, x, values).flip(0.95)
        crossing += flip.at is not None
        assert flip.state in (State.CROSSES, State.OPEN)
    assert crossing > 20
    assert "but this may be chance" in flip_sentence(Line("k", 0.5, x, x[:, None] - 0.5), ("a", "b"), 0.95)


def test_a_single_replicate_borrows_the_spread_of_the_defaults() -> None:
    line = Line("k", 0.5, np.array([0.0, 0.5, 1.0]), np.array([[-4.0], [0.0], [4.0]]), Spread(0.5, 29))
    assert line.flip(0.95).state is State.FLIPS
    assert dataclasses.replace(line, spread=Spread(5.0, 29)).flip(0.95).state is State.CROSSES
    assert "it is unknown" in flip_sentence(Line("k", 0.5, line.levels, np.full((3, 1), np.nan)), ("a", "b"), 0.95)
    grid = FlipMap(
        "a", "b", ("x", "y"), (line.levels, line.levels[:1]), (0.5, 0.0), line.differences[:, None], 0.1, 0.95
    )
    assert "the change of the winner may be chance" in map_sentence(grid)
    assert "the winner changes within the map" in map_sentence(dataclasses.replace(grid, spread=Spread(0.5, 29)))


# The difference between significant and not significant.


def test_a_change_is_judged_by_its_own_interval_and_not_by_two_verdicts() -> None:
    before = {seed: 1.0 + 2.0 * (-1) ** seed for seed in range(30)}  # 1.0 ± 0.76: a winner
    after = {seed: 0.7 + 2.0 * (-1) ** (seed // 2) for seed in range(30)}  # 0.7 ± 0.76: none
    change = change_of_lead(before, after, 0.95)
    assert change.shown == 0
    assert "is not shown to change" in change_sentence(change, "The copy", "b", "a")
    same_luck = change_of_lead(before, {seed: lead + 0.1 for seed, lead in before.items()}, 0.95)
    assert same_luck.shown == 1
    assert (same_luck.mean, same_luck.ci_low) == (pytest.approx(0.1), pytest.approx(0.1))
    assert "does not change" in change_sentence(change_of_lead(before, before, 0.95), "The copy", "b", "a")
    with pytest.raises(Mistake, match="common seeds"):
        change_of_lead(before, {99: 1.0}, 0.95)


def test_contagion_is_told_by_what_it_changes() -> None:
    comparison = small("space.points=0", "space.contagion=true")
    change = comparison.contagion_change()
    assert change is not None
    assert change.replicates == 3
    assert comparison.change_from(comparison).mean == 0
    assert not any("contagious" in sentence for sentence in mind_changers(comparison)) or change.shown
    with pytest.raises(Mistake, match="the same strategies"):
        comparison.change_from(small("space.points=0", *THREE))


def test_a_tie_is_no_half_win() -> None:
    comparison = small("space.points=0")

    def with_leads(*leads: float) -> str:
        both = comparison.outcomes
        even = [tuple(dataclasses.replace(o, measures=o.measures | {"profit": 1.0 + lead * k}) for o, lead in
                      zip(both[k], leads, strict=True)) for k in (0, 1)]  # fmt: skip
        return how_sure(dataclasses.replace(comparison, outcomes=tuple(even)))[0]

    start = "At the default values, relationship earns more than cx_only in "
    assert with_leads(1.0, 0.0, -1.0) == f"{start}1 of 3 paired replicates; in 1 both earn the same."
    assert with_leads(-1.0, 0.0, 0.0) == f"{start}none of 3 paired replicates; in 2 both earn the same."
    assert with_leads(1.0, 2.0, 3.0) == f"{start}all 3 paired replicates."
    assert with_leads(1.0, float("nan"), -3.0) == f"{start}1 of 2 paired replicates."
