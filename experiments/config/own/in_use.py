"""Within which question the parts of a user's file count: entered where the file is named, undone at its end.

Nothing is registered for good. Two questions of one process, one after the other or in two threads, may use two files,
or one and none. What is derived from the registry of mechanisms is remembered for each file (`remembered`).
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

from experiments.config.own.pattern import Pattern
from simulation.measure import Measure
from simulation.mechanism import Mechanism
from simulation.mechanisms import beside
from simulation.mistake import Mistake

KEY, HASH, TRUST = "own", "own_hash", "trust"
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Source:
    """A file as it was read; small, and all that a worker needs.

    Args:
        given: its path as the user wrote it.
        path: where it was found, absolute.
        text: what it says.
        hash: SHA-256 of its bytes.
    """

    given: str
    path: Path
    text: str
    hash: str


@dataclass(frozen=True, eq=False)
class Parts:
    """What a file declares.

    Args:
        source: the file.
        module: that it was run as.
        mechanisms: classes, in the order of the file.
        measures: in the order of the file.
        patterns: in the order of the file.
    """

    source: Source
    module: ModuleType
    mechanisms: tuple[type[Mechanism], ...]
    measures: tuple[Measure, ...]
    patterns: tuple[Pattern, ...]


_NOW: ContextVar[Parts | None] = ContextVar("_NOW", default=None)


def in_use() -> Parts | None:
    """The parts that count now; None where no file was named."""
    return _NOW.get()


@contextmanager
def using(parts: Parts | None) -> Iterator[None]:
    """Within it the parts count; whatever their code raises is said with its line.

    Args:
        parts: of a file; None: those of the package alone.

    Raises:
        Mistake: naming the line of the file that raised something.
    """
    before = _NOW.set(parts)
    try:
        with beside(() if parts is None else parts.mechanisms):
            yield
    except Exception as error:
        if parts is None or (mistake := said(error, parts.source)) is None:
            raise
        raise mistake from error
    finally:
        _NOW.reset(before)


def said(error: BaseException, source: Source) -> Mistake | None:
    """What the user's code raised, with its line; None where the file has nothing to do with it, or said it clearly."""
    if isinstance(error, Mistake):
        return None
    line = line_in(error, source)
    if line is None:
        return None
    what = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    return Mistake(KEY, source.given, f"raised {what}, in line {line}", "Mend the file, and ask again.")


def line_in(error: BaseException, source: Source) -> int | None:
    """The innermost line of the file on the way to an error; None where the way does not lead through it."""
    if isinstance(error, SyntaxError) and error.filename == str(source.path):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(source.path)]
    return lines[-1] if lines else None


def remembered(make: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """What a function gives, made once for each file that may be in use; its arguments must be hashable."""
    known: dict[tuple[object, ...], Found] = {}

    @wraps(make)
    def found(*args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        parts = in_use()
        key = (None if parts is None else parts.source.hash, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = make(*args, **kwargs)
        return known[key]

    return found
