"""The address of a job: a hash of the work, of everything that it is given, and of all else that its answer depends on.

    address = H(basis, work, H(argument 1), H(argument 2), ...)        H = SHA-256

The hash of a value is derived from its kind and its parts: each field of a frozen dataclass, each entry of a tuple or
mapping in its order, the bytes of each array and floating-point number. There is no list of fields to keep up to date;
a value of a kind that is not known here has no address, so that nothing it might depend on is overlooked.

The basis is what numbers depend on beside the payload: the source text of both packages, the versions of Python and of
the numerical packages, and the processor, whose vector instructions may round differently.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import os
import platform
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, Literal

import numpy as np

from experiments.config.own.in_use import MODULE
from experiments.config.versions import sources, versions

OURS = ("simulation", "experiments")


class Unaddressable(TypeError):
    """Work or a value whose content cannot be told from its parts."""


class JobAddresses:
    """Addresses of jobs; what several payloads share is hashed once.

    Args:
        basis: of all of them, see `basis_of_addresses`.
    """

    def __init__(self, basis: str) -> None:
        self.basis = basis
        self._known: dict[int, tuple[object, bytes]] = {}  # the value is held, so that its id stays its own

    def of(self, work: Callable[..., Any], payload: Iterable[Any]) -> str:
        """The address of one job.

        Raises:
            Unaddressable: for work that is not a function of ours, or a value of an unknown kind.
        """
        parts = [_hash("basis", self.basis.encode()), _hash("work", _of_function(work)), self.hashed(tuple(payload))]
        return _hash("job", *parts).hex()

    def hashed(self, value: Any) -> bytes:
        """The hash of a value."""
        if not dataclasses.is_dataclass(value):
            return self._hashed(value)
        if id(value) not in self._known:
            self._known[id(value)] = value, self._hashed(value)
        return self._known[id(value)][1]

    def _hashed(self, value: Any) -> bytes:
        kind = type(value)
        if value is None or kind in (bool, int):
            return _hash("plain", repr(value).encode())
        if kind is float:
            return _hash("float", struct.pack("<d", value))
        if kind is str:
            return _hash("text", value.encode("utf-8", "surrogatepass"))
        if kind in (tuple, list):
            return _hash(kind.__name__, *map(self.hashed, value))
        if isinstance(value, Mapping):
            return _hash("mapping", *(self.hashed(part) for entry in value.items() for part in entry))
        if kind is np.ndarray or isinstance(value, np.generic):
            return _array(np.asarray(value), kind)
        if isinstance(value, enum.Enum):
            return _hash("enum", _named(kind), value.name.encode())
        if kind is FunctionType and value.__module__.startswith(MODULE):
            return _hash("function", _of_function(value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [(field.name.encode(), self.hashed(getattr(value, field.name))) for field in _fields(kind)]
            return _hash("record", _named(kind), *(part for field in fields for part in field))
        raise Unaddressable(f"a value of the kind {kind.__module__}.{kind.__qualname__} has no address")


def _fields(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(kind)
    return fields


def _array(values: np.ndarray[Any, Any], kind: type) -> bytes:
    if values.dtype.kind not in "biufcSU":
        raise Unaddressable(f"an array of {values.dtype} has no address")
    # Sums may depend on the layout.
    layout: Literal["C", "F"] = "F" if values.flags.f_contiguous and not values.flags.c_contiguous else "C"
    head = f"{kind.__name__} {values.dtype.str} {values.shape} {layout}"
    return _hash("array", head.encode(), values.tobytes(layout))


def _of_function(work: Callable[..., Any]) -> bytes:
    if not isinstance(work, FunctionType) or work.__closure__:
        raise Unaddressable(f"{work!r} is no function of a module")
    return _named(work)


def _named(thing: FunctionType | type) -> bytes:
    """Module and name of a function or class of ours, or of a user's file, whose module is called after its content."""
    module, name = thing.__module__, thing.__qualname__
    if not (module.partition(".")[0] in OURS or module.startswith(MODULE)) or "<" in name:
        raise Unaddressable(f"{module}.{name} is not of {' or '.join(OURS)}")
    return f"{module}.{name}".encode()


def _hash(kind: str, *parts: bytes) -> bytes:
    """The hash of some parts; lengths keep them apart."""
    digest = hashlib.sha256(f"{kind} {len(parts)}".encode())
    for part in parts:
        digest.update(struct.pack("<q", len(part)))
        digest.update(part)
    return digest.digest()


@cache
def basis_of_addresses() -> str:
    """What the answer of every job depends on beside what it is given; taken once in a process."""
    found = {**versions(), "processor": _processor(), "sources": sources()}
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


def _processor() -> str:
    """What the processor can do, by the kernel's own list where there is one."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    flags = next((line for line in lines if line.lower().startswith(("flags", "features"))), platform.processor())
    return f"{flags} {os.environ.get('NPY_DISABLE_CPU_FEATURES', '')}"
