"""One table holds one content under one name: a strategy's file, or a log, that has changed since is told from before.

The table of an analysis keeps the runs of points that nobody asks for now. Where such a run was made of a file that has
another content today, its row would stand beside new ones under the same name, and nobody could tell them apart. The
table of a sweep holds what is asked for now and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from experiments.config.contents import files
from experiments.config.nested import merged
from experiments.config.strategies import stem
from experiments.sweeps.commands import commands
from experiments.sweeps.store import Store
from simulation.mistake import Mistake

ARMS = """SELECT DISTINCT arms.levers FROM plan JOIN runs USING (identity) JOIN arms USING (arm)
          WHERE plan.strategy = ?"""
WORLDS = """SELECT worlds.levers, worlds.contents, points.changes FROM worlds JOIN points USING (point)
            WHERE world IN (SELECT world FROM runs WHERE identity IN (SELECT identity FROM plan))"""


def refuse_mixed(
    store: Store,
    own: Mapping[str, tuple[str, Mapping[str, float]]],
    shipped: Mapping[str, Mapping[str, float]],
    paths: Mapping[str, str],
) -> None:
    """Refuse a plan of which some runs were made of a file as it was, and others of the same file as it is.

    Args:
        store: in which all runs are planned.
        own: name and levers of each strategy of one's own that is asked for now, by its path.
        shipped: levers of each shipped strategy that is asked for now, by its name.
        paths: hash of each log and network that is asked for now, by its path.

    Raises:
        Mistake: naming the file.
    """
    for path, (name, levers) in own.items():
        if any(json.loads(was) != levers for (was,) in store.execute(ARMS, (name,))):
            raise _mixed(store, path)
    for path, levers in {path: own for command in commands(store) for path, own in command.own.items()}.items():
        name = stem(path)
        if name in shipped and shipped[name] != levers and _has(store, name, levers):
            advice = "Copy the YAML to another name, or use another folder: hydra.run.dir=FOLDER."
            raise Mistake("strategies", name, f"is {path} in {store.folder}, and one table would mix both", advice)
    if own or paths:
        for path in _changed(store, {path: levers for path, (_, levers) in own.items()}, paths):
            raise _mixed(store, path)


def _has(store: Store, name: str, levers: Mapping[str, float]) -> bool:
    return any(json.loads(was) == levers for (was,) in store.execute(ARMS, (name,)))


def _changed(
    store: Store, own: Mapping[str, Mapping[str, float]], paths: Mapping[str, str]
) -> Iterator[str]:  # fmt: skip
    base = store.meta("base")
    for shared, contents, changes in store.execute(WORLDS):
        yield from (path for path, was in json.loads(shared).items() if path in own and own[path] != was)
        if known := json.loads(contents):
            named = files(merged(base, json.loads(changes)))
            yield from (named[key] for key, was in known.items() if paths.get(named[key], was) != was)


def _mixed(store: Store, path: str) -> Mistake:
    changed = (
        f"has changed since points were run in {store.folder} that are not asked for now: one table would mix both"
    )
    return Mistake("sweep", path, changed, "Run all points again, or use another folder: hydra.run.dir=FOLDER.")
