"""Compiled laws on disk: compiled once on a machine, by whoever comes first, and read by all others.

A law is kept under a name that is made from its source, which holds all that it calls, and from the versions of what
compiles it: a law that was changed is another law, and nothing that is stale can be read. Where nothing can be kept
(a home that is read-only, a full disk), laws are compiled in memory, and a warning says what that costs.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.metadata
import os
import platform
import sys
import tempfile
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from simulation.compiled.translation import Translation

Over = Callable[..., None]
COMPILERS = ("numba", "llvmlite", "numpy")


def cache_folder() -> Path:
    """Where compiled laws are kept: courtship/laws in the user's folder of caches."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "courtship" / "laws"


def compiled(translation: Translation, arguments: tuple[Any, ...]) -> Over:
    """The law as compiled code.

    Args:
        translation: of the law.
        arguments: that it is called with, from which Numba takes their types.
    """
    try:
        path = _written(translation, cache_folder())
        with _alone(path):
            return _tried(translation, path, arguments)
    except OSError as error:
        warnings.warn(
            f"Compiled laws cannot be kept in {cache_folder()} ({error.strerror or error}): each process compiles them "
            "again, which takes about half a minute. Set XDG_CACHE_HOME to a folder that can be written.",
            RuntimeWarning,
            stacklevel=2,
        )
        return _loaded(translation, None, arguments)


def _tried(translation: Translation, path: Path, arguments: tuple[Any, ...]) -> Over:
    try:
        return _loaded(translation, path, arguments)
    except OSError:
        raise
    except Exception:  # whatever a damaged file makes of reading it
        damaged = list((path.parent / "__pycache__").glob(f"{path.stem}.*"))
        if not damaged:
            raise
        for one in damaged:
            one.unlink(missing_ok=True)
        return _loaded(translation, path, arguments)


def _loaded(translation: Translation, path: Path | None, arguments: tuple[Any, ...]) -> Over:
    """Run the source, and let Numba compile the law, or read what it has compiled before."""
    name = f"courtship_law_{_digest(translation)}"
    module = types.ModuleType(name)
    sys.modules[name] = module  # where Numba looks for the functions that it has read
    file = str(path) if path is not None else f"<{translation.name}>"
    module.__file__ = file
    exec(compile(translation.source(kept=path is not None), file, "exec"), vars(module))
    over: Over = module.over
    over(*arguments)
    return over


def _written(translation: Translation, folder: Path) -> Path:
    path = folder / f"{translation.name.replace('.', '_')}_{_digest(translation)}.py"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".tmp", delete=False, encoding="utf-8") as file:
            file.write(translation.source(kept=True))
        os.replace(file.name, path)
    return path


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else compiles or reads this law meanwhile."""
    with path.open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(translation: Translation) -> str:
    versions = [importlib.metadata.version(one) for one in COMPILERS]
    said = "\0".join([translation.source(kept=True), *versions, sys.version, platform.machine()])
    return hashlib.sha256(said.encode()).hexdigest()[:16]
