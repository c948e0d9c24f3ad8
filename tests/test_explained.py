"""An explanation as it comes out of a small world: it adds up, it is paired, and it runs nothing twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.analyses.compare import compared
from experiments.analyses.explain import run_cache as module
from experiments.analyses.explain.ablation import ExplanationDepth, explain_difference
from experiments.analyses.explain.explain import Explained, answered
from experiments.analyses.explain.run_cache import RunCache
from experiments.api import explain
from experiments.execution.executors import WorkerPool
from experiments.execution.jobs import run_replicate
from experiments.results.explanation import Explanation
from experiments.results.sentences.explanation import ALIKE, groups_sentence, mechanisms_sentence
from simulation.alignment.funding import with_own_envelopes
from simulation.mechanisms import registered
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from tests.commands import FEW, QUIET, said, setting

SOME = ("weeks=6", "centring=quick", "replicates=2", "strategies=[cx_only,loyalty_card]")
"""Two strategies that differ in three groups of levers."""


@pytest.fixture(scope="module")
def asked() -> Explained:
    return answered(setting(*SOME, verb="explain"), QUIET)


@pytest.fixture(scope="module")
def found(asked: Explained) -> Explanation:
    return asked.explanation


def runs_of(asked: Explained, off: str, strategy: Strategy) -> list[float]:
    world = asked.setting.world if not off else asked.setting.world.switched(off, False)
    own = {s: with_own_envelopes(asked.setting.world, s, asked.centre) for s in asked.explanation.seeds}
    return [run_replicate(world, own[s], (strategy,), s)[0].measures["profit"] for s in asked.explanation.seeds]


@pytest.mark.parametrize("measure", ["profit", "customer_surplus", "retention"])
def test_parts_add_up_to_the_difference(found: Explanation, measure: str) -> None:
    total = sum(part.mean or 0.0 for part in found.groups(measure))
    assert found.design == "exact"
    assert total == pytest.approx(found.difference(measure).mean, abs=1e-9)
    assert found.rest(measure) == pytest.approx(0, abs=1e-9)


def test_the_base_is_the_two_strategies_as_they_are(asked: Explained) -> None:
    for side, strategy in enumerate(asked.setting.strategies):
        assert asked.explanation.base[side][:, 0].tolist() == runs_of(asked, "", strategy)


def test_an_ablation_is_the_same_world_without_one_mechanism_and_without_centring(asked: Explained) -> None:
    a, b = asked.setting.strategies
    off = np.subtract(runs_of(asked, "fatigue", b), runs_of(asked, "fatigue", a))
    lead = np.subtract(runs_of(asked, "", b), runs_of(asked, "", a))
    shown = next(one for one in asked.explanation.mechanisms() if one.name == "fatigue")
    assert shown.mean == pytest.approx(float((lead - off).mean()))
    assert shown.ci_low is not None
    assert shown.ci_high is not None
    assert shown.ci_low <= shown.mean <= shown.ci_high


def test_all_mechanisms_that_are_on_are_switched_off_in_turn(asked: Explained) -> None:
    on = {m.name for m in asked.setting.world.mechanisms if m.enabled}
    assert {one.mechanism for one in asked.explanation.without} == on
    assert on < set(registered())


def test_what_changes_no_bit_is_idle_and_is_not_run_again(found: Explanation) -> None:
    idle = [one for one in found.without if one.idle]
    assert idle, "some mechanisms act only on levers that neither strategy uses"
    for one in idle:
        assert one.measures.shape[1] == 1
        assert np.array_equal(one.measures[:, 0], found.base[:, 0], equal_nan=True)
    assert not set(found.idle) & {one.name for one in found.mechanisms()}


def test_without_sales_there_is_nothing_to_differ_in(found: Explanation) -> None:
    dead = {one.name for one in found.mechanisms() if one.note}
    assert {"purchase", "spend"} <= dead
    assert not any(name in mechanisms_sentence(found) for name in ("purchase", "spend"))


def test_a_lever_set_back_alone_is_its_group_set_back_where_it_is_alone_in_it(found: Explanation) -> None:
    lever = next(one for one in found.levers() if one.name == "sincerity")
    group = next(one for one in found.groups(what="last") if one.name == "sincerity")
    assert lever.mean == group.mean


def _deep(asked: Explained, depth: ExplanationDepth, b: Strategy) -> tuple[Explanation, RunCache]:
    crew = WorkerPool("inline")
    trials = RunCache(asked.setting, lambda _: (asked.setting.world, asked.centre), crew)
    seeds = asked.explanation.seeds
    return explain_difference(trials, asked.setting.strategies[0], b, seeds, 0.1, depth, QUIET), trials


@pytest.mark.long
def test_sampled_and_halved_parts_are_of_the_same_difference(asked: Explained) -> None:
    b = asked.setting.strategies[1]
    whole = asked.explanation.difference().mean
    sampled, _ = _deep(asked, ExplanationDepth(strongest=0, levers=False, exact=0, orders=4), b)
    assert sampled.design == "orders"
    assert sum(part.mean or 0.0 for part in sampled.groups()) == pytest.approx(whole, abs=1e-9)
    rough, _ = _deep(asked, ExplanationDepth(strongest=0, levers=False, exact=0, orders=0), b)
    assert rough.design == "halved"
    assert sum(part.mean or 0.0 for part in rough.groups()) + rough.rest() == pytest.approx(whole, abs=1e-9)
    assert {one.replicates for one in rough.mechanisms()} == {1}, "none is run again"


def test_beside_a_comparison_only_the_strongest_are_run_to_the_end(asked: Explained) -> None:
    found, trials = _deep(
        asked, ExplanationDepth(strongest=2, levers=False, exact=0, orders=0, screen=3), asked.setting.strategies[1]
    )
    assert len(found.mechanisms()) == 2
    assert all(one.replicates == len(found.seeds) for one in found.mechanisms())
    assert found.screened
    assert not set(found.screened) & {one.name for one in found.mechanisms()}
    short = [key for key in trials.there if key[3] == 3]
    assert {key[2] for key in short} == set(found.seeds[:1])
    ranked = f"{len(found.screened)} others were ranked over the first 3 weeks and not run to the end"
    assert ranked in mechanisms_sentence(found)


def test_equal_strategies_differ_by_exactly_nothing(asked: Explained) -> None:
    twin = Strategy("twin", asked.setting.strategies[0].levers)
    alike, _ = _deep(asked, ExplanationDepth(strongest=0), twin)
    assert alike.parts == ()
    assert groups_sentence(alike) == ALIKE
    assert all(one.mean == 0.0 for one in alike.mechanisms())


def test_each_trial_is_run_once(asked: Explained, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def counted(world: Any, centre: Any, strategies: Any, seed: int, engine: Any, off: Any, weeks: Any) -> Any:
        seen.extend((off, tuple(sorted(s.levers.items())), seed, weeks) for s in strategies)
        return tried(world, centre, strategies, seed, engine, off, weeks)

    tried = module.run_summaries
    monkeypatch.setattr(module, "run_summaries", counted)
    _deep(asked, ExplanationDepth(strongest=1), asked.setting.strategies[1])
    assert len(seen) == len(set(seen))


def test_a_comparison_explains_itself_with_replicates_that_are_there(asked: Explained) -> None:
    words = [word for word in FEW if not word.startswith("explain")]
    whole = compared(setting(*words, "explain.replicates=2", verb="compare"), QUIET)
    assert whole.explanation is not None
    for side in (0, 1):
        runs = [o.measures["profit"] for o in whole.outcomes[side][:2]]
        assert whole.explanation.base[side][:, 0].tolist() == runs
    assert json.loads(json.dumps(whole.as_json(), allow_nan=False))["explanation"]["replicates"] == 2


@pytest.mark.long
def test_the_verb_leaves_a_folder_that_can_be_replayed(tmp_path: Path) -> None:
    words = (*SOME, "population.size=60", "executor=inline", f"hydra.run.dir={tmp_path / 'why'}")
    answer = said("explain", *words)
    assert answer.status == 0, answer.err
    assert "gifts" in answer.out
    folder = tmp_path / "why"
    content = json.loads((folder / "explain.json").read_text(encoding="utf-8"))
    assert content["measures"]["profit"]["effects"]
    assert {path.name for path in (folder / "figures").iterdir()} >= {"levers.png", "mechanisms.svg"}
    assert said("replay", str(folder)).status == 0


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        (("strategies=[cx_only]",), "strategies"),
        (("strategies=[cx_only,hybrid,relationship]",), "strategies"),
        (("replicates=1",), "replicates"),
        (("explain.replicates=-1",), "explain.replicates"),
        (("explain.orders=1",), "explain.orders"),
    ],
)
def test_what_cannot_be_explained_is_refused(words: tuple[str, ...], thing: str) -> None:
    with pytest.raises(Mistake) as refused:
        answered(setting(*words, verb="explain"), QUIET)
    assert refused.value.thing == thing


@pytest.mark.long
def test_in_a_notebook_it_is_a_table_and_two_figures() -> None:
    why = explain(*SOME, "executor=inline", "population.size=60", quiet=True)
    assert {"group", "lever", "mechanism", "difference"} <= set(why.table["kind"])
    assert why._repr_html_().startswith("<table")
    assert why.plot_levers() is not None
    assert why.plot_mechanisms() is not None
