"""The commands that a store remembers: their words, from where they were given, the strategies and files of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.config.axes import is_group, taken
from experiments.config.composition import is_path
from experiments.config.grammar import parsed
from experiments.config.overrides import ProjectWord
from experiments.config.roles import is_file as names_file
from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import is_file, user_path

if TYPE_CHECKING:
    from experiments.sweeps.store import Store

COMMANDS, HELD, ANSWERED = "commands", "project", "answered"


@dataclass(frozen=True)
class Command:
    """What was asked once.

    Args:
        words: of the command line; those that a project file held, and nobody said, are `ProjectWord`.
        place: from which relative paths are meant.
        own: levers of each strategy of one's own, by its path.
        files: hash of each other file that the words name, see `named_files`.
    """

    words: list[str]
    place: Path = Path()
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, noted: Mapping[str, Any] | list[str], place: str) -> Command:
        """As a store notes it; one of an earlier version has words alone, and the store one place for all."""
        if isinstance(noted, list):
            return cls(noted, Path(place))
        words = [ProjectWord(word[HELD]) if isinstance(word, dict) else str(word) for word in noted["words"]]
        return cls(words, Path(noted["place"]), noted["own"], noted.get("files", {}))

    def written(self) -> dict[str, Any]:
        """As JSON."""
        words = [{HELD: str(word)} if isinstance(word, ProjectWord) else word for word in self.words]
        return {"words": words, "place": str(self.place), "own": self.own, "files": self.files}


def commands(store: Store) -> list[Command]:
    """Every command, in the order in which they were asked; none before the first plan is whole."""
    return [Command.read(noted, store.meta("place")) for noted in store.meta(COMMANDS)]


def remember(store: Store, words: Sequence[str], own: Mapping[str, Mapping[str, float]]) -> None:
    """Put a command last; one of the same words goes."""
    others = [before for before in commands(store) if before.words != list(words)]
    last = Command(list(words), Path.cwd(), own, named_files(words))
    store.note(COMMANDS, [one.written() for one in (*others, last)])


def named_files(words: Sequence[str]) -> dict[str, str]:
    """Hash of each file that words name, by its path: a log, ties, a table of points, a calibrated population.

    Strategies of one's own are none of them: they are known by their levers.
    """
    apart = taken(words)
    values = [(word.partition("=")[0], parsed(word).value()) for word in apart.fixed]
    values += [(axis.key, level.value) for axis in apart.axes for level in axis.levels]
    texts = [(key, value) for key, value in values if isinstance(value, str)]
    paths = {text for key, text in texts if (is_path(text) if is_group(key) else names_file(key))}
    found: dict[str, str] = {}
    for path in sorted(paths):
        if is_file(user_path(path)):
            with suppress(OSError):  # who reads it says what is wrong
                found[path] = file_hash(user_path(path))
    return found


def remember_answer(folder: Path) -> None:
    """Write down that the answer in a folder came of its last command: a later one may find none."""
    from experiments.sweeps.store import Store

    with Store(folder, writing=True) as store, store.transaction():
        store.note(ANSWERED, commands(store)[-1].written())


def answered_command(store: Store) -> Command:
    """The command of which the answer in a folder came."""
    noted = store.meta(ANSWERED)
    return commands(store)[-1] if noted is None else Command.read(noted, store.meta("place"))
