"""A verb is one record in the registry: the command line, its help and its completion follow from it."""

from __future__ import annotations

import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import api
from experiments.cli.registry import ALL, VERBS, Verb, function_named
from tests.commands import ROOT
from tests.waiting import HANGS

CENSUS = '''"""How many customers each firm has in week 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.config.setting import Setting
from simulation.draws import Draws


@dataclass(frozen=True, eq=False)
class Census:
    """The answer."""

    verb: ClassVar[str] = "census"
    answer_file: ClassVar[str] = "census.json"

    setting: Setting
    counts: tuple[int, ...]

    @property
    def table(self) -> pd.DataFrame:
        return pd.DataFrame({"firm": range(len(self.counts)), "customers": self.counts})

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        return {"census": self.table}

    @property
    def drawn_from(self) -> dict[str, Any]:
        return {}

    def as_json(self) -> dict[str, Any]:
        return {"customers": list(self.counts)}


def counted(setting: Setting, *_: object) -> Census:
    world = setting.world
    there = world.people.traits(Draws(setting.seed_of(0)), world.terms).provider
    return Census(setting, tuple(map(int, np.bincount(there, minlength=world.terms.firms + 1))))
'''
LINE = '    Verb("census", "how many customers each firm has in week 0", "experiments.analyses.census:counted"),\n'


@pytest.mark.parametrize("verb", ALL, ids=lambda verb: verb.name)
def test_what_a_verb_names_is_there(verb: Verb) -> None:
    assert bool(verb.compute) != bool(verb.do), "it is computed from a setting, or does something of its own"
    assert all(callable(function_named(name)) for name in (verb.compute or verb.do, verb.table))
    assert verb.usage or verb.keys, "what takes no keys says how it is called"
    assert not verb.usage or verb.usage.startswith(f"courtship {verb.name}")


def test_verbs_in_python_are_those_of_the_command_line() -> None:
    functions = {name for name in api.__all__ if inspect.isfunction(getattr(api, name))}
    assert functions - {"open_store", "load_strategy", *api.PARTS} <= set(VERBS)
    asking = {verb.name for verb in ALL if verb.compute} | {"compare", "sweep", "sensitivity", "boundary", "calibrate"}
    assert functions >= asking - {"graph"}, "graph describes what compare is given as a networkx graph"


def test_a_verb_is_added_by_one_analysis_and_two_lines(tmp_path: Path) -> None:
    """CONTRIBUTING.md says how; this does it in a copy of the program."""
    for name in ("simulation", "experiments", "configs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "studies"))
    (tmp_path / "experiments/analyses/census.py").write_text(CENSUS, encoding="utf-8")
    _inserted(tmp_path / "experiments/cli/registry.py", '    Verb("run",', LINE)
    _inserted(tmp_path / "experiments/config/roles.py", 'LOOKING = ("plan", "cite"', "", ', "census"')
    words = ["census", "population.size=50", "weeks=2", "hydra.run.dir=here", "executor=inline"]
    answer = json.loads(_said(tmp_path, *words, "--json"))
    assert sum(answer["customers"]) == 50
    assert json.loads((tmp_path / "here/census.json").read_text(encoding="utf-8"))["customers"] == answer["customers"]
    assert (tmp_path / "here/census.parquet").is_file()
    assert "how many customers each firm has" in _said(tmp_path, "--help")
    assert "budget_share" in _said(tmp_path, "census", "--help")
    assert '"census run ' in _said(tmp_path, "completion", "fish")


def _inserted(file: Path, before: str, line: str, after: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, f"{line}{before}{after}"), encoding="utf-8")


def _said(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "experiments", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=HANGS, env={"PATH": "/usr/bin"})
    assert done.returncode == 0, done.stderr
    return done.stdout
