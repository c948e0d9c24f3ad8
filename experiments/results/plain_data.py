"""Records as plain data and back: numbers, texts, arrays and frozen dataclasses in JSON, exact to the last bit.

Data stays data: nothing is called but the dataclasses that the asker's own declaration names, directly or in the types
of their fields. A field that a later version has in addition takes its default, and one that it no longer has is left
out, so that what an earlier version wrote can be read as long as the rest means the same.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import numpy as np

ARRAY, TUPLE, MAPPING, RECORD = "array", "tuple", "mapping", "record"
FLOAT, DATE, DECIMAL = "float", "date", "decimal"
Plain = Any


def plain(value: Any) -> Plain:
    """A value as JSON knows it; NaN and infinities by name.

    Raises:
        TypeError: for what has no such form.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else {FLOAT: str(float(value))}
    if isinstance(value, datetime.date):
        return {DATE: value.isoformat()}
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "biuf":
            raise TypeError(f"an array of {value.dtype} has no plain form")
        values = value.ravel()
        numbers = values.astype(np.int64) if value.dtype.kind == "b" else values
        listed = [x if math.isfinite(x) else str(x) for x in numbers.tolist()]
        return {ARRAY: listed, "shape": list(value.shape), "dtype": value.dtype.str}
    if isinstance(value, tuple):
        return {TUPLE: [plain(x) for x in value]}
    if isinstance(value, list):
        return [plain(x) for x in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {MAPPING: {key: plain(x) for key, x in value.items()}}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init}
        return {RECORD: type(value).__qualname__, "fields": fields}
    raise TypeError(f"a {type(value).__name__} has no plain form")


def from_plain(data: Plain, known: Mapping[str, type]) -> Any:
    """The value that `plain` was given.

    Args:
        data: from JSON.
        known: the dataclasses that may be made, by name; see `named_in`.

    Raises:
        ValueError: when it is not what `plain` makes, or of a class that is not known.
    """
    if isinstance(data, list):
        return [from_plain(x, known) for x in data]
    if not isinstance(data, dict):
        return data
    if FLOAT in data:
        return float(data[FLOAT])
    if DATE in data:
        return datetime.date.fromisoformat(data[DATE])
    if DECIMAL in data:
        return Decimal(data[DECIMAL])
    if ARRAY in data:
        values = np.array([float(x) if isinstance(x, str) else x for x in data[ARRAY]], dtype=np.dtype(data["dtype"]))
        return values.reshape(data["shape"])
    if TUPLE in data:
        return tuple(from_plain(x, known) for x in data[TUPLE])
    if MAPPING in data:
        return {key: from_plain(x, known) for key, x in data[MAPPING].items()}
    if data.get(RECORD) not in known:
        raise ValueError(f"{data.get(RECORD)!r} is no record that is known here")
    kind = known[data[RECORD]]
    taken = {field.name for field in dataclasses.fields(kind) if field.init}
    return kind(**{name: from_plain(x, known) for name, x in data["fields"].items() if name in taken})


def named_in(*roots: type) -> dict[str, type]:
    """These dataclasses and all that the types of their fields name, by name.

    Raises:
        TypeError: two of them have one name, so that what is read could become the wrong one.
    """
    found: dict[str, type] = {}
    waiting = list(roots)
    while waiting:
        kind = waiting.pop()
        if not dataclasses.is_dataclass(kind) or found.get(kind.__qualname__) is kind:
            continue
        if kind.__qualname__ in found:
            raise TypeError(f"two records are called {kind.__qualname__}")
        found[kind.__qualname__] = kind
        waiting += [inner for hint in get_type_hints(kind).values() for inner in _classes(hint)]
    return found


def _classes(hint: Any) -> Iterator[type]:
    if isinstance(hint, types.GenericAlias | types.UnionType) or get_args(hint):
        for inner in get_args(hint):
            yield from _classes(inner)
    elif isinstance(hint, type):
        yield hint
