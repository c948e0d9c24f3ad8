"""Replay computes again: it believes neither tables nor files that have changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.analyses.replay import replayed
from simulation.mistake import Mistake
from tests.commands import FEW, QUIET, TINY, log_of, said

OF_LOG = (
    "population=from_transactions",
    "population.file=log.csv",
    "weeks=6",
    "executor=inline",
    "output.figures=false",
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(*words: str) -> Path:
    answer = said(*words, "-q", "hydra.run.dir=folder")
    assert answer.status == 0, answer.err
    return Path("folder")


def test_a_run_is_confirmed_without_its_tables(elsewhere: Path) -> None:
    folder = made("run", *TINY, "strategy=relationship", "output.customers=true")
    for table in folder.glob("*.parquet"):
        table.unlink()
    found = replayed(folder, QUIET)
    assert found.confirmed
    assert found.same == dict.fromkeys(
        ("runs", "weekly", "segments", "typology", "lifecycle", "attribution", "customers"), True
    )
    assert not found.changed_versions


def test_a_comparison_of_a_strategy_s_file_that_is_gone_is_confirmed(elsewhere: Path) -> None:
    Path("mine.yaml").write_text("cadence: 0.5\n", encoding="utf-8")
    folder = made("compare", *TINY, *FEW, "strategies=[cx_only,./mine.yaml]", "levers.cx_only.cadence=0.2")
    Path("mine.yaml").unlink()
    assert replayed(folder, QUIET).confirmed
    answer = said("replay", "folder", "--json")
    assert json.loads(answer.out)["confirmed"] is True


def test_tampering_with_levers_or_hashes_is_found_out(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    for changed in (
        {"levers": {**whole["levers"], "cx_only": {"cadence": 0.9}}},
        {"content": {**whole["content"], "runs": "0" * 64}},
        {"content": {"runs": whole["content"]["runs"]}},
        {"content": {**whole["content"], "other": "0" * 64}},
    ):
        manifest.write_text(json.dumps({**whole, **changed}), encoding="utf-8")
        assert not replayed(folder, QUIET).confirmed
    answer = said("replay", "folder")
    assert answer.status == 1
    assert answer.out.endswith("NOT confirmed\n")
    assert "other: DIFFERENT" in answer.out


def test_versions_that_have_changed_are_named(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    whole["versions"]["numpy"] = "1.0"
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    found = replayed(folder, QUIET)
    assert found.confirmed
    assert found.changed_versions["numpy"][0] == "1.0"
    assert "numpy was 1.0, is " in said("replay", "folder").out


def test_a_run_of_a_log_is_confirmed_from_any_folder_while_the_log_is_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("log.csv").write_text(log_of(150), encoding="utf-8")
    folder = made("run", *OF_LOG).resolve()
    (elsewhere / "other").mkdir()
    monkeypatch.chdir(elsewhere / "other")
    assert replayed(folder, QUIET).confirmed
    (elsewhere / "log.csv").write_text(log_of(150) + "1,2020-12-01,5\n", encoding="utf-8")
    with pytest.raises(Mistake, match="has changed since the run"):
        replayed(folder, QUIET)
    (elsewhere / "log.csv").unlink()
    with pytest.raises(Mistake, match="is needed to replay and is gone"):
        replayed(folder, QUIET)


def test_what_is_no_run_or_comparison_cannot_be_replayed(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**whole, "verb": "dance"}), encoding="utf-8")
    with pytest.raises(Mistake, match="verb: given dance, cannot be replayed"):
        replayed(folder, QUIET)
