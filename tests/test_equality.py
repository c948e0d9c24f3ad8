"""What is declared to be equal to itself alone is so: results are remembered by what they came from."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import experiments
import simulation


def declared(package: ModuleType) -> Iterator[type]:
    """All dataclasses of a package."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            contents = vars(importlib.import_module(module.name)).values()
            yield from (kind for kind in contents if isinstance(kind, type) and "__dataclass_params__" in vars(kind))


def equal_by_inheritance(kind: type) -> bool:
    """Whether a class that declares eq=False has got the equality of a parent, which looks at the parent's fields."""
    return not vars(kind)["__dataclass_params__"].eq and kind.__eq__ is not object.__eq__


def test_no_class_is_equal_by_the_fields_of_its_parent_alone() -> None:
    known = {kind for package in (simulation, experiments) for kind in declared(package)}
    assert len(known) > 200
    assert {kind.__qualname__ for kind in known if equal_by_inheritance(kind)} == set()


def test_such_a_class_is_found() -> None:
    @dataclass(frozen=True)
    class Parent:
        persistence: float = 0.4

    @dataclass(frozen=True, eq=False)
    class Child(Parent):
        log: str = ""

    assert Child(log="one") == Child(log="another")
    assert equal_by_inheritance(Child)
    assert not equal_by_inheritance(Parent)
