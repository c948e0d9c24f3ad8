"""The commands that a store remembers: their words, and which of these a project file held and nobody said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.config.overrides import ProjectWord

if TYPE_CHECKING:
    from experiments.sweeps.store import Store

COMMANDS, HELD, ANSWERED = "commands", "project", "answered"


def commands(store: Store) -> list[list[str]]:
    """The words of every command, in the order in which they were asked; none before the first plan is whole."""
    return [[_read(word) for word in words] for words in store.meta(COMMANDS)]


def remember(store: Store, words: Sequence[str]) -> None:
    """Put a command last; one of the same words goes."""
    others = [before for before in commands(store) if before != list(words)]
    store.note(COMMANDS, [[_written(word) for word in one] for one in (*others, words)])


def remember_answer(folder: Path, words: Sequence[str]) -> None:
    """Write down of which command the answer in a folder came: a later one may have found none."""
    from experiments.sweeps.store import Store

    with Store(folder, writing=True) as store, store.transaction():
        store.note(ANSWERED, [_written(word) for word in words])


def answered_command(store: Store) -> list[str]:
    """The command of which the answer in a folder came."""
    words = store.meta(ANSWERED)
    return commands(store)[-1] if words is None else [_read(word) for word in words]


def _written(word: str) -> str | dict[str, str]:
    return {HELD: str(word)} if isinstance(word, ProjectWord) else word


def _read(word: Any) -> str:
    return ProjectWord(word[HELD]) if isinstance(word, dict) else str(word)
