"""Within which question the parts of a user's file count: entered where the file is named, undone at its end.

Nothing is registered for good. Two questions of one process, one after the other or in two threads, may use two files,
or one and none. What is derived from the registry of mechanisms is remembered for each file (`remembered`).
"""

from __future__ import annotations

import sys
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
from simulation.measures.measures import MEASURES
from simulation.mechanism import ContractBroken, Mechanism
from simulation.mechanisms import beside
from simulation.mistake import Mistake
from simulation.world.weekly_record import SERIES

MODULE = "courtship_own_"
"""How the names of the modules begin that files are run as; the hash of the file follows."""
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

    @property
    def module(self) -> str:
        """Name of the module that it is run as: a changed file is another one, wherever it lies."""
        return f"{MODULE}{self.hash}"

    @property
    def places(self) -> set[str]:
        """How a traceback may call it: a file of the same content may have been run from another place."""
        return {str(self.path), str(getattr(sys.modules.get(self.module), "__file__", self.path))}


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


def measures_in_use() -> tuple[Measure, ...]:
    """The measures of the package, then those of the file that counts now."""
    parts = in_use()
    return (*MEASURES, *(() if parts is None else parts.measures))


def series_in_use() -> dict[str, str]:
    """Meaning by name of every weekly series of the package, then of the file that counts now."""
    parts = in_use()
    own = () if parts is None else parts.mechanisms
    return {**SERIES, **{told.name: told.doc for kind in own for told in kind.series}}


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
    except (Exception, SystemExit) as error:
        if parts is None or (mistake := said(error, parts.source)) is None:
            raise
        raise mistake from error
    finally:
        _NOW.reset(before)


def said(error: BaseException, source: Source) -> Mistake | None:
    """What the user's code raised, with its line; None where the file has nothing to do with it, or said it clearly."""
    if isinstance(error, Mistake):
        return None
    if isinstance(error, ContractBroken):
        return Mistake(KEY, source.given, f"is not right: {error}", "Mend the file, and ask again.")
    line = line_in(error, source)
    if line is None:
        return None
    what = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    return Mistake(KEY, source.given, f"raised {what}, in line {line}", "Correct the file, and repeat the command.")


def line_in(error: BaseException, source: Source) -> int | None:
    """The innermost line of the file on the way to an error; None where the way does not lead through it."""
    if isinstance(error, SyntaxError) and error.filename in source.places:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename in source.places]
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
