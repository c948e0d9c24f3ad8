"""An analysis asked again by its folder: with the words and the strategies of then, from where it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from experiments.config.own.named import pinned
from experiments.config.strategies import recalled
from experiments.inputs.hashes import require_as_used
from experiments.inputs.paths import is_folder
from experiments.sweeps.commands import Command
from experiments.sweeps.driver import files_of_world, values_of
from experiments.sweeps.store import Store
from experiments.sweeps.tables import ASKED


@contextmanager
def as_then(folder: Path, command: Command) -> Iterator[None]:
    """Within it, a command means what it meant, wherever and whenever it is asked again.

    Relative paths are meant from where it was asked, and a strategy's own file has the levers that it had then.

    Args:
        folder: of a sweep, `sensitivity` or `boundary`.
        command: that was asked there.

    Raises:
        Mistake: when a log or a network that a run was made of has changed since, or is gone.
    """
    with Store(folder) as store:
        require_files(store)
    with chdir(command.place if is_folder(command.place) else Path.cwd()), recalled(command.own):
        yield


def require_files(store: Store) -> None:
    """Refuse where a file that a run was made of is not what it was, or one that runs was not named now."""
    base = store.meta("base")
    pinned(base)
    sql = f"SELECT DISTINCT point, contents FROM worlds WHERE world IN (SELECT world FROM runs WHERE {ASKED})"
    for point, contents in store.execute(sql).fetchall():
        known = json.loads(contents)
        where = files_of_world(store, values_of(store, base, point), known)
        for key, content in known.items():
            require_as_used(key, where[key], content)
