"""Bad luck: whatever happens to a sweep, what comes out is what an undisturbed one gives, and each run is there once.

Compared are the sorted Parquet exports, which hold no times.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.api import open_store, sweep
from experiments.config import versions
from experiments.execution.executors import WorkerPool
from experiments.execution.faults import ENVIRONMENT, EnvironmentFault
from experiments.execution.progress import Progress
from experiments.sweeps import disk_space, job
from experiments.sweeps.driver import missing_jobs
from experiments.sweeps.flow import results_of
from experiments.sweeps.interruption import keep_what_is_done, told_failures
from experiments.sweeps.listing import list_folders
from experiments.sweeps.lock import is_driven, sole_driver
from experiments.sweeps.run import resume_sweep
from experiments.sweeps.store import STORE, Store
from simulation.draws import Draws, luck
from simulation.mistake import Mistake
from tests.waiting import HANGS, nap, until

WORDS = ("population.size=30", "weeks=3", "mechanism.trust.half_life=range(30,42,2)", "replicates=2", "executor=inline")
RUNS = 24
SILENT = Progress(quiet=True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "s"
    sweep(*WORDS, folder=str(folder), quiet=True)
    return folder


def table(folder):
    return pd.read_parquet(folder / "runs.parquet")


def assert_same(folder, undisturbed):
    pd.testing.assert_frame_equal(table(folder), table(undisturbed), check_exact=True)
    with Store(folder) as store:
        assert store.value("SELECT COUNT(*) FROM runs") == store.value("SELECT COUNT(*) FROM plan") == RUNS


def copied(undisturbed, tmp_path, lose=0):
    """A copy of a whole sweep; as many of its runs are made missing again."""
    folder = tmp_path / "copy"
    shutil.copytree(undisturbed, folder)
    with sqlite3.connect(folder / STORE) as base:
        base.execute(
            "UPDATE runs SET state = 'wanted' WHERE identity IN (SELECT identity FROM runs ORDER BY 1 LIMIT ?)", (lose,)
        )
    base.close()
    return folder


def in_child(words, folder):
    """The sweep in a process of its own, which is there at once because everything is imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["experiments.api.sweeps"])
    driver = context.Process(target=sweep, args=tuple(words), kwargs={"folder": str(folder), "quiet": True})
    driver.start()
    return driver


def kept_in(folder):
    """Identities of the runs that are done; none while the store is still being laid out."""
    if not (folder / STORE).exists():
        return set()
    base = sqlite3.connect(folder / STORE)
    try:
        return {row[0] for row in base.execute("SELECT identity FROM runs WHERE state = 'done'")}
    except sqlite3.OperationalError:
        return set()
    finally:
        base.close()


def killed_at_random(folder, words, kills):
    """Begin the same sweep again and again, each time killing its driver; returns which runs were there each time.

    The moments lie between the start and twice as long as it took the first driver to keep its first runs, so that some
    die while they plan and others while they run, on slow machines and on fast ones.
    """
    first = in_child(words, folder)
    window = 2 * until(lambda: kept_in(folder) or not first.is_alive(), "the first runs")
    first.kill()
    first.join()
    there = [kept_in(folder)]
    for moment in window * Draws(20261122).of("kill", 0, luck(np.arange(kills))):
        driver = in_child(words, folder)
        nap(moment)
        driver.kill()
        driver.join()
        there.append(kept_in(folder))
    assert all(before <= after for before, after in itertools.pairwise(there))
    return there


@pytest.mark.long
def test_a_driver_killed_at_random_moments_loses_nothing(undisturbed, tmp_path):
    folder = tmp_path / "s"
    killed_at_random(folder, WORDS, kills=4)
    sweep(*WORDS, folder=str(folder), quiet=True)
    assert_same(folder, undisturbed)


@pytest.mark.long
def test_a_driver_killed_at_fifty_random_moments_loses_nothing(tmp_path):
    half_lives = "mechanism.trust.half_life=range(30,430)"
    words = [*WORDS[:2], half_lives, "output.weekly=true", "replicates=2", "executor=inline"]
    whole, folder = tmp_path / "whole", tmp_path / "s"
    first = sweep(*words, folder=str(whole), quiet=True)
    there = killed_at_random(folder, words, kills=50)
    assert len({len(one) for one in there}) > 5, "several were to be killed while they run"
    last = sweep(*words, folder=str(folder), quiet=True)
    pd.testing.assert_frame_equal(table(folder), table(whole), check_exact=True)
    pd.testing.assert_frame_equal(last.weekly, first.weekly, check_exact=True)


def started(words, **more):
    command = [sys.executable, "-m", "experiments", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def until_begun(folder, runs=1):
    def begun():
        if not (folder / STORE).exists():
            return False
        with Store(folder) as store:
            return store.counts()["done"] >= runs

    until(begun, "the sweep to begin")


def children(process):
    """Processes below one, by the kernel's own list."""
    path = Path(f"/proc/{process}/task/{process}/children")
    below = [int(word) for word in path.read_text().split()] if path.exists() else []
    return [*below, *itertools.chain.from_iterable(map(children, below))]


MANY = ["population.size=200", "weeks=20", "mechanism.trust.half_life=range(30,90)", "executor.workers=2"]


def test_ctrl_c_stops_at_once_and_says_how_to_go_on(tmp_path):
    folder = tmp_path / "s"
    process = started(["sweep", *MANY, f"hydra.run.dir={folder}"], start_new_session=True)
    until_begun(folder)
    below = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    said = next(line for line in process.stderr if "resume" in line)
    said += process.communicate(timeout=HANGS)[1]
    assert process.returncode == 130
    assert f"Go on with: courtship resume {folder}" in said
    assert "Traceback" not in said
    until(lambda: not any(map(is_there, below)), "its processes to be gone")
    with Store(folder) as store:
        assert store.counts()["done"] < store.value("SELECT COUNT(*) FROM plan")


def is_there(process):
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_is_killed_costs_only_time(tmp_path):
    words = [*WORDS[:2], "mechanism.trust.half_life=range(30,60)"]
    folder = tmp_path / "s"
    seen = []

    def kill():
        until_begun(folder)
        below = children(os.getpid())
        workers = [one for one in below if not children(one) and "forkserver" in command_of(one)]
        os.kill(workers[-1], signal.SIGKILL)
        seen.append(open_store(folder).counts["done"])

    killer = threading.Thread(target=kill)
    killer.start()
    killed = sweep(*words, "executor.workers=2", folder=str(folder), quiet=True)
    killer.join()
    assert seen[0] < 60, "the worker was to be killed in the middle"
    whole = sweep(*words, "executor=inline", folder=str(tmp_path / "whole"), quiet=True)
    pd.testing.assert_frame_equal(killed.runs, whole.runs, check_exact=True)


def command_of(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def deadly(task):
    if task == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "wrong":
        raise ValueError(task)
    return task


def test_work_that_kills_its_worker_is_set_aside_and_the_rest_is_done():
    crew = WorkerPool("processes", 2)
    tasks = ["a", "b", "deadly", "c", "wrong", *map(str, range(10))]
    found = {}
    with pytest.raises(EnvironmentFault, match=r"2 jobs could not be done on this machine .the first: ") as fault:
        flow_into(found, crew, tasks)
    crew.close()
    assert set(tasks) - set(found) == {"deadly", "wrong"}
    assert all(found[task] == task for task in found)
    assert "ValueError: wrong" in str(fault.value) or "its worker process died 3 times" in str(fault.value)


def flow_into(found, crew, tasks):
    for task, answer in results_of(crew, deadly, iter(tasks)):
        found[task] = answer


def test_where_nothing_can_be_done_little_is_tried():
    asked = []

    def tasks():
        for _ in range(1000):
            asked.append("wrong")
            yield "wrong"

    with pytest.raises(EnvironmentFault, match=r"4 jobs could not .* .the first: ValueError: wrong"):
        list(results_of(WorkerPool("inline"), deadly, tasks()))
    assert len(asked) == 4


@pytest.mark.parametrize("error", [one for one in ENVIRONMENT if one is not OSError] + [PermissionError])
def test_a_fault_of_the_machine_is_never_kept_as_a_failed_run(error, undisturbed, tmp_path, monkeypatch, capsys):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    real = job.simulate_markets

    def failing(world, centre, strategies, seed, engine):
        if world.mechanism("trust").half_life == 36:
            raise error("bad luck")
        return real(world, centre, strategies, seed, engine)

    monkeypatch.setattr(job, "simulate_markets", failing)
    assert keep_what_is_done(folder, lambda: sweep(*WORDS, folder=str(folder), quiet=True)) == 1
    with Store(folder) as store:
        assert store.counts() == {"done": RUNS - 4, "failed": 0, "wanted": 4}
    said = capsys.readouterr().err
    assert f"a job could not be done on this machine ({error.__name__}: bad luck)" in said
    assert f"Go on with: courtship resume {folder}" in said
    monkeypatch.setattr(job, "simulate_markets", real)
    resume_sweep(folder, SILENT)
    assert_same(folder, undisturbed)


def test_two_drivers_on_one_store_are_refused(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path, lose=3)
    with sole_driver(folder):
        assert is_driven(folder)
        with pytest.raises(Mistake, match=f"is already being run by process {os.getpid()}"):
            sweep(*WORDS, folder=str(folder), quiet=True)
        with pytest.raises(Mistake, match="is already being run"):
            resume_sweep(folder, SILENT)
        assert list_folders(folder)["state"].tolist() == ["running"]
        assert open_store(folder).counts["done"] == RUNS - 3  # reading is free
    assert not is_driven(folder)
    resume_sweep(folder, SILENT)
    assert_same(folder, undisturbed)


def test_more_replicates_and_more_points_run_only_what_is_new(undisturbed, tmp_path, monkeypatch):
    folder = copied(undisturbed, tmp_path)
    computed = []
    monkeypatch.setattr("experiments.sweeps.driver.run_job", lambda one: computed.append(one) or job.run_job(one))
    more = [word.replace("42,2", "44,2").replace("replicates=2", "replicates=3") for word in WORDS]
    sweep(*more, folder=str(folder), quiet=True)
    assert sum(len(one.runs) for one in computed) == 7 * 2 * 3 - RUNS
    known = [one for one in computed if one.centre is not None]
    assert len(known) == 6  # worlds that were centred before are not centred again
    sweep(*more, folder=str(tmp_path / "fresh"), quiet=True)
    pd.testing.assert_frame_equal(table(folder), table(tmp_path / "fresh"), check_exact=True)
    computed.clear()
    sweep(*more, folder=str(folder), quiet=True)
    assert not computed


@pytest.mark.long
def test_a_disk_that_is_full_stops_the_sweep_and_loses_nothing(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    limit = 40_000  # bytes a file may have: the log of the store soon reaches it

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = started(["resume", str(folder), "executor=inline", "--quiet"], preexec_fn=small_files)
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 1, said
    assert "the machine refused" in said
    assert f"courtship resume {folder}" in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    resume_sweep(folder, SILENT)
    assert_same(folder, undisturbed)


def test_a_store_that_says_it_is_full_is_a_full_disk(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path, lose=4)
    with Store(folder, writing=True) as store:
        store.execute(f"PRAGMA max_page_count={store.value('PRAGMA page_count')}")
        with pytest.raises(OSError, match="is full"), store.transaction():
            store.note("note", "x" * 10_000_000)
        assert store.counts() == {"done": RUNS - 4, "failed": 0, "wanted": 4}
    resume_sweep(folder, SILENT)
    assert_same(folder, undisturbed)


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9])
def test_a_truncated_store_is_refused_in_one_sentence(keep, undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    size = (folder / STORE).stat().st_size
    os.truncate(folder / STORE, int(keep * size))
    for use in (lambda: sweep(*WORDS, folder=str(folder), quiet=True), lambda: open_store(folder)):
        with pytest.raises(Mistake, match=r"is damaged .* every run is computed again"):
            use()
    assert "damaged" in list_folders(folder)["state"].iloc[0]


@pytest.mark.long
def test_a_truncated_log_of_the_store_costs_only_time(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    driver = in_child(WORDS, folder)
    until_begun(folder, runs=6)
    driver.kill()
    driver.join()
    log = folder / f"{STORE}-wal"
    if log.exists():
        os.truncate(log, log.stat().st_size // 2)
    sweep(*WORDS, folder=str(folder), quiet=True)
    assert_same(folder, undisturbed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("PRAGMA user_version=7", "layout 7, not 2"),
        ("PRAGMA application_id=1", "another program"),
        ("""UPDATE meta SET value = '{"courtship": "0.0.1"}' WHERE name = 'versions'""", "courtship 0.0.1, not"),
        ("""UPDATE meta SET value = '["profit"]' WHERE name = 'measures'""", "measures"),
    ],
)
def test_a_store_of_another_version_is_refused(change, said, undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path)
    with sqlite3.connect(folder / STORE) as base:
        base.execute(change)
    base.close()
    with pytest.raises(Mistake, match=said):
        sweep(*WORDS, folder=str(folder), quiet=True)


def test_a_sweep_is_not_continued_with_another_source_text_but_can_be_read(undisturbed, tmp_path, monkeypatch):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    with sqlite3.connect(folder / STORE) as base:
        found = json.loads(base.execute("SELECT value FROM meta WHERE name = 'versions'").fetchone()[0])
        found[versions.SOURCE] = "0123456789ab"
        base.execute("UPDATE meta SET value = ? WHERE name = 'versions'", (json.dumps(found),))
    base.close()
    for words in (WORDS, [word.replace("42,2", "44,2") for word in WORDS]):  # to go on with, and to let grow
        with pytest.raises(Mistake, match="began with source text 0123456789ab, and here it is"):
            sweep(*words, folder=str(folder), quiet=True)
    with Store(folder) as store:
        assert store.value("SELECT COUNT(*) FROM runs WHERE state = 'done'") == 0
    assert len(list_folders(folder)) == 1
    changed = tmp_path / "changed"
    shutil.copytree(undisturbed, changed)
    monkeypatch.setattr("experiments.sweeps.store.sources", lambda: "what somebody has written since")
    with pytest.raises(Mistake, match="has changed since this process began"):
        sweep(*WORDS, folder=str(changed), quiet=True)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / STORE).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(Mistake, match="is damaged"):
        open_store(tmp_path)


def test_a_clock_that_jumps_back_changes_nothing(undisturbed, tmp_path, monkeypatch):
    now = itertools.count(2e9, -3600.0)
    monkeypatch.setattr("time.time", lambda: next(now))
    folder = tmp_path / "s"
    sweep(*WORDS, folder=str(folder), quiet=True)
    assert_same(folder, undisturbed)


def test_a_run_that_fails_is_kept_with_its_error_while_the_others_go_on(undisturbed, tmp_path, monkeypatch):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    real = job.simulate_markets

    def failing(world, centre, strategies, seed, engine):
        if (
            seed == 1
            and any(strategy.name == "relationship" for strategy in strategies)
            and world.mechanism("trust").half_life > 35
        ):
            raise RuntimeError("bad\nluck")
        return real(world, centre, strategies, seed, engine)

    monkeypatch.setattr(job, "simulate_markets", failing)
    result = sweep(*WORDS, folder=str(folder), quiet=True)
    assert result.counts == {"done": RUNS - 3, "failed": 3, "wanted": 0}
    failed = result.failed
    assert failed["error"].tolist() == ["RuntimeError: bad luck"] * 3
    assert result.config(failed["identity"].iloc[0])["mechanism"]["trust"]["half_life"] > 35
    assert set(failed["strategy"]) == {"relationship"}
    assert told_failures(result, refusals=0) == 1
    monkeypatch.setattr(job, "simulate_markets", real)
    assert sweep(*WORDS, folder=str(folder), quiet=True).counts["failed"] == 3  # not by itself
    sweep(*WORDS, folder=str(folder), quiet=True, retry_failed=True)
    assert_same(folder, undisturbed)


def test_a_world_that_cannot_be_is_a_failed_run(tmp_path, capsys):
    words = ("population.size=30", "weeks=2", "executor=inline", "strategy=cx_only", "market.firms=2,3")
    rate = "mechanism.contact.inbound_rate=0.2,30"
    result = sweep(*words, rate, folder=str(tmp_path / "s"), quiet=True)
    assert result.counts == {"done": 2, "failed": 2, "wanted": 0}
    assert "cannot pay for mandatory service" in result.failed["error"].iloc[0]
    assert told_failures(result) == 1
    assert told_failures(result, refusals=0) == 0
    said = capsys.readouterr().err
    assert "2 runs were refused, the first with" in said
    assert "--retry-failed" not in said


def test_nothing_is_begun_where_the_disk_is_too_small(tmp_path, monkeypatch):
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(Mistake, match="has 1 MB free, and the sweep needs about 20"):
        sweep(*WORDS, folder=str(tmp_path / "s"), quiet=True)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Mistake, match="must be a new or empty folder"):
        sweep(*WORDS, folder=str(tmp_path), quiet=True)
    with pytest.raises(Mistake, match="must be the folder of a sweep"):
        resume_sweep(tmp_path, SILENT)


def test_the_same_command_goes_on_where_it_was_begun(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("population.size=30", "weeks=2", "executor=inline", "market.margin=0.3,0.4")
    first = sweep(*words, quiet=True).folder
    assert sweep(*words, replicates=2, quiet=True).folder == first
    assert sweep(*words[:-1], "market.margin=0.3,0.5", quiet=True).folder != first
    assert len(list_folders(Path("outputs"))) == 2


HUNDRED_THOUSAND = """
import pathlib, sys
from experiments.sweeps.driver import missing_jobs
from experiments.sweeps.plan import plan_runs, question
from experiments.sweeps.store import Store

def used():
    status = pathlib.Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) // 1024

intervals = ["mechanism.trust.half_life=interval(26,104)", "mechanism.fatigue.half_life=interval(2,8)"]
asked = question(["population.size=30", "weeks=2", "design=sobol", "design.n=25000", "replicates=2", *intervals])
store = Store.made(pathlib.Path(sys.argv[1]), asked.settings, "sweep")
before = used()
plan_runs(store, asked)
print(sum(len(job.runs) for job in missing_jobs(store, "columns", False)), used() - before)
"""


@pytest.mark.long
def test_a_hundred_thousand_runs_are_never_all_in_memory(tmp_path):
    words = [sys.executable, "-c", HUNDRED_THOUSAND, str(tmp_path)]
    runs, grown = map(int, subprocess.run(words, check=True, capture_output=True, text=True).stdout.split())
    assert runs == 100_000
    assert grown < 60  # megabytes


def test_jobs_are_read_a_few_at_a_time(undisturbed, tmp_path):
    folder = copied(undisturbed, tmp_path, lose=RUNS)
    with Store(folder, writing=True) as store:
        jobs = missing_jobs(store, "columns", False)
        first = next(jobs)
        assert len(first.runs) == 4  # two strategies, two replicates
        with store.transaction():  # no reading stays open that would let the log of the store grow
            store.note("anything", 1)
        assert store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert sum(len(one.runs) for one in jobs) == RUNS - 4
