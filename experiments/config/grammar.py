"""Hydra's grammar of `KEY=VALUE`, as far as it is obeyed here; whatever else it knows is refused in a sentence.

Obeyed: quotes, lists, mappings, references such as ${weeks}, `choice`, `range`, `interval`, `glob` for the options of a
group, `sort`, the casts `int`, `float`, `str` and `bool`, and `tag(log, interval(...))`. Refused: `shuffle`, because a
shuffled order would differ from run to run; every other tag; functions that Hydra does not have; keys that come or go
(`+`, `~`) or move to another place (`@`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser, create_functions
from hydra.core.override_parser.types import (
    ChoiceSweep,
    Glob,
    IntervalSweep,
    Override,
    RangeSweep,
    Sweep,
)
from hydra.errors import HydraException

from experiments.config.shipped import shipped
from simulation.mistake import Mistake, nearest

MOST_VALUES = 2**20
"""Values that one key may list."""
TAGS = ("log",)
REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\$\{")
"""Where a text refers to another value; a backslash before it makes it text."""


def may_refer(value: Any) -> bool:
    """Whether a value, or one inside it, has the signs of a reference, escaped ones too."""
    if isinstance(value, (Mapping, list)):
        return any(may_refer(one) for one in (value.values() if isinstance(value, Mapping) else value))
    return isinstance(value, str) and "${" in value


def refers(value: Any) -> bool:
    """Whether a value refers to another one."""
    return isinstance(value, str) and REFERENCE.search(value) is not None


@lru_cache(maxsize=4096)
def parsed(word: str) -> Override:
    """A word taken apart; it is shared, so it must not be changed.

    Raises:
        Mistake: for what Hydra cannot read and what is not obeyed, naming the key.
    """
    key, _, raw = word.partition("=")
    try:
        override: Override = OverridesParser(_functions(), None).parse_rule(word, "override")
    except (HydraException, RecursionError, ArithmeticError, AssertionError, ValueError) as error:
        if (refused := _refusal(error)) is not None:
            raise Mistake(key, raw, refused.allowed, refused.advice) from None
        advice = f"Put text with signs or spaces between quotes, inside those of the shell: {key}=\"'...'\"."
        raise Mistake(key, raw or "nothing", "cannot be read as a value", advice) from None
    if override.package is not None:
        raise Mistake(key, raw, "there is no such key", "Leave out the part after the @.")
    if isinstance(override._value, RangeSweep):
        _exact(override._value)
    if any(isinstance(one, Sweep) for one in _inside(override._value)):
        raise Mistake(key, raw, "must not have several values inside a list", "List whole lists: [a,b],[a,c].")
    value = override.value()
    if isinstance(value, Sweep) and value.tags and not (isinstance(value, IntervalSweep) and value.tags <= set(TAGS)):
        allowed = "must not have a tag that changes nothing"
        raise Mistake(key, raw, allowed, "tag(log,interval(low,high)) spreads points by decades.")
    return override


def enumerated(override: Override) -> list[str]:
    """The listed values of a word, each as text in the grammar.

    Raises:
        Mistake: for a list without an end, or more values than any sweep could run.
    """
    key, raw = override.get_key_element(), override.get_value_string()
    listed: Any = override._value
    if isinstance(listed, Glob):
        return list(listed.filter(list(shipped(key))))
    try:
        found = list(islice(override.sweep_string_iterator(), MOST_VALUES + 1))
    except (HydraException, ValueError, ArithmeticError):
        raise Mistake(key, raw, "has impossible steps", "A range is range(first,end,step).") from None
    if len(found) > MOST_VALUES:
        raise Mistake(key, raw, f"must be at most {MOST_VALUES:,} values")
    return found


def _exact(steps: RangeSweep) -> None:
    """Count the steps of a range in decimals as they are typed: in binary, 0.1 three times is not 0.3."""
    for name in ("start", "stop", "step"):
        if isinstance(value := getattr(steps, name), float) and math.isfinite(value):
            setattr(steps, name, Decimal(repr(value)))


def _listed(value: Any) -> Any:
    """The values of a range as a choice; anything else as it is."""
    if not isinstance(value, RangeSweep):
        return value
    _exact(value)
    return ChoiceSweep(list=list(islice(value.range(), MOST_VALUES + 1)))


def _refusal(error: BaseException | None) -> Mistake | None:
    """What one of our functions refused, which Hydra wraps into errors of its own."""
    return error if error is None or isinstance(error, Mistake) else _refusal(error.__cause__)


def _inside(value: Any) -> Iterator[Any]:
    """Everything within lists and mappings."""
    for one in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield one
        yield from _inside(one)


def _functions() -> Any:
    functions: Any = create_functions()
    known = sorted(set(functions.functions) - {"shuffle"})

    def shuffle(*_: Any, **__: Any) -> None:
        raise Mistake("shuffle", "shuffle", "must have a fixed order: shuffled, it would differ from run to run")

    functions.functions["shuffle"] = shuffle
    evaluate = functions.eval

    def checked(call: Any) -> Any:
        if call.name not in functions.definitions:
            advice = nearest(call.name, known) or "Quote a text that has parentheses."
            raise Mistake(call.name, call.name, f"has no function {call.name}; there are {', '.join(known)}", advice)
        if call.name == "sort":  # Hydra turns a range round by its ends, which changes its values
            call.args = [_listed(one) for one in call.args]
            call.kwargs = {key: _listed(one) for key, one in call.kwargs.items()}
        return evaluate(call)

    functions.eval = checked
    return functions
