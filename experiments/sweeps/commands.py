"""The commands that a store remembers: their words, from where they were given, and the strategies of then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.config.overrides import ProjectWord

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
    """

    words: list[str]
    place: Path = Path()
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def read(cls, noted: Mapping[str, Any] | list[str], place: str) -> Command:
        """As a store notes it; one of an earlier version has words alone, and the store one place for all."""
        if isinstance(noted, list):
            return cls(noted, Path(place))
        words = [ProjectWord(word[HELD]) if isinstance(word, dict) else str(word) for word in noted["words"]]
        return cls(words, Path(noted["place"]), noted["own"])

    def written(self) -> dict[str, Any]:
        """As JSON."""
        words = [{HELD: str(word)} if isinstance(word, ProjectWord) else word for word in self.words]
        return {"words": words, "place": str(self.place), "own": self.own}


def commands(store: Store) -> list[Command]:
    """Every command, in the order in which they were asked; none before the first plan is whole."""
    return [Command.read(noted, store.meta("place")) for noted in store.meta(COMMANDS)]


def remember(store: Store, words: Sequence[str], own: Mapping[str, Mapping[str, float]]) -> None:
    """Put a command last; one of the same words goes."""
    others = [before for before in commands(store) if before.words != list(words)]
    store.note(COMMANDS, [one.written() for one in (*others, Command(list(words), Path.cwd(), own))])


def remember_answer(folder: Path) -> None:
    """Write down that the answer in a folder came of its last command: a later one may find none."""
    from experiments.sweeps.store import Store

    with Store(folder, writing=True) as store, store.transaction():
        store.note(ANSWERED, commands(store)[-1].written())


def answered_command(store: Store) -> Command:
    """The command of which the answer in a folder came."""
    noted = store.meta(ANSWERED)
    return commands(store)[-1] if noted is None else Command.read(noted, store.meta("place"))
