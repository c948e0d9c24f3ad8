"""Luck is a pure function of seed, stream, week and customer: nothing in the packages owns or calls a random generator.

A generator hands out numbers in the order of calls, so one more mechanism, another chunk or another worker would change
everybody's luck. Read from the text with `ast`, so that code which no test reaches is held to it as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MODULES = {"random", "secrets", "uuid"}
NAMES = {
    "default_rng",
    "RandomState",
    "SeedSequence",
    "BitGenerator",
    "PCG64",
    "Philox",
    "MT19937",
    "SFC64",
    "urandom",
    "rvs",
}
ATTRIBUTES = {"random", "rng"}
KEYWORDS = {"rng", "random_state"}
DESIGNS = {"Sobol", "Halton", "LatinHypercube", "PoissonDisk"}  # scipy.stats.qmc: points of a design, not luck

# Mesa's AgentSet wants a generator to shuffle with, and a model without a seed takes one from Mesa by chance; the order
# of activation cannot change a result, and the seed in use is kept.
MAY_USE_ATTRIBUTE = {"simulation/mesa_model/agentset.py", "simulation/mesa_model/model.py"}
# Mesa's Model takes its seed as rng=; nothing of ours draws from what it makes of it.
MAY_PASS_KEYWORD = {"simulation/mesa_model/model.py", "simulation/mesa_model/agents.py"}
# The benchmark's peer is what a Mesa user would write by hand, with Mesa's generator; nothing of the model imports it.
PEER = "experiments/benchmarks/object_model/"


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _imports(path: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    base = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module and not node.level else ""
    for alias in node.names:
        parts = f"{base}{alias.name}".split(".")
        own = isinstance(node, ast.ImportFrom) and node.level
        if not own and (parts[0] in MODULES or parts[:2] == ["numpy", "random"] or NAMES & set(parts)):
            yield f"{path}:{node.lineno} imports {'.'.join(parts)}"


def _call(path: str, node: ast.Call) -> Iterator[str]:
    seeds = [word for word in node.keywords if word.arg in KEYWORDS | {"seed"}]
    if _name(node.func) in DESIGNS:
        if not path.startswith("experiments/"):
            yield f"{path}:{node.lineno} makes a design; that is the work of experiments"
        if len(seeds) != 1 or not _is_whole_number(seeds[0].value):
            yield f"{path}:{node.lineno} {_name(node.func)} without a seed; pass rng=, a whole number"
        return
    if path not in MAY_PASS_KEYWORD:
        yield from (f"{path}:{node.lineno} passes {word.arg}=" for word in seeds if word.arg in KEYWORDS)


def _is_whole_number(value: ast.expr) -> bool:
    """False for what cannot be one; a name may well be."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int) and not isinstance(value.value, bool)
    return isinstance(value, ast.Name | ast.Attribute | ast.BinOp | ast.Subscript) or (
        isinstance(value, ast.Call) and _name(value.func) == "int"
    )


def _points_of_designs(tree: ast.Module) -> set[int]:
    """The attributes `random` of designs: qmc.Sobol(…).random(n), or of the name that such a design was given."""
    made = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in DESIGNS}
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and id(node.value) in made
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {
        id(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "random"
        and (id(node.value) in made or (isinstance(node.value, ast.Name) and node.value.id in names))
    }


def generators(path: str, text: str) -> list[str]:
    """Every place in a file that makes, imports or uses a random generator."""
    found = []
    tree = ast.parse(text, path)
    points = _points_of_designs(tree)
    for node in ast.walk(tree):
        if id(node) in points:
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += _imports(path, node)
        elif isinstance(node, ast.Call):
            found += _call(path, node)
        elif isinstance(node, ast.Attribute) and (
            node.attr in NAMES or (node.attr in ATTRIBUTES and path not in MAY_USE_ATTRIBUTE)
        ):
            found.append(f"{path}:{node.lineno} uses {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("package", ["simulation", "experiments"])
def test_no_generator_in(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    offences = [
        offence
        for file in files
        for offence in generators(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
        if not offence.startswith(PEER)
    ]
    assert files
    assert not offences, "\n" + "\n".join(offences) + "\nUse simulation.draws instead."


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import default_rng",
        "import numpy as np\nnp.random.seed(1)",
        "import numpy as np\nx = np.random.default_rng(1).normal()",
        "class A:\n    def step(self):\n        return self.random.random()",
        "model.rng.uniform()",
        "from scipy import stats\nstats.norm.rvs(3)",
        "stats.bootstrap((x,), mean, rng=3)",
        "qmc.Sobol(d=3)",
        "sampler = qmc.Sobol(d=3)\npoints = sampler.random(8)",
        "qmc.Sobol(d=3, seed=None)",
        "qmc.LatinHypercube(d=3, rng=default())",
        "import secrets",
    ],
)
def test_a_generator_is_seen(text: str) -> None:
    assert generators("experiments/sweep.py", text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("experiments/design.py", "from scipy.stats import qmc\nqmc.Sobol(d=3, rng=20261122)"),
        ("experiments/design.py", "qmc.LatinHypercube(d=3, seed=design.seed)"),
        ("experiments/design.py", "sampler = qmc.Sobol(d=3, rng=1)\npoints = sampler.random(8)"),
        ("experiments/design.py", "points = qmc.Halton(d=3, rng=1).random(8)"),
        ("simulation/mesa_model/agentset.py", "self.agents.shuffle_do('step', self.random)"),
        ("simulation/mesa_model/model.py", "super().__init__(rng=seed)"),
        ("simulation/mesa_model/model.py", "Draws(seed=1).of('churn', 3, lucks)"),
    ],
)
def test_what_is_no_generator_is_let_through(path: str, text: str) -> None:
    assert generators(path, text) == []


def test_a_design_in_simulation_is_refused() -> None:
    assert generators("simulation/people/heterogeneity.py", "qmc.Sobol(d=3, rng=1)")
