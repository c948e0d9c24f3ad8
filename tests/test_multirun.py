"""Hydra's -m: every combination is a run of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import yaml

from tests.commands import TINY, said


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def asked(folder: Path) -> tuple[int, str]:
    values = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    return values["weeks"], values["strategy"]


def test_every_combination_has_a_whole_run_folder() -> None:
    arguments = list(sys.argv)
    answer = said("run", "-m", *TINY, "weeks=range(2,4)", "strategy=cx_only,hybrid", "hydra.sweep.dir=many", "--json")
    assert answer.status == 0, answer.err
    assert not answer.err
    folders = sorted(path for path in Path("many").iterdir() if path.is_dir())
    assert [asked(folder) for folder in folders] == [(2, "cx_only"), (2, "hybrid"), (3, "cx_only"), (3, "hybrid")]
    assert [folder.name for folder in folders] == ["0", "1", "2", "3"]
    assert len([json.loads(line) for line in answer.out.splitlines()]) == 4
    assert all((folder / "manifest.json").is_file() for folder in folders)
    assert sys.argv == arguments
    assert "HYDRA_FULL_ERROR" not in os.environ


def test_folders_go_to_outputs_unless_named_and_may_be_named_by_what_differs() -> None:
    words = (*TINY, "seed=1,2", "hydra.sweep.subdir='seed_${seed}'")
    assert said("run", "--multirun", *words, "-q").status == 0
    assert sorted(path.name for path in Path("outputs/run").glob("*/seed_*")) == ["seed_1", "seed_2"]


def test_a_folder_may_be_named_by_all_words_as_hydra_names_it() -> None:
    words = (*TINY, "seed=1,2", "hydra.sweep.dir=many", "hydra.sweep.subdir='${hydra.job.override_dirname}'")
    assert said("run", "-m", *words, "-q").status == 0
    assert sorted(path.name for path in Path("many").iterdir() if path.is_dir()) == [
        ",".join(sorted([*TINY, f"seed={seed}"])) for seed in (1, 2)
    ]


def test_a_job_that_fails_says_so_and_the_others_go_on() -> None:
    answer = said("run", "-m", *TINY, "population.size=1,60", "hydra.sweep.dir=many", "-q")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert "population.size: given 1, must be at least 2 people" in answer.err
    assert sorted(path.name for path in Path("many").iterdir() if path.is_dir()) == ["1"]


def test_each_job_of_a_log_is_a_non_contractual_market() -> None:
    answer = said("run", "-m", "population=from_transactions", "population.file=none.csv,gone.csv", "-q")
    assert answer.status == 2
    assert answer.err.count("\n") == 2
    assert "none.csv: given no such file" in answer.err


@pytest.mark.parametrize("word", ["weks=1,2", "population=cdnov,reference", "+weeks=1,2", "weeks=[1"])
def test_words_that_hydra_refuses_are_one_mistake(word: str) -> None:
    answer = said("run", "-m", word, "-q")
    assert answer.status == 2
    assert answer.err.count("\n") == 1
    assert word.partition("=")[0] in answer.err
    assert not list(Path().rglob("manifest.json"))
