"""Who computes does not matter: not how many, not in which process, not who dies meanwhile."""

from __future__ import annotations

import math
import operator
import os
import signal
import struct
import sys
from concurrent.futures import Executor
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

import pytest

from experiments.config import sections
from experiments.execution.executors import Inline, WorkerPool, cores, crew
from experiments.execution.faults import EnvironmentFault
from experiments.execution.jobs import run_replicate
from experiments.sweeps.flow import results_of
from simulation.alignment.centring import centre_world
from simulation.mistake import Mistake
from tests.commands import differing, setting

PROCESSES = sections.Executor("processes", 2)
INLINE = sections.Executor("inline")


@pytest.mark.parametrize("settings", [INLINE, PROCESSES])
def test_results_come_in_the_order_of_the_payloads_and_each_is_reported_once(settings: sections.Executor) -> None:
    done: list[None] = []
    with crew(settings) as workers:
        found = workers.do(math.pow, [(k, 2) for k in range(20)], lambda: done.append(None))
        assert workers.do(math.pow, []) == []
    assert found == [k * k for k in range(20)]
    assert len(done) == 20


def test_an_error_of_the_work_is_the_caller_s() -> None:
    for settings in (INLINE, PROCESSES):
        with pytest.raises(ZeroDivisionError), crew(settings) as workers:
            workers.do(operator.truediv, [(1, 1), (1, 0)])


def test_a_mistake_keeps_its_words_on_the_way_from_a_worker() -> None:
    with pytest.raises(Mistake, match="executor.kind: given war, must be one of"), crew(PROCESSES) as workers:
        workers.do(WorkerPool, [("war",)])


def test_a_worker_that_is_killed_costs_time_only() -> None:
    asked = setting("weeks=30", "population.size=200")
    centre = centre_world(asked.world)
    payloads = [(asked.world, centre, asked.strategies, seed) for seed in range(6)]
    with crew(INLINE) as alone:
        expected = alone.do(run_replicate, payloads)
    killed: list[int] = []
    with crew(PROCESSES) as workers:

        def kill_one() -> None:
            processes = getattr(workers._executor, "_processes", None)
            if processes and not killed:
                killed.append(next(iter(processes)))
                os.kill(killed[0], signal.SIGKILL)

        found = workers.do(run_replicate, payloads, kill_one)
    assert len(killed) == 1
    for one, other in zip(expected, found, strict=True):
        assert not any(differing(x, y) for x, y in zip(one, other, strict=True))


def half_an_answer(before: str) -> int:
    """The first time, die as a worker does that is killed while it writes a large answer."""
    if Path(before).exists():
        return 7
    Path(before).touch()
    frame: FrameType | None = sys._getframe()
    while frame is not None and "result_queue" not in frame.f_locals:
        frame = frame.f_back
    assert frame is not None
    os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", 100_000) + b"half")
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_worker_that_is_killed_while_it_answers_costs_time_only(tmp_path: Path) -> None:
    with crew(PROCESSES) as workers:
        assert workers.do(half_an_answer, [(str(tmp_path / "before"),)] * 3) == [7, 7, 7]
    with crew(PROCESSES) as workers:
        again = str(tmp_path / "again")
        assert list(results_of(workers, half_an_answer, [again])) == [(again, 7)]


def test_workers_that_die_again_and_again_are_the_machine_s_fault() -> None:
    with (
        pytest.raises(EnvironmentFault, match="worker processes keep dying"),
        crew(sections.Executor("processes", 1)) as workers,
    ):
        workers.do(signal.raise_signal, [(signal.SIGKILL,)])


def processes(workers: WorkerPool) -> list[BaseProcess]:
    """The worker processes, once there are some."""
    workers.do(math.sqrt, [(4.0,)])
    return list(workers._executor._processes.values())  # type: ignore[attr-defined]


def test_a_crew_is_sent_home_at_the_end() -> None:
    with crew(sections.Executor("processes", 1)) as workers:
        found = processes(workers)
    assert not any(process.is_alive() for process in found)


def interrupted(found: list[BaseProcess]) -> None:
    with crew(sections.Executor("processes", 1)) as workers:
        found += processes(workers)
        raise KeyboardInterrupt


def test_a_crew_is_sent_home_when_interrupted() -> None:
    found: list[BaseProcess] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(found)
    for process in found:
        process.join(5)
        assert not process.is_alive()


def test_inline_has_the_shape_of_an_executor() -> None:
    inline = Inline()
    assert isinstance(inline, Executor)
    assert inline.submit(math.sqrt, 9.0).result() == 3.0
    assert isinstance(inline.submit(math.sqrt, -1.0).exception(), ValueError)
    assert list(inline.map(math.sqrt, [1.0, 4.0])) == [1.0, 2.0]


def test_without_a_number_there_is_a_worker_for_each_core() -> None:
    assert WorkerPool().workers == cores() >= 1
    assert WorkerPool("inline", 7).workers == 1


@pytest.mark.parametrize("settings", [sections.Executor("thread"), sections.Executor("inline", 0)])
def test_unknown_executors_are_refused(settings: sections.Executor) -> None:
    with pytest.raises(Mistake, match="executor"), crew(settings):
        pass
