"""Parameters that cannot have an effect, known before anything is run: those of a mechanism that is off."""

from __future__ import annotations

from collections.abc import Iterable

from experiments.results.sentences.idle_parameters import why_idle
from simulation.mistake import Mistake
from simulation.world.world import World


def idle_keys(world: World, keys: Iterable[str]) -> dict[str, str]:
    """The keys that belong to a mechanism that is off, each with the name of that mechanism.

    Args:
        world: as it was asked for; mechanisms are not switched between points.
        keys: dotted, such as mechanism.usage.rate.
    """
    off = {mechanism.name for mechanism in world.mechanisms if not mechanism.enabled}
    parts = {key: key.split(".") for key in keys}
    return {
        key: words[1] for key, words in parts.items() if words[0] == "mechanism" and len(words) > 2 and words[1] in off
    }


def refuse_idle(asked_by: str, found: dict[str, str], of: int) -> None:
    """Refuse a question of which no parameter can have an effect.

    Args:
        asked_by: key of the configuration, for the message.
        found: the idle ones, see `idle_keys`.
        of: how many parameters were asked about.

    Raises:
        Mistake: all of them are idle.
    """
    if found and len(found) == of:
        because, advice = why_idle(found)
        shown = ", ".join(key.removeprefix("mechanism.") for key in found)
        none = "none of these has any effect" if of > 1 else "this has no effect"
        raise Mistake(asked_by, shown, f"{none}, {because}", advice)
