"""The keys that hold a value, and what kind of value each of them takes: read off the schema, listed nowhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from experiments.config.own.in_use import remembered
from experiments.config.schema import schema
from experiments.config.shipped import groups, shipped
from simulation.mistake import nearest

TRUTHS = ("true", "false", "yes", "no", "on", "off", "y", "n", "1", "0")


@dataclass(frozen=True)
class Leaf:
    """What kind of value a key takes.

    Args:
        kind: the type in the schema, without None.
        optional: whether null is a value of it.
    """

    kind: Any
    optional: bool

    @property
    def is_text(self) -> bool:
        """Whether a single text is a value of it."""
        return self.kind in (str, Any)

    @property
    def allowed(self) -> str:
        """What it takes, as the second half of a sentence."""
        return _ALLOWED[self.kind] + (" or null" if self.optional and self.kind is not Any else "")

    def takes(self, value: Any) -> bool:
        """Whether a value is of this kind, as Hydra's grammar, YAML or Python gave it."""
        if value is None:
            return self.optional
        return _TAKES[self.kind](value)


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        try:
            return int(value) == int(value)
        except ValueError:
            return False
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, (str, int)) and str(value).lower() in TRUTHS)


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, int, float))


def _is_list_of(one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, (list, tuple)) and all(map(one, value))


_TAKES: dict[Any, Callable[[Any], bool]] = {
    int: _is_whole,
    float: _is_number,
    bool: _is_truth,
    str: _is_text,
    list[str]: _is_list_of(lambda one: isinstance(one, str)),
    list[float]: _is_list_of(_is_number),
    list[Any]: _is_list_of(lambda one: True),
    Any: lambda value: True,
}
_ALLOWED = {
    int: "must be a whole number",
    float: "must be a number",
    bool: "must be true or false",
    str: "must be text",
    list[str]: "must be a list of names, such as [cx_only,relationship]",
    list[float]: "must be a list of numbers, such as [0.2,0.1]",
    list[Any]: "must be a list, such as [{week: 104, set: {cadence: 0.1}}]",
    Any: "must be a file or a list",
}


@remembered
def leaves() -> Mapping[str, Leaf]:
    """Every key that holds a value, dotted, in the order of the schema."""
    return dict(_below(schema(shipped("levers")), ""))


def _below(section: Any, prefix: str) -> Iterator[tuple[str, Leaf]]:
    for name, kind in get_type_hints(section).items():
        if dataclasses.is_dataclass(kind):
            yield from _below(kind, f"{prefix}{name}.")
        else:
            given = getattr(kind, "__args__", (kind,)) if not hasattr(kind, "__origin__") else (kind,)
            kinds = [one for one in given if one is not type(None)]
            yield f"{prefix}{name}", Leaf(kinds[0], len(kinds) < len(given) or kind is Any)


@remembered
def sections() -> frozenset[str]:
    """Keys that hold further keys."""
    parts = [key.split(".") for key in leaves()]
    return frozenset(".".join(names[:depth]) for names in parts for depth in range(1, len(names)))


def known_keys() -> tuple[str, ...]:
    """All keys that hold a value."""
    return tuple(leaves())


def is_text(key: str) -> bool:
    """Whether a key takes a single text: a name, a file, an option of a group."""
    return key in groups() or (key in leaves() and leaves()[key].is_text)


def suggestion(word: str) -> str:
    """The closest key; a missing `mechanism.` in front is the commonest slip."""
    names = known_keys()
    ending = [name for name in names if name.endswith(f".{word}")]
    if ending:
        return f"Did you mean {ending[0]}?"
    if word.startswith("levers."):
        own = word.count(".") == 2 and word.split(".")[1] not in shipped("levers")
        return (
            f"{nearest(word, names)} Those of a strategy of your own stand in its file.".strip()
            if own
            else nearest(word, names)
        )
    short = {name.removeprefix("mechanism."): name for name in names if not name.startswith("levers.")}
    short |= {name: name for name in groups()}
    close = nearest(word.removeprefix("mechanism."), list(short))
    name = close.removeprefix("Did you mean ").removesuffix("?")
    return f"Did you mean {short[name]}?" if close else "See courtship schema parameters for all keys."
