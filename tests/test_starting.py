from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.cli.init import sample_log, start_project
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import summarised
from simulation.mistake import Mistake
from tests.commands import said


def test_a_project_runs_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("init", str(tmp_path / "mine")).status == 0
    monkeypatch.chdir(tmp_path / "mine")
    small = ("weeks=8", "replicates=3", "space.points=0", "space.contagion=false", "executor=inline",
             "explain.replicates=0", "boundary.points=0")  # fmt: skip
    answer = said("compare", "project.yaml", *small, "hydra.run.dir=out")
    assert answer.status == 0, answer.err
    verdict = json.loads(Path("out/verdict.json").read_text(encoding="utf-8"))
    assert verdict["strategies"] == ["cx_only", "strategy"]
    assert verdict["weeks"] == 8


def test_the_notebook_has_no_outputs_and_asks_for_files_that_are_there(tmp_path: Path) -> None:
    start_project(tmp_path / "mine")
    notebook = json.loads((tmp_path / "mine" / "first_verdict.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] for cell in code)
    assert (tmp_path / "mine" / "project.yaml").is_file()


def test_the_sample_log_is_a_log_that_can_be_learned_from(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(sample_log(), encoding="utf-8")
    summary = summarised(read_log(path))
    assert len(summary.ids) == 300
    assert 0.1 < float((summary.frequency > 0).mean()) < 1.0


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Mistake, match="new or empty folder"):
        start_project(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [("weeks: [", "line"), ("- a", "mapping"), (None, "no such file")],
)
def test_a_project_file_that_is_none_is_named(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "project.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    answer = said("compare", str(path))
    assert answer.status == 2
    assert message in answer.err
    assert "project.yaml" in answer.err
