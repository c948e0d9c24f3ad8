"""The laws of the market, one idea a file; the file's name is the mechanism's name everywhere.

A new mechanism is one new file here: it is found by its place, and the configuration, the checks, the tables in the
documentation, the tests of the contract and the citations follow from what it declares.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from simulation.mechanism import Mechanism

_BESIDE: ContextVar[tuple[type[Mechanism], ...]] = ContextVar("_BESIDE", default=())


def registered() -> dict[str, type[Mechanism]]:
    """All mechanisms by name: those of the package in alphabetical order, then those that stand beside them now."""
    return {**shipped(), **{kind.name: kind for kind in _BESIDE.get()}}


@contextmanager
def beside(kinds: Sequence[type[Mechanism]]) -> Iterator[None]:
    """Within it, mechanisms of a user's own stand beside those of the package; afterwards all is as it was.

    Args:
        kinds: that fit to those of the package, see `simulation.world.wiring`.
    """
    before = _BESIDE.set(tuple(kinds))
    try:
        yield
    finally:
        _BESIDE.reset(before)


@cache
def shipped() -> dict[str, type[Mechanism]]:
    """The mechanisms of the package by name, in alphabetical order."""
    found: dict[str, type[Mechanism]] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        contents = vars(importlib.import_module(f"{__name__}.{module.name}")).values()
        own = [
            c
            for c in contents
            if isinstance(c, type) and issubclass(c, Mechanism) and c.__module__.endswith(module.name)
        ]
        for mechanism in own:
            if mechanism.name != module.name:
                raise TypeError(f"{mechanism.__name__} belongs in a file named {mechanism.name}.py")
            found[mechanism.name] = mechanism
    return found
