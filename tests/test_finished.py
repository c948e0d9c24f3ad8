"""The store of finished jobs is a cache: whatever happens to it costs what it would have saved, and one sentence."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.config.sections import Executor
from experiments.execution import finished, keeping
from experiments.execution.executors import WorkerPool, crew
from experiments.execution.finished import LAYOUT, STORE, FinishedJobStore
from experiments.execution.keeping import FinishedJobs
from simulation.market.centre import Centre
from simulation.strategy import levers
from tests.waiting import HANGS

INLINE = Executor("inline")
LAWS: tuple[tuple[Any, ...], ...] = tuple(((),) for _ in range(3))


def weighed(centre: Centre, weeks: int) -> list[float]:
    """Some work."""
    return [centre.leave(week) for week in range(weeks)]


weighed.__module__ = "simulation.weighed"  # work of ours has an address
PAYLOADS = [(Centre(quarterly_leave=(0.1, 0.2)), weeks) for weeks in range(10, 16)]
ANSWERS = [weighed(*payload) for payload in PAYLOADS]


def done(keep: FinishedJobs) -> list[list[float]]:
    """The work, by a crew with a store."""
    with crew(INLINE, keep) as workers:
        return workers.do(weighed, PAYLOADS)


def filled(folder: Path) -> Path:
    """A store with all answers."""
    assert done(FinishedJobs(folder, 1.0)) == ANSWERS
    return folder / STORE


def changed(path: Path, sql: str) -> None:
    base = sqlite3.connect(path)
    base.execute(sql)
    base.commit()
    base.close()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    path.write_bytes(b"years of work " * 1000)


def replaced(path: Path) -> None:
    path.unlink()
    path.mkdir()


def scrambled(path: Path) -> None:
    """All but the first page overwritten."""
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(bytes(content))


MISHAPS: dict[str, Callable[[Path], None]] = {
    "cut short": cut,
    "scrambled": scrambled,
    "another program's": lambda path: changed(path, "PRAGMA application_id=7"),
    "another layout": lambda path: changed(path, f"PRAGMA user_version={LAYOUT + 1}"),
    "no database": overwritten,
    "a folder": replaced,
    "without its table": lambda path: changed(path, "DROP TABLE finished"),
}


@pytest.mark.parametrize("mishap", MISHAPS)
def test_whatever_the_store_is_the_answers_are_the_same(
    mishap: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled(tmp_path)
    MISHAPS[mishap](path)
    before = path.read_bytes() if path.is_file() else b""
    assert done(FinishedJobs(tmp_path, 1.0)) == ANSWERS
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith(f"courtship: finished jobs are not kept in {path}: ")
    if mishap in ("another program's", "no database"):
        assert path.read_bytes() == before, "what is not ours is left alone"
    if mishap in ("cut short", "scrambled"):
        again = FinishedJobs(tmp_path, 1.0)
        assert done(again) == ANSWERS
        assert (again.trouble, again.kept) == (None, len(ANSWERS)), "a damaged store is begun anew"


def test_an_answer_that_is_damaged_is_computed_again(tmp_path: Path) -> None:
    path = filled(tmp_path)
    changed(path, "UPDATE finished SET answer = substr(answer, 1, 20) || x'00' || substr(answer, 22) WHERE number = 2")
    changed(path, "UPDATE finished SET answer = x'' WHERE number = 4")
    for taken in (len(ANSWERS) - 2, len(ANSWERS)):
        keep = FinishedJobs(tmp_path, 1.0)
        assert done(keep) == ANSWERS
        assert (keep.taken, keep.trouble) == (taken, None)


def test_a_store_that_is_deleted_meanwhile_costs_nothing_else(tmp_path: Path) -> None:
    keep = FinishedJobs(tmp_path, 1.0)
    deleted: list[None] = []

    def delete() -> None:
        if not deleted:
            deleted.append(None)
            for path in tmp_path.iterdir():
                path.unlink()

    with crew(INLINE, keep, quiet=True) as workers:
        assert workers.do(weighed, PAYLOADS, delete) == ANSWERS
    assert done(FinishedJobs(tmp_path, 1.0)) == ANSWERS


def test_a_folder_that_cannot_be_written_costs_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert done(FinishedJobs(tmp_path / "file", 1.0)) == ANSWERS
    assert "are not kept in" in capsys.readouterr().err


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), sqlite3.OperationalError("disk is full")])
def test_a_full_disk_ends_the_keeping_and_not_the_work(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = FinishedJobStore.keep

    def full(self: FinishedJobStore, address: str, answer: Any) -> bool:
        if self.count == 2:
            raise error
        return real(self, address, answer)

    monkeypatch.setattr(FinishedJobStore, "keep", full)
    keep = FinishedJobs(tmp_path, 1.0)
    assert done(keep) == ANSWERS
    assert keep.kept == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_store_that_says_it_is_full_is_one(tmp_path: Path) -> None:
    store = FinishedJobStore(tmp_path, 1e9)
    store._base.execute(f"PRAGMA max_page_count={store._value('PRAGMA page_count')}")
    keep = FinishedJobs(None, 0)
    keep.path, keep._store = tmp_path, store
    keep.keep("a", np.zeros(100_000))
    assert keep.trouble is not None
    assert "is full" in keep.trouble
    assert keep.kept == 0


def test_what_is_kept_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    store = FinishedJobStore(tmp_path, 2e6)
    for k in range(100):
        assert store.keep(str(k), np.full(10_000, float(k)))
        assert store.size <= 2e6 + 100_000
    kept = [k for k in range(100) if store.get(str(k)) is not None]
    assert kept == list(range(100 - len(kept), 100))
    assert 5 <= len(kept) <= 24
    store.close()


def test_nothing_is_kept_where_none_is_asked_for(tmp_path: Path) -> None:
    for keep in (FinishedJobs(None, 1.0), FinishedJobs(tmp_path, 0)):
        assert done(keep) == ANSWERS
        assert (keep.kept, keep.trouble) == (0, None)
    assert not list(tmp_path.iterdir())


def test_work_without_an_address_is_done_and_not_kept(tmp_path: Path) -> None:
    keep = FinishedJobs(tmp_path, 1.0)
    with crew(INLINE, keep) as workers:
        assert workers.do(abs, [(-1,), (-2,)]) == [1, 2]
        assert workers.do(levers, LAWS) == [{}, {}, {}]
        assert [type(one) for one in workers.do(WorkerPool, [("inline",)])] == [WorkerPool]
    assert (keep.asked, keep.taken, keep.kept, keep.trouble) == (6, 0, 3, None)


def test_source_text_that_changes_meanwhile_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "sources", lambda: "another text")
    keep = FinishedJobs(tmp_path, 1.0)
    assert done(keep) == ANSWERS
    assert keep.trouble is not None
    assert "the source text of courtship has changed since this process began" in keep.trouble
    assert not list(tmp_path.iterdir())


def begin(folder: Path, barrier: Any, trouble: Any) -> None:
    """Make the store at the same moment as others, and fill it."""
    barrier.wait()
    store = FinishedJobStore(folder, 1e9)
    for k in range(50):
        store.keep(f"{os.getpid()} {k}", np.full(1000, float(k)))
        store.keep(f"shared {k}", float(k))
    trouble.put(store.count)
    store.close()


def test_several_commands_may_begin_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    barrier, found = context.Barrier(4), context.Queue()
    children = [context.Process(target=begin, args=(tmp_path, barrier, found)) for _ in range(4)]
    for child in children:
        child.start()
    counts = [found.get(timeout=HANGS) for _ in children]
    for child in children:
        child.join()
        assert child.exitcode == 0
    assert max(counts) == 4 * 50 + 50
    assert [path.name for path in tmp_path.iterdir()] == [finished.STORE]
