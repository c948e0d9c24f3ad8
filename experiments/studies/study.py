"""A study as its YAML says it: a question, worlds in which it is asked, and arms that are compared in each.

Every arm is a strategy: the levers of a shipped one, and what the study changes about them. In each world all arms meet
the same people and luck, and the first arm is what the others are held against. Whatever is said here was written,
together with the prediction in the README, before the study was run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.inputs.yaml_file import mapping
from simulation.mistake import Mistake, nearest

FOLDER = Path(__file__).parent
KINDS = ("curve", "worlds", "weekly", "segments")
KEYS = ("question", "figure", "words", "worlds", "arms", "measures", "series", "x", "segmentation")


@dataclass(frozen=True)
class Arm:
    """What is compared.

    Args:
        name: as the table and the figure say it.
        base: name of a shipped strategy.
        levers: what is changed about it.
        x: place on the axis of a curve.
    """

    name: str
    base: str
    levers: Mapping[str, float]
    x: float | None = None


@dataclass(frozen=True)
class Study:
    """A question and how it is put.

    Args:
        name: of its folder.
        question: one sentence.
        figure: "curve" over the arms, one row for each of many "worlds", "weekly" series, or "segments".
        words: overrides that all worlds share.
        worlds: overrides of each world, by name.
        arms: the first one is the reference.
        measures: names of the measures that the table holds.
        series: of a weekly figure.
        x: what the axis of a curve means, with its unit.
        segmentation: of a figure of segments.
    """

    name: str
    question: str
    figure: str
    words: tuple[str, ...]
    worlds: Mapping[str, tuple[str, ...]]
    arms: tuple[Arm, ...]
    measures: tuple[str, ...]
    series: tuple[str, ...] = ()
    x: str = ""
    segmentation: str = "value"


def names() -> tuple[str, ...]:
    """All studies, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/study.yaml")))


def study(name: str) -> Study:
    """A study by name.

    Raises:
        Mistake: there is none of that name, or its YAML says something else than a study does.
    """
    if name not in names():
        raise Mistake("study", name, f"must be one of {', '.join(names())}", nearest(name, names()))
    path = FOLDER / name / "study.yaml"
    given = mapping(path, "study", name, "keys such as question, arms and measures")
    for key in given:
        if key not in KEYS:
            raise Mistake(f"{name}/study.yaml: {key}", given[key], "there is no such key", nearest(key, KEYS))
    if given["figure"] not in KINDS:
        raise Mistake(f"{name}/study.yaml: figure", given["figure"], f"must be one of {', '.join(KINDS)}")
    worlds = given.get("worlds") or {"": []}
    return Study(
        name=name,
        question=given["question"],
        figure=given["figure"],
        words=tuple(given.get("words", ())),
        worlds={str(world): tuple(words or ()) for world, words in worlds.items()},
        arms=tuple(_arm(arm, said) for arm, said in given["arms"].items()),
        measures=tuple(given["measures"]),
        series=tuple(given.get("series", ())),
        x=given.get("x", ""),
        segmentation=given.get("segmentation", "value"),
    )


def _arm(name: Any, said: Mapping[str, Any] | None) -> Arm:
    said = said or {}
    levers = {key: float(value) for key, value in said.items() if key not in ("base", "x")}
    return Arm(str(name), said.get("base", "cx_only"), levers, said.get("x"))
