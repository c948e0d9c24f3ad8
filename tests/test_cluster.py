"""A real Dask scheduler and two worker processes on loopback: the same numbers, also when a worker is killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from experiments.api import open_store, sweep
from experiments.config.versions import versions
from experiments.execution.dask_cluster import Cluster, refuse_other_versions
from simulation.mistake import Mistake
from tests.own_parts import written
from tests.waiting import HANGS, until

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[1]
WORDS = ("population.size=60", "weeks=10", "mechanism.trust.half_life=range(30,46)")


def spawned(folder, name, *words):
    """A process of the cluster, with its words in a file; Python writes no bytecode, so nothing is left behind."""
    log = folder / f"{name}.log"
    with log.open("w") as stream:
        command = [sys.executable, "-m", "distributed.cli." + name.partition("-")[0], *words]
        environment = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=ROOT, env=environment)
    return process, log


def waited_for(log, pattern):
    until(lambda: re.search(pattern, log.read_text()), f"{pattern} in {log}")
    return re.search(pattern, log.read_text())


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with two workers, and the workers."""
    scheduler, log = spawned(tmp_path, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    processes = [scheduler]
    try:
        address = waited_for(log, r"Scheduler at:\s+(tcp://\S+)")[1]
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        places = [str(tmp_path / f"worker{k}") for k in range(2)]
        workers = [
            spawned(tmp_path, f"dask_worker-{k}", address, *options, "--local-directory", place)
            for k, place in enumerate(places)
        ]
        processes += [process for process, _ in workers]
        for _, words in workers:
            waited_for(words, "Starting established connection|Registered to")
        yield address, [process for process, _ in workers]
    finally:
        for process in processes:  # politely they would wait for each other
            process.kill()
            process.wait()
        for path in tmp_path.glob("worker*"):
            shutil.rmtree(path, ignore_errors=True)


@pytest.mark.long
def test_a_cluster_computes_the_same_and_outlives_a_worker(cluster, tmp_path):
    address, workers = cluster
    here = sweep(*WORDS, "executor=inline", folder=str(tmp_path / "here"), quiet=True)
    folder = tmp_path / "there"
    words = [*WORDS, "executor=dask", f"executor.address={address}", f"hydra.run.dir={folder}", "--quiet"]
    driver = subprocess.Popen([sys.executable, "-m", "experiments", "sweep", *words], cwd=ROOT)

    def begun():
        return (folder / "sweep.sqlite").exists() and open_store(folder).counts["done"] >= 2

    until(lambda: driver.poll() is not None or begun(), "the first runs")
    done = open_store(folder).counts["done"]
    workers[0].send_signal(signal.SIGKILL)
    assert driver.wait(HANGS) == 0
    assert 2 <= done < 32, "the worker was to be killed in the middle"
    pd.testing.assert_frame_equal(open_store(folder).runs, here.runs, check_exact=True)


@pytest.mark.long
def test_a_cluster_gets_the_text_of_a_file_of_ones_own(cluster, tmp_path, monkeypatch):
    address, _ = cluster
    monkeypatch.chdir(tmp_path)
    written(tmp_path)
    words = ("population.size=60", "weeks=4", "centring=quick", "strategy=giving.yaml", "mechanism.gift.gain=0.0,0.1")
    far = sweep(*words, "executor=dask", f"executor.address={address}", own="mine.py", folder="far", quiet=True)
    here = sweep(*words, "executor=inline", own="mine.py", folder="here", quiet=True)
    assert (here.runs["order"] > 0).all()
    assert far.runs.equals(here.runs)


def test_a_cluster_that_is_not_there_is_a_mistake(monkeypatch):
    monkeypatch.setattr("experiments.execution.dask_cluster.PATIENCE", 1.0)
    with pytest.raises(Mistake, match="executor.address: given nothing, must be given"):
        Cluster(None)
    with pytest.raises(Mistake, match="cannot be reached"):
        Cluster("tcp://127.0.0.1:1")


def test_workers_of_other_versions_are_refused():
    ours = versions()
    refuse_other_versions({"tcp://a": ours, "tcp://b": dict(ours)})
    with pytest.raises(Mistake, match=r"worker tcp://b: given numpy 1\.0, must be .*, as here"):
        refuse_other_versions({"tcp://a": ours, "tcp://b": {**ours, "numpy": "1.0"}})
    older = {name: version for name, version in ours.items() if name != "courtship"}
    with pytest.raises(Mistake, match="courtship not installed"):
        refuse_other_versions({"tcp://b": older})
