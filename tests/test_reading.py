from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.analyses.compared_folders import compare_folders
from experiments.api import compare, run, sweep
from experiments.results.read_outcomes import TABLES, outcomes_in, outcomes_of
from experiments.results.run_folder import read_manifest
from simulation.mistake import Mistake

LONE = ("space.points=0", "space.contagion=false", "explain.replicates=0", "boundary.points=0")
SMALL = {"population": {"size": 120}, "weeks": 14, "replicates": 4, "centring": "quick", "output": {"figures": False}}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = tmp_path_factory.mktemp("runs")
    for name in ("cx_only", "relationship"):
        run("executor=inline", folder=str(made / name), quiet=True, strategy=name, **SMALL)
    return made / "cx_only", made / "relationship"


def test_two_run_folders_give_the_verdict_that_comparing_gives(folders: tuple[Path, Path]) -> None:
    whole = compare("executor=inline", *LONE, quiet=True, **SMALL)
    parts = compare_folders(folders)
    for name in ("profit", "retention", "net_promoter_score"):
        assert parts.verdict(name) == whole.verdict(name)
    assert np.array_equal(parts.cash_difference(), whole.cash_difference())
    assert json.dumps(parts.as_json(), allow_nan=False)


def test_an_outcome_comes_back_as_it_was(folders: tuple[Path, Path]) -> None:
    (runs,) = outcomes_of(folders[0], read_manifest(folders[0])[0])
    fresh = run("executor=inline", quiet=True, strategy="cx_only", **SMALL)
    for old, new in zip(runs, fresh.outcomes, strict=True):
        assert old.measures == pytest.approx(new.measures, nan_ok=True)
        assert np.array_equal(old.ledger, new.ledger)
        assert np.array_equal(old.envelope, new.envelope)
        for name, series in new.series.items():
            assert np.array_equal(old.series[name][:, 1:], series[:, 1:], equal_nan=True), name


def test_what_an_earlier_version_did_not_record_is_undefined_and_all_else_is_read(folders: tuple[Path, Path]) -> None:
    tables = {name: pd.read_parquet(folders[0] / f"{name}.parquet") for name in TABLES}
    (runs,) = outcomes_in(tables)
    (older,) = outcomes_in({**tables, "weekly": tables["weekly"].drop(columns=["waits", "interest"])})
    for old, new in zip(older, runs, strict=True):
        assert np.isnan(old.series["waits"][:, 1:]).all()
        assert old.measures == pytest.approx(new.measures, nan_ok=True)
        assert np.array_equal(old.series["revenue"], new.series["revenue"])


def test_folders_about_different_worlds_are_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    other = {**SMALL, "weeks": 10}
    run("executor=inline", folder=str(tmp_path / "other"), quiet=True, strategy="relationship", **other)
    with pytest.raises(Mistake, match="weeks is 14 and 10"):
        compare_folders((folders[0], tmp_path / "other"))
    with pytest.raises(Mistake, match="different strategies"):
        compare_folders((folders[0], folders[0]))


def test_the_folder_of_another_verb_is_named(folders: tuple[Path, Path], tmp_path: Path) -> None:
    sweep("strategy=cx_only,as_is", "population.size=60", "weeks=2", "replicates=1", "executor=inline",
          folder=str(tmp_path / "sweep"), quiet=True)  # fmt: skip
    for both in ((tmp_path / "sweep", folders[0]), (folders[0], tmp_path / "sweep")):
        with pytest.raises(Mistake, match=r"sweep of sweep, must be folders of run and compare"):
            compare_folders(both)


def test_a_damaged_table_is_named(folders: tuple[Path, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in folders[0].iterdir():
        if path.is_file():
            (broken / path.name).write_bytes(path.read_bytes())
    (broken / "weekly.parquet").write_bytes(b"not a table")
    with pytest.raises(Mistake, match="broken"):
        compare_folders((broken, folders[1]))
