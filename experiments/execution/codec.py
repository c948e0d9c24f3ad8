"""Answers of jobs as bytes and back, to the last bit and without pickle: what is read from a disk is data.

A text in JSON tells the structure; the bytes of all arrays follow it, one after another. Only the records that are
declared here are made again, from their fields.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.execution.jobs import RunSummary
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome

RECORDS: dict[str, type] = {kind.__name__: kind for kind in (Centre, Outcome, RunSummary)}
"""What jobs answer with beside numbers, texts, arrays, lists, tuples and dictionaries of them."""
NUMBERS, TEXTS = "biufc", "SU"
"""Kinds of arrays whose bytes are all that they hold."""


def encode(value: Any) -> bytes:
    """A value as bytes.

    Raises:
        TypeError: for a kind that could not be read again.
    """
    arrays: list[bytes] = []
    text = json.dumps(_written(value, arrays), separators=(",", ":")).encode()
    return b"".join([struct.pack("<q", len(text)), text, *arrays])


def decode(content: bytes) -> Any:
    """What was encoded.

    Raises:
        ValueError: for bytes that no value was encoded as.
    """
    try:
        (length,) = struct.unpack_from("<q", content)
        at = struct.calcsize("<q") + length

        def take(size: int) -> bytes:
            nonlocal at
            at += size
            return content[at - size : at]

        value = _read(json.loads(content[at - length : at]), take)
    except (struct.error, TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(f"is not the answer of a job: {error}") from None
    if at != len(content):
        raise ValueError("is not the answer of a job: its length is wrong")
    return value


def _written(value: Any, arrays: list[bytes]) -> Any:
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return ["float", struct.pack("<d", value).hex()]
    if kind in (list, tuple):
        return [kind.__name__, [_written(part, arrays) for part in value]]
    if kind is dict:
        return ["dict", [[_written(part, arrays) for part in entry] for entry in value.items()]]
    if isinstance(value, np.generic) and value.dtype.kind in NUMBERS:
        return ["scalar", value.dtype.str, value.tobytes().hex()]
    if kind is np.ndarray and value.dtype.kind in NUMBERS + TEXTS:
        layout = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
        arrays.append(value.tobytes(layout))
        return ["array", value.dtype.str, list(value.shape), layout]
    if RECORDS.get(kind.__name__) is kind:
        return [kind.__name__, [_written(getattr(value, field.name), arrays) for field in dataclasses.fields(value)]]
    raise TypeError(f"a job must not answer with {kind.__module__}.{kind.__qualname__}")


def _read(written: Any, take: Callable[[int], bytes]) -> Any:
    if not isinstance(written, list):
        return written
    kind, *rest = written
    if kind == "float":
        return struct.unpack("<d", bytes.fromhex(rest[0]))[0]
    if kind == "scalar":
        return np.frombuffer(bytes.fromhex(rest[1]), dtype=_dtype(rest[0]))[0]
    if kind == "array":
        dtype, shape = _dtype(rest[0]), tuple(rest[1])
        size = dtype.itemsize * int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(take(size), dtype=dtype).reshape(shape, order=rest[2]).copy(order=rest[2])
    if kind == "dict":
        return {_read(key, take): _read(value, take) for key, value in rest[0]}
    parts = [_read(part, take) for part in rest[0]]
    if kind == "list":
        return parts
    return tuple(parts) if kind == "tuple" else RECORDS[kind](*parts)


def _dtype(name: str) -> np.dtype[Any]:
    dtype = np.dtype(name)
    if dtype.kind not in NUMBERS + TEXTS:
        raise ValueError(f"arrays of {name} are not answers")
    return dtype
