"""Run folders compared: what they must share, and that the comparison stands when they are gone."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest

from experiments.analyses.replay import replay_folder
from experiments.results.run_folder import MANIFEST, read_manifest
from tests.commands import QUIET, TINY, log_of, said
from tests.comparisons import draw_few

RUN = ("run", *TINY, "replicates=3", "-q")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs, of which the second has other levers than its file, and what they were compared to."""
    place = tmp_path_factory.mktemp("runs")
    levers = ("levers.relationship.listening=0.9",)
    for name, words in (("a", ("strategy=cx_only",)), ("b", ("strategy=relationship", *levers))):
        assert said(*RUN, *words, f"hydra.run.dir={place / name}").status == 0
    answer = said("compare", f"{place}/a", f"{place}/b", "-q", "output.figures=false", f"hydra.run.dir={place}/both")
    assert answer.status == 0, answer.err
    return place


@pytest.fixture
def both(runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the comparison alone: the two runs are not there."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(runs / "both", tmp_path / "both"))


def test_it_is_computed_again_from_what_it_keeps_of_its_folders(both: Path) -> None:
    manifest, _ = read_manifest(both)
    assert manifest["levers"]["relationship"]["listening"] == 0.9
    found = replay_folder(both, QUIET)
    assert found.confirmed, found.states
    assert {"runs", "verdict.json"} <= {name.removesuffix(".parquet") for name in found.states}


def test_its_command_has_its_configuration_and_runs_without_a_partner_are_told(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    draw_few(monkeypatch)
    for name, number in (("one", 2), ("other", 3)):
        strategy = {"one": "cx_only", "other": "hybrid"}[name]
        assert (
            said("run", *TINY, f"replicates={number}", "-q", f"strategy={strategy}", f"hydra.run.dir={name}").status
            == 0
        )
    assert said("compare", "one", "other", "-q", "hydra.run.dir=both").status == 0
    memo = Path("both/memo.md").read_text(encoding="utf-8")
    assert "Of the 3 replicates in other, only the 2 that have a partner with the same seed are used." in memo
    typed = re.search(r"To repeat it: `courtship compare (.*?)` \(configuration (\w+)\)", memo)
    assert typed is not None
    again = said("compare", *shlex.split(typed[1]), "-q", "hydra.run.dir=again", "executor=inline")
    assert again.status == 0, again.err
    assert f"(configuration {typed[2]})" in Path("again/memo.md").read_text(encoding="utf-8")


def test_a_comparison_that_keeps_other_levers_is_found_out(both: Path) -> None:
    manifest = json.loads((both / MANIFEST).read_text(encoding="utf-8"))
    manifest["compared"][1]["manifest"]["levers"]["relationship"]["listening"] = 0.1
    (both / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert not replay_folder(both, QUIET).confirmed


def test_its_report_is_drawn_from_its_folder_alone(both: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_few(monkeypatch)
    (both / "memo.md").unlink()
    answer = said("report", "both", "-q")
    assert answer.status == 0, answer.err
    assert (both / "memo.md").exists()


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("weeks=7", "weeks is 6 and 7"),
        ("seed=5", "seed is 0 and 5"),
        ("market.margin=0.4", "market.margin is 0.3 and 0.4"),
        ("mechanism.trust.half_life=30", "mechanism.trust.half_life is 52"),
        ("community.degree=10", "community.degree is 12.0 and 10.0"),
        ("levers.as_is.sincerity=0.1", "the content of levers.as_is differs"),
    ],
)
def test_folders_of_other_worlds_or_other_luck_are_refused(runs: Path, word: str, named: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made = said(*RUN, "strategy=relationship", word, f"hydra.run.dir={other}")
    assert made.status == 0, made.err
    answer = said("compare", f"{runs}/a", str(other), "-q")
    assert answer.status == 2
    assert named in answer.err
    assert "the same world and the same seed" in answer.err


@pytest.mark.parametrize("key", [pytest.param("population.file", marks=pytest.mark.long), "community.file"])
def test_files_are_compared_by_content_and_not_by_name(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log, ties = log_of(60), "source,target\n" + "".join(f"{k},{(k + 1) % 60}\n" for k in range(60))
    contents = {
        "population.file": (log, log + "1,2020-12-01,5\n"),
        "community.file": (ties, ties + "0,7\n"),
    }[key]
    words = {
        "population.file": ("population=from_transactions",),
        "community.file": ("community=from_file",),
    }[key]
    for name, content in zip(("a", "b", "same"), (*contents, contents[0]), strict=True):
        Path("file.csv" if name != "same" else "moved.csv").write_text(content, encoding="utf-8")
        file = f"{key}={'file.csv' if name != 'same' else 'moved.csv'}"
        strategy = "cx_only" if name == "a" else "relationship"
        made = said(*RUN, *words, file, f"strategy={strategy}", f"hydra.run.dir={name}")
        assert made.status == 0, made.err
    answer = said("compare", "a", "b", "-q")
    assert answer.status == 2
    assert f"the content of {key} differs" in answer.err
    answer = said("compare", "a", "same", "-q", "output.figures=false")
    assert answer.status == 0, answer.err


@pytest.mark.parametrize("name", ["source text", "numpy", "python"])
def test_runs_of_two_programs_are_not_compared(runs: Path, name: str, tmp_path: Path) -> None:
    other = shutil.copytree(runs / "b", tmp_path / "other")
    manifest = json.loads((other / MANIFEST).read_text(encoding="utf-8"))
    manifest["versions"][name] = "another"
    (other / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    answer = said("compare", f"{runs}/a", str(other), "-q", f"hydra.run.dir={tmp_path / 'made'}")
    assert answer.status == 2
    assert f"must be computed by the same program, but {name} was" in answer.err
    assert not (tmp_path / "made").exists()


def test_a_table_that_was_changed_is_believed_by_nobody(runs: Path, tmp_path: Path) -> None:
    both = shutil.copytree(runs / "both", tmp_path / "both")
    other = shutil.copytree(runs / "b", tmp_path / "other")
    for folder in (both, other):
        table = pd.read_parquet(folder / "runs.parquet")
        table.assign(profit=table["profit"] + 100).to_parquet(folder / "runs.parquet", index=False)
    for words in (("compare", f"{runs}/a", str(other)), ("report", str(both)), ("export", str(both), "--xlsx")):
        answer = said(*words, "-q")
        assert answer.status == 2
        assert "runs.parquet: given another content, must be unchanged since the run" in answer.err


def test_one_run_alone_is_no_comparison_and_leaves_nothing(runs: Path, tmp_path: Path) -> None:
    answer = said("compare", f"{runs}/a", "-q", f"hydra.run.dir={tmp_path / 'one'}")
    assert answer.status == 2
    assert "must be runs of at least two strategies" in answer.err
    assert not (tmp_path / "one").exists()


def test_the_same_strategy_twice_is_refused(runs: Path) -> None:
    answer = said("compare", f"{runs}/a", f"{runs}/a", "-q")
    assert answer.status == 2
    assert "must be different strategies" in answer.err
