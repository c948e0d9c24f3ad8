"""From words to points: what is swept is what Hydra itself would have composed, and each run is what `run` gives."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
from hydra.core.override_parser.overrides_parser import OverridesParser

from experiments.analyses.boundary.question import boundary_question
from experiments.analyses.replay import replay_folder
from experiments.api import open_store, run, sensitivity, sweep
from experiments.cli.main import main
from experiments.config.axes import Level, level, taken
from experiments.config.composition import composed
from experiments.config.contents import files
from experiments.config.leaves import is_text
from experiments.config.nested import flat, merged
from experiments.config.roles import RUN, role
from experiments.config.sections import Design
from experiments.config.setting import SEED_STEP, meant
from experiments.execution.faults import EnvironmentFault
from experiments.execution.progress import Progress
from experiments.statistics.designs import KINDS, unit_points
from experiments.statistics.formatting import percent
from experiments.sweeps.driver import missing_jobs
from experiments.sweeps.expansion import places
from experiments.sweeps.identity import content_of, world_key
from experiments.sweeps.job import run_job, world_of_point
from experiments.sweeps.plan import Question, plan_runs, question
from experiments.sweeps.point_table import table_points
from experiments.sweeps.problem import problem
from experiments.sweeps.store import Store
from simulation.mistake import Mistake
from tests.commands import log_of
from tests.leaves import another, declared

SMALL = ("population.size=40", "weeks=4", "executor=inline")


def hydras(words):
    """What Hydra's own multirun would run, job by job."""
    overrides = OverridesParser.create().parse_overrides(list(words))
    jobs = BasicSweeper.split_arguments(overrides, None)[0]
    return [composed(job).values for job in jobs]


def ours(words):
    asked = question(words)
    return [asked.at(place) for place in asked.points]


@pytest.mark.parametrize(
    "words",
    [
        ["weeks=5,10"],
        ["weeks=5,10", "mechanism.fatigue.half_life=range(2,4)", "seed=choice(1,7)"],
        ["weeks=range(4,9,2)", "market=contractual,non_contractual", "population.size=50"],
        ["market.margin=0.3,0.4", "market=non_contractual,contractual"],  # the value holds in both groups
        ["weeks=7,9", "replicates=${weeks}", "seed=${weeks}"],
        ["mechanism.trust.half_life=30,60", "mechanism.fatigue.half_life=${mechanism.trust.half_life}"],
        ["mechanism.fatigue.half_life='${mechanism.trust.half_life}',8"],
        ["strategies=[cx_only,relationship],[cx_only,hybrid]"],
        ["strategy=cx_only,'relationship'", "mechanism.churn.enabled=true,false"],
        ["population.churn={alpha:0.6},{alpha:0.8,beta:1.1}", "population.size=60,70"],
        ["weeks=5", "weeks=6,7", "seed=1,2", "seed=3"],  # a key given twice has its last value
        ["community=glob(s*)"],
        ["levers.cx_only.cadence=null,0.2", "community.clustering=null,0.3"],
        ["population=cdnow", "weeks=5,6"],  # which changes the default of another group
        ["seed=sort(3,1)", "market.margin=float(choice(0,1))"],
    ],
    ids=lambda words: " ".join(words),
)
def test_expansion_is_hydras_own(words):
    if any("glob" in word for word in words):
        options = "scale_free,small_world"
        assert ours(words) == hydras([f"community={options}"])
    else:
        assert ours(words) == hydras(words)


def test_a_point_leaves_nothing_behind_at_the_next():
    asked = question(["design=one_at_a_time", "weeks=5,6", "mechanism.fatigue.half_life=2,3"])
    found = [(values["weeks"], values["mechanism"]["fatigue"]["half_life"]) for values in map(asked.at, asked.points)]
    weeks, half_life = found[0]
    assert found == [(weeks, half_life), (5, half_life), (6, half_life), (weeks, 2.0), (weeks, 3.0)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_design_spreads_over_its_intervals_and_is_crossed_with_listed_values(kind):
    words = ["mechanism.trust.half_life=interval(26,104)", "weeks=interval(4,20)", "seed=1,2"]
    asked = question([*words, f"design={kind}", "design.n=16"])
    values = [asked.at(place) for place in asked.points]
    assert len(values) == 32
    drawn = np.array([[v["mechanism"]["trust"]["half_life"], v["weeks"]] for v in values])
    assert (drawn[:16] == drawn[16:]).all()
    assert all(isinstance(v["weeks"], int) for v in values)
    assert ((drawn >= [26, 4]) & (drawn <= [104, 20])).all()
    assert np.ptp(drawn[:, 0]) > 40
    assert (unit_points(kind, 16, 2, 1) == unit_points(kind, 16, 2, 1)).all()
    assert (unit_points(kind, 16, 2, 1) != unit_points(kind, 16, 2, 2)).any()


@pytest.mark.parametrize("steps", [(0.1, 0.4, 0.1), (0.2, 0.8, 0.2), (0.0, 0.3, 0.1), (0.5, 0.1, -0.1), (1, 2, 0.25)])
def test_a_range_of_decimals_has_the_steps_that_are_typed(steps):
    first, end, step = (Decimal(str(one)) for one in steps)
    count = math.ceil((end - first) / step)
    word = f"market.margin=range({','.join(map(str, steps))})"
    (axis,) = taken([word]).axes
    assert [level.value for level in axis.levels] == [float(first + k * step) for k in range(count)]
    assert [level.word for level in axis.levels] == [f"market.margin={float(first + k * step)!r}" for k in range(count)]


@pytest.mark.parametrize(
    ("steps", "values"),
    [
        ("0.1,0.4,0.1", [0.3, 0.2, 0.1]),
        ("0.1,0.45,0.1", [0.4, 0.3, 0.2, 0.1]),
        ("0.5,3", [2.5, 1.5, 0.5]),
        ("1,6,2", [5, 3, 1]),
    ],
)
def test_a_range_of_decimals_may_be_turned_round(steps, values):
    for sorted_ in (f"sort(range({steps}),reverse=true)", f"sort(sweep=range({steps}),reverse=true)"):
        for word in (sorted_, f"float({sorted_})"):
            (axis,) = taken([f"market.margin={word}"]).axes
            assert [level.value for level in axis.levels] == values


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "lhs"])
def test_a_larger_sequence_keeps_its_points(kind):
    assert (unit_points(kind, 37, 3, 1)[:20] == unit_points(kind, 20, 3, 1)).all()


def test_a_latin_hypercube_has_one_point_in_every_slice():
    cube = unit_points("lhs", 25, 4, 3)
    assert (np.sort((cube * 25).astype(int), axis=0) == np.arange(25)[:, None]).all()


def test_a_table_is_its_rows(tmp_path):
    file = tmp_path / "points.csv"
    file.write_text("mechanism.trust.half_life,market,weeks\n30,contractual,5\n\n60.5,non_contractual,6\n")
    words = ["design=table", f"design.file={file}", "seed=1,2"]
    found = [(v["mechanism"]["trust"]["half_life"], v["market"]["kind"], v["weeks"], v["seed"]) for v in ours(words)]
    expected = [(30.0, "contractual", 5), (60.5, "non_contractual", 6)]
    assert found == [(*row, seed) for seed, row in itertools.product((1, 2), expected)]


CELLS = (
    "2", "+2", "-2", "0", "-0", "1", "010", "1_0", "10.0", ".5", "1.", "1.e2", "1e1", "1E-1", "-.5", "+1.5e+3", "00.5",
    "1_0.5", "0x10", "true", "yes", "'2'", "1 0", "null", "${weeks}", "[1]", "+-2", "--2", "٣", "9" * 25,
)  # fmt: skip


@pytest.mark.parametrize("key", ["market.margin", "weeks", "mechanism.trust.enabled", "market.shares", "strategy"])
def test_a_cell_is_read_as_the_word_is(key, tmp_path):
    file = tmp_path / "points.csv"
    for cell in CELLS:
        file.write_text(f"{key}\n{cell}\n", encoding="utf-8")
        as_word, as_cell = [], []
        for read, ask in ((as_word, lambda: level(key, cell)), (as_cell, lambda: table_points(str(file))[0][key])):  # noqa: B023
            try:
                read += [(one := ask()).word, repr(one.value)]
            except Mistake as mistake:
                read += [mistake.given, mistake.allowed]
        assert as_cell == as_word, cell


def test_a_long_table_of_numbers_is_read_without_the_grammar(tmp_path, monkeypatch):
    file = tmp_path / "points.csv"
    file.write_text("\n".join(["weeks,market.margin", *(f"{k},{k / 1000}" for k in range(1, 900))]), encoding="utf-8")
    monkeypatch.setattr("experiments.sweeps.point_table.level", None)
    assert [place["market.margin"].value for place in table_points(str(file))] == [k / 1000 for k in range(1, 900)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("mechanism.trust.half_lif\n30\n", "half_lif.*no such key.*half_life"),
        ("weeks\nnan\n", "line 2, weeks: given nan, must be a finite number"),
        ("weeks,seed\n5,\n", "line 2, seed: given nothing, must be a value"),
        ("mechanism.trust.enabled\n1\n0\n2\n", "line 4, mechanism.trust.enabled: given 2, must be true or false"),
        ("mechanism.trust.enabled\nyes\n2\n", "line 3, mechanism.trust.enabled: given 2, must be true or false"),
        ("weeks\n5\n7.5\n9\n", "line 3, weeks: given 7.5, must be a whole number"),
        ("market.shares\n5\n", "line 2, market.shares: given 5, must be a list of numbers"),
        ("weeks\n5\n6,7\n", "line 3: given 2 values, must have 1"),
        ("weeks\ninf\n", "line 2, weeks: given inf"),
        ("weeks\nfive\n", "weeks: given five, must be a whole number"),
        ("weeks\n0\n", "weeks: given 0, must be between"),
        ("weeks,weeks\n5,6\n", "one column only"),
        ("executor.workers\n3\n", "cannot vary"),
        ("weeks\n", "at least one line"),
        ("", "at least one line"),
    ],
)
def test_a_table_that_cannot_be_run_is_refused(text, wrong, tmp_path):
    file = tmp_path / "points.csv"
    file.write_text(text)
    with pytest.raises(Mistake, match=wrong):
        list(map(question(["design=table", f"design.file={file}"]).at, []))


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["weeks=interval(5,10)"], "has no effect with design=grid"),
        (["design=lhs", "weeks=5,6"], "needs at least one KEY=interval"),
        (["design=lhs", "design.n=0", "weeks=interval(5,6)"], "design.n: given 0"),
        (["design=one_at_a_time"], "at least one key"),
        (["design.kind=cube", "weeks=5,6"], "must be one of grid"),
        (["executor.workers=1,2"], "cannot vary within a sweep"),
        (["replicates=1,2"], "cannot vary within a sweep"),
        (["mechanism.fatigue.half_live=1,2"], "no such key.*half_life"),
        (["mechanism.fatigue.half_life=2,-1"], "mechanism.fatigue.half_life: given -1.0, must be"),
        (["mechanism.fatigue.half_life=interval(-5,3)", "design=sobol"], "half_life: given -5"),
        (["market=contractual,barter"], "market: given barter"),
        (["weeks=interval(6,5)", "design=lhs"], "low below high"),
        (["strategies=[cx_only],[cx_onyl]"], "did you mean|Did you mean cx_only"),
        (["weeks=choice()"], "weeks|override"),
    ],
)
def test_what_cannot_be_swept_is_refused_before_anything_is_written(words, wrong, tmp_path):
    with pytest.raises(Mistake, match=wrong):
        sweep(*SMALL[:1], "executor=inline", *words, folder=str(tmp_path / "s"), quiet=True)
    assert not (tmp_path / "s").exists()


def test_each_run_is_what_run_gives(tmp_path):
    result = sweep(*SMALL, "market.margin=0.3,0.4", replicates=2, folder=str(tmp_path / "s"), quiet=True)
    alone = run(*SMALL, "market.margin=0.4", strategy="relationship", replicates=2, quiet=True).runs
    table = result.runs
    found = table[(table["market.margin"] == 0.4) & (table["strategy"] == "relationship")]
    assert list(found["seed"]) == list(alone["seed"])
    for name in ("budget", "spent", "profit", "churn", "net_promoter_score"):
        assert list(found[name]) == list(alone[name])


def test_a_scenario_is_each_points_own(tmp_path):
    """Its channels, touchpoints and events too: they used to be those of the first point."""
    words = ("population.size=200", "weeks=6", "executor=inline", "strategy=relationship", "centring=quick")
    crisis = ("events=[{week:2,shock:{failures:20}}]", "channel.advertising.conversion=3")
    result = sweep(*words, "scenario=base,saas,copycat_competitor", folder=str(tmp_path / "s"), quiet=True)
    alone = {name: run(*words, f"scenario={name}", quiet=True).runs["profit"][0] for name in ("base", "saas")}
    found = result.runs.set_index("scenario")["profit"]
    assert {name: found[name] for name in alone} == alone
    assert result.counts["done"] == 3
    again = sweep(*words, *crisis, folder=str(tmp_path / "s"), quiet=True)
    other = again.runs
    assert again.config(other["identity"].item())["channel"]["advertising"]["conversion"] == 3
    assert other["profit"].item() == run(*words, *crisis, quiet=True).runs["profit"][0] != found["base"]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param([], id="base"),
        pytest.param(
            ["scenario=trust_crisis", "population=segments", "weeks=105"], id="crisis", marks=pytest.mark.long
        ),
    ],
)
def test_the_world_of_a_row_is_that_of_the_configuration_for_every_key(first, tmp_path):
    """Nothing is run: each point is planned, and its world built from what a worker is given."""
    settings = question([*SMALL, "seed=4", "strategy=relationship", *first]).settings
    values, known = flat(settings), declared()
    keys = [key for key in values if role(key).changes in RUN and not key.startswith("levers.")]
    others = {key: another(key, values, known) for key in keys}
    others |= {f"levers.{name}.cadence": 0.11 for name in ("as_is", "relationship", "neglect")}
    points = [{}, *({key: Level("", value)} for key, value in others.items() if value is not None)]

    def at(place):
        return merged(settings, {key: level.value for key, level in place.items()})

    with Store.made(tmp_path, settings, "sweep") as store:
        numbers = plan_runs(store, Question((), settings, points, at, len(points), single=True))
        jobs = {run.identity: one for one in missing_jobs(store, "columns", False) for run in one.runs}
        identities = dict(store.execute("SELECT point, identity FROM plan").fetchall())
    assert all(is_text(key) for key, value in others.items() if value is None), "only texts of the user's own are left"
    unlike = [key for key, value in others.items() if value not in (None, values[key])]
    assert len(set(numbers)) == 1 + len(unlike), "each is a point of its own beside the first"
    seen = {}
    for place, number in zip(points, numbers, strict=True):
        job, values = jobs[identities[number]], at(place)
        asked = next(one for one in job.runs if one.identity == identities[number])
        alone = meant(values)
        assert repr(world_of_point(job.values, job.levers, job.contents)) == repr(alone.world), place
        assert (asked.strategy, asked.seed) == (alone.strategy, values["seed"] * SEED_STEP)
        seen.setdefault(identities[number], []).append(place)
    (shared,) = [places for places in seen.values() if len(places) > 1]
    assert [list(place) for place in shared][-1] == ["levers.neglect.cadence"], "who does not act changes no run"


def test_the_last_word_wins_also_where_it_is_a_mapping():
    asked = question([*SMALL, "market.margin=0.2,0.3", "market={margin:0.4}", "seed=1,2"])
    assert [one["market"]["margin"] for one in map(asked.at, asked.points)] == [0.4, 0.4]


def test_a_word_inside_a_mapping_that_varies_stands_before_it():
    mappings = "levers.cx_only={cadence:0.2},{letters:0.5}"
    asked = question([*SMALL, "levers.cx_only.letters=0.1", mappings])
    assert [one["levers"]["cx_only"]["letters"] for one in map(asked.at, asked.points)] == [0.1, 0.5]
    with pytest.raises(Mistake, match="letters: given 0.1, is inside levers.cx_only, which varies"):
        question([*SMALL, mappings, "levers.cx_only.letters=0.1"])


def test_a_key_that_is_a_column_of_the_table_and_a_word_is_refused(tmp_path):
    table = tmp_path / "points.csv"
    table.write_text("market.margin\n0.2\n", encoding="utf-8")
    for word in ("market.margin=0.4,0.5", "market.margin=0.4", "market={margin:0.4}"):
        with pytest.raises(Mistake, match=r"market.margin: given 0.4.* is a column of the table too"):
            question([*SMALL, "design=table", f"design.file={table}", word])


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("levers.hybrid.cadence\n0.2\n0.9\n", r"levers.hybrid.cadence: given 0.2, .* a sweep in which hybrid acts"),
        ("market,mechanism.tastes.concentration\ncontractual,1\ncontractual,2\n", "tastes.* market.kind=repertoire"),
        ("scenario,market.margin\ntrust_crisis,0.2\ntrust_crisis,0.3\n", "scenario: .* runs of more than 104 weeks"),
        ("scenario,seed\nbase,1\ntrust_crisis,2\n", "scenario: given trust_crisis, .* runs of more than 104 weeks"),
    ],
)
def test_a_column_of_the_table_that_no_row_reads_is_refused(table, wrong, tmp_path):
    (tmp_path / "points.csv").write_text(table, encoding="utf-8")
    words = [*SMALL, "design=table", f"design.file={tmp_path / 'points.csv'}"]
    with pytest.raises(Mistake, match=f"design.file, column .*{wrong}"):
        question(words)


def test_a_column_of_the_table_that_one_row_reads_is_fine(tmp_path):
    table = tmp_path / "points.csv"
    table.write_text("market,mechanism.tastes.concentration\ncontractual,1\nrepertoire,2\n", encoding="utf-8")
    assert question([*SMALL, "design=table", f"design.file={table}", "market.margin=0.2,0.3"]).count == 4
    table.write_text("levers.hybrid.cadence\n0.2\n", encoding="utf-8")
    assert question([*SMALL, "design=table", f"design.file={table}", "strategy=cx_only,hybrid"]).count == 2


def test_points_that_differ_in_one_strategy_only_share_the_runs_of_the_other(tmp_path):
    result = sweep(*SMALL, "levers.relationship.cadence=0.1,0.2,0.3", folder=str(tmp_path / "s"), quiet=True)
    table = result.runs
    assert len(table) == 6
    assert result.counts["done"] == 4
    assert table[table["strategy"] == "cx_only"]["identity"].nunique() == 1
    assert table[table["strategy"] == "relationship"]["identity"].nunique() == 3


def test_one_strategy_may_be_swept_over(tmp_path):
    result = sweep(*SMALL, "strategy=cx_only,hybrid", folder=str(tmp_path / "s"), quiet=True)
    assert sorted(result.runs["strategy"]) == ["cx_only", "hybrid"]


def test_tables_of_a_sweep_are_lazy_and_tidy(tmp_path):
    result = sweep(*SMALL, "weeks=4,5", "market=contractual", replicates=2, folder=str(tmp_path / "s"), quiet=True)
    again = open_store(str(tmp_path / "s"))
    assert again.runs.equals(result.runs)
    assert list(result.table["weeks"]) == [4, 4, 5, 5]
    gap = result.differences("profit")
    wide = result.runs.pivot(index=["weeks", "replicate"], columns="strategy", values="profit")
    assert gap["difference"].tolist() == (wide["relationship"] - wide["cx_only"]).groupby("weeks").mean().tolist()
    assert gap["pairs"].tolist() == [2, 2]
    assert "relationship" in result._repr_html_()
    run_id = result.runs["identity"].iloc[0]
    assert result.config(run_id)["weeks"] == 4
    with pytest.raises(Mistake, match="Did you mean profit"):
        result.differences("proft")
    with pytest.raises(Mistake, match="must be two of"):
        result.differences("profit", ["cx_only", "nobody"])
    with pytest.raises(Mistake, match="must be two of .* Name two; the difference is the second less the first"):
        result.differences("profit", ["cx_only", "cx_only"])


def test_weekly_series_are_kept_on_request(tmp_path):
    words = (*SMALL, "weeks=4,5", "output.weekly=true")
    result = sweep(*words, folder=str(tmp_path / "s"), quiet=True)
    weekly, runs = result.weekly, result.runs
    focal = weekly[weekly["firm"] == "focal"]
    assert focal.groupby("identity").size().to_dict() == dict(zip(runs["identity"], runs["weeks"], strict=True))
    last = focal.sort_values("week").groupby("identity")["cohort"].last()
    assert last[runs["identity"]].tolist() == pytest.approx(runs["retention"].tolist())


def test_weekly_series_asked_for_later_are_computed_later(tmp_path):
    before = sweep(*SMALL, folder=str(tmp_path / "s"), quiet=True)
    assert before.weekly.empty
    after = sweep(*SMALL, "output.weekly=true", folder=str(tmp_path / "s"), quiet=True)
    assert after.weekly["identity"].nunique() == 2
    assert after.runs.equals(before.runs)


def test_a_measure_that_is_undefined_stays_undefined(tmp_path):
    result = sweep(*SMALL, "weeks=1", "strategies=[cx_only,relationship]", folder=str(tmp_path / "s"), quiet=True)
    table = result.runs
    assert (table["state"] == "done").all()
    assert table["acquisition_cost"].isna().any() or table["acquisition_cost"].notna().all()
    alone = [
        run(*SMALL, "weeks=1", strategy=name, quiet=True).runs["acquisition_cost"][0] for name in table["strategy"]
    ]
    for kept, found in zip(table["acquisition_cost"], alone, strict=True):
        assert kept == found or (math.isnan(kept) and math.isnan(found))


def test_axes_of_a_command_line():
    apart = taken(["weeks=1,2", "market.margin=interval(0.1,0.2)", "strategies=[a,b]"])
    assert apart.fixed == ("strategies=[a,b]",)
    assert [axis.key for axis in apart.axes] == ["weeks", "market.margin"]
    assert apart.axes[1].interval == (0.1, 0.2)
    assert len(list(places(apart.axes[:1], Design()))) == 2


@pytest.mark.parametrize("kind", ["grid", "lhs", "one_at_a_time", "table"])
def test_points_are_counted_before_they_are_made(kind, tmp_path):
    file = tmp_path / "points.csv"
    file.write_text("weeks\n5\n6\n7\n")
    words = ["seed=1,2", "market.firms=2,3", f"design={kind}"]
    words += {"lhs": ["design.n=5", "weeks=interval(4,9)"], "table": [f"design.file={file}"]}.get(kind, [])
    asked = question(words)
    assert asked.count == len(list(asked.points)) == {"grid": 4, "lhs": 20, "one_at_a_time": 5, "table": 12}[kind]


def test_verbs_sweep_ls_and_resume_from_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = [*SMALL, "market.margin=0.3,0.4"]
    assert main(["sweep", *words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["failed"], told["wanted"]) == (4, 0, 0)
    assert main(["resume", told["folder"], "executor=inline"]) == 0
    assert "4 runs done, 0 failed" in capsys.readouterr().out
    assert main(["ls", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["folder"], row["verb"], row["state"], row["done"]) == (told["folder"], "sweep", "whole", 4)
    assert main(["resume"]) == main(["resume", "nowhere"]) == 2
    assert main(["resume", told["folder"], "weeks=5"]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("courtship: ")]
    assert len(said) == 3


def test_a_sensitivity_is_resumed_with_its_answer(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = [*SMALL, "sensitivity.n=4", "mechanism.trust.half_life=interval(30,60)", "hydra.run.dir=s"]
    assert main(["sensitivity", *words, "--quiet"]) == 0
    (tmp_path / "s" / "sensitivity.json").unlink()
    assert main(["resume", "s", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["points"] == 8
    assert (tmp_path / "s" / "sensitivity.json").exists()


def test_a_sweep_is_drawn_over_any_of_its_keys(tmp_path):
    words = (*SMALL, "market.margin=0.3,0.4", "community=small_world,complete")
    result = sweep(*words, folder=str(tmp_path / "s"), quiet=True)
    assert result.plot_measure("market.margin", "retention").axes[0].get_ylabel() == "retention [share]"
    names = [label.get_text() for label in result.plot_measure("community").axes[0].get_xticklabels()]
    assert names == ["small_world", "complete"]
    assert "points" in result.plot_differences("market.margin").axes[0].get_title(loc="left")
    gap = result.differences("cost_of_relationship")["difference"]
    title = result.plot_differences("market.margin", "cost_of_relationship").axes[0].get_title(loc="left")
    assert f"leads at {percent(float((gap < 0).mean()))} of {len(gap)} points" in title, "less is better"
    nowhere = result.plot_differences("market.margin", "acquisition_cost").axes[0].get_title(loc="left")
    defined = result.differences("acquisition_cost")["difference"].notna().sum()
    assert ("undefined" in nowhere) == (defined < len(gap))
    with pytest.raises(Mistake, match="Did you mean market.margin"):
        result.plot_measure("market.margi")


def test_a_file_is_known_by_its_content(tmp_path):
    for name, text in (("a", "same"), ("b", "same"), ("c", "other")):
        (tmp_path / name).write_text(text)

    def key(name):
        log = str(tmp_path / name)
        values = composed([f"population.file='{log}'"]).values
        assert files(values) == {"population.file": log}
        return world_key(values, {}, {"population.file": content_of("population.file", log)})

    assert key("a") == key("b") != key("c")
    with pytest.raises(Mistake, match=r"population.file: given .*, cannot be read: No such file"):
        key("d")


TIES = "source,target\n" + "".join(f"{k},{(k + 1) % 40}\n{k},{(k + 7) % 40}\n" for k in range(40))


@pytest.mark.parametrize("changed", ["mine.yaml", "log.csv", pytest.param("rival.yaml", marks=pytest.mark.long)])
def test_one_table_does_not_mix_two_contents_of_one_file(tmp_path, monkeypatch, changed):
    monkeypatch.chdir(tmp_path)
    for file in ("mine.yaml", "rival.yaml"):
        Path(file).write_text("cadence: 0.1\n", encoding="utf-8")
    Path("log.csv").write_text(log_of(100), encoding="utf-8")
    world = ["population=from_transactions", "population.file=log.csv", "rivals=[./rival.yaml]", "weeks=3"]
    words = [*world, "executor=inline", "strategies=[cx_only,./mine.yaml]", "centring=quick", "output.weekly=true"]
    sweep(*words, "market.margin=0.3,0.4", quiet=True, folder="made")
    first = question([*words, "market.margin=0.3,0.4"])
    Path("answer").mkdir()
    with Store.made(Path("answer"), first.settings, "sensitivity") as store:
        plan_runs(store, first)
    new = log_of(120) if changed == "log.csv" else "cadence: 0.9\n"
    Path(changed).write_text(new, encoding="utf-8")
    there = open_store("answer").runs
    refused = pytest.raises(Mistake, match=rf"{changed}, has changed since .* not asked for now")
    with Store(Path("answer"), writing=True) as store, refused:
        plan_runs(store, question([*words, "market.margin=0.6"]))
    assert open_store("answer").runs.equals(there), "what was there stays as it was"
    result = sweep(*words, "market.margin=0.4,0.5", quiet=True, folder="made")
    again = result.runs
    assert set(result.weekly["identity"]) == set(again["identity"]), "series of other contents are left out"
    assert replay_folder(Path("made"), Progress(True)).confirmed
    fresh = sweep(*words, "market.margin=0.4,0.5", quiet=True, folder="fresh").runs
    assert again["profit"].tolist() == fresh["profit"].tolist()


def test_a_folder_is_that_of_one_verb(tmp_path):
    """Replay and report know of one answer only."""
    small = ["population.size=60", "weeks=3", "executor=inline", "output.figures=false", "centring=quick"]
    sweep(*small, "market.margin=0.3", quiet=True, folder=str(tmp_path / "made"))
    with pytest.raises(Mistake, match="is the folder of a sweep, .* Choose another folder for sensitivity"):
        sensitivity(*small, "sensitivity.parameters=[market.margin]", quiet=True, folder=str(tmp_path / "made"))


@pytest.mark.parametrize("key", ["strategy", "strategies"])
def test_two_files_of_one_name_are_not_taken_for_one_strategy(tmp_path, monkeypatch, key):
    monkeypatch.chdir(tmp_path)
    for folder, cadence in (("one", 0.1), ("two", 0.4)):
        Path(folder).mkdir()
        Path(folder, "mine.yaml").write_text(f"cadence: {cadence}\n", encoding="utf-8")
    given = "./one/mine.yaml,./two/mine.yaml"
    asked = f"{key}={given}" if key == "strategy" else f"{key}=[./one/mine.yaml,cx_only],[./two/mine.yaml,cx_only]"
    with pytest.raises(Mistake, match="one/mine.yaml and .*two/mine.yaml, must have different names, not both mine"):
        sweep(asked, "population.size=60", "weeks=4", quiet=True, folder="made")


def test_a_file_of_ties_that_changes_ends_the_sweep_and_nothing_is_kept_under_its_old_name(tmp_path):
    """Half of the points are there when the file is written anew; the other half must not be computed from it."""
    ties = tmp_path / "ties.csv"
    ties.write_text(TIES)
    words = ["weeks=3", "executor=inline", "strategy=relationship", "centring=quick"]
    words += ["community=from_file", f"community.file={ties}", "market.margin=0.3,0.4"]
    asked, folder = question(words), tmp_path / "s"
    folder.mkdir()
    with Store.made(folder, asked.settings, "sweep") as store:
        plan_runs(store, asked)
        first, second = missing_jobs(store, "columns", False)
        done = run_job(first)
        ties.write_text(TIES.replace("0,7\n", "0,8\n", 1))
        with pytest.raises(EnvironmentFault, match=r"community\.file: .*ties\.csv has another content than when"):
            run_job(second)
        with pytest.raises(EnvironmentFault, match="has another content"):
            run_job(replace(first, values=first.values.replace(" ", "  ")))  # not remembered by its path
        ties.unlink()
        with pytest.raises(EnvironmentFault, match=r"community\.file: .*ties\.csv is gone; bring it back"):
            run_job(second)
    ties.write_text(TIES)
    assert done.runs[0].state == run_job(second).runs[0].state == "done"
    ties.write_text(TIES.replace("0,7\n", "0,8\n", 1))
    other = sweep(*words, folder=str(folder), quiet=True).runs
    ties.write_text(TIES)
    again = sweep(*words, folder=str(folder), quiet=True).runs
    assert set(other["identity"]).isdisjoint(again["identity"])
    alone = run(*words[:-1], "market.margin=0.3", quiet=True).runs["profit"][0]
    assert again["profit"][0] == alone


@pytest.mark.parametrize("kind", KINDS)
def test_a_log_interval_is_spread_over_decades(kind):
    asked = question(["market.margin=tag(log,interval(0.001,1))", f"design={kind}", "design.n=64"])
    found = np.log10([place["market.margin"].value for place in places_of(asked)])
    by_decade = np.histogram(found, bins=[-3, -2, -1, 0])[0]
    assert by_decade.sum() == 64
    assert (np.abs(by_decade - 64 / 3) < 11).all(), by_decade  # on the line, 54 lie in the last
    assert taken(["market.margin=tag(log,interval(0.001,1))"]).axes[0].value(1 / 3) == pytest.approx(0.01)


def test_one_at_a_time_takes_the_levels_of_a_log_interval_by_decades():
    asked = question(["design=one_at_a_time", "design.n=4", "market.margin=tag(log,interval(0.001,1))"])
    found = [place["market.margin"].value for place in places_of(asked) if place]
    assert found == pytest.approx([0.001, 0.01, 0.1, 1.0])


def test_a_sensitivity_spreads_a_log_interval_over_decades_and_a_boundary_refuses_it():
    words = ["mechanism.trust.half_life=tag(log,interval(2,200))", "mechanism.trust.breach=interval(0.4,0.6)"]
    asked = problem([*words, "population.size=60", "weeks=4", "sensitivity.n=8"])
    found = sorted({round(place["mechanism.trust.half_life"].value, 6) for place in asked.question.points})
    assert found == pytest.approx(list(np.geomspace(2, 200, 4)))
    assert asked.ranges["mechanism.trust.half_life"] == (2, 200)
    with pytest.raises(Mistake, match="which a map divides evenly"):
        boundary_question([*words, "population.size=60", "weeks=4"], Path("nowhere"))


def places_of(asked):
    return list(asked.points)
