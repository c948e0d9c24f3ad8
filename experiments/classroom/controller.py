"""One tab of a browser: what is set, the two markets behind it, and the weeks that pass.

A week is sent only when the browser has drawn the one before the last, so that a slow browser slows the weeks down and
nothing piles up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bokeh.document import Document

from experiments.classroom.background_worker import BackgroundWorker, positions_in_drawing
from experiments.classroom.lessons import LESSONS
from experiments.classroom.numbers import whole_number
from experiments.classroom.options import ClassroomOptions
from experiments.classroom.page import ClassroomPage
from experiments.classroom.paired_markets import LEFT, RIGHT, PairedMarkets
from experiments.classroom.series import values_at
from experiments.classroom.state import MOST_SEED, ClassroomState, read_yaml, state_of
from experiments.classroom.transitions import of_lesson, with_law, with_lever, with_strategy
from experiments.config.setting import SEED_STEP
from simulation.alignment.centring import centre_world_quickly
from simulation.alignment.funding import with_own_envelopes
from simulation.mistake import Mistake

AHEAD = 2
"""Weeks that may be under way to the browser."""
log = logging.getLogger("courtship.classroom")


class ClassroomController:
    """Everything of one tab.

    Args:
        document: of Bokeh.
        offer: what can be chosen.
        background: who finds centres and places.
        query: of the link the page was opened by.
    """

    def __init__(
        self, document: Document, offer: ClassroomOptions, background: BackgroundWorker, query: Mapping[str, str]
    ) -> None:
        self.document, self.offer, self.background = document, offer, background
        self.twins: PairedMarkets | None = None
        self.person: int | None = None
        self.sent = self.drawn = 0
        self._ticking: Any = None
        self._waiting: list[Callable[[Any], None]] = []
        self.scene = ClassroomState(offer.first, seed=offer.seed)
        self.board = ClassroomPage(self, offer)
        try:
            scene = state_of({**offer.opening, **query}, offer)
        except Mistake as mistake:
            scene = self.scene
            self.board.say(f"This link cannot be read. {mistake}")
        self.arrange(scene)

    def guarded(self, work: Callable[[], None]) -> None:
        """Do something that was asked for in the page; a mistake is said there, and nothing else happens."""
        try:
            work()
        except Mistake as mistake:
            self.board.say(str(mistake))
            self.board.controls_of(self.scene, self.week)
        except Exception as error:
            log.warning("%s: %s", type(error).__name__, error)
            self.pause()
            self.board.say(f"This is an error of the program: {type(error).__name__}. Press Reset to continue.")

    def arrange(self, scene: ClassroomState) -> None:
        """Set everything up for a scene; the markets open when their centre and the places are found."""
        self.pause()
        world = self.offer.at(scene.laws)
        if scene.lesson != self.scene.lesson or self.twins is None:
            self.board.lesson.show(scene.lesson)
        self.scene, self.twins = scene, None
        self.board.controls_of(scene)
        self.board.busy(True)
        self._forget()
        seed = scene.seed * SEED_STEP
        found: dict[str, Any] = {}

        def told(name: str) -> Callable[[Any], None]:
            def take(result: Any) -> None:
                found[name] = result
                if len(found) == 2:
                    self.document.add_next_tick_callback(lambda: self.guarded(lambda: self._open(scene, world, found)))

            self._waiting.append(take)
            return take

        self.background.ask(("places", seed), (positions_in_drawing, world, seed), told("places"))
        laws, tell = tuple(sorted(scene.laws.items())), told("centre")

        def fund(centre: Any) -> None:
            if isinstance(centre, Exception):
                tell(centre)
            else:
                self.background.ask(("funded", laws, seed), (with_own_envelopes, world, seed, centre), tell)

        self._waiting.append(fund)
        self.background.ask(("centre", laws), (centre_world_quickly, world), fund)

    def _forget(self) -> None:
        for told in self._waiting:
            self.background.forget(told)
        self._waiting = []

    def _open(self, scene: ClassroomState, world: Any, found: Mapping[str, Any]) -> None:
        if scene is not self.scene:
            return  # another one was asked for meanwhile
        for result in found.values():
            if isinstance(result, Exception):
                raise result
        chosen = scene.strategy(LEFT, self.offer), scene.strategy(RIGHT, self.offer)
        without = LESSONS[scene.lesson - 1].without if scene.lesson else None
        self.twins = PairedMarkets(world, found["centre"], chosen, scene.seed * SEED_STEP, without)
        self.board.opened(self.twins, found["places"])
        self.board.lesson.rewind()
        self.choose(self.person)
        self.board.busy(False)

    def toggle(self) -> None:
        """Play or pause."""
        if self._ticking is not None:
            self.pause()
        elif self.twins is None:
            self.board.say("The markets are being prepared; please wait.")
        elif self.board.lesson.waiting:
            self.board.say("Choose your prediction first.")
        elif self.twins.over:
            self.board.say("All weeks have passed. Press Reset to play again.")
        else:
            self.board.say("")
            self._ticking = self.document.add_periodic_callback(self.tick, max(int(1000 / self.board.speed), 10))
            self.board.playing(True)

    def pause(self) -> None:
        """Stand still."""
        if self._ticking is not None:
            self.document.remove_periodic_callback(self._ticking)
            self._ticking = None
            self.board.playing(False)
            self.board.draw()

    def tick(self) -> None:
        """One week, unless the browser is behind."""
        if self.sent - self.drawn < AHEAD:
            self.guarded(self.step)

    def step(self) -> None:
        """One week in both markets, and what the page shows of it."""
        if self.twins is None or self.twins.over:
            self.pause()
            return
        if self.board.lesson.waiting:
            self.board.say("Choose your prediction first.")
            return
        self._move()
        self.twins.step()
        week = self.twins.week - 1
        values = [values_at(market, week) for market in self.twins.markets]
        self.sent += 1
        self.board.week(self.twins, values, whole=self._ticking is None)
        if self.person is not None:
            self.board.story.show(self.person, self.twins, self.scene.strategies)
        if self.board.lesson.due(self.twins):
            self.pause()
            self.board.lesson.reveal(self.twins)
        if self.twins.week == self.offer.world.weeks:
            self.pause()

    def reset(self) -> None:
        """Back to week 0 with everything as it is set."""
        self.arrange(self.scene.begun_again(self.week))

    def faster(self) -> None:
        """Another speed, at once."""
        if self._ticking is not None:
            self.pause()
            self.toggle()

    def choose(self, row: int | None) -> None:
        """Tell the life of a person."""
        if self.twins is None or row is None or not 0 <= row < self.twins.community.size:
            row = None
        self.person = row
        self.board.chosen(row, self.twins, self.scene.strategies)

    def entered(self, number: str) -> None:
        """The number of a person was entered."""
        if number.strip() and self.twins is not None:
            self.choose(whole_number(number, "person", self.twins.community.size - 1))

    def seeded(self, number: str) -> None:
        """Another seed was entered."""
        seed = whole_number(number, "seed", MOST_SEED)
        if seed != self.scene.seed:
            self.arrange(replace(self.scene.begun_again(self.week), seed=seed))

    def strategy(self, side: int, name: str) -> None:
        """Another strategy was chosen; a comparison begins with week 0."""
        scene = with_strategy(self.scene, self.offer, side, name)
        if scene is not self.scene:
            self.arrange(scene)

    def lever(self, side: int, key: str, value: float) -> None:
        """A lever was moved: it holds from the coming week on."""
        self.scene = with_lever(self.scene, self.offer, side, key, value, self.week)
        if self.twins is not None:
            self.twins.follow(side, self.scene.strategy(side, self.offer, self.week))
        self.board.controls_of(self.scene, self.week)

    @property
    def week(self) -> int:
        """The coming week."""
        return 0 if self.twins is None else self.twins.week

    def _move(self) -> None:
        """Move the levers that are moved from the coming week on."""
        sides = {move.side for move in self.scene.moves if move.week == self.week}
        if self.twins is None or not sides:
            return
        for side in sides:
            self.twins.follow(side, self.scene.strategy(side, self.offer, self.week))
        self.board.controls_of(self.scene, self.week)

    def law(self, key: str, value: float) -> None:
        """A law was moved: the world is centred anew, and begins with week 0."""
        scene = with_law(self.scene, self.offer, key, value)
        if scene != self.scene:
            self.arrange(scene.begun_again(self.week))

    def lesson(self, number: int) -> None:
        """Another lesson was chosen, or free play."""
        if number:
            self.arrange(of_lesson(self.scene, number))
        else:
            self.board.lesson.show(0)
            self.scene = replace(self.scene, lesson=0)
            self.board.controls_of(self.scene)

    def read(self, text: str) -> None:
        """YAML was pasted."""
        self.arrange(read_yaml(text, self.offer))

    def close(self) -> None:
        """The tab is gone."""
        self.pause()
        self._forget()
        self.twins = None
        del self.board
