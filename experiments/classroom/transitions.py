"""What a move on the page makes of a scene: pure functions, one for each kind of move."""

from __future__ import annotations

from dataclasses import replace

from experiments.classroom.lessons import LESSONS
from experiments.classroom.moves import LeverChange, with_move
from experiments.classroom.options import ClassroomOptions
from experiments.classroom.paired_markets import LEFT, RIGHT
from experiments.classroom.sliders import Slider, of_laws, of_levers
from experiments.classroom.state import ClassroomState
from simulation.strategy import levers


def with_strategy(scene: ClassroomState, offer: ClassroomOptions, side: int, name: str) -> ClassroomState:
    """Another strategy on one side; the question of a lesson holds no longer.

    Raises:
        Mistake: when there is none of that name.
    """
    names = list(scene.strategies)
    if names[side] == offer.strategy(name).name:
        return scene
    names[side] = name
    offer.refuse_same(*names)
    return replace(scene, strategies=(names[0], names[1]), lesson=0, moves=())


def with_lever(
    scene: ClassroomState, offer: ClassroomOptions, side: int, key: str, value: float, week: int = 0
) -> ClassroomState:
    """Another lever of one side: of its strategy before the first week, else from a week on.

    Raises:
        Mistake: for a value that is not allowed, or a lever of a strategy on which the whole world rests.
    """
    name = scene.strategies[side]
    offer.refuse_acting(name, key, value)
    if week:
        changed = replace(scene, moves=with_move(scene.moves, LeverChange(week, side, key, value)))
        changed.strategy(side, offer, week).check(offer.world.mechanisms)
        return changed
    moved = {**scene.levers.get(name, {}), key: value}
    of_the_lesson = LESSONS[scene.lesson - 1].levers.get(name, {}) if scene.lesson else {}
    if offer.strategies[name].levers.get(key) == value and key not in of_the_lesson:
        del moved[key]  # a lesson's own lever is said even so: a link to the lesson would move it again
    kept = {other: values for other, values in scene.levers.items() if other != name}
    changed = replace(scene, levers=kept | ({name: moved} if moved else {}))
    changed.strategy(side, offer).check(offer.world.mechanisms)
    return changed


def with_law(scene: ClassroomState, offer: ClassroomOptions, key: str, value: float) -> ClassroomState:
    """Another law; one that is as the command asked for is not mentioned."""
    laws = {**scene.laws, key: value}
    if offer.laws[key] == value:
        del laws[key]
    return replace(scene, laws=laws)


def of_lesson(scene: ClassroomState, number: int) -> ClassroomState:
    """The scene that a lesson starts from; the seed is kept."""
    plan = LESSONS[number - 1]
    return ClassroomState(plan.strategies, dict(plan.levers), {}, scene.seed, number)


def sliders(
    scene: ClassroomState, offer: ClassroomOptions, week: int = 0
) -> tuple[list[Slider], list[Slider], list[Slider]]:
    """What the sliders show in a week: left, right and laws; levers that some strategy uses come first."""
    used = {name for strategy in offer.strategies.values() for name in strategy.levers}
    known = sorted(levers(offer.world.mechanisms).values(), key=lambda lever: lever.name not in used)
    left, right = (of_levers(known, scene.strategy(side, offer, week).levers) for side in (LEFT, RIGHT))
    laws = []
    for one in of_laws(offer.world):
        value = scene.laws.get(one.key, one.value)
        laws.append(replace(one, value=value, low=min(one.low, value), high=max(one.high, value)))
    return left, right, laws
