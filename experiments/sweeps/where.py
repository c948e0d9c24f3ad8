"""Where a sweep is kept: the folder that is named, else one in which the same question was begun, else a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from experiments.config.composition import composed
from experiments.config.overrides import PLACES
from experiments.config.roles import RESUMABLE, named_below
from experiments.config.versions import versions
from experiments.inputs.paths import is_folder, is_there
from experiments.sweeps.lock import LOCK
from experiments.sweeps.store import STORE, Store
from simulation.mistake import Mistake


@contextmanager
def folder_for(words: Sequence[str], verb: str) -> Iterator[Path]:
    """The folder of a sweep, taken before the work begins; a new one that nothing came into is removed again.

    Raises:
        Mistake: when it holds something else, or cannot be made.
    """
    folder = _folder_of(words, verb)
    try:
        yield folder
    finally:
        with suppress(OSError):
            folder.rmdir()


def _folder_of(words: Sequence[str], verb: str) -> Path:
    named = [f"{PLACES[0]}={word.partition('=')[2]}" for word in words if word.startswith(PLACES[:2])]
    folder = composed(named, verb).folder
    if named:
        return refuse_occupied(folder)
    there = next(begun(folder.parent, words, verb), None)
    return _new(folder) if there is None else there


def _new(folder: Path) -> Path:
    """A folder that no other process has; the next number where somebody was faster."""
    number, free = 1, folder
    try:
        free.parent.mkdir(parents=True, exist_ok=True)
        while True:
            try:
                free.mkdir()
            except FileExistsError:
                number += 1
                free = folder.with_name(f"{folder.name}_{number}")
            else:
                return free
    except OSError as error:
        raise Mistake("hydra.run.dir", str(folder), f"cannot be written: {error.strerror or error}") from None


def begun(parent: Path, words: Sequence[str], verb: str) -> Iterator[Path]:
    """Folders in which the same question was asked before, the last one first."""
    wanted = _question(words)
    for path in sorted(parent.glob(f"*/{STORE}"), reverse=True):
        try:
            with Store(path.parent) as store:
                same = store.meta("verb") == verb and wanted in map(_question, store.meta("commands"))
                if same and store.meta("versions") == versions():  # of another program: all is computed again
                    yield path.parent
        except (Mistake, OSError):
            continue  # damaged or of another version: not where to go on


def refuse_occupied(folder: Path) -> Path:
    """The folder, when it holds a store or nothing.

    Raises:
        Mistake: when it holds something else.
    """
    if is_there(folder / STORE) or not is_there(folder):
        return folder
    if not is_folder(folder) or any(not _ours(path.name) for path in folder.iterdir()):
        advice = "Choose another folder."
        raise Mistake("hydra.run.dir", str(folder), "must be a new or empty folder, or that of a sweep", advice)
    return folder


def _ours(name: str) -> bool:
    return name == LOCK or name.startswith(f".{STORE}.")


def _question(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if not _may_change(word.partition("=")[0]))


def _may_change(key: str) -> bool:
    """Whether a word may change from one evening to the next without making it another question."""
    found = named_below(key)
    return key.startswith("hydra.") or (bool(found) and all(one.changes in RESUMABLE for one in found))
