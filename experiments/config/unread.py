"""Words that would have no effect are refused, with the name of whoever would read them.

Only what was said for this one question counts: words of the command line and keywords of Python. A project file serves
all verbs, so that it may hold what this one does not read; what it holds is checked all the same (`checks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.config.leaves import leaves
from experiments.config.options import options_of
from experiments.config.overrides import key_of
from experiments.config.readers import reader
from experiments.config.roles import COMPUTING, OUTPUT, ROLES, SIMULATING, STRATEGIES, named_below, role
from experiments.config.shipped import folder, shipped
from experiments.inputs.yaml_file import mapping
from simulation.mistake import Mistake

SCENARIO = "scenario"
HAPPENING = ("events", SCENARIO)
"""Words that hold several events, of which the others may have an effect."""
INSTEAD = {"strategy": "strategies=[a,b]", "strategies": "strategy=a"}
"""What a verb takes that does not read one of these."""


def refuse_unread(words: Sequence[str], verb: str, points: Iterable[Mapping[str, Any]]) -> None:
    """Refuse words that nothing reads.

    Args:
        words: KEY=VALUE, as they were said for this question.
        verb: that is asked.
        points: resolved configurations, gone through as far as needed; a word is fine when one of them reads it.

    Raises:
        Mistake: naming the key and who reads it.
    """
    asked = {key: word.partition("=")[2] for word in words if (key := key_of(word)) is not None}
    left = {key: value for key, value in asked.items() if named_below(key) or key == SCENARIO}
    for key, value in left.items():
        _refuse_verb(key, value, verb)
    unread: dict[str, str] = {}
    for number, values in enumerate(points):
        _refuse_moves(values, verb)
        unread = {
            key: who
            for key in (left if number == 0 else unread)
            if (who := _nobody(_held(key, left[key]), values, verb)) is not None
        }
        if not unread:
            return
    for key, who in unread.items():
        nothing = "has an event without effect here" if key in HAPPENING else "has no effect here"
        raise Mistake(key, left[key], f"{nothing}: it is read by {who}", "Leave it out.")


def _refuse_moves(values: Mapping[str, Any], verb: str) -> None:
    """Refuse the project file of a page on which levers of one side were moved while weeks passed: no run does that."""
    moves = options_of(values).classroom.moves
    if moves and verb in SIMULATING and verb != "classroom":
        advice = "Leave classroom.moves out, or press Reset on the page before you copy its YAML."
        raise Mistake("classroom.moves", moves, f"has no effect in {verb}, whose strategies keep their levers", advice)


def _refuse_verb(key: str, value: str, verb: str) -> None:
    found = named_below(key)
    if key == SCENARIO or any(verb in one.verbs or one.changes is COMPUTING for one in found):
        return
    if all(one.changes is OUTPUT for one in found) and value.lower() == "false":
        return  # a verb that never writes it obeys
    readers = list(dict.fromkeys(other for one in found for other in one.verbs))
    advice = f"Use {INSTEAD[key]}." if key in INSTEAD and _takes(INSTEAD[key], verb) else "Leave it out."
    raise Mistake(key, value or "nothing", f"is not read by {verb}, only by {_listed(readers)}", advice)


def _takes(word: str, verb: str) -> bool:
    return verb in ROLES[word.partition("=")[0]].verbs and role(word.partition("=")[0]).changes is STRATEGIES


def _held(key: str, value: str) -> list[str]:
    """The keys that a word sets: a key, or whatever a shipped scenario holds; none for several scenarios."""
    if key != SCENARIO:
        return [key]
    path = folder() / SCENARIO / f"{value}.yaml"
    return list(mapping(path, SCENARIO, value, "a scenario")) if value in shipped(SCENARIO) else []


def _nobody(keys: Sequence[str], values: Mapping[str, Any], verb: str) -> str | None:
    """Who would read keys or sections of which nothing is read; None where something is."""
    names = [name for key in keys for name in leaves() if name == key or name.startswith(f"{key}.")]
    found = [reader(name, values, verb) for name in names if verb in role(name).verbs]
    return None if not found or None in found else found[0]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
