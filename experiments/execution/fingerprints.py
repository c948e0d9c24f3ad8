"""What a class that a user wrote does, as a hash: its code and every value of its module that the code names.

A worker imports such a class anew, from the file as it is then. Where the file was edited since, or the session set
a constant of the module, the worker would compute another law under the same name; the hashes tell.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import sys
from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

PLAIN = (bool, int, float, complex, str, bytes, type(None))
PACKAGES = ("simulation", "experiments")
NOT_ITS_OWN = ("__dict__", "__weakref__", "__doc__", "__module__", "__firstlineno__", "__static_attributes__")


def of_class(module: str, name: str) -> str:
    """The hash of a class as this process has it.

    Args:
        module: where it is imported from.
        name: its qualified name in there.
    """
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return of(found)


def of(kind: type) -> str:
    """The hash of a class, of what it inherits from classes of users, and of what they name."""
    digest = hashlib.sha256()
    for text in _told(kind, set()):
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def _told(value: Any, seen: set[int]) -> Iterator[str]:
    """Everything that tells a value from another one, in an order of its own."""
    if isinstance(value, PLAIN):
        yield f"{type(value).__name__} {value!r}"
    elif id(value) in seen:
        yield "again"
    elif isinstance(value, type | FunctionType) and not _is_users(value):
        yield f"{value.__module__}.{value.__qualname__}"
    else:
        seen.add(id(value))
        yield type(value).__name__
        yield from _inside(value, seen)


def _inside(value: Any, seen: set[int]) -> Iterator[str]:
    if isinstance(value, type):
        for base in value.__bases__:
            yield from _told(base, seen)
        own = {name: one for name, one in vars(value).items() if name not in NOT_ITS_OWN}
        yield from _of_mapping(own, seen)
    elif isinstance(value, FunctionType):
        yield from _of_code(value.__code__, value.__globals__, seen)
        yield from _told(value.__defaults__, seen)
        for cell in value.__closure__ or ():
            yield from _told(cell.cell_contents, seen)
    elif isinstance(value, ModuleType):
        yield value.__name__
    elif isinstance(value, Mapping):
        yield from _of_mapping({str(key): one for key, one in value.items()}, seen)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _told(one, seen)
    elif isinstance(value, set | frozenset):
        yield from sorted(map(repr, value))
    elif isinstance(value, np.ndarray | np.generic):
        yield f"{value.dtype} {value.shape} {hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()}"
    elif isinstance(value, staticmethod | classmethod | property):
        yield from _told(getattr(value, "fget", None) or getattr(value, "__func__", None), seen)
    elif dataclasses.is_dataclass(value):
        yield from _of_mapping({field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, seen)


def _of_mapping(values: Mapping[str, Any], seen: set[int]) -> Iterator[str]:
    for name in sorted(values):
        yield name
        yield from _told(values[name], seen)


def _of_code(code: CodeType, named: Mapping[str, Any], seen: set[int]) -> Iterator[str]:
    yield code.co_code.hex()
    yield " ".join((*code.co_names, *code.co_varnames))
    for constant in code.co_consts:
        yield from _of_code(constant, named, seen) if isinstance(constant, CodeType) else _told(constant, seen)
    for name in code.co_names:
        if name in named:
            yield from _told(named[name], seen)


def _is_users(value: Any) -> bool:
    """Whether a class or function comes from neither a library nor the packages."""
    top = str(value.__module__).partition(".")[0]
    file = getattr(sys.modules.get(top), "__file__", None) or ""
    return top not in PACKAGES and top not in sys.stdlib_module_names and "site-packages" not in file
