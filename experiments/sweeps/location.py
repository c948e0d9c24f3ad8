"""Where a sweep is kept: the folder that is named, else the one where the same was asked last, else a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

from experiments.config.composition import composed
from experiments.config.overrides import PLACES, key_of
from experiments.config.roles import RESUMABLE, named_below
from experiments.config.shipped import groups
from experiments.config.strategies import load
from experiments.config.versions import versions
from experiments.inputs.paths import absent_above, is_folder, is_there, remove_empty
from experiments.sweeps.commands import Command, commands, named_files
from experiments.sweeps.lock import LOCK
from experiments.sweeps.store import STORE, Store
from simulation.mistake import Mistake


@contextmanager
def folder_for(words: Sequence[str], verb: str) -> Iterator[Path]:
    """The folder of a sweep, taken before the work begins; what is new and nothing came into is removed again.

    Raises:
        Mistake: when it holds something else, or cannot be made.
    """
    folder, is_ours = _folder_of(words, verb)
    above, was_there = absent_above(folder), is_ours and is_there(folder)
    if not is_ours:
        folder = _new(folder)
    try:
        yield folder
    finally:
        if not was_there:
            remove_empty([folder, *above])


def _folder_of(words: Sequence[str], verb: str) -> tuple[Path, bool]:
    """The folder, and whether it was named or is that of the same question, so that it need not be a new one."""
    named = [f"{PLACES[0]}={word.partition('=')[2]}" for word in words if word.startswith(PLACES[:2])]
    folder = composed(named, verb).folder
    if named:
        return refuse_occupied(folder), True
    there = next(begun_folders(folder.parent, words, verb), None)
    return (folder, False) if there is None else (there, True)


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


def begun_folders(parent: Path, words: Sequence[str], verb: str) -> Iterator[Path]:
    """Folders in which the same question, of files as they are now, was asked last; the latest folder first."""
    wanted, files = _question(words), named_files(words)
    for path in sorted(parent.glob(f"*/{STORE}"), reverse=True):
        try:
            with Store(path.parent) as store:
                last = commands(store)[-1:]  # whose answer the folder holds
                same = store.meta("verb") == verb and [wanted] == [_question(command.words) for command in last]
                same &= store.meta("versions") == versions()  # of another program: all is computed again
                if same and last[0].files == files and not _changed(last[0]):
                    yield path.parent
        except (Mistake, OSError):
            continue  # damaged or of another version: not where to go on


def _changed(command: Command) -> bool:
    """Whether a strategy of one's own is another one now."""
    try:
        return any(dict(load(path).levers) != was for path, was in command.own.items())
    except Mistake:
        return True


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
    """What is asked, whatever the order of the words where that makes no difference.

    It makes one between intervals, which take the columns of a design in turn, and between words that set a key twice.
    """
    kept = [word for word in words if not _may_change(word.partition("=")[0])]
    keys = [word.partition("=")[0] for word in kept]
    twice = any(
        one == other or (one.startswith(f"{other}.") and other not in groups()) for one, other in permutations(keys, 2)
    )
    if twice or any(key_of(word) is None for word in kept):
        return kept
    intervals = [word for word in kept if "interval(" in word]
    return [*intervals, *sorted(word for word in kept if word not in intervals)]


def _may_change(key: str) -> bool:
    """Whether a word may change from one evening to the next without making it another question."""
    found = named_below(key)
    return key.startswith("hydra.") or (bool(found) and all(one.changes in RESUMABLE for one in found))
