"""A file runs only where whoever asks names it, and is known by its content wherever it lies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.api import report, run, sweep
from experiments.config.composition import composed
from experiments.config.own.named import named
from experiments.config.setting import Setting, built
from experiments.execution.content import JobAddresses
from experiments.execution.jobs import run_replicate
from experiments.execution.keeping import PLACE
from experiments.inputs.hashes import file_hash
from experiments.sweeps.identity import world_key
from simulation.market.centre import Centre
from simulation.mistake import Mistake
from tests.commands import Said, said
from tests.own_parts import SMALL, WHOLE, written

OTHER = WHOLE + "# one line more\n"


def tracing(folder: Path) -> str:
    """A text that leaves a trace when it is run; one for each test, because a file is run once in a process."""
    return f"{WHOLE}from pathlib import Path as Trace\nTrace({str(folder / 'ran')!r}).touch()\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run folder that was made with a file, which leaves a trace when it is run."""
    written(tmp_path, text=tracing(tmp_path))
    made = said("run", "own=mine.py", "strategy=giving.yaml", *SMALL, "hydra.run.dir=made", "--quiet")
    assert made.status == 0, made.err
    (tmp_path / "ran").unlink()
    return tmp_path / "made"


def refused(answer: Said, *parts: str) -> None:
    assert answer.status == 2, answer
    assert answer.err.count("\n") == 1
    for part in parts:
        assert part in answer.err
    assert not Path("ran").exists(), "the file was run"


@pytest.mark.parametrize("verb", ["replay", "report"])
def test_a_folder_wants_trust(verb: str, folder: Path) -> None:
    refused(said(verb, "made"), "given mine.py", "add trust=mine.py")
    assert said(verb, "made", "trust=./mine.py", "--quiet").status == 0


@pytest.mark.usefixtures("folder")
def test_a_folder_wants_the_file_that_it_was_made_with(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(OTHER, encoding="utf-8")
    refused(said("replay", "made", "trust=mine.py"), "has changed", "Restore the original file")


@pytest.mark.usefixtures("folder")
def test_where_the_file_lies_makes_no_difference(tmp_path: Path) -> None:
    (tmp_path / "far away").mkdir()
    shutil.move(tmp_path / "mine.py", tmp_path / "far away" / "hers.py")
    answer = said("replay", "made", "trust=far away/hers.py")
    assert answer.status == 0, answer
    assert answer.out.endswith("confirmed\n")


def test_a_project_file_wants_trust(tmp_path: Path) -> None:
    path = written(tmp_path, text=tracing(tmp_path))
    project = tmp_path / "project.yaml"
    project.write_text("own: mine.py\nmechanism.gift.gain: 0.05\nstrategy: giving.yaml\n", encoding="utf-8")
    for words in (("run",), ("sweep", "seed=1,2"), ("plan",), ("run", "--cfg", "job")):
        refused(said(*words, "project.yaml", *(SMALL if words[0] != "plan" else ())), "own: given mine.py", "trust=")
    assert said("run", "project.yaml", "trust=mine.py", *SMALL, "--quiet").status == 0
    with project.open("a", encoding="utf-8") as text:
        text.write(f"own_hash: {file_hash(path)}\n")
    assert said("run", "project.yaml", "trust=mine.py", *SMALL, "--quiet").status == 0
    path.write_text(OTHER, encoding="utf-8")
    (tmp_path / "ran").unlink()
    refused(said("run", "project.yaml", "trust=mine.py", *SMALL), "has changed")
    refused(said("run", "project.yaml", "own=mine.py", *SMALL), "has changed")


def test_another_file_than_the_project_names_is_not_trusted(tmp_path: Path) -> None:
    written(tmp_path, "theirs.py", tracing(tmp_path))
    written(tmp_path)
    (tmp_path / "project.yaml").write_text("own: theirs.py\n", encoding="utf-8")
    refused(said("run", "project.yaml", "trust=mine.py", *SMALL), "own: given theirs.py")


def test_in_python_too(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="trust=mine.py"):
        report(str(folder))
    assert "figures/weekly.svg" in report(str(folder), trust="mine.py")
    (tmp_path / "project.yaml").write_text("own: mine.py\nstrategy: giving.yaml\n", encoding="utf-8")
    with pytest.raises(Mistake, match="trust=mine.py"):
        run("project.yaml", *SMALL, quiet=True)
    there = run("project.yaml", *SMALL, quiet=True, trust=tmp_path / "mine.py")
    assert there.table.loc["order", "mean"] > 0
    assert "order" not in run(*SMALL, quiet=True).table.index
    with pytest.raises(Mistake, match="must be the path of a Python file"):
        run(*SMALL, quiet=True, own=3)


def keyed(of: Callable[[Setting], Any], file: str) -> Any:
    with named([f"own={file}"]):
        return of(built(composed([f"own={file}", *SMALL], "run").values))


def test_a_run_is_known_by_the_content_of_the_file(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path / "copy", "same.py")
    written(tmp_path, "other.py", OTHER)

    def world(setting: Setting) -> str:
        return world_key(setting.values, {}, setting.contents)

    def job(setting: Setting) -> str:
        payload = (setting.world, Centre(), [setting.strategy], 1)
        return JobAddresses("basis").of(run_replicate, payload)

    for of in (world, job):
        assert keyed(of, "mine.py") == keyed(of, "copy/same.py")
        assert keyed(of, "mine.py") != keyed(of, "other.py")


def test_finished_jobs_are_those_of_the_same_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    path = written(tmp_path)
    words = ("run", "own=mine.py", "strategy=giving.yaml", *SMALL)
    assert "taken over" not in said(*words).err
    assert "taken over" in said(*words).err
    path.write_text(OTHER, encoding="utf-8")
    assert "taken over" not in said(*words).err


def test_a_sweep_keeps_its_measures_and_wants_trust(tmp_path: Path) -> None:
    path = written(tmp_path)
    done = sweep(
        *SMALL, "mechanism.gift.gain=0.0,0.1", own="mine.py", strategy="giving.yaml", folder="over", quiet=True
    )
    runs = pd.read_parquet(tmp_path / "over" / "runs.parquet")
    assert (runs["order"] > 0).all()
    assert done.table["order"].tolist() == runs["order"].tolist()
    done.plot_measure(measure="order")
    refused(said("resume", "over"), "trust=mine.py")
    refused(said("replay", "over"), "trust=mine.py")
    assert said("replay", "over", "trust=mine.py").out.endswith("confirmed\n")
    path.write_text(WHOLE.replace("def order", "def ordered"), encoding="utf-8")
    again = said("sweep", *SMALL, "seed=1,2", "own=mine.py", "strategy=giving.yaml", "hydra.run.dir=over")
    refused(again, "began with other measures", "order")
