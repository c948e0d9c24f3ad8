"""A script needs no `if __name__ == "__main__":`, because workers never run it: it runs once, however it is started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROLL_CALL = """
import math
import sys
print("the script runs")
from experiments.execution.executors import WorkerPool
from experiments.sweeps.flow import results_of

main = sys.modules["__main__"]
before = main.__spec__, getattr(main, "__file__", None)
crew = WorkerPool("processes", 1)
print(crew.do(math.sqrt, [(4.0,), (9.0,)]))
print(list(results_of(crew, math.sqrt, [16.0])))
crew.close()
print((main.__spec__, getattr(main, "__file__", None)) == before)
"""
ANSWERS = ["the script runs", "[2.0, 3.0]", "[(16.0, 4.0)]", "True"]
QUESTIONS = """
from experiments.api import run, sweep

small = ("population.size=30", "weeks=2", "executor.workers=1")
print(len(run(*small, replicates=2, quiet=True).runs))
result = sweep(*small, "seed=1,2", folder="s", quiet=True)
print(result.counts)
"""


@pytest.mark.parametrize(
    ("command", "by_hand"),
    [(["script.py"], False), (["-m", "script"], False), (["-c", ROLL_CALL], False), (["-"], True)],
    ids=["script", "module", "text", "standard input"],
)
def test_however_a_script_is_started_it_runs_once(command: list[str], by_hand: bool, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(ROLL_CALL)
    done = subprocess.run(
        [sys.executable, *command], input=ROLL_CALL if by_hand else None, cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", ANSWERS)


def test_questions_are_asked_once(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(QUESTIONS)
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True)
    answers = ["2", "{'done': 4, 'failed': 0, 'wanted': 0}"]
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", answers)
