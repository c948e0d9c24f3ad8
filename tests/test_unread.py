"""Words that would have no effect are refused, and whoever would read them is named."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from experiments.analyses.calibrate import targets
from experiments.analyses.calibrate.question import carried_words
from experiments.config.companions import COMPANIONS
from experiments.config.composition import composed
from experiments.config.leaves import leaves
from experiments.config.readers import MARKETS, PEOPLE, SOURCES, reader
from experiments.config.roles import STATISTICS
from experiments.config.schema import DESIGNS, GRAPHS
from experiments.config.setting import built
from experiments.results.command_line import command
from experiments.sweeps.plan import question
from experiments.sweeps.problem import problem
from simulation.market.terms import KINDS
from simulation.mistake import Mistake

SHOCK = "events=[{{week:2,shock:{{{}:0.1}}}}]"
MARKED = "community=from_file community.file=x.csv community.strength_column=s"


@pytest.mark.parametrize(
    ("verb", "words", "wrong"),
    [
        ("compare", "strategy=hybrid", r"strategy: given hybrid, is not read by compare, only by run and sweep"),
        ("run", "strategies=[cx_only,hybrid]", "strategies: .* is not read by run, only by compare.* Use strategy=a"),
        ("run", "sensitivity.method=sobol", "is not read by run, only by sensitivity"),
        ("run", "precision.margin=0.02", "is not read by run, only by compare, explain and boundary"),
        ("run", "design=lhs", "is not read by run, only by sweep"),
        ("compare", "output.customers=true", "is not read by compare, only by run"),
        ("graph", "weeks=5", "is not read by graph"),
        ("explain", "explain.replicates=2", "is not read by explain, only by compare"),
        ("run", "population=cdnow population.size=10", r"read by population\.source=reference or segments"),
        ("run", "population=cdnow population.churn.alpha=0.7", "read by population.source=reference or segments"),
        ("run", "population.customer=who", r"read by population\.source=log, not by reference"),
        ("run", "population.high_end.share=0.3", r"read by population\.source=segments, not by reference"),
        ("run", "community.exponent=2.2", r"read by community\.graph=configuration with community\.law=power_law"),
        ("run", "community=complete community.degree=4", r"read by community\.graph=small_world or "),
        ("run", "community=scale_free community.blocks=4", r"read by community\.graph=blocks, not by scale_free"),
        ("run", "community.within_share=0.6", r"read by community\.graph=blocks, not by small_world"),
        ("run", "market.wallet_share=0.3", r"read by market\.kind=non_contractual, not by contractual"),
        ("run", "touchpoint.store.capacity=0.5", "read by a store whose contacts cost something"),
        ("run", "levers.neglect.cadence=0.2", "read by a run in which neglect acts"),
        ("run", "rivals=[hybrid,as_is]", "read by a market of 3 firms or more"),
        ("compare", "levers.relationship.lessons=0.5", r"read by mechanism\.education\.enabled=true"),
        ("run", "weeks=8 events=[{week:3,set:{cadence:0.1}},{week:8,shock:{trust:0.1}}]", "runs of more than 8 weeks"),
        ("run", "mechanism.tastes.concentration=2", r"read by market\.kind=repertoire, not by contractual"),
        ("compare", "mechanism.word_of_mouth.threshold=0.1", r"read by mechanism\.word_of_mouth\.law=threshold"),
        ("run", "mechanism.acquisition.proof=0.5", r"read by mechanism\.social_proof\.enabled=true, not by false"),
        ("run", "mechanism.progression.law=markov mechanism.progression.readiness=0.5", r"read by .*\.law=driven"),
        ("run", "mechanism.usage.rate=0.5", r"read by mechanism\.usage\.enabled=true"),
        ("run", "mechanism.spend.shape=3", "there is no such key"),
        ("run", "channel.talk.reach=0.1", "there is no such key"),
        ("graph", f"{MARKED} community.strong_ties=2", r"community\.strong_ties: .* not marked"),
        ("graph", f"{MARKED} community.weight_column=w", r"community\.weight_column: .* not marked"),
        ("inspect", "population.source=log population.file=x.csv population.prospects=3", "is not read by inspect"),
        ("compare", "precision.block=60 replicates=5", "read by a comparison that finds .*replicates=null"),
        ("compare", "precision.maximum=90 replicates=5", "read by a comparison that finds out how many"),
        ("compare", "space.points=0 boundary.points=0 space.replicates=2", "read by the parameter space and the map"),
        ("compare", "boundary.points=0 boundary.parameters=[market.margin,mechanism.fatigue.half_life]", "leaves out"),
        ("run", "executor=inline executor.workers=2", "executor.workers: .* read by executor=processes"),
        ("run", "executor.address=tcp://10.0.0.1:8786", "executor.address: .* read by executor=dask"),
        ("sweep", "design.n=4", "design.n: .* read by design=lhs or .* or one_at_a_time"),
        ("sweep", "design=one_at_a_time design.seed=3", "design.seed: .* read by design=lhs or sobol"),
        ("sweep", "design=lhs design.file=points.csv", "design.file: .* read by design=table"),
        ("sensitivity", "sensitivity.resamples=30", r"read by sensitivity\.method=sobol"),
        ("calibrate", "population=cdnow calibrate.trials=20", r"read by calibrate\.retention or"),
        ("calibrate", "population=cdnow calibrate.repeats=3", r"read by calibrate\.retention or"),
        ("calibrate", "population=cdnow calibrate.replicates=0 calibrate.customers=90", "by the check .* left out"),
        ("run", "scenario=trust_crisis weeks=104", "scenario: .* read by runs of more than 104 weeks"),
        ("compare", "scenario=trust_crisis weeks=8", "scenario: .* read by runs of more than 104 weeks"),
        ("run", "community.rewiring=0.5 community.clustering=0.3", "rewiring: .* without community.clustering"),
        ("run", "market=repertoire market.focal_share=0.05 market.rival_share=0.95", "focal_share: .* market.shares"),
        ("run", f"{SHOCK.format('trust')} mechanism.climate.enabled=false", "mechanism.climate.enabled=true.* week 2"),
        ("run", f"{SHOCK.format('failures')} mechanism.failure.enabled=false", "events: .* mechanism.failure.enabled"),
        ("run", f"{SHOCK.format('climate')} mechanism.trust.enabled=false", "events: .* mechanism.trust.enabled=true"),
        ("compare", "events=[{week:2,set:{lessons:0.5}}]", "events: .* mechanism.education.enabled=true"),
        ("run", "market.firms=1 market.rival_share=0.1", r"rival_share: .* read by a market of 2 firms or more"),
        ("run", "market.firms=1 market.copy_delay=9", r"copy_delay: .* read by a market of 2 firms or more"),
        ("run", "market.firms=1 events=[{week:2,shock:{trust:0.1},who:rivals}]", "events: .* of 2 firms or more"),
        ("run", "market.entry_rate=0.3 market.focal_share=0.6", "entry_rate: .* with no firm in week 0"),
        ("run", "population=cdnow population.prospects=0 market.entry_rate=0.3", "entry_rate: .* with no firm"),
        ("run", "population=cdnow market.focal_share=0.4 market.rival_share=0.6 market.entry_rate=0.3", "entry_rate"),
        ("run", "touchpoint.email.share=0.3", "share: .* touchpoints to which customers turn with a need"),
    ],
)  # fmt: skip
def test_a_word_that_nobody_reads(verb: str, words: str, wrong: str) -> None:
    with pytest.raises(Mistake, match=wrong):
        composed(words.split(), verb)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("run", "output.report=false executor=inline engine=agents"),  # asked for less, and obeyed
        ("graph", "executor=inline output.weekly=false"),
        ("run", "levers.as_is.cadence=0.2 levers.cx_only.cadence=0.2"),
        ("run", "touchpoint.store.capacity=0.5 touchpoint.store.cost=0.1"),
        ("run", "community=configuration community.law=power_law community.exponent=2.4"),
        ("run", "population.churn={alpha:0.7}"),
        ("run", "rivals=[hybrid,as_is] market.firms=3"),
        ("compare", "levers.relationship.lessons=0.5 mechanism.education.enabled=true"),
        ("run", "weeks=8 events=[{week:7,shock:{trust:0.1}}]"),
        ("run", "channel.talk.building=0.2"),
        ("run", "market=repertoire market.focal_share=0.095 market.rival_share=0.405"),
        ("run", f"{SHOCK.format('economy')} mechanism.trust.enabled=false mechanism.failure.enabled=false"),
        ("compare", "events=[{week:2,set:{cadence:0.5}}]"),
        ("run", "mechanism.usage.rate=0.5 mechanism.usage.enabled=true"),
        ("run", "scenario=saas mechanism.usage.rate=0.5"),
        ("run", "scenario=saas weeks=8"),
        ("run", "scenario=base weeks=8"),
        ("run", "scenario=trust_crisis weeks=105"),
        ("run", "market.firms=1 market.rival_share=0 market.focal_share=0.9"),
        ("run", "market.entry_rate=0.3 market.firms=1 market.focal_share=0.6"),
        ("run", "population=cdnow market.entry_rate=0.3"),
        ("run", "touchpoint.dedicated.share=0.3"),
        ("run", "market.firms=1 market.shares=[1] market.focal_share=0.6"),
        ("compare", "precision.width=0.5 replicates=5"),  # what precise_enough is judged by
        ("compare", "space.points=0 space.replicates=2"),
        ("sweep", "design=one_at_a_time design.n=4"),
        ("calibrate", "population=cdnow calibrate.trials=20 calibrate.retention=[[26,0.71,400]]"),
    ],
)
def test_a_word_that_is_read(verb: str, words: str) -> None:
    assert composed(words.split(), verb).values


@pytest.mark.parametrize("verb", ["run", "compare", "sweep"])
def test_a_lever_of_ones_own_file_is_obeyed_or_refused(verb: str, tmp_path: Path) -> None:
    plain, own = tmp_path / "plain.yaml", tmp_path / "own.yaml"
    plain.write_text("cadence: 0.3\nlessons: 0.0\n")
    own.write_text("cadence: 0.3\nlessons: 0.4\n")
    words = [f"strategy={own}"] if verb == "run" else [f"strategies=[{plain},{own}]"]
    on, of_some = "mechanism.education.enabled=true", "mechanism.education.enabled=true,false"

    def asked(*more: str) -> object:
        return question([*words, *more]) if verb == "sweep" else composed([*words, *more], verb)

    with pytest.raises(Mistake, match=r"strategy own: lessons: given 0.4, has no effect .*education\.enabled=true"):
        asked()
    assert asked(on)
    if verb == "sweep":
        assert asked(of_some)
        assert question([f"strategy={plain},{own}", of_some])
        with pytest.raises(Mistake, match="strategy own: lessons"):
            question([f"strategy={plain},{own}"])


def test_a_lever_of_ones_own_file_is_obeyed_where_its_strategy_is_run(tmp_path: Path) -> None:
    plain, own, table = (tmp_path / name for name in ("plain.yaml", "own.yaml", "points.csv"))
    plain.write_text("cadence: 0.3\n")
    own.write_text("cadence: 0.3\nlessons: 0.4\n")
    lines = f"strategy,mechanism.education.enabled\n{own},false\n{plain},true\n"
    of_table = ["design=table", f"design.file={table}"]
    table.write_text(lines)
    alone = ["design=one_at_a_time", f"strategy={plain},{own}", "mechanism.education.enabled=false,true"]
    for words in (of_table, alone):
        with pytest.raises(Mistake, match=r"strategy own: lessons: .*education\.enabled=true"):
            question(words)
    table.write_text(f"{lines}{own},true\n")
    assert question(of_table).count == 3


def test_a_law_that_acts_by_default_and_is_switched_off_is_a_question_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("cadence: 0.3\nhosting: 0.4\n")
    assert composed([f"strategy={own}", "mechanism.answers.enabled=false"], "run")


def test_a_project_file_serves_all_verbs_and_is_checked_by_each(tmp_path: Path) -> None:
    project = tmp_path / "project.yaml"
    project.write_text("strategies: [cx_only, hybrid]\nsensitivity: {method: sobol}\nprecision: {confidence: 0.9}\n")
    assert built(composed([str(project), "population.size=40"], "run").values).values["precision"]["confidence"] == 0.9
    for text, wrong in (
        ("sensitivity: {method: foo}", "sensitivity.method: given foo, must be one of morris, sobol"),
        ("precision: {confidence: 7}", r"precision.confidence: given 7.0, must lie between 0 and 1"),
        ("space: {points: -4}", r"space.points: given -4, must be between 0"),
        ("boundary: {points: 1}", r"boundary.points: given 1, must be 0 or at least 2"),
        ("design: {kind: cube}", r"design.kind: given cube, must be one of grid"),
        ("calibrate: {members: 1}", r"calibrate.members: given 1, must be between 2 and 1000"),
    ):
        project.write_text(text)
        with pytest.raises(Mistake, match=wrong):
            built(composed([str(project)], "run").values)


def test_a_lever_of_an_event_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(Mistake, match="cadense: given 0.5, no such lever. Did you mean cadence"):
        built(composed(["population.size=60", "events=[{week:2,set:{cadense:0.5}}]"], "run").values)


def test_in_a_sweep_a_word_is_fine_when_some_point_reads_it() -> None:
    few = ["population.size=60", "weeks=4"]
    assert question([*few, "community=complete,small_world", "community.rewiring=0.1"]).count == 2
    assert question([*few, "strategy=hybrid,neglect", "levers.neglect.cadence=0.2"]).count == 2
    with pytest.raises(Mistake, match=r"community\.rewiring: .* read by community\.graph=small_world"):
        question([*few, "community=complete,scale_free", "community.rewiring=0.1"])
    with pytest.raises(Mistake, match="strategies: .* has no effect together with strategy"):
        question([*few, "strategy=hybrid", "strategies=[cx_only,hybrid]"])
    with pytest.raises(Mistake, match="strategy: given hybrid, is not read by sensitivity"):
        problem([*few, "strategy=hybrid"])


@pytest.mark.parametrize("turned", [1, -1])
def test_values_that_are_wrong_only_together_are_kept_in_whatever_order_they_are_listed(turned: int) -> None:
    axes = ["community=blocks,small_world", "community.degree=12,12.5"]
    assert question(["population.size=600", *axes[::turned]]).count == 4
    swapped = ["community=small_world,blocks", "community.degree=12.5,12"]
    assert question(["population.size=600", *swapped[::turned]]).count == 4
    with pytest.raises(Mistake, match="must be a whole number for this graph"):
        question(["population.size=600", *["community=small_world,scale_free", "community.degree=12,12.5"][::turned]])


@pytest.mark.parametrize("spelling", ["population=cdnow", "population='cdnow'", "population.source=cdnow"])
def test_the_market_of_a_log_follows_from_the_values_and_not_from_their_spelling(spelling: str) -> None:
    assert composed([spelling]).values["market"] == composed(["population=cdnow"]).values["market"]
    assert composed([spelling]).values["market"]["kind"] == "non_contractual"
    for asked in ("market=contractual", "market.kind=contractual"):
        assert composed([spelling, asked]).values["market"] == composed(["market=contractual"]).values["market"]
    kinds = [question(["population.source=reference,cdnow"]).at(place)["market"]["kind"] for place in
             question(["population.source=reference,cdnow"]).points]  # fmt: skip
    assert kinds == ["contractual", "non_contractual"]


def test_in_a_sweep_a_scenario_is_fine_beside_others_and_a_key_of_an_analysis_where_the_design_reads_it() -> None:
    few = ["population.size=60", "weeks=8"]
    assert question(["scenario=base,trust_crisis", "weeks=8,105"]).count == 4
    with pytest.raises(
        Mistake, match="scenario: given trust_crisis, has an event without effect here: .* comes in week 104"
    ):
        question([*few, "scenario=base,trust_crisis"])
    with pytest.raises(Mistake, match=r"levers\.relationship\.cadence: .* in which relationship acts"):
        question([*few, "strategy=cx_only", "levers.relationship.cadence=0.4,0.9"])
    assert question([*few, "levers.relationship.cadence=0.4,0.9"]).count == 2
    assert question([*few, "design=lhs", "design.n=3", "design.seed=2", "market.margin=interval(0.2,0.3)"]).count == 3
    with pytest.raises(Mistake, match=r"design\.n: .* read by design=lhs"):
        question([*few, "design.n=3", "market.margin=0.2,0.3"])


def test_a_command_that_is_printed_holds_only_what_is_read(tmp_path: Path) -> None:
    project = tmp_path / "project.yaml"
    project.write_text(
        "levers: {hybrid: {cadence: 0.4}}\nmechanism: {tastes: {concentration: 1.5}, trust: {half_life: 40}}\n"
        "weeks: 8\nreplicates: 2\nprecision: {maximum: 90}\nspace: {points: 0, replicates: 2}\nboundary: {points: 0}\n"
        "events: [{week: 10, shock: {trust: 0.4}}]\n"
    )
    words = shlex.split(command(composed([str(project)], "compare").values))[2:]
    assert "mechanism.trust.half_life=40.0" in words
    assert composed(words, "compare").values["replicates"] == 2
    again = carried_words([str(project), "population.file=x.csv"])
    assert "mechanism.trust.half_life=40" in again
    assert composed(again, "compare").values["weeks"] == 8


def test_every_companion_is_there() -> None:
    assert set(COMPANIONS) <= set(leaves())
    assert set(STATISTICS) == {f"calibrate.{kind}" for kind in targets.KINDS}


def test_every_reader_is_there() -> None:
    population = {key.split(".")[1] for key in leaves() if key.startswith("population.")}
    assert set(PEOPLE) <= population
    assert set().union(*PEOPLE.values()) == set(SOURCES)
    assert set().union(*MARKETS.values()) <= set(KINDS)
    values: dict[str, Any] = composed(()).values
    for graph in GRAPHS:  # whatever the graph, nobody is asked in vain who would read a key
        values["community"]["graph"] = graph
        assert all(reader(key, values, "run") != "" for key in leaves() if key.startswith("community."))
    for design in DESIGNS["channel"]:
        keys = {key.split(".")[2] for key in leaves() if key.startswith(f"channel.{design.name}.")}
        assert keys == ({"reach", "scale", "conversion", "building", "intent"} if design.reach else {"building"})
