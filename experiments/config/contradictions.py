"""Two words that set one key to different values: an option of a group, and a scenario, which would win unseen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from experiments.config.grammar import parsed
from experiments.config.nested import flat
from experiments.config.shipped import folder, groups, shipped
from experiments.config.unread import SCENARIO
from experiments.inputs.yaml_file import mapping
from simulation.mistake import Mistake


def refuse_contradicted(words: Sequence[str]) -> None:
    """Refuse an option that a scenario contradicts: whichever is obeyed, the other would be said in vain.

    Args:
        words: KEY=VALUE, of which those that choose options are looked at; of two that choose of one group the last.

    Raises:
        Mistake: the scenario is of another kind, which is the first key of every option; naming all keys that differ.
    """
    keys = {word.partition("=")[0] for word in words}
    chosen = {key: str(parsed(word).value()) for word in words if (key := word.partition("=")[0]) in groups()}
    scenario = chosen.pop(SCENARIO, "")
    wins = content(SCENARIO, scenario)
    for group, option in chosen.items():
        says = {f"{group}.{key}": value for key, value in content(group, option).items()}
        lost = {key: value for key, value in says.items() if wins.get(key, value) != value}
        if lost and (kind := next(iter(says))) in lost and kind not in keys:
            against = ", ".join(f"{key}={wins[key]}" for key in lost)
            given = f"is contradicted by scenario={scenario}, which says {against}"
            typed = " ".join(f"{key}={value}" for key, value in lost.items())
            raise Mistake(
                group, option, given, f"Leave {group}={option} out, or say key by key what you want: {typed}."
            )


@cache
def content(group: str, option: str) -> dict[str, Any]:
    """What a shipped option says, by dotted key; nothing where there is none of this name."""
    if option not in shipped(group):
        return {}
    return flat(dict(mapping(folder() / group / f"{option}.yaml", group, option, "keys to values")))
