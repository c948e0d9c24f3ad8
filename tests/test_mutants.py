"""Each statistical test has a mutant that it must reject: the table is whole, and `make test-long` has a look at it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from tests.mutants import ROWS, TABLES
from tests.mutants.mutant import ROOT, Mutant


def statistical(source: str) -> Iterator[str]:
    """Test functions with the mark `luck`: in a decorator, or in something of the module that a decorator names."""
    tree = ast.parse(source)
    lucky: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if marks_luck(node) and isinstance(node, ast.Assign | ast.AnnAssign):
            lucky |= {target.id for target in targets if isinstance(target, ast.Name)}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        if any(marks_luck(decorator, lucky) for decorator in function.decorator_list):
            yield function.name


def marks_luck(node: ast.AST, lucky: Collection[str] = ()) -> bool:
    """Whether it contains the mark, or a name that stands for it."""
    return any(
        (isinstance(inner, ast.Attribute) and inner.attr == "luck")
        or (isinstance(inner, ast.Name) and inner.id in lucky)
        for inner in ast.walk(node)
    )


def test_every_statistical_test_has_a_row_and_every_row_a_statistical_test() -> None:
    wanted = {
        f"{path.relative_to(ROOT).as_posix()}::{name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in statistical(path.read_text(encoding="utf-8"))
    }
    found = Counter(row.function for row in ROWS)
    assert wanted - set(found) == set(), "add a row to a table in tests/mutants"
    assert set(found) - wanted == set(), "no statistical test has this name"
    assert set(found.values()) == {1}, "one row each"


def test_every_mutant_is_one_edit_of_what_stands_there() -> None:
    for mutant in {row.mutant for row in ROWS}:
        compile(mutant.text(), mutant.file, "exec")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("@pytest.mark.luck(0.1)\ndef test_a(): pass", ["test_a"]),
        ("A = {'a': [pytest.mark.luck(0.1)]}\n@pytest.mark.parametrize('x', list(A))\ndef test_a(x): pass", ["test_a"]),
        ("A: X = pytest.mark.luck(0.1)\n@pytest.mark.parametrize('x', [1])\ndef test_a(x): pass", []),
        ("LUCK = 3\n@pytest.mark.parametrize('x', [luck(LUCK)])\ndef test_a(x): pass", []),
    ],
)  # fmt: skip
def test_a_statistical_test_is_known_by_its_mark(source: str, found: list[str]) -> None:
    assert list(statistical(source)) == found


def test_what_does_not_stand_there_once_is_no_mutant() -> None:
    for old in ("nobody has written this", "import"):
        with pytest.raises(ValueError, match=r"draws\.py: this stands there"):
            Mutant("simulation/draws.py", old, "else").text()


def looked(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.mutants", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_the_mutants_are_rejected(table: str) -> None:
    done = looked(*(row.test for row in TABLES[table]))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_a_mutant_that_breaks_nothing_is_named(tmp_path: Path) -> None:
    """The command can say no: a test that has nothing against its mutant is named, and the exit status is 1."""
    (tmp_path / "try_it.py").write_text(
        "import tests.mutants.__main__ as command\n"
        "from tests.mutants.mutant import rows\n"
        "x = ('test_two_thirds_share_them', 'nothing is broken', 'SHARE = 0.64', 'SHARE = 0.640')\n"
        "command.ROWS = tuple(rows('mechanisms/test_shared_values.py', 'simulation/mechanisms/shared_values.py', x))\n"
        "raise SystemExit(command.main([]))\n",
        encoding="utf-8",
    )
    code = f"import runpy; runpy.run_path({str(tmp_path / 'try_it.py')!r}, run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stderr
    assert "not rejected; not rejected: tests/mechanisms/test_shared_values.py" in done.stdout
