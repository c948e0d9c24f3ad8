"""Whatever can be asked is drawn: every verb over every population, market, scenario, community and option shipped."""

from __future__ import annotations

import json
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.config.shipped import shipped
from tests.commands import log_of, said
from tests.covering import Row, each_once, pairwise

PEOPLE = 60
WORLDS = {"population": shipped("population"), "market": shipped("market"), "scenario": shipped("scenario")}
# What is dear comes first, and so comes once in a set in which everything comes once.
OPTIONS = {
    "community": shipped("community"),
    "weeks": ("30", "1", "4"),
    "space": ("on", "off"),
    "explain": ("on", "off"),
    "boundary": ("on", "off"),
    "contagion": ("on", "off"),
    "strategies": ("three", "two"),
}
COUNTED = ("calibrated", "cdnow", "from_transactions")
"""Populations whose people are those of a log."""
KINDS = {"hospitality": "non_contractual", "commodity_telco": "contractual", "saas": "contractual"}
"""Scenarios that say themselves which market they are of, and how many are customers to begin with."""
REFUSED = {(market, scenario) for scenario, kind in KINDS.items() for market in WORLDS["market"] if market != kind}
"""Contradictions, which are refused."""
LEFT_OUT = {("repertoire", scenario) for scenario in KINDS}
"""Pairs that are not drawn; in the others a scenario that says its market has that one, whatever the row names."""
AXES = {**WORLDS, **OPTIONS, "market": tuple(reversed(WORLDS["market"]))}
IN_ORDER = ("scenario", "population", "community", "market", "weeks", "space", "explain", "contagion", "boundary",
            "strategies")  # fmt: skip
"""Axes in an order in which what comes once does not contradict."""
LEFT = ("compare", "space.points=2", "explain.replicates=0", "boundary.points=0")
CHEAP = ("replicates=2", "executor=inline", "centring=quick", "output.figures=false")
LEVERS = shipped("levers")
DRAWN = {
    "run": lambda number: (f"strategy={LEVERS[number % len(LEVERS)]}",),
    "explain": lambda number: (_strategies(number, 2),),
    "sensitivity": lambda number: (
        _strategies(number, 2), "sensitivity.parameters=[market.margin,mechanism.trust.half_life]", "sensitivity.n=4",
    ),
    "boundary": lambda number: (
        _strategies(number, 2), "boundary.parameters=[market.margin,mechanism.trust.half_life]", "boundary.space=2",
        "boundary.points=2", "boundary.flips=1", "boundary.levels=2",
    ),
}  # fmt: skip
"""Verbs that draw of a world what a comparison does not, with what they are asked beside the world."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log, who knows whom in it, ties of a reference population, and a calibration."""
    folder = tmp_path_factory.mktemp("everywhere")
    (folder / "log.csv").write_text(log_of(150), encoding="utf-8")
    for name, digits in (("ties", 1), ("ties_of_cdnow", 4)):
        ring = [f"{k:0{digits}},{(k + step) % PEOPLE:0{digits}}" for k in range(1, PEOPLE) for step in (1, 2)]
        (folder / f"{name}.csv").write_text("\n".join(["source,target", *ring]) + "\n", encoding="utf-8")
    (folder / "degrees.csv").write_text("degree\n" + "4\n2\n6\n" * 20, encoding="utf-8")
    small = (
        "calibrate.replicates=2",
        "calibrate.members=2",
        "calibrate.customers=60",
        "centring=quick",
        "executor=inline",
        "-q",
    )
    fit = said("calibrate", f"population.file={folder / 'log.csv'}", f"hydra.run.dir={folder / 'fit'}", *small)
    assert fit.status == 0, fit.err
    return folder


def words(row: Row, place: Path) -> list[str]:
    """The world of a row as it is asked for."""
    population, community = row["population"], row["community"]
    cdnow = population == "cdnow" or (row["scenario"] == "retail_cdnow" and population != "from_transactions")
    ties = place / ("ties_of_cdnow.csv" if cdnow else "ties.csv")
    said_ = [f"population={population}", f"scenario={row['scenario']}", f"weeks={row['weeks']}"]
    if row["scenario"] not in KINDS:
        said_.append(f"market={row['market']}")
    if row["scenario"] == "trust_crisis":  # its own comes in the third year
        said_.append("events=[{week:0,shock:{trust:0.4}},{week:0,until:3,shock:{failures:2.0}}]")
    if population == "calibrated":
        said_[0] = f"population={place / 'fit/calibrated.yaml'}"
    if community == "from_file" and population in COUNTED:
        said_.append("community.unknown=drop")
    if population not in COUNTED and row["market"] == "non_contractual" and row["scenario"] not in KINDS:
        said_.append("market.focal_share=0.4")  # this market takes its customers from a log, where nothing else is said
    if population == "from_transactions":
        said_.append(f"population.file={place / 'log.csv'}")
    said_ += [f"community={community}", *["community.blocks=3"] * (community == "blocks")]
    if community == "from_file":
        said_.append(f"community.file={ties}")
    if community == "own_degrees":
        said_.append(f"community.degrees_file={place / 'degrees.csv'}")
    if population not in COUNTED and community != "from_file":
        said_.append(f"population.size={PEOPLE}")
    return [*said_, f"mechanism.contagion.enabled={str(row['contagion'] == 'on').lower()}"]


def _strategies(number: int, count: int) -> str:
    return f"strategies=[{','.join(LEVERS[(number + k * 3) % len(LEVERS)] for k in range(count))}]"


def compare(row: Row, number: int) -> tuple[str, ...]:
    asked = {"space.points": row["space"], "explain.replicates": row["explain"], "boundary.points": row["boundary"]}
    options = tuple(f"{key}={2 if value == 'on' else 0}" for key, value in asked.items())
    return (*options, _strategies(number, {"two": 2, "three": 3}[row["strategies"]]))


def drawn(folder: Path, verb: str, *given: str) -> None:
    """Ask, and see that all is there and nothing had to be left out."""
    answer = said(verb, *given, *CHEAP, "-q", f"hydra.run.dir={folder}")
    command = " ".join([verb, *given, *CHEAP])
    assert answer.status == 0, f"{command}\n{answer.err}"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["not_drawn"] == {}, command
    if verb == "compare":
        assert {"memo.md", "report.html"} <= {path.name for path in folder.iterdir()}, command


def possible(row: Row) -> bool:
    return (row["market"], row["scenario"]) not in LEFT_OUT


ONCE = each_once({name: AXES[name] for name in IN_ORDER})
CORE = [{**row, "market": KINDS.get(row["scenario"], row["market"])} for row in ONCE]
PRODUCT = pairwise(WORLDS, OPTIONS, possible)


def named(value: Any) -> str:
    return "-".join(value.values()) if isinstance(value, dict) else str(value)


def test_every_option_is_drawn() -> None:
    assert all(map(possible, CORE))
    for rows in (CORE, PRODUCT):
        assert {name: {row[name] for row in rows} for name in AXES} == {
            name: set(found) for name, found in AXES.items()
        }
    met = {frozenset(pair) for row in PRODUCT for pair in combinations(row.items(), 2)}
    axes = [[(name, option) for option in found] for name, found in AXES.items()]
    pairs = (set(map(frozenset, product(one, other))) for one, other in combinations(axes, 2))
    refused = {frozenset({("market", market), ("scenario", scenario)}) for market, scenario in LEFT_OUT}
    assert set().union(*pairs) - met == refused


@pytest.mark.parametrize(("market", "scenario"), sorted(REFUSED))
def test_contradictions_are_refused_before_anything_is_computed(tmp_path: Path, market: str, scenario: str) -> None:
    answer = said("compare", f"market={market}", f"scenario={scenario}", f"hydra.run.dir={tmp_path / 'run'}")
    assert answer.status == 2
    assert f"market: given {market}, is contradicted by scenario={scenario}" in answer.err
    assert not (tmp_path / "run").exists()


@pytest.mark.long
@pytest.mark.parametrize("row", CORE, ids=named)
def test_a_comparison_in_every_world_is_drawn(place: Path, tmp_path: Path, row: Row) -> None:
    drawn(tmp_path / "run", "compare", *words(row, place), *compare(row, CORE.index(row)))


@pytest.mark.long
@pytest.mark.parametrize("row", PRODUCT, ids=named)
def test_a_comparison_in_every_combination_is_drawn(place: Path, tmp_path: Path, row: Row) -> None:
    drawn(tmp_path / "run", "compare", *words(row, place), *compare(row, PRODUCT.index(row)))


@pytest.mark.long
@pytest.mark.parametrize("verb", DRAWN)
@pytest.mark.parametrize("row", CORE, ids=named)
def test_what_every_verb_draws_is_drawn_in_every_world(place: Path, tmp_path: Path, verb: str, row: Row) -> None:
    drawn(tmp_path / "run", verb, *words(row, place), *DRAWN[verb](CORE.index(row)))


@pytest.mark.parametrize(
    "asked", [("run",), ("compare", "space.points=2", "explain.replicates=0", "boundary.points=0")]
)
def test_a_firm_whom_everybody_has_left_is_drawn(asked: tuple[str, ...], tmp_path: Path) -> None:
    empty = ("population.size=20", "market.focal_share=0.05", "mechanism.acquisition.enabled=false", "weeks=4")
    drawn(tmp_path / "run", *asked, *empty)
    weekly = pd.read_parquet(tmp_path / "run" / "weekly.parquet")
    assert weekly[(weekly["firm"] == "focal") & (weekly["week"] == 3)]["customers"].sum() == 0


@pytest.mark.long
@pytest.mark.parametrize("community", OPTIONS["community"])
def test_a_network_of_every_kind_is_drawn(community: str, place: Path, tmp_path: Path) -> None:
    row = {"population": "reference", "community": community, "market": "contractual", "scenario": "base", "weeks": "4"}
    keys = ("population", "community")
    asked = [word for word in words({**row, "contagion": "off"}, place) if word.startswith(keys)]
    answer = said("graph", *asked, "-q", f"hydra.run.dir={tmp_path / 'run'}")
    assert answer.status == 0, answer.err
    assert json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))["not_drawn"] == {}
