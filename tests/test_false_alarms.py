"""How often luck alone would fail the suite: each statistical test has a mark that says it, and the sum is bounded."""

from __future__ import annotations

import ast
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from simulation.draws import Draws, luck
from tests.conftest import sentence
from tests.looks import looks
from tests.luck import FOUR, drawn, new_seeds, of_share, runs, shift
from tests.worlds import errors_off

ROOT = Path(__file__).parents[1]
MOST = 0.05
"""What the rates of all statistical tests may add up to."""

WORDS = re.compile(
    r"standard errors?\b|\bSE\b|by luck|luck alone|by chance|new seeds|of \d[\d,]* seeds|false alarm|errors_off\("
)
EXACT = {
    "test_curvature_of_an_exponential_law_is_its_count": "a standard error by hand",
    "test_luck_is_added_up_over_points_and_never_too_low": "a sum of probabilities by hand",
}


def unmarked(source: str) -> Iterator[str]:
    """Test functions that speak of luck or use `errors_off`, and have no mark, neither themselves nor in a case."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            marks = (inner for decorator in node.decorator_list for inner in ast.walk(decorator))
            marked = any(isinstance(mark, ast.Attribute) and mark.attr == "luck" for mark in marks)
            if WORDS.search(ast.get_source_segment(source, node) or "") and not marked:
                yield node.name


def test_every_test_that_speaks_of_luck_says_how_often_it_fails() -> None:
    found = {
        name: path.name
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__)
        for name in unmarked(path.read_text(encoding="utf-8"))
    }
    assert {name: file for name, file in found.items() if name not in EXACT} == {}
    assert set(EXACT) <= set(found), "an exception that is none"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('def test_a():\n    """Within 4 standard errors."""', ["test_a"]),
        ("def test_a():\n    # fails by chance in 1 of 8,000 seeds\n    assert x < 4", ["test_a"]),
        ("def test_a():\n    assert errors_off(x, 0.3) < 4", ["test_a"]),
        ("@pytest.mark.long\ndef test_a():\n    assert errors_off(x, 0.3) < 4", ["test_a"]),
        ("@pytest.mark.luck(FOUR)\ndef test_a():\n    assert errors_off(x, 0.3) < 4", []),
        (
            "@pytest.mark.parametrize('x', [1, pytest.param(2, marks=pytest.mark.luck(0.1))])\n"
            "def test_a(x):\n    assert errors_off(x, 0.3) < 4",
            [],
        ),
        ("def test_a():\n    assert x == 3", []),
        ("def helper():\n    assert errors_off(x, 0.3) < 4", []),
    ],
)
def test_a_statistical_test_without_the_mark_is_found(text: str, found: list[str]) -> None:
    assert list(unmarked(text)) == found


def test_a_share_of_few_is_further_off_than_a_normal_law_says() -> None:
    """Counted through the function that the tests use."""
    for expected, people in ((0.3, 400), (0.02, 400)):
        samples = (np.arange(people) < seen for seen in range(people + 1))
        failed = [errors_off(sample, expected) >= 4 for sample in samples]  # fmt: skip
        chance = stats.binom.pmf(np.arange(people + 1), people, expected)[failed].sum()
        assert of_share(expected, people) == pytest.approx(chance, rel=1e-9)
    assert of_share(0.02, 400) > 10 * FOUR


def test_rates_are_added_up_and_rounded_up() -> None:
    assert sentence([0.001, 0.0001]).endswith("with at most 0.11 % (2 statistical tests)")
    assert sentence([1e-9]).endswith("with at most 0.01 % (1 statistical tests)")


def test_the_suite_stays_below_the_bound_that_is_written_down(request: pytest.FixtureRequest) -> None:
    """All that this run has collected: by `make test`, everything that is run by default."""
    found = [looks(item.iter_markers()) for item in request.session.items]
    rates = [math.prod(both) for both in found if both is not None]
    if {Path(item.path) for item in request.session.items} == {Path(__file__)}:
        pytest.skip("nothing but this file was asked for, and no test in it is statistical")
    assert 0.0 < sum(rates) <= MOST
    page = " ".join((ROOT / "docs/evidence.md").read_text(encoding="utf-8").split())
    assert f"at most {100 * MOST:g} %" in page


# --- New seeds and the second look --------------------------------------------------------------------------------


def test_new_seeds_give_everybody_other_luck_and_leave_none_behind() -> None:
    people = luck(np.arange(5))

    def everything() -> list[list[float]]:
        return [Draws(3).of("a", 0, people).tolist(), np.random.default_rng([3, 4]).normal(size=5).tolist()]

    before = everything()
    found = [before]
    for number in (1, 2):
        with new_seeds(number, sharper=number == 2):
            found.append(everything())
            assert everything() == found[-1], "the same number, the same luck"
            assert (shift(), drawn(), runs(1, then=8)) == (number, 4, 8 if number == 2 else 1)
    assert len({values[0] for one in found for values in one}) == 6
    assert everything() == before
    assert (shift(), runs(1, then=8)) == (0, 1)


LOOKED_AT = """
import numpy as np, pytest
from simulation.draws import Draws, luck

SAID = []

@pytest.fixture(scope="session")
def first():
    return Draws(1).of("a", 0, luck(np.arange(1)))[0]

@pytest.mark.luck(0.05)
def test_unlucky(first, tmp_path):
    (tmp_path / "a").mkdir()
    SAID.append(first)
    assert len(SAID) > 1
    assert SAID[0] != first, "the fixture is a new one"

@pytest.mark.luck(0.05, again=0.001)
def test_broken():
    assert Draws(1).of("a", 0, luck(np.arange(1)))[0] > 1

@pytest.mark.luck(0.01)
def test_lucky(first):
    assert first == SAID[0], "a second look leaves nothing behind"

@pytest.mark.luck(0.01)
def test_stumbles():
    SAID.append("again")
    raise ValueError(SAID.count("again"))
"""


def test_what_fails_by_luck_is_looked_at_again_and_what_is_broken_fails_there_too(tmp_path: Path) -> None:
    said = looked_at(tmp_path, LOOKED_AT)
    assert "luck failed the first look, and the second one found nothing: test_it.py::test_unlucky" in said
    assert "2 failed, 2 passed" in said
    assert "_ test_broken _" in said
    assert "ValueError: 1" in said, "what is no assertion is no matter of luck"
    assert f"at most {100 * (0.05**2 + 0.05 * 0.001 + 2 * 0.01**2):.2g} % (4 statistical tests)" in said


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("0.06", "up to 0.05"),
        ("0.0", "above 0"),
        ("0.01, often=0.01", "must be a probability"),
    ],
)
def test_a_mark_that_says_no_probability_is_refused(tmp_path: Path, mark: str, message: str) -> None:
    said = looked_at(tmp_path, f"import pytest\n@pytest.mark.luck({mark})\ndef test_a(): pass\n")
    assert message in said


def looked_at(folder: Path, tests: str) -> str:
    """What pytest says about tests of one's own with the hooks of this suite."""
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = luck(probability)\n", encoding="utf-8")
    words = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-q", "-rA", "--rootdir", str(folder)]
    command = [sys.executable, "-m", "pytest", *words, "-c", str(folder / "pytest.ini"), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


REPEATED = """
from functools import cache
import numpy as np, pytest
from simulation.draws import Draws, luck

@cache
def once():
    return Draws(1).of("a", 0, luck(np.arange(1)))[0]

@pytest.mark.luck(0.05)
def test_forgets():
    assert Draws(1).of("a", 0, luck(np.arange(1)))[0] > 0

@pytest.mark.luck(0.05)
def test_remembers():
    assert once() > 0

@pytest.mark.luck(0.05)
def test_fails():
    assert Draws(1).of("a", 0, luck(np.arange(1)))[0] < 0
"""


def test_the_command_names_who_fails_too_often_and_who_draws_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = luck(probability)\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(REPEATED, encoding="utf-8")
    command = [sys.executable, "-m", "tests.false_alarms", str(tmp_path / "test_it.py"), "--seeds", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    forgets, remembers, fails = (line for line in done.stdout.splitlines() if "declared" in line)
    assert forgets.startswith("   0 of 3, declared 0.05")
    assert forgets.endswith("test_forgets")
    assert remembers.endswith("test_remembers   NOTHING DRAWN by 2")
    assert fails.startswith("   3 of 3")
    assert fails.endswith("TOO OFTEN   numbers [2, 3, 4]")
    assert done.returncode == 1


def test_a_test_of_many_marks_fails_as_often_as_the_largest() -> None:
    marks = [pytest.mark.luck(0.02).mark, pytest.mark.luck(0.001, again=1e-5).mark]
    assert looks(marks) == (0.02, 0.02)
    assert looks(marks[1:]) == (0.001, 1e-5)
