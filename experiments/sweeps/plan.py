"""From points to runs: every point crossed with strategies and replicates, written down before anything is run."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.config.axes import Axis, is_group, taken
from experiments.config.contents import files
from experiments.config.nested import differences, flat
from experiments.config.options import Options, options_of
from experiments.config.overrides import expanded, key_of, said
from experiments.config.own.in_use import HASH, KEY
from experiments.config.roles import RUN, part
from experiments.config.setting import SEED_STEP, meant
from experiments.config.strategies import load, stem
from experiments.config.variation import Values, Variation
from experiments.inputs.paths import is_file, user_path
from experiments.sweeps import identity
from experiments.sweeps.commands import remember
from experiments.sweeps.expansion import Place, columns, corners, ends, places, point_count, start
from experiments.sweeps.mixed import refuse_mixed
from experiments.sweeps.point_table import table_points
from experiments.sweeps.store import Store
from experiments.sweeps.tables import ASKED, UNASKED, WANTED
from experiments.sweeps.unread import refuse_levers_of_files, refuse_unread_columns, refuse_unread_words
from simulation.mistake import Mistake

KNOWN = f"""INSERT INTO worlds (key, point, levers, contents) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET point = excluded.point WHERE worlds.point = {UNASKED}"""
"""Keeps a world, or the first point that is asked for now of one that is there."""
TOGETHER = ("mechanism.contagion.ratio", "market.budget_share")
"""Keys that a world is refused for although another key may be to blame: see `simulation.world.checks`."""


@dataclass(frozen=True)
class Question:
    """What a sweep asks.

    Args:
        words: of the command line.
        settings: the configuration at the beginning of every axis; sections that cannot vary are read from it.
        points: what varies, point by point; can be gone through once.
        at: from what varies to a resolved configuration.
        count: how many points.
        single: whether each point has the one strategy that `strategy` names, and not all of `strategies`.
    """

    words: tuple[str, ...]
    settings: Values
    points: Iterable[Place]
    at: Callable[[Place], Values]
    count: int
    single: bool = False

    @functools.cached_property
    def options(self) -> Options:
        """The settings in the types of their keys."""
        return options_of(self.settings)

    @property
    def replicates(self) -> int:
        """Runs of each strategy at each point."""
        return 1 if self.options.replicates is None else self.options.replicates

    def strategies(self, place: Place, values: Values) -> list[str]:
        """The strategies of one point: the one that `strategy` names when it was given, or else all of `strategies`."""
        return _named(place, options_of(values), self.single)


def question(words: Sequence[str]) -> Question:
    """What the words ask.

    Raises:
        Mistake: for words that Hydra cannot read, values that no run could have, and designs that do not fit.
    """
    apart = taken(words)
    variation = Variation(apart.fixed)
    settings = variation.at(start(apart.axes))
    whole = {key for key, value in flat(settings).items() if isinstance(value, int) and not isinstance(value, bool)}
    design = options_of(settings).design
    points = places(apart.axes, design, whole)
    table = columns(design.file) if design.kind == "table" else []
    axes = (*apart.axes, *table)
    _refuse_twice(words, table)
    crossed, single = design.kind != "one_at_a_time", _single(words)
    at = _acting(variation, single)
    listed = places(apart.axes, design, whole) if table or not crossed else None
    refuse_levers_of_files(axes, at, whole, listed)
    refuse_unread_words(words, axes, at, whole, crossed)
    if table:
        refuse_unread_columns(table_points(design.file), apart.axes, at, whole)
    refuse_levels(axes, variation, whole, crossed)
    return Question(tuple(words), settings, points, variation.at, point_count(apart.axes, design), single)


def _acting(variation: Variation, single: bool) -> Callable[[Place], Values]:
    """Composes a point with the strategies that act in it: the one that `strategy` names where it was given, or all."""

    def at(place: Place) -> Values:
        values = variation.at(place)
        names = _named(place, options_of(values), single)
        return {**values, "strategy": names[0], "strategies": names}

    return at


def _named(place: Place, options: Options, single: bool) -> list[str]:
    return [options.strategy] if single or "strategy" in place else list(options.strategies)


def _refuse_twice(words: Sequence[str], table: Sequence[Axis]) -> None:
    """Refuse words for keys that are columns of the table, which would be lost in it."""
    asked = {key_of(word): word.partition("=")[2] for word in said(words)}
    for column in table:
        if column.key in asked:
            allowed, advice = "is a column of the table too", "Leave the word or the column out."
            raise Mistake(column.key, asked[column.key], allowed, advice)


def _single(words: Sequence[str]) -> bool:
    """Whether `strategy` was asked for; what was said for this question counts before what a project file holds.

    Raises:
        Mistake: for both at once.
    """
    now = {key_of(word): word.partition("=")[2] for word in said(words)}
    if "strategy" in now and "strategies" in now:
        raise Mistake("strategies", now["strategies"], "has no effect together with strategy", "Leave one of them out.")
    ever = now if "strategy" in now or "strategies" in now else {key_of(word): "" for word in expanded(words)}
    return "strategy" in ever and "strategies" not in ever


def refuse_levels(axes: Sequence[Axis], variation: Variation, whole: Collection[str], crossed: bool = True) -> None:
    """Refuse values that are wrong beside whatever else varies; what is wrong together fails run by run, and is kept.

    Args:
        axes: what varies.
        variation: what composes the points.
        whole: keys that take whole numbers.
        crossed: whether the design crosses axes with each other; else each varies beside what the other words say.

    Raises:
        Mistake: naming the key.
    """
    if not axes:
        meant(variation.at({}))
    for axis in sorted(axes, key=lambda axis: axis.key):
        for level in sorted(ends(axis, whole), key=lambda level: level.word):
            beside = corners(axes, whole, axis.key) if crossed else [{}]
            points = ({**place, axis.key: level} for place in beside)
            if (wrong := _wrong(axis.key, map(variation.at, points))) is not None:
                raise wrong


def _wrong(key: str, points: Iterable[Values]) -> Mistake | None:
    """What is wrong at every point, None where one of them could be run or has another key to blame."""
    first: Mistake | None = None
    for values in points:
        try:
            meant(values)
        except Mistake as mistake:
            if mistake.thing != key and mistake.thing in TOGETHER:
                return None
            first = first or mistake
        else:
            return None
    return first


class PlanWriter:
    """Writes a plan into a store.

    Args:
        store: open for writing, within a transaction.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.base = part(store.meta("base"), *RUN)
        self._content = functools.cache(identity.content_of)
        self._strategies: dict[tuple[str, str], tuple[int, str, dict[str, float]]] = {}
        self._worlds: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self.names: dict[str, None] = {}
        """Of the strategies that are compared, in the order in which they are asked for."""

    def add(self, place: Place, values: Values, strategies: Sequence[str], replicates: int) -> int:
        """Plan the runs of one point; returns its number."""
        self.names |= dict.fromkeys(map(stem, strategies))
        point, first = self._point(place, values), options_of(values).seed * SEED_STEP
        world, number = self._world(point, values)
        if len(set(strategies)) < len(strategies):
            raise Mistake("strategies", ", ".join(strategies), "must have different names", "Leave one of them out.")
        for given in strategies:
            arm, name, levers = self._arm(given, values)
            if (other := self._named.setdefault(name, given)) != given:
                allowed, advice = f"must have different names, not both {name}", "Copy one file to another name."
                raise Mistake("strategies", f"{other} and {given}", allowed, advice)
            for replicate in range(replicates):
                seed = first + replicate
                key = identity.run_key(world, name, levers, seed)
                self.store.execute(
                    "INSERT OR IGNORE INTO runs (identity, world, arm, seed, state) VALUES (?, ?, ?, ?, ?)",
                    (key, number, arm, seed, WANTED),
                )
                self.store.execute("INSERT OR REPLACE INTO plan VALUES (?, ?, ?, ?)", (point, name, replicate, key))
        return point

    def _point(self, place: Place, values: Values) -> int:
        key = identity.point_key(values)
        known = self.store.value("SELECT point FROM points WHERE key = ?", (key,))
        if known is not None:
            return int(known)
        chosen = {name: level.value for name, level in place.items() if is_group(name)}
        changes = differences(self.base, part(values, *RUN))
        row = (key, json.dumps(chosen), json.dumps(changes))
        return int(self.store.execute("INSERT INTO points (key, chosen, changes) VALUES (?, ?, ?)", row).lastrowid or 0)

    def _world(self, point: int, values: Values) -> tuple[str, int]:
        shared = {
            given: self._arm(given, values)[2] for given in (values["market"]["as_is"], *options_of(values).rivals)
        }
        contents = {
            name: values[HASH] if name == KEY else self._content(name, file) for name, file in files(values).items()
        }
        self._paths |= {file: contents[name] for name, file in files(values).items()}
        key = identity.world_key(values, shared, contents)
        if key not in self._worlds:
            row = (key, point, json.dumps(shared), json.dumps(contents))
            self.store.execute(KNOWN, row)
            self._worlds[key] = self.store.value("SELECT world FROM worlds WHERE key = ?", (key,))
        return key, self._worlds[key]

    def _arm(self, given: str, values: Values) -> tuple[int, str, dict[str, float]]:
        changed = {name: value for name, value in values["levers"].get(given, {}).items() if value is not None}
        asked = (given, json.dumps(changed))
        if asked not in self._strategies:
            levers = dict(load(given, {given: changed}).levers)
            name = stem(given)
            key = identity.digest([name, levers])
            row = (key, name, json.dumps(levers))
            self.store.execute("INSERT OR IGNORE INTO arms (key, name, levers) VALUES (?, ?, ?)", row)
            arm = int(self.store.value("SELECT arm FROM arms WHERE key = ?", (key,)))
            self._strategies[asked] = (arm, name, levers)
        return self._strategies[asked]

    def paths(self) -> dict[str, str]:
        """Where each log and network was found, by its hash."""
        return {
            content: str(user_path(file).absolute())
            for file, content in self._paths.items()
            if is_file(user_path(file))
        }

    def own(self) -> dict[str, dict[str, float]]:
        """The levers of each strategy of one's own, by its path."""
        return {given: levers for (given, _), (_, name, levers) in self._strategies.items() if name != given}

    def refuse_mixed(self) -> None:
        """Refuse what would stand beside runs of files that have changed since; see `mixed`."""
        own = {given: (stem(given), levers) for given, levers in self.own().items()}
        shipped = {given: levers for (given, _), (_, name, levers) in self._strategies.items() if name == given}
        refuse_mixed(self.store, own, shipped, self._paths)


def plan_runs(store: Store, asked: Question, done: Callable[[], None] = lambda: None) -> list[int]:
    """Write down all runs that a question asks for; what was run already stays, what nobody asks for any more goes.

    The plan of a sweep is that of its last question, so that its tables answer what is asked now, as those of a new
    folder do. An analysis asks in several rounds, and picks its own runs out of all of them (`Sweep.asked`).

    Returns:
        The number of each point in the order of the question; equal points have one number.
    """
    numbers: list[int] = []
    several = store.meta("verb") != "sweep"
    with store.transaction():
        before = store.meta("strategies") or () if several else ()
        if not several:
            _begin_anew(store, asked)
        planning = PlanWriter(store)
        for place in asked.points:
            values = asked.at(place)
            if not several and not numbers:
                store.note("first", values)
            numbers.append(planning.add(place, values, asked.strategies(place, values), asked.replicates))
            done()
        if several:
            planning.refuse_mixed()
        store.execute(f"DELETE FROM runs WHERE state = ? AND NOT {ASKED}", (WANTED,))
        remember(store, asked.words, planning.own())
        store.note("strategies", _in_order(before, planning.names))
        store.note("paths", {**(store.meta("paths") or {}), **planning.paths()})
        store.note("place", str(Path.cwd()))  # from which relative paths are meant, wherever it is resumed
    return numbers


def _begin_anew(store: Store, asked: Question) -> None:
    """Forget the plan of another question, its points and what they are told from; what was run stays."""
    store.execute("DELETE FROM plan")
    store.execute("DELETE FROM points")
    store.execute("UPDATE worlds SET point = ?", (UNASKED,))
    store.note("base", asked.settings)


def _in_order(before: Sequence[str], now: Collection[str]) -> list[str]:
    """Names in the order in which they are asked for now; those that only others asked for keep their places."""
    turns = iter(now)
    return [next(turns) if name in now else name for name in before] + list(turns)
