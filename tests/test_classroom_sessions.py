"""A tab without a browser: what nonsense does, what a lever and a law do, and that nothing is left of a closed one."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("bokeh", reason="the extra classroom is not installed: pip install 'courtship[classroom]'")

from bokeh.document import Document

from experiments.classroom.background_worker import BackgroundWorker
from experiments.classroom.controller import AHEAD, ClassroomController
from experiments.classroom.paired_markets import LEFT, RIGHT, PairedMarkets
from experiments.execution.executors import WorkerPool
from simulation.alignment.centring import centre_world_quickly
from simulation.mistake import Mistake
from simulation.world.market import Market
from tests.classrooms import offer


@pytest.fixture(scope="module")
def background() -> BackgroundWorker:
    return BackgroundWorker(WorkerPool("inline"), lambda work: work())


def settle(session: ClassroomController) -> None:
    """Do what waits for the event loop."""
    for callback in list(session.document.session_callbacks):
        if session._ticking is not callback:
            session.document.remove_next_tick_callback(callback)
            callback.callback()


def tab(background: BackgroundWorker, **query: str) -> ClassroomController:
    session = ClassroomController(Document(), offer(), background, query)
    session.board.attach(session.document)
    settle(session)
    return session


@pytest.fixture
def session(background: BackgroundWorker) -> Iterator[ClassroomController]:
    found = tab(background)
    yield found
    found.close()


def message(session: ClassroomController) -> str:
    return str(session.board._message.text)


def test_a_tab_opens_plays_and_shows_what_happens(session: ClassroomController) -> None:
    assert session.twins is not None
    before = dict(session.board.views[RIGHT].people.data)
    for _ in range(10):
        session.guarded(session.step)
    assert session.twins.week == 10
    assert list(session.board.curves[0].source.data["week"]) == list(range(1, 11))
    assert (session.board.views[RIGHT].people.data["kind"] != before["kind"]).any()
    assert session.board._pulse.data["text"] == ["Week 10 of 60"]


def test_a_slow_browser_holds_the_weeks_up_and_a_faster_one_lets_them_go(session: ClassroomController) -> None:
    for _ in range(10):
        session.tick()
    assert session.twins is not None
    assert session.twins.week == AHEAD
    session.board._answered({"n": [session.sent]})
    session.tick()
    assert session.twins.week == AHEAD + 1


@pytest.mark.parametrize("answer", [-1, 10**9, "many", None, 1.5])
def test_an_answer_that_no_browser_gives_changes_nothing(session: ClassroomController, answer: Any) -> None:
    session.board._answered({"n": [answer]})
    assert session.drawn == 0


def test_a_lever_applies_at_once_and_a_law_begins_anew(session: ClassroomController) -> None:
    session.guarded(session.step)
    first = session.twins
    session.guarded(lambda: session.lever(RIGHT, "cadence", 0.9))
    assert session.twins is first
    assert first is not None
    assert first.markets[RIGHT].levers["cadence"][1] == 0.9
    assert first.markets[LEFT].levers["cadence"][1] == 0.3
    assert "moves=1:right:cadence:0.9" in session.scene.query(session.offer)
    session.guarded(lambda: session.law("mechanism.fatigue.half_life", 4.0))
    assert session.twins is None
    settle(session)
    assert session.twins is not None
    assert session.twins.week == 0
    assert "levers.relationship.cadence=0.9" in session.scene.query(session.offer), "as it was set, from week 0 on"
    assert session.twins.markets[LEFT].centre != first.markets[LEFT].centre


def test_the_slider_of_a_lever_moves_the_market(session: ClassroomController) -> None:
    session.board._racks[LEFT].handles["cadence"].value = 0.5
    assert session.twins is not None
    assert session.twins.markets[LEFT].levers["cadence"][1] == 0.5


@pytest.mark.parametrize("seed", ["banana", "-1", "1e400", "nan", "", "9" * 400, "<script>"])
def test_nonsense_in_the_field_of_the_seed_is_said_and_nothing_else(session: ClassroomController, seed: str) -> None:
    twins = session.twins
    session.guarded(lambda: session.seeded(seed))
    assert "seed" in message(session)
    assert "<script>" not in message(session)
    assert session.twins is twins


@pytest.mark.parametrize("number", ["-1", "200", "1e3", "x"])
def test_a_person_who_is_not_there_is_refused(session: ClassroomController, number: str) -> None:
    session.guarded(lambda: session.entered(number))
    assert "person" in message(session)
    assert session.person is None


def test_a_person_is_marked_on_both_sides_and_told(session: ClassroomController) -> None:
    session.guarded(lambda: session.entered("17"))
    session.guarded(session.step)
    assert all(len(view.ring.data["x"]) == 1 for view in session.board.views)
    assert "in weeks 1–1" in session.board.story._text.text


def test_nonsense_from_a_slider_is_refused(session: ClassroomController) -> None:
    for value in (float("nan"), 1e9, -5.0):
        session.guarded(lambda value=value: session.lever(LEFT, "cadence", value))
        assert "cadence" in message(session)
    session.guarded(lambda: session.law("market.margin", 17.0))
    assert "margin" in message(session)
    assert session.scene.levers == {} == session.scene.laws


def test_a_link_with_nonsense_opens_the_page_with_a_word(background: BackgroundWorker) -> None:
    session = tab(background, seed="banana")
    assert "cannot be read" in message(session)
    assert session.twins is not None
    session.close()


def test_a_fault_of_ours_is_said_and_can_be_mended(
    session: ClassroomController, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: PairedMarkets) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(PairedMarkets, "step", broken)
        session.guarded(session.step)
    assert "This is an error of the program" in message(session)
    session.guarded(session.reset)
    settle(session)
    session.guarded(session.step)
    assert session.twins is not None
    assert session.twins.week == 1


def test_a_lesson_asks_first_and_tells_afterwards(session: ClassroomController) -> None:
    session.guarded(lambda: session.lesson(1))
    settle(session)
    session.guarded(session.step)
    assert session.twins is not None
    assert session.twins.week == 0
    assert "prediction" in message(session)
    session.board.lesson._choices.active = 1
    for _ in range(52):
        session.guarded(session.step)
    assert "After week 52: not at all" in session.board.lesson._after.text
    assert "You predicted: by up to five per cent" in session.board.lesson._after.text


def test_a_pasted_scene_is_the_scene(session: ClassroomController) -> None:
    session.guarded(lambda: session.read("strategies: [as_is, hybrid]\nseed: 5\n"))
    assert session.scene.strategies == ("as_is", "hybrid")
    settle(session)
    assert session.twins is not None
    assert session.twins.markets[RIGHT].strategy.name == "hybrid"


def test_a_scene_that_was_left_before_it_was_ready_never_opens(background: BackgroundWorker) -> None:
    session = ClassroomController(Document(), offer(), background, {})
    session.arrange(replace(session.scene, seed=9))
    settle(session)
    assert session.twins is not None
    assert session.twins.markets[LEFT].draws.seed != 0
    session.close()


def test_work_that_nobody_waits_for_is_dropped_and_a_failure_is_told() -> None:
    class Lazy(WorkerPool):
        def submit(self, fn: Any, *args: Any) -> Any:
            from concurrent.futures import Future

            self.last: Any = Future()
            return self.last

    crew = Lazy("inline")
    background = BackgroundWorker(crew, lambda work: work())
    told: list[Any] = []
    background.ask("a", (centre_world_quickly, None), told.append)
    waiting = told.append
    background.forget(waiting)
    assert not crew.last.cancelled()  # another method object is another listener
    background.ask("b", (centre_world_quickly, None), waiting)
    background.forget(waiting)
    assert crew.last.cancelled()
    background.ask("c", (centre_world_quickly, None), waiting)
    crew.last.set_exception(Mistake("x", "y", "z"))
    assert isinstance(told[-1], Mistake)


@pytest.mark.parametrize("tabs", [3, pytest.param(100, marks=pytest.mark.long)])
def test_tabs_that_are_closed_leave_nothing_behind(background: BackgroundWorker, tabs: int) -> None:
    gone: list[weakref.ref[Any]] = []
    others = {id(one) for one in gc.get_objects() if isinstance(one, Market)}  # of other tests in this process
    for _ in range(tabs):
        session = tab(background)
        session.guarded(session.step)
        gone += [weakref.ref(session), weakref.ref(session.document), *map(weakref.ref, session.twins.markets)]  # type: ignore[union-attr]
        document = session.document
        session.close()
        document.clear()
        del session, document
    gc.collect()
    assert not [one for one in gone if one() is not None]
    assert not [one for one in gc.get_objects() if isinstance(one, Market) and id(one) not in others]
    assert not background._jobs
