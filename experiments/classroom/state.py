"""What is set on the page: two strategies with their levers, laws, seed, lesson and moves; as a link and as YAML.

    ?strategies=cx_only,relationship&seed=3&levers.relationship.encounter_share=0.1&mechanism.fatigue.half_life=4

The keys are those of the command line, so the YAML of a page is a project file: `courtship compare scene.yaml`, which
refuses moves. What the command asked for (people, weeks, market, levers) stands in both too. A page cannot change it: a
link from another classroom is refused with the command that opens one like it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from experiments.classroom.lessons import LESSONS
from experiments.classroom.moves import LeverChange, read_moves
from experiments.classroom.numbers import number, whole_number
from experiments.classroom.options import ClassroomOptions
from experiments.classroom.paired_markets import LEFT, RIGHT
from experiments.config.checks import BOUNDS
from experiments.inputs.spelling import written
from experiments.inputs.yaml_file import document
from experiments.inputs.yaml_file import written as as_yaml
from simulation.mistake import Mistake
from simulation.strategy import Strategy

MOST_KEYS, MOST_TEXT, MOST_SEED = 200, 20_000, int(BOUNDS["seed"][1])


@dataclass(frozen=True)
class ClassroomState:
    """One setting of the page.

    Args:
        strategies: names of the left and of the right one.
        levers: by strategy, those that differ from the strategy as it was shipped or written, before the first week.
        laws: by dotted key, those that differ from the world that the command asked for.
        seed: of the replicate.
        lesson: number from 1, 0 for free play.
        moves: levers moved while weeks passed.
    """

    strategies: tuple[str, str]
    levers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    laws: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    lesson: int = 0
    moves: tuple[LeverChange, ...] = ()

    def strategy(self, side: int, offer: ClassroomOptions, week: int = 0) -> Strategy:
        """The strategy of a side in a week, with the levers that were moved until then."""
        name = self.strategies[side]
        moved = {move.lever: move.value for move in self.moves if move.side == side and move.week <= week}
        return Strategy(name, {**offer.strategies[name].levers, **self.levers.get(name, {}), **moved})

    def begun_again(self, week: int) -> ClassroomState:
        """The same from week 0, with the levers as they stand in a week; what is to be moved later still is."""
        levers = {name: dict(moved) for name, moved in self.levers.items()}
        for move in self.moves:
            if move.week <= week:
                levers.setdefault(self.strategies[move.side], {})[move.lever] = move.value
        return replace(self, levers=levers, moves=tuple(move for move in self.moves if move.week > week))

    def nested(self, offer: ClassroomOptions) -> dict[str, Any]:
        """The keys and values of a project file; the section `classroom` is the page's own, no comparison reads it."""
        content: dict[str, Any] = {"strategies": [offer.given[name] for name in self.strategies], "seed": self.seed}
        own = {"lesson": self.lesson, "moves": [str(move) for move in self.moves]}
        page = {f"classroom.{key}": value for key, value in own.items() if value}
        for key, value in {**offer.asked, **self._dotted(), **page}.items():
            place = content
            *parts, last = key.split(".")
            for part in parts:
                place = place.setdefault(part, {})
            place[last] = value
        return content

    def _dotted(self) -> dict[str, float]:
        levers = {f"levers.{name}.{key}": v for name, moved in self.levers.items() for key, v in moved.items()}
        return levers | dict(self.laws)

    def query(self, offer: ClassroomOptions) -> str:
        """The part of a link after the question mark."""
        words: dict[str, Any] = {"strategies": ",".join(self.strategies), "seed": self.seed}
        words |= {key: written(value) for key, value in offer.asked.items()} | self._dotted()
        words |= {"lesson": self.lesson} if self.lesson else {}
        words |= {"moves": ",".join(map(str, self.moves))} if self.moves else {}
        return urlencode(words, safe=",:")

    def yaml(self, offer: ClassroomOptions) -> str:
        """A project file."""
        return as_yaml(self.nested(offer))


def read_yaml(text: str, offer: ClassroomOptions) -> ClassroomState:
    """A scene from a project file.

    Raises:
        Mistake: for text that is no YAML mapping, and as `state_of`.
    """
    if len(text) > MOST_TEXT:
        raise Mistake("YAML", f"{len(text)} characters", f"must be at most {MOST_TEXT}")
    content = document(text, "YAML", "the text").content
    if not isinstance(content, dict):
        raise Mistake("YAML", "the text", "must be a mapping of keys to values, such as seed: 3")
    flat: dict[str, Any] = {}
    _flatten(content, "", flat, 0)
    return state_of(flat, offer)


def _flatten(content: Mapping[Any, Any], prefix: str, flat: dict[str, Any], depth: int) -> None:
    if depth > 4 or len(flat) > MOST_KEYS:
        raise Mistake("YAML", "the text", f"must be nested no deeper than four levels, with at most {MOST_KEYS} keys")
    for key, value in content.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}{key}.", flat, depth + 1)
        else:
            flat[f"{prefix}{key}"] = value


def state_of(flat: Mapping[str, Any], offer: ClassroomOptions) -> ClassroomState:
    """A scene from dotted keys; what is not said is as the command asked for.

    Args:
        flat: values as text or numbers; `strategies` also as a list.
        offer: what can be chosen.

    Raises:
        Mistake: for a key that there is not, or a value that is not allowed.
    """
    strategies, seed, lesson = offer.first, offer.seed, 0
    levers: dict[str, dict[str, float]] = {}
    laws: dict[str, float] = {}
    moves: tuple[LeverChange, ...] = ()
    flat = {key.removeprefix("classroom."): value for key, value in list(flat.items())[:MOST_KEYS]}
    if "lesson" in flat and (lesson := whole_number(flat["lesson"], "lesson", offer.lessons)):
        strategies = LESSONS[lesson - 1].strategies
        levers = {name: dict(moved) for name, moved in LESSONS[lesson - 1].levers.items()}
    for key, value in flat.items():
        if key == "strategies":
            strategies = _two(value, offer)
        elif key == "seed":
            seed = whole_number(value, "seed", MOST_SEED)
        elif key == "lesson":
            continue
        elif key == "moves":
            moves = read_moves(value if isinstance(value, list) else str(value).split(","), offer.world.weeks)
        elif key.startswith("levers.") and key.count(".") >= 2:  # plan.v2 is the strategy of plan.v2.yaml
            name, _, lever = key.removeprefix("levers.").rpartition(".")
            offer.strategy(name)
            offer.refuse_acting(name, lever, number(value, key))
            levers.setdefault(name, {})[lever] = number(value, key)
        elif key in offer.laws:
            laws[key] = number(value, key)
        else:
            offer.refuse_other(key, value)
    laws = {key: value for key, value in laws.items() if value != offer.laws[key]}
    if lesson and strategies != LESSONS[lesson - 1].strategies:
        lesson = 0  # the question is about other firms
    scene = ClassroomState(strategies, levers, laws, seed, lesson, moves)
    for name in levers:
        Strategy(name, {**offer.strategies[name].levers, **levers[name]}).check(offer.world.mechanisms)
    for side in (LEFT, RIGHT):
        scene.strategy(side, offer, offer.world.weeks).check(offer.world.mechanisms)
    offer.at(laws)
    return scene


def _parted(text: str, offer: ClassroomOptions) -> list[str]:
    """The names in a link; of several commas the one that parts two of the names that there are."""
    names = [one.strip() for one in text.split(",")]
    ways = ([",".join(names[:k]), ",".join(names[k:])] for k in range(1, len(names)))
    return next((pair for pair in ways if all(name in offer.strategies for name in pair)), names)


def _two(value: Any, offer: ClassroomOptions) -> tuple[str, str]:
    names = [str(one).strip() for one in value] if isinstance(value, list) else _parted(str(value).strip("[] "), offer)
    if len(names) != 2:
        raise Mistake("strategies", str(value)[:80], "must be two names, such as cx_only,relationship")
    left, right = (offer.strategy(offer.named(name)).name for name in names)
    offer.refuse_same(left, right)
    return left, right
