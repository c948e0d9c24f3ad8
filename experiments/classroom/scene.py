"""What is set on the page: two strategies with their levers, laws, seed and lesson; as a link and as YAML.

    ?strategies=cx_only,relationship&seed=3&levers.relationship.encounter_share=0.1&mechanism.fatigue.half_life=4

The keys are those of the command line, so the YAML of a page is a project file: `courtship compare scene.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from experiments.classroom.offer import Offer
from experiments.inputs.yaml_file import document, written
from simulation.mistake import Mistake, nearest
from simulation.strategy import Strategy

MOST_KEYS, MOST_TEXT, MOST_SEED = 200, 20_000, 2**31 - 1


@dataclass(frozen=True)
class Scene:
    """One setting of the page.

    Args:
        strategies: names of the left and of the right one.
        levers: by strategy, those that differ from the strategy as it was shipped or written.
        laws: by dotted key, those that differ from the world that the command asked for.
        seed: of the replicate.
        lesson: number from 1, 0 for free play.
    """

    strategies: tuple[str, str]
    levers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    laws: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    lesson: int = 0

    def strategy(self, side: int, offer: Offer) -> Strategy:
        """The strategy of a side, with the levers that were moved."""
        name = self.strategies[side]
        return Strategy(name, {**offer.strategies[name].levers, **self.levers.get(name, {})})

    def nested(self) -> dict[str, Any]:
        """The keys and values of a project file; the lesson is the page's own and left out."""
        content: dict[str, Any] = {"strategies": list(self.strategies), "seed": self.seed}
        for key, value in self._dotted().items():
            place = content
            *parts, last = key.split(".")
            for part in parts:
                place = place.setdefault(part, {})
            place[last] = value
        return content

    def _dotted(self) -> dict[str, float]:
        levers = {f"levers.{name}.{key}": v for name, moved in self.levers.items() for key, v in moved.items()}
        return levers | dict(self.laws)

    def query(self) -> str:
        """The part of a link after the question mark."""
        words: dict[str, Any] = {"strategies": ",".join(self.strategies), "seed": self.seed, **self._dotted()}
        return urlencode(words | ({"lesson": self.lesson} if self.lesson else {}), safe=",")

    def yaml(self) -> str:
        """A project file."""
        return written(self.nested())


def read_yaml(text: str, offer: Offer) -> Scene:
    """A scene from a project file.

    Raises:
        Mistake: for text that is no YAML mapping, and as `scene_of`.
    """
    if len(text) > MOST_TEXT:
        raise Mistake("YAML", f"{len(text)} characters", f"must be at most {MOST_TEXT}")
    content = document(text, "YAML", "the text").content
    if not isinstance(content, dict):
        raise Mistake("YAML", "the text", "must be a mapping of keys to values, such as seed: 3")
    flat: dict[str, Any] = {}
    _flatten(content, "", flat, 0)
    return scene_of(flat, offer)


def _flatten(content: Mapping[Any, Any], prefix: str, flat: dict[str, Any], depth: int) -> None:
    if depth > 4 or len(flat) > MOST_KEYS:
        raise Mistake("YAML", "the text", f"must be nested no deeper than four levels, with at most {MOST_KEYS} keys")
    for key, value in content.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}{key}.", flat, depth + 1)
        else:
            flat[f"{prefix}{key}"] = value


def scene_of(flat: Mapping[str, Any], offer: Offer) -> Scene:
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
    for key, value in list(flat.items())[:MOST_KEYS]:
        if key == "strategies":
            strategies = _two(value, offer)
        elif key == "seed":
            seed = whole(value, "seed", MOST_SEED)
        elif key == "lesson":
            lesson = whole(value, "lesson", offer.lessons)
        elif key.startswith("levers.") and key.count(".") == 2:
            _, name, lever = key.split(".")
            offer.strategy(name)
            levers.setdefault(name, {})[lever] = number(value, key)
        elif key in offer.laws:
            laws[key] = number(value, key)
        else:
            known = ("strategies", "seed", "lesson", *offer.laws)
            raise Mistake("key", key[:80], "is not one that the page can set", nearest(key, known))
    scene = Scene(strategies, levers, laws, seed, lesson)
    for name in levers:
        Strategy(name, {**offer.strategies[name].levers, **levers[name]}).check(offer.world.mechanisms)
    offer.at(laws)
    return scene


def _two(value: Any, offer: Offer) -> tuple[str, str]:
    names = [str(one).strip() for one in (value if isinstance(value, list) else str(value).strip("[] ").split(","))]
    if len(names) != 2:
        raise Mistake("strategies", str(value)[:80], "must be two names, such as cx_only,relationship")
    return offer.strategy(names[0]).name, offer.strategy(names[1]).name


def number(value: Any, key: str) -> float:
    """A finite number, or a Mistake."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise Mistake(key, str(value)[:80], "must be a finite number")
    return found


def whole(value: Any, key: str, most: int) -> int:
    """A whole number from 0 to `most`, or a Mistake."""
    found = number(value, key)
    if found != int(found) or not 0 <= found <= most:
        raise Mistake(key, str(value)[:80], f"must be a whole number between 0 and {most}")
    return int(found)
