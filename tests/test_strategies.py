"""Strategies by name or by path: YAML of levers and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.config.shipped import shipped
from experiments.config.strategies import load, stem
from simulation.alignment.reference import CX_ONLY
from simulation.mechanisms import registered
from simulation.mistake import Mistake


@pytest.mark.parametrize("name", shipped("levers"))
def test_every_shipped_strategy_sets_known_levers_within_their_range(name: str) -> None:
    strategy = load(name)
    strategy.check(law() for law in registered().values())
    assert strategy.name == name
    assert strategy.levers


def test_the_status_quo_is_by_default_cx_only() -> None:
    assert load("as_is").levers == load("cx_only").levers == CX_ONLY.levers


def test_all_shipped_strategies_split_the_budget_alike_but_those_that_are_about_the_split() -> None:
    others = {*shipped("levers")} - {"acquisition_led", "neglect"}
    assert len({load(name).levers["acquisition_share"] for name in others}) == 1


def test_a_path_is_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("cadence: 1\n", encoding="utf-8")
    Path("deep").mkdir()
    Path("deep", "other.yml").write_text("", encoding="utf-8")
    assert (load("mine.yaml").name, load("./mine.yaml").levers) == ("mine", {"cadence": 1.0})
    assert load(str(tmp_path / "mine.yaml")).levers == {"cadence": 1.0}
    assert (load("deep/other.yml").name, load("deep/other.yml").levers) == ("other", {})


def test_a_file_named_like_a_shipped_strategy_does_not_stand_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cx_only").write_text("cadence: 1\n", encoding="utf-8")
    assert load("cx_only").levers == CX_ONLY.levers


def test_levers_of_the_configuration_go_over_those_of_the_name_only() -> None:
    changed = load("cx_only", {"cx_only": {"cadence": 0.9, "listening": None}, "relationship": {"cadence": 0.1}})
    assert changed.levers == {**CX_ONLY.levers, "cadence": 0.9}


def test_a_folder_or_binary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    for name in ("a.yaml", "b.yaml"):
        with pytest.raises(Mistake, match="it is a directory|must be text in UTF-8"):
            load(str(tmp_path / name))


def test_names_of_strategies() -> None:
    assert [stem(given) for given in ("cx_only", "./mine.yaml", "/a/b.yml", "v1.2")] == ["cx_only", "mine", "b", "v1.2"]
