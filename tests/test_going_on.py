"""Killed at any moment, the same question goes on: it computes what is missing only, and leaves the same bytes."""

from __future__ import annotations

import json
import multiprocessing
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from experiments.analyses.replay import replay_folder
from experiments.api import compare
from experiments.cli.main import main
from experiments.execution.executors import WorkerPool
from experiments.execution.finished import STORE, FinishedJobStore
from experiments.execution.keeping import PLACE, FinishedJobs, place
from experiments.reports import run_folder
from experiments.results.reservation import hold_folder
from simulation.alignment.centring import centre_world_quickly
from tests import going_on
from tests.commands import QUIET, TINY, log_of, said, setting
from tests.going_on import QUESTIONS, killed, left_by


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of each job that is computed in this process, in order."""
    names: list[str] = []
    real = WorkerPool._computed

    def counted(self: WorkerPool, fn: Any, *rest: Any) -> Iterator[Any]:
        for one in real(self, fn, *rest):
            names.append(fn.__name__)
            yield one

    monkeypatch.setattr(WorkerPool, "_computed", counted)
    return names


def kept_in(folder: Path) -> int:
    store = FinishedJobStore(folder, 1e9)
    try:
        return store.count
    finally:
        store.close()


def die(question: str, after: int, keep: Path, *words: str) -> None:
    """Ask in a process of its own, which is killed once so many more answers are kept."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.going_on"])
    child = context.Process(target=killed, args=(question, after, keep, *words))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL


def words_of(question: str, folder: Path) -> tuple[str, ...]:
    if question not in ("forecast", "calibrate"):
        return ()
    file = folder / "log.csv"
    file.write_text(log_of(200))
    return (f"population.file={file}",)


@pytest.mark.parametrize(
    ("question", "kills"),
    [
        ("run", (1, 3)),
        ("compare", (1, 4, 40)),
        pytest.param("explain", (30,), marks=pytest.mark.long),
        pytest.param("forecast", (3,), marks=pytest.mark.long),
        pytest.param("calibrate", (1, 40), marks=pytest.mark.long),
    ],
)
def test_killed_again_and_again_it_goes_on(
    question: str, kills: tuple[int, ...], tmp_path: Path, computed: list[str]
) -> None:
    words = words_of(question, tmp_path)
    whole = left_by(QUESTIONS[question](tmp_path / "undisturbed", *words))
    total = len(computed)  # with a store: a job that is asked for twice is done once
    computed.clear()
    for after in kills:
        die(question, after, tmp_path / "kept", *words)
    assert kept_in(tmp_path / "kept") == sum(kills)
    assert left_by(QUESTIONS[question](tmp_path / "kept", *words)) == whole
    assert len(computed) == total - sum(kills)
    computed.clear()
    assert left_by(QUESTIONS[question](tmp_path / "kept", *words)) == whole
    assert not computed, "a job has no address, or its answer cannot be kept"


def test_killed_with_workers_it_goes_on_without(tmp_path: Path, computed: list[str]) -> None:
    whole = left_by(going_on.run(None))
    total = len(computed)
    die("run", 4, tmp_path, "executor=processes", "executor.workers=2")
    computed.clear()
    assert left_by(going_on.run(tmp_path)) == whole
    assert len(computed) == total - 4


@pytest.mark.long
def test_verbs_share_what_they_have_in_common(tmp_path: Path, computed: list[str]) -> None:
    words = ("weeks=4", "strategies=[cx_only,relationship]", "replicates=2", "centring=quick")
    going_on.compare(tmp_path, *words)
    computed.clear()
    going_on.explain(tmp_path, *words)
    assert "run_replicate" not in computed
    assert "centre_world_quickly" not in computed


def test_more_replicates_compute_only_what_is_new(tmp_path: Path, computed: list[str]) -> None:
    going_on.run(tmp_path)
    computed.clear()
    going_on.run(tmp_path, "replicates=6", "output.attribution=false")
    assert computed == ["with_own_envelopes"] * 2 + ["run_replicate"] * 2


def test_an_engine_is_never_answered_by_the_other(tmp_path: Path, computed: list[str]) -> None:
    words = ("replicates=2", "output.attribution=false")
    by_columns = left_by(going_on.run(tmp_path, *words))
    computed.clear()
    by_agents = left_by(going_on.run(tmp_path, *words, "engine=agents"))
    assert computed == ["run_replicate"] * 2
    assert {**by_agents, "json": ""} == {**by_columns, "json": ""}


def test_replay_computes_everything(tmp_path: Path, computed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    words = (*TINY, "replicates=2", f"hydra.run.dir={tmp_path / 'run'}", "-q")
    assert main(["run", *words]) == 0
    total = len(computed)
    computed.clear()
    assert replay_folder(tmp_path / "run", QUIET).confirmed
    assert len(computed) == total


def test_the_second_command_says_what_it_took_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    words = (*TINY, "replicates=3", "output.attribution=false")
    assert main(["run", *words, f"hydra.run.dir={tmp_path / 'a'}"]) == 0
    assert "taken over" not in capsys.readouterr().err
    assert main(["run", *words, f"hydra.run.dir={tmp_path / 'b'}"]) == 0
    sentence = "7 of 7 jobs had been finished by earlier commands and were taken over from"
    assert capsys.readouterr().err.count(sentence) == 1
    for name in ("summary.json", "runs.parquet", "weekly.parquet", "config.yaml"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert main(["run", *words, f"hydra.run.dir={tmp_path / 'c'}", "output.keep=0"]) == 0
    assert "taken over" not in capsys.readouterr().err


@pytest.mark.long
def test_python_goes_on_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, computed: list[str]) -> None:
    monkeypatch.delenv(PLACE)
    monkeypatch.chdir(tmp_path)
    first = compare(*TINY, *going_on.SMALL, quiet=True)
    assert computed
    computed.clear()
    again = compare(*TINY, *going_on.SMALL, quiet=True)
    assert not computed
    assert left_by(first) == left_by(again)
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == [STORE]


def test_progress_counts_what_was_there(tmp_path: Path) -> None:
    worlds = [(setting(f"weeks={weeks}").world,) for weeks in (4, 5)]
    for taken in (0, 2):
        done: list[bool] = []
        keeping = FinishedJobs(tmp_path, 1.0)
        WorkerPool("inline", keeping=keeping).do(
            centre_world_quickly, worlds, lambda kept=False, done=done: done.append(kept)
        )
        keeping.close()
        assert (len(done), sum(done), keeping.taken) == (2, taken, taken)


def test_ctrl_c_says_how_much_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path / "kept"))
    words = ("run", *TINY, "replicates=5", f"hydra.run.dir={tmp_path / 'run'}", "-q")
    real = FinishedJobStore.keep

    def stopping(self: FinishedJobStore, address: str, answer: Any) -> bool:
        if self.count == 3:
            raise KeyboardInterrupt
        return real(self, address, answer)

    monkeypatch.setattr(FinishedJobStore, "keep", stopping)
    assert main(words) == 130
    sentence = f"3 finished jobs are kept in {tmp_path / 'kept' / STORE}: the same command goes on from there."
    assert capsys.readouterr().err == f"courtship: stopped; {sentence}\n"
    assert not (tmp_path / "run").exists()


def test_ls_and_doctor_say_where_they_are_and_how_to_be_rid_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PLACE, "a b")
    monkeypatch.setattr("experiments.cli.doctor._speed", lambda: 1.0)
    assert "finished jobs" not in said("doctor").out + said("ls").out
    assert said("run", *TINY, "-q").status == 0
    for told in (said("doctor").out, said("ls").out):
        command = next(line for line in told.splitlines() if "rm " in line)
        assert max(map(len, told.splitlines()[-2:])) <= 80
    assert json.loads(said("doctor", "--json").out)["finished_jobs"]
    assert subprocess.run(f"rm {command.partition('rm ')[2]}", shell=True).returncode == 0
    assert not list((tmp_path / "a b").iterdir())


def test_where_finished_jobs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place(None) is None  # as conftest.py has it
    monkeypatch.setenv(PLACE, "elsewhere")
    assert place(None) == place(Path("outputs/run/1")) == Path("elsewhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    for given, meant in {"~/scratch": tmp_path / "scratch", " elsewhere\n": Path("elsewhere"), " ": None}.items():
        monkeypatch.setenv(PLACE, given)
        assert place(None) == meant
    monkeypatch.delenv(PLACE)
    assert place(None) == place(Path("outputs/run/1")) == place(Path("mine")) == Path("outputs")
    assert place(Path("/scratch/mine")) == Path("/scratch")


def test_what_is_asked_for_twice_at_once_is_done_once(tmp_path: Path, computed: list[str]) -> None:
    worlds = [(setting(f"weeks={weeks}").world,) for weeks in (2, 3, 2)]
    keeping, told = FinishedJobs(tmp_path, 1.0), []
    first, other, again = WorkerPool("inline", keeping=keeping).do(centre_world_quickly, worlds, lambda: told.append(0))
    keeping.close()
    assert computed == ["centre_world_quickly"] * 2
    assert len(told) == len(worlds)
    assert first == again != other
    assert kept_in(tmp_path) == 2


@pytest.mark.parametrize("verb", ["run", pytest.param("compare", marks=pytest.mark.long)])
def test_stopped_while_it_draws_the_same_command_draws_what_is_left(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `kill -9` leaves it: the results are whole, and nothing says that the drawing had ended."""
    monkeypatch.chdir(tmp_path)
    few = ("population.size=40", "weeks=3", "replicates=2", "centring=quick", "executor=inline", "seed=3")
    more = ("space.points=0", "explain.replicates=0", "boundary.points=0") if verb == "compare" else ()
    words = (verb, *few, *more, "output.figures=false", "--json")
    assert said(*words, "hydra.run.dir=folder_1").status == 0
    with monkeypatch.context() as stopped:
        stopped.setattr(run_folder, "draw_into_folder", lambda _, folder, *rest: run_folder.WrittenFolder(folder))
        assert said(*words, "hydra.run.dir=folder_2").status == 0
    left = {path.name for path in Path("folder_1").iterdir()} - {path.name for path in Path("folder_2").iterdir()}
    assert left == ({"memo.md", "report.html"} if verb == "compare" else set())
    other = said(*words, "seed=4", "hydra.run.dir=folder_2")
    assert (other.status, "must be a new or empty folder" in other.err) == (2, True), "another question"
    assert said(*words, "output.keep=1", "hydra.run.dir=folder_2").status == 2, "what is written is asked otherwise"
    with hold_folder(Path("folder_2")):
        assert said(*words, "hydra.run.dir=folder_2").status == 2, "another process still draws"
    again = said(*words, "hydra.run.dir=folder_2")
    assert again.status == 0, again.err
    assert "the missing figures have been drawn" in again.err
    files = sorted(path.name for path in Path("folder_1").iterdir() if path.name != "config.yaml")
    assert files == sorted(path.name for path in Path("folder_2").iterdir() if path.name != "config.yaml")
    for name in files:
        there = Path("folder_1", name).read_bytes().replace(b"folder_1", b"folder_2")  # a report says where it lies
        assert Path("folder_2", name).read_bytes() == there, name
    assert said(*words, "hydra.run.dir=folder_2").status == 2, "it is whole now"
