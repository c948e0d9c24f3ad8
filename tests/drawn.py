"""Settings drawn from the schema: any key of any kind, groups, lists, events, and files with odd names."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cli.completion import choices
from experiments.config.leaves import Leaf, leaves
from experiments.config.nested import flat
from experiments.config.readers import LAWS, reader
from experiments.config.reference import parameter_table
from experiments.config.shipped import shipped
from experiments.sweeps.plan import question
from simulation.market.events import SHOCKS
from tests.texts import WHOLE

Values = dict[str, Any]
Luck = np.random.Generator
MINE = ("./é b.yaml", "a=b, c/mine.yaml", "it's {mine}.yaml", "$x ${a}.yaml")
"""Strategies of one's own whose paths are hard to spell."""
LOG = "käufer (2), = '1'.csv"


def files(folder: Path, log: str) -> None:
    """Write the files that drawn settings name."""
    for number, name in enumerate(MINE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"cadence: 0.{number + 1}\nencounter_share: 1e-1\n", encoding="utf-8")
    (folder / LOG).write_text(log, encoding="utf-8")


def settings(number: int, seed: int) -> Iterator[Values]:
    """Settings that need not make sense together: nothing is run of them, ten in a row set the same keys."""
    for k in range(0, number, 10):
        luck = np.random.default_rng([seed, k])
        known = [key for key in leaves() if key.partition(".")[0] not in ("hydra", "design")]
        keys = list(luck.choice(known, size=int(luck.integers(1, 9)), replace=False))
        keys += [key for key in ("strategies", "events", "population.file", "rivals") if luck.random() < 0.3]
        groups = {group: str(luck.choice(shipped(group))) for group in ("market", "scenario") if luck.random() < 0.5}
        if len(groups) > 1:
            del groups["market"]  # which the scenario may contradict
        for _ in range(min(10, number - k)):
            yield {**groups, **{str(key): _value(str(key), leaves()[str(key)], luck) for key in dict.fromkeys(keys)}}


def _value(key: str, leaf: Leaf, luck: Luck) -> Any:
    if leaf.optional and luck.random() < 0.2:
        return None
    if key in ("strategies", "rivals"):
        return [str(name) for name in luck.choice((*shipped("levers"), *MINE), size=2, replace=False)]
    if key == "events":
        return [_event(luck) for _ in range(int(luck.integers(0, 4)))]
    if key in ("strategy", "market.as_is"):
        return str(luck.choice((*shipped("levers"), *MINE)))
    drawn: dict[Any, Callable[[], Any]] = {
        bool: lambda: bool(luck.random() < 0.5),
        int: lambda: int(luck.integers(0, 2**40)),
        float: lambda: float(luck.choice((0.0, 1.0, -2.0, 1e-9, 1e16, luck.random(), luck.lognormal(0, 5)))),
        str: lambda: str(luck.choice(WHOLE)),
        list[str]: lambda: [str(one) for one in luck.choice(WHOLE, size=2)],
        list[float]: lambda: [float(one) for one in luck.random(3)],
        list[Any]: lambda: [],
        Any: lambda: [[1, 0.5, 200], [2, 1e-05, 200]] if luck.random() < 0.5 else str(luck.choice(WHOLE)),
    }
    return drawn[leaf.kind]()


def _event(luck: Luck) -> Values:
    week = int(luck.integers(1, 6))
    event: Values = {"week": week, "shock": {str(luck.choice(list(SHOCKS))): float(np.round(luck.random() / 10, 3))}}
    if luck.random() < 0.5:
        event["until"] = week + 2
    return event


def worlds(number: int, seed: int) -> Iterator[Values]:
    """Settings that can be run, in worlds that take milliseconds; parameters stay in the middle of their ranges."""
    table = parameter_table()
    shown = question([]).settings
    read = {key for key in leaves() if key not in LAWS and reader(key, shown, "run") is None}
    known = table[
        table["low"].notna()
        & table["key"].isin(read)
        & table["key"].isin(list(leaves()))
        & table["key"].str.startswith("mechanism.")
    ]
    named = {key: names for key, names in choices().items() if key.endswith((".law", ".burnt", ".deaf_to"))}
    named = {key: names for key, names in named.items() if key in read}
    for k in range(number):
        luck = np.random.default_rng([seed, k, 1])
        values: Values = {"weeks": 6, "seed": int(luck.integers(0, 2**20)), "centring": "quick"}
        values["strategy"] = str(luck.choice((*shipped("levers"), *MINE)))
        if k % 6 == 5:
            values |= {"population": "from_transactions", "population.file": LOG}
        else:
            values["population.size"] = int(luck.integers(60, 90))
        if luck.random() < 0.5:
            values["market"] = str(luck.choice(("contractual", "non_contractual")))
            values["market.focal_share"] = 0.4
        if k % 2:
            values["events"] = [_event(luck) for _ in range(2)]
        for _, row in known.sample(3, random_state=int(luck.integers(2**31))).iterrows():
            low, high = float(row["low"]), float(row["high"])
            value = low + (high - low) * float(luck.uniform(0.4, 0.6))
            whole = leaves()[row["key"]].kind is int
            values[row["key"]] = math.floor(value) if whole else value
        name = str(luck.choice(list(named)))
        values[name] = str(luck.choice(named[name]))
        acting = [name for name in dict.fromkeys((values["strategy"], "as_is")) if name in shipped("levers")]
        values[f"levers.{luck.choice(acting)}.cadence"] = float(np.round(luck.random(), 3))
        values["mechanism.contagion.enabled"] = bool(luck.random() < 0.5)
        yield values


def nested(values: Values) -> Values:
    """Dotted keys as nested mappings; a group that has keys below it keeps its dotted form."""
    found: Values = {}
    for key, value in values.items():
        *sections, name = key.split(".")
        if any(".".join(sections[: depth + 1]) in values for depth in range(len(sections))):
            found[key] = value
            continue
        inner = found
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    assert flat(found).keys() == values.keys()
    return found
