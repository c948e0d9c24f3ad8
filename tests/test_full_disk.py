"""A disk that is really full: one sentence, nothing half written, and whatever was finished before is still there."""

from __future__ import annotations

import gc
import itertools
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from tests.commands import FEW, TINY, log_of, said

WORLD = TINY[:4]  # its figures and its report are drawn
TWO = "parameters=[market.margin,market.budget_share]"
ASKED: dict[str, tuple[str, ...]] = {
    "run": WORLD,
    "compare": (*WORLD, *FEW),
    "explain": (*WORLD, "replicates=2"),
    "graph": ("population.size=60",),
    "validate": ("case=idle_trust", "executor=inline"),
    "calibrate": ("population.file=log.csv", "calibrate.replicates=0", "calibrate.members=2", "executor=inline"),
    "sweep": (*WORLD, "seed=1,2"),
    "sensitivity": (*WORLD, f"sensitivity.{TWO}", "sensitivity.n=4"),
    "boundary": (
        *WORLD,
        f"boundary.{TWO}",
        "boundary.space=0",
        "boundary.points=2",
        "boundary.flips=0",
        "replicates=2",
    ),
}
"""All verbs that write a folder, in small."""
RESUMED = ("sweep", "sensitivity", "boundary")


@contextmanager
def disk(size: str, place: Path) -> Iterator[Path]:
    """A disk of its own of so many bytes."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        yield place
    finally:
        gc.collect()  # what a failed write left open is closed when it is collected
        subprocess.run(["umount", str(place)], check=True)


SIZES = ("4k", "40k", "160k")
FAST = {("run", "4k"), ("run", "160k")}


@pytest.mark.parametrize(
    ("verb", "size"),
    [
        pytest.param(*one, marks=() if one in FAST else pytest.mark.long)
        for one in itertools.product(ASKED, SIZES)
    ],
)  # fmt: skip
def test_each_verb_says_so_and_keeps_what_is_whole(
    verb: str, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(log_of(60), encoding="utf-8")
    with disk(size, tmp_path / "disk") as place:
        answer = said(verb, *ASKED[verb], "-q", f"hydra.run.dir={place}/run")
        assert answer.err.count("\n") <= 1, answer.err
        assert "Traceback" not in answer.err
        if answer.status == 0:  # the results had room; what could not be drawn is named
            tables = [pd.read_parquet(path) for path in (place / "run").glob("*.parquet")]
            assert tables
            assert all(len(table) for table in tables)
            assert ("could not be drawn" in answer.err) == bool(answer.err)
        else:
            assert answer.status == 1
            assert "No space left on device" in answer.err or "disk is full" in answer.err
            begun = verb in RESUMED and (place / "run").exists()
            assert ("courtship resume" in answer.err or "Run the same command again" in answer.err) or not begun
            assert begun or "courtship resume" not in answer.err
            assert begun or not list(place.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "log.csv"]


def test_all_verbs_that_write_a_folder_are_there() -> None:
    from tests.test_nothing_written import ASKED as WRITING

    assert set(ASKED) == set(WRITING)
