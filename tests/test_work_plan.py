"""The plan of a verb's work: what is declared before the first job is all that is run, and the time left is of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage, WorkPlan
from tests.commands import TINY, said


class Clock:
    """A time that is set by hand [s]."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_follows_from_the_sizes_of_jobs() -> None:
    clock = Clock()
    plan = WorkPlan([Stage("small", 4, 1.0), Stage("large", 2, 8.0)], clock=clock)
    assert plan.left is None
    plan.begin("small", 4)
    clock.now = 5.0
    plan.step()
    assert (plan.done, plan.total, plan.left) == pytest.approx((1.0, 20.0, 95.0))
    clock.now = 15.0
    assert plan.left == pytest.approx(85.0), "it is counted down between jobs"


def test_what_was_finished_before_says_nothing_about_the_speed() -> None:
    clock = Clock()
    plan = WorkPlan([Stage("replicates", 10)], clock=clock)
    plan.begin("replicates", 10)
    for _ in range(8):
        plan.step(kept=True)
    assert plan.left is None
    clock.now = 30.0
    plan.step()
    assert (plan.done, plan.left) == pytest.approx((9.0, 30.0))


def test_a_stage_in_rounds_is_at_most_and_shrinks_when_it_stops() -> None:
    plan = WorkPlan([Stage("replicates", 300, rounds=True), Stage("space", 10)], clock=Clock())
    for _ in range(2):
        plan.begin("replicates", 30)
        for _ in range(30):
            plan.step()
        assert plan.total == 310.0
    plan.at_most("replicates", 0)
    assert (plan.total, plan.done) == (70.0, 60.0)


def test_a_stage_asked_for_once_is_as_large_as_it_is_asked_for() -> None:
    plan = WorkPlan([Stage("channels", 40)], clock=Clock())
    plan.begin("channels", 12)
    assert plan.total == 12.0
    plan.begin("channels", 0)
    assert plan.total == 0.0


def test_fewer_jobs_than_workers_take_as_long_as_if_all_had_one() -> None:
    plan = WorkPlan([Stage("centring", 1, 5.0), Stage("replicates", 8, 1.0)], workers=4, clock=Clock())
    assert plan.total == 4 * 5.0 + 8 * 1.0
    plan.begin("centring", 1)
    plan.step()
    assert plan.done == 20.0


def test_stages_of_one_name_are_one_and_what_was_declared_stays() -> None:
    plan = WorkPlan([Stage("laying out", 3), Stage("laying out", 4)], clock=Clock())
    plan.declare([Stage("laying out", 100), Stage("runs", 5)])
    assert (plan.total, list(plan.stages)) == (12.0, ["laying out", "runs"])


def test_the_time_left_of_parts_is_that_of_all_of_them() -> None:
    clock = Clock()
    progress = Progress(quiet=True, clock=clock)
    left = []
    with progress.parts(3):
        for _ in range(3):
            with progress.task("replicates", 2) as done:
                for _ in range(2):
                    clock.now += 5.0
                    done()
                    assert progress.plan is not None
                    left.append(progress.plan.left)
    assert left == pytest.approx([25.0, 20.0, 15.0, 10.0, 5.0, 0.0])


def test_a_part_that_an_earlier_command_had_finished_says_nothing_about_the_speed() -> None:
    clock = Clock()
    progress = Progress(quiet=True, clock=clock)
    with progress.parts(2):
        with progress.task("replicates", 2) as done:
            done(kept=True)
            done(kept=True)
        with progress.task("replicates", 2) as done:
            clock.now += 5.0
            done()
            assert progress.plan is not None
            assert progress.plan.left == pytest.approx(5.0)


class Watched:
    """What the plans of some commands said before anything was run, and what became of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plans: list[WorkPlan] = []
        self.totals: list[list[float]] = []
        self.strange: list[str] = []
        begin, made = WorkPlan.begin, WorkPlan.__init__

        def making(plan: WorkPlan, *args: object, **kwargs: object) -> None:
            made(plan, *args, **kwargs)  # type: ignore[arg-type]
            self.plans.append(plan)
            self.totals.append([plan.total])

        def beginning(plan: WorkPlan, name: str, jobs: int) -> None:
            if name not in plan.stages:
                self.strange.append(name)
            begin(plan, name, jobs)
            self.totals[self.plans.index(plan)].append(plan.total)

        monkeypatch.setattr(WorkPlan, "__init__", making)
        monkeypatch.setattr(WorkPlan, "begin", beginning)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


SMALL = ("space.points=2", "space.replicates=1", "explain.replicates=1", "boundary.points=2")
ALONE = ("space.points=0", "explain.replicates=0", "boundary.points=0")
VERBS = {
    "run": ("run", "replicates=2", "output.customers=true"),
    "compare": ("compare", "replicates=2", *SMALL),
    "compare over two years": ("compare", "replicates=2", "weeks=53", "population.size=30", *ALONE),
    "compare without more": ("compare", "replicates=2", *ALONE),
    "compare in blocks": ("compare", "precision.block=30", "precision.maximum=60", "precision.width=0.01", *ALONE),
    "explain": ("explain", "replicates=2", "strategies=[cx_only,relationship]"),
    "sweep": ("sweep", "replicates=2", "market.budget_share=0.1,0.2"),
    "sensitivity": ("sensitivity", "sensitivity.n=4", "market.budget_share=interval(0.1,0.2)",
                    "mechanism.trust.passive=interval(0.0,0.1)"),
    "boundary": ("boundary", "boundary.space=4", "boundary.points=2", "boundary.flips=2", "boundary.levels=2",
                 "replicates=2"),
}  # fmt: skip
OF_EACH_KIND = ("run", "compare", "sweep")
"""Those that `make test` runs: of fixed jobs, of many stages, and of a store."""


@pytest.mark.parametrize("verb", [one if one in OF_EACH_KIND else pytest.param(one, marks=pytest.mark.long)
                                  for one in VERBS])  # fmt: skip
def test_a_verb_declares_all_that_it_runs_before_it_runs_it(verb: str, tmp_path: Path, watched: Watched) -> None:
    words = VERBS[verb]
    tiny = [word for word in TINY if word.partition("=")[0] not in {one.partition("=")[0] for one in words}]
    done = said(*words, *tiny, f"hydra.run.dir={tmp_path / 'run'}")
    assert done.status == 0, done.err
    assert not watched.strange, "a stage that was not declared"
    (plan,), (totals,) = watched.plans, watched.totals
    assert totals == sorted(totals, reverse=True), "the work only shrinks"
    assert plan.done == pytest.approx(plan.total), "and what is left of it is run"


def test_quiet_or_not_makes_no_difference(tmp_path: Path) -> None:
    for name, more in (("loud", ()), ("quiet", ("-q",))):
        assert said("run", *TINY, "replicates=2", f"hydra.run.dir={tmp_path / name}", *more).status == 0
    for table in ("runs", "weekly"):
        loud, quiet = ((tmp_path / name / f"{table}.parquet").read_bytes() for name in ("loud", "quiet"))
        assert loud == quiet


def test_work_within_other_work_is_a_part_of_it() -> None:
    progress = Progress(quiet=True)
    with progress.whole([Stage("outer", 1), Stage("inner", 2)]):
        plan = progress.plan
        with progress.whole([Stage("inner", 50), Stage("more", 3)]):
            assert progress.plan is plan
        assert plan is not None
        assert plan.total == 6.0
    assert progress.plan is None
