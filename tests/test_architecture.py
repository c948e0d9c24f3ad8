"""Imports point one way: experiments → simulation, and inside simulation from upper layers to lower ones.

Read from the text with `ast`: nothing is imported, so a broken file cannot hide its arrows, and late imports and those
for type checkers count too.
"""

from __future__ import annotations

import ast
import graphlib
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A new file of simulation/ gets its line here; a folder stands for all files in it.
LAYERS = {
    "parameters": 0,
    "mistake": 0,
    "draws": 0,
    "quantiles": 0,
    "exact_sums": 0,
    "deviates": 0,
    "fading": 0,
    "sample": 0,
    "recommendation": 1,
    "column": 1,
    "chances": 1,
    "mechanism": 1,
    "measure": 1,
    "population": 1,
    "row": 1,
    "compiled": 1,
    "community": 1,
    "market": 1,
    "people": 1,
    "mechanisms": 2,
    "strategy": 2,
    "world": 3,
    "measures": 3,
    "alignment": 4,
    "mesa_model": 4,
}
# The rooms of experiments/ from the ground up: a room knows itself and those before it.
ROOMS = (
    "statistics",  # pure: numbers in, numbers out
    "inputs",  # logs, networks, files
    "config",  # what is asked, from words to a setting
    "results",  # records of numbers, their tables and sentences
    "execution",  # who computes, and what is kept of it
    "sweeps",  # many runs in one store
    "validation",  # what the model must show
    "analyses",  # what is asked of it, one verb a file or folder
    "figures",  # one figure a file, drawn from a record
    "reports",  # files to be read: report, memo, workbook, run folder
    "api",  # the Python door
    "classroom",  # the page
    "cli",  # the command line
    "studies",  # what was published, with the commands of its own
    "benchmarks",
    "documents",
    "hunting",
    "audit",
)
PEERS = "experiments.benchmarks.object_model."  # a peer as people write it by hand: its objects know each other
STRANGERS = 2  # the layer whose files never import each other: a mechanism must be removable without a trace
REGISTRY = "simulation.mechanisms"  # except its list of contents

# The only files that may import a library.
DOORS = {
    "mesa": (
        "simulation/mesa_model/*.py",
        "experiments/benchmarks/object_model/*.py",  # a peer written by hand in Mesa, to be measured against
    ),
    "networkx": ("simulation/community/*.py", "simulation/community.py"),
    "hydra": ("experiments/config*.py", "experiments/cli/*.py", "experiments/inputs/spelling.py"),
    "omegaconf": ("experiments/config*.py", "experiments/cli/*.py"),
    "matplotlib": (
        "experiments/figures*.py",
        "experiments/studies/figures/*.py",
        "experiments/documents/concepts_figure.py",
    ),
    "bokeh": ("experiments/classroom/*.py",),
    "tornado": ("experiments/classroom/server.py",),
}
# Libraries that may be imported in any file of experiments, but in one only.
ONE_FILE = ({"SALib"}, {"xlsxwriter"}, {"optuna"}, {"dask", "distributed"})

# What simulation may import beside the standard library; numbers in, numbers out.
SIMULATION_NEEDS = {"numpy", "scipy", "networkx", "mesa"}
IMPURE_MODULES = {
    "files": {"csv", "fileinput", "glob", "io", "json", "os", "pathlib", "shutil", "tempfile"},
    "stores": {"mmap", "pickle", "shelve", "sqlite3"},
    "processes": {"asyncio", "concurrent", "ctypes", "multiprocessing", "signal", "subprocess", "threading"},
    "networks": {"http", "socket", "urllib"},
    "clocks": {"datetime", "time"},
    "consoles": {"argparse", "logging"},
    "generators": {"random", "secrets", "uuid"},
}
WRITES_LAWS = {f"simulation/compiled/{name}.py" for name in ("store", "translation", "law")}
"""They turn the project's own source into compiled code, and keep it on disk."""
IMPURE_CALLS = {"print", "open", "input", "eval", "exec", "breakpoint"}


@dataclass(frozen=True)
class Import:
    """One name that one file imports."""

    line: int
    target: str
    only_for_types: bool = False


@dataclass(frozen=True)
class Source:
    """One file of a package, by its path from the root of the repository."""

    path: str
    text: str

    @property
    def module(self) -> str:
        parts = self.path.removesuffix(".py").split("/")
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All that it imports, read once for all questions about it."""
        tree = self.tree()
        typed = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            for statement in node.body
            for inner in ast.walk(statement)
        }
        return tuple(
            Import(getattr(node, "lineno", 0), target, id(node) in typed)
            for node in ast.walk(tree)
            for target in self._targets(node)
        )

    def _targets(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = self.module.split(".") if self.path.endswith("__init__.py") else self.module.split(".")[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
            return [f"{base}.{alias.name}" for alias in node.names]
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", None)) in {"import_module", "__import__"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            return [str(node.args[0].value)]
        return []


def sources(package: str) -> list[Source]:
    """All Python files of a package, sorted."""
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def layer(module: str) -> int | None:
    """The layer of a module of simulation; None where the map does not know it."""
    parts = module.split(".")
    return LAYERS.get(parts[1]) if len(parts) > 1 else max(LAYERS.values()) + 1  # simulation itself, on top of all


def known(target: str, modules: set[str]) -> str:
    """The module that `a.b.c` comes from: a.b.c itself, or the nearest package above that exists."""
    while target not in modules and "." in target:
        target = target.rpartition(".")[0]
    return target


def upward(source: Source, modules: set[str]) -> list[str]:
    """The imports of one file of simulation that do not go down."""
    own = layer(source.module)
    if own is None:
        return [f"{source.path}: no layer; add {source.module.split('.')[1]!r} to LAYERS in tests/test_architecture.py"]
    found = []
    for item in source.imports:
        if item.target.split(".")[0] != "simulation":
            continue
        target = known(item.target, modules | {f"simulation.{name}" for name in LAYERS})
        if target == source.module:
            continue
        other = layer(target)
        where = f"{source.path}:{item.line} imports {target}"
        if other is None:
            found.append(f"{where}: no layer; add it to LAYERS in tests/test_architecture.py")
        elif other > own:
            found.append(f"{where}: up from layer {own} to {other}")
        elif other == own == STRANGERS and source.module != REGISTRY:
            found.append(f"{where}: the files of layer {own} never import each other")
    return found


def wrong_rooms(source: Source) -> list[str]:
    """The imports of one file of experiments that go up to another room, those for types included."""
    own = room(source.module)
    if own is None:
        return [f"{source.path}: no room; a file of experiments lies in one of {', '.join(ROOMS)}"]
    found = []
    for item in source.imports:
        if item.target.startswith("experiments.") and (other := room(item.target)) is not None and other > own:
            found.append(f"{source.path}:{item.line} imports {item.target}: up from {ROOMS[own]} to {ROOMS[other]}")
    return found


def room(module: str) -> int | None:
    """Where the room of a module of experiments stands, from the ground up; None where it is in none."""
    parts = module.split(".")
    if module in ("experiments", "experiments.__main__"):
        return len(ROOMS) - 1
    return ROOMS.index(parts[1]) if len(parts) > 1 and parts[1] in ROOMS else None


def impure(source: Source) -> list[str]:
    """What one file of simulation imports or calls although numbers in, numbers out need it not."""
    found = []
    if source.path in WRITES_LAWS:
        return []
    for item in source.imports:
        top = item.target.split(".")[0]
        where = f"{source.path}:{item.line} imports {item.target}"
        if top not in sys.stdlib_module_names and top not in SIMULATION_NEEDS | {"simulation"}:
            found.append(f"{where}: allowed are {', '.join(sorted(SIMULATION_NEEDS))}")
        if item.target.startswith("importlib.resources"):
            found.append(f"{where}: files are the work of experiments")
        found += [
            f"{where}: {what} are the work of experiments" for what, tops in IMPURE_MODULES.items() if top in tops
        ]
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            found.append(f"{source.path}:{node.lineno} calls {node.func.id}()")
    return found


def wrong_doors(source: Source) -> list[str]:
    """The libraries that one file imports although their door is another file."""
    return [
        f"{source.path}:{item.line} imports {item.target}; its door: {', '.join(doors)}"
        for item in source.imports
        if (doors := DOORS.get(item.target.split(".")[0])) and not any(fnmatch(source.path, door) for door in doors)
    ]


def listed(offences: list[str]) -> str:
    return "\n" + "\n".join(offences)


SIMULATION = sources("simulation")
EXPERIMENTS = sources("experiments")
MODULES = {source.module for source in SIMULATION}


def test_imports_inside_simulation_only_go_down() -> None:
    offences = [offence for source in SIMULATION for offence in upward(source, MODULES)]
    assert not offences, listed(offences)


def test_imports_between_rooms_of_experiments_only_go_down() -> None:
    offences = [offence for source in EXPERIMENTS for offence in wrong_rooms(source)]
    assert not offences, listed(offences)


def test_files_of_experiments_do_not_import_each_other_in_a_circle() -> None:
    """Those for types and late ones count as well."""
    modules = {source.module for source in EXPERIMENTS}
    graph = {
        source.module: {
            known(item.target, modules) for item in source.imports if item.target.startswith("experiments.")
        }
        - {source.module, "experiments"}
        for source in EXPERIMENTS
        if not source.module.startswith(PEERS)
    }
    assert graph.keys() <= set(graphlib.TopologicalSorter(graph).static_order())


def test_no_module_of_experiments_lies_outside_its_rooms() -> None:
    outside = {source.path for source in EXPERIMENTS if source.path.count("/") == 1}
    assert outside == {"experiments/__init__.py", "experiments/__main__.py"}
    assert {source.path.split("/")[1] for source in EXPERIMENTS if source.path.count("/") > 1} == set(ROOMS)


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("experiments/results/run.py", "from experiments.figures import draw", "up from results to figures"),
        ("experiments/results/run.py", "def late():\n    import experiments.cli.main", "up from results to cli"),
        ("experiments/pairs.py", "", "no room"),
        ("experiments/figures/weekly.py", "from experiments.results.run import Run", None),
        ("experiments/figures/weekly.py", "from experiments.figures.style import house_style", None),
    ],
)
def test_rooms_are_told_apart(path: str, text: str, finding: str | None) -> None:
    found = wrong_rooms(Source(path, text))
    assert (finding in found[0]) if finding else not found


def test_simulation_never_imports_experiments_and_stays_pure() -> None:
    offences = [offence for source in SIMULATION for offence in impure(source)]
    assert not offences, listed(offences)


def test_modules_of_simulation_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {
        source.module: {
            known(item.target, MODULES)
            for item in source.imports
            if item.target.startswith("simulation.") and not item.only_for_types
        }
        - {source.module, "simulation"}
        for source in SIMULATION
    }
    order = list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle
    assert set(graph) <= set(order)


def test_every_library_has_one_door() -> None:
    offences = [offence for source in SIMULATION + EXPERIMENTS for offence in wrong_doors(source)]
    assert not offences, listed(offences)


@pytest.mark.parametrize("libraries", ONE_FILE, ids=lambda names: sorted(names)[0])
def test_library_is_imported_in_one_file(libraries: set[str]) -> None:
    users = {
        source.path
        for source in SIMULATION + EXPERIMENTS
        if any(item.target.split(".")[0] in libraries for item in source.imports)
    }
    assert len(users) <= 1, f"{', '.join(sorted(libraries))} in more than one file: {', '.join(sorted(users))}"


def test_the_map_of_layers_names_no_file_twice_and_no_folder_beside_its_file() -> None:
    tops = [source.path.split("/")[1].removesuffix(".py") for source in SIMULATION if source.path.count("/") == 1]
    folders = {source.path.split("/")[1] for source in SIMULATION if source.path.count("/") > 1}
    assert not folders & set(tops), "a module and a folder share a name, so one hides the other"


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        ("simulation/draws.py", "from simulation.mesa_model.model import Model", "up from layer 0 to 4"),
        ("simulation/draws.py", "from .mesa_model.model import Model", "up from layer 0 to 4"),
        ("simulation/population.py", "def late():\n    import simulation.measures.measures", "up from layer 1 to 3"),
        ("simulation/column.py", "from simulation import mesa_model", "up from layer 1 to 4"),
        ("simulation/column.py", "from simulation import anything", "up from layer 1 to 5"),
        ("simulation/mechanisms/trust.py", "from simulation.mechanisms.churn import hazard", "never import each other"),
        ("simulation/mechanisms/trust.py", "from . import churn", "never import each other"),
        ("simulation/strategy.py", "from simulation.mechanisms import trust", "never import each other"),
        ("simulation/novelty.py", "", "add 'novelty' to LAYERS"),
        ("simulation/mechanisms/trust.py", "from simulation.mechanism import Mechanism", None),
        ("simulation/mechanisms/__init__.py", "from simulation.mechanisms import trust", None),
        ("simulation/population.py", "from simulation.column import Column", None),
        ("simulation/mesa_model/model.py", "from ...simulation import draws", None),
        ("simulation/__init__.py", "from simulation.mesa_model.model import Model", None),
    ],
)
def test_layers_are_told_apart(path: str, text: str, finding: str | None) -> None:
    found = upward(Source(path, text), MODULES | {"simulation.mechanisms.churn", "simulation.mechanisms.trust"})
    assert (finding in found[0]) if finding else not found


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("from experiments.store import Store", "imports experiments.store.Store"),
        ("import pandas as pd", "imports pandas"),
        ("def f():\n    import hydra.utils", "imports hydra.utils"),
        ("from pathlib import Path", "imports pathlib.Path"),
        ("from importlib.resources import files", "imports importlib.resources.files"),
        ("import importlib\nimportlib.import_module('experiments.store')", "imports experiments.store"),
        ("print(1)", "calls print()"),
        ("text = open('log')", "calls open()"),
        ("import numpy as np\nfrom scipy.special import betaincinv\nfrom simulation.draws import luck", None),
    ],
)
def test_impurity_is_seen(text: str, finding: str | None) -> None:
    found = impure(Source("simulation/mechanisms/trust.py", text))
    assert (finding in found[0]) if finding else not found


@pytest.mark.parametrize(
    ("path", "text", "right"),
    [
        ("simulation/mesa_model/model.py", "import mesa", True),
        ("simulation/population.py", "from mesa import Agent", False),
        ("experiments/classroom.py", "import mesa.visualization", False),
        ("simulation/community/named.py", "import networkx as nx", True),
        ("simulation/mesa_model/model.py", "import networkx as nx", False),
        ("experiments/configuration.py", "from omegaconf import OmegaConf", True),
        ("experiments/cli/main.py", "import hydra", True),
        ("experiments/store.py", "from hydra import compose", False),
        ("experiments/figures/funnel.py", "import matplotlib.pyplot as plt", True),
        ("experiments/report.py", "import matplotlib", False),
    ],
)
def test_doors_are_told_from_walls(path: str, text: str, right: bool) -> None:
    assert (not wrong_doors(Source(path, text))) is right
