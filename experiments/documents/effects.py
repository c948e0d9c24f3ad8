"""How strong each law is: what it, its parameters in doubt and its levers do to profit, customers and its own quantity.

    a law         on less off
    a parameter   the high end of its plausible range less the low end, all else at the defaults
    a lever       as docs/every_lever.yaml sets it less idle

Both runs of a pair meet the same people with the same luck, and have the same constants and the same envelopes: those
of the world with everything on. So the difference is what the one change does, and nothing that the centring made good
afterwards. The error is that of the mean over the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from experiments.config.composition import composed
from experiments.config.setting import Setting, built
from experiments.documents.folder import FOLDER
from experiments.documents.shown import REPERTOIRE, SHOWN
from experiments.execution.executors import WorkerPool
from experiments.execution.progress import Progress
from simulation.alignment.centring import centre_world_quickly
from simulation.alignment.funding import with_own_envelopes
from simulation.market.centre import Centre
from simulation.measures.measures import customer_surplus, profit, retention
from simulation.mechanism import Mechanism
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.weekly_record import OF_THE_MARKET
from simulation.world.world import World

TABLE, WORLD = FOLDER / "laws.csv", FOLDER / "laws.yaml"
"""What was found, and the world of all pairs, a project file for the command line."""
PAIRS = 3
BRANDS = "market=repertoire"
"""What laws of the repertoire market need besides."""
LAW, PARAMETER, LEVER = "law", "parameter", "lever"
WEEKS: Mapping[str, int] = {LAW: 52, LEVER: 52, PARAMETER: 13}
"""How long the runs of a pair are; there are so many parameters that they have a quarter."""
COMMON = ("profit", "customer_surplus", "retention", "quality")
"""Measures of every pair: money per customer of week 0 (2), percentage points, and the mean of the weeks [1]."""


@dataclass(frozen=True)
class Pair:
    """Two values of one number, or a law that is off and on.

    Args:
        law: its mechanism.
        kind: "law", "parameter" or "lever".
        name: of the parameter or lever; that of the law for itself.
        low: where the difference begins: off, the low end, or idle.
        high: where it ends: on, the high end, or in use.
    """

    law: str
    kind: str
    name: str
    low: float
    high: float


def pairs(laws: Iterable[str], strategy: Strategy) -> list[Pair]:
    """All pairs of some laws: the law itself, its parameters in doubt, its levers in use."""
    found = []
    for law in laws:
        kind = registered()[law]
        found.append(Pair(law, LAW, law, 0.0, 1.0))
        found += [
            Pair(law, PARAMETER, name, float(declared.low), float(declared.high))
            for name, declared in declarations(kind).items()
            if declared.doubtful and declared.low is not None and declared.high is not None
        ]
        found += [
            Pair(law, LEVER, lever.name, lever.idle, strategy.levers.get(lever.name, lever.idle))
            for lever in kind.levers
        ]
    return found


def measured_effects(
    laws: Sequence[str], crew: WorkerPool, progress: Progress, words: Sequence[str] = (), count: int = PAIRS
) -> pd.DataFrame:
    """Run all pairs of some laws.

    Args:
        laws: by name.
        crew: does the runs.
        progress: receives progress updates.
        words: of the configuration that win over docs/laws.yaml, to run it smaller.
        count: pairs with different people and luck.

    Returns:
        One row a `Pair`: the mean effect on each of `COMMON` and on what shows the law, each with its standard error.
    """
    tables = []
    for weeks, brands in product(sorted(set(WEEKS.values()), reverse=True), (False, True)):
        setting = _setting([f"weeks={weeks}", *words, *([BRANDS] if brands else [])])
        some = [law for law in laws if (law in REPERTOIRE) == brands]
        asked = [pair for pair in pairs(some, setting.strategy) if WEEKS[pair.kind] == weeks]
        if asked:
            tables.append(_of_one_world(asked, setting, crew, progress, count))
    table = pd.concat(tables, ignore_index=True)
    return table.sort_values("law", kind="stable", ignore_index=True)


def read_effects_table() -> pd.DataFrame:
    """The table as it was written last."""
    return pd.read_csv(TABLE)


def _setting(words: Sequence[str]) -> Setting:
    return built(composed((str(WORLD), *words), "run").values)


def _of_one_world(
    asked: Sequence[Pair], setting: Setting, crew: WorkerPool, progress: Progress, count: int
) -> pd.DataFrame:
    world, strategy = setting.world, setting.strategy
    seeds = [setting.seed_of(k) for k in range(count)]
    with progress.task("centring the status quo", 1 + count) as done:
        centre = crew.do(centre_world_quickly, [(world,)], done)[0]
        centres = crew.do(with_own_envelopes, [(world, seed, centre) for seed in seeds], done)
    ends = [_changed(world, strategy, pair, value) for pair in asked for value in (pair.low, pair.high)]
    payloads = [(*end, seed, own) for end in ends for seed, own in zip(seeds, centres, strict=True)]
    with progress.task("pairs of laws", len(payloads)) as done:
        seen = crew.do(measures_of_run, payloads, done)
    values = np.reshape(np.array(seen, dtype=object), (len(asked), 2, count))
    return pd.DataFrame(_row(pair, low, high, world.weeks) for pair, (low, high) in zip(asked, values, strict=True))


def _changed(world: World, strategy: Strategy, pair: Pair, value: float) -> tuple[World, Strategy]:
    """The world and the strategy at one end of a pair; the ones that were given where the end is what they have."""
    if pair.kind == LEVER:
        return world, strategy.changed({pair.name: value})
    if pair.kind == LAW:
        return world.switched(pair.law, bool(value)), strategy
    given: dict[str, Any] = {pair.name: value}
    changed: tuple[Mechanism, ...] = tuple(
        replace(law, **given) if law.name == pair.law else law for law in world.mechanisms
    )
    return replace(world, mechanisms=changed), strategy


def measures_of_run(world: World, strategy: Strategy, seed: int, centre: Centre) -> dict[str, float]:
    """What one run shows: the common measures, and what shows each law; a pure function."""
    market = Market(world, strategy, seed, centre).run()
    common = {
        "profit": profit(market),
        "customer_surplus": customer_surplus(market),
        "retention": 100.0 * retention(market),
        "quality": shown_value(market, "series quality"),
    }
    spent = {
        f"{law} spent": sum(shown_value(market, f"paid {one}") for one in ledger_lines_of(law, market))
        for law in registered()
    }
    return common | spent | {law: shown_value(market, what) for law, what in SHOWN.items()}


def ledger_lines_of(law: str, market: Market) -> tuple[str, ...]:
    """The lines of the ledger that a law pays under; contacts are booked under their touchpoints."""
    touchpoints = tuple(touchpoint.name for touchpoint in market.world.terms.touchpoints) if law == "contact" else ()
    return (*registered()[law].purposes, *touchpoints)


def shown_value(market: Market, what: str) -> float:
    """What shows a law, of the focal firm; sums are per customer of week 0, over the whole run."""
    kind, name = what.split(" ")
    initial = max(float(market.firms["initial_customers"][1]), 1.0)
    if kind == "series":
        weekly = market.record.series[name][:, 1]
        if name == "surplus":
            return float(weekly[-1] / initial)
        return float(np.nansum(weekly) / initial) if _sums(name) else float(np.nanmean(weekly))
    if kind == "paid":
        ledger = market.ledger
        return float(ledger.weekly[:, 1, ledger.purposes.index(name)].sum() / ledger.scale / initial)
    if kind == "firm":
        return float(market.firms[name][1])
    own = market.population[name][market.population["provider"] == 1]
    return float((own[:, 1] if own.ndim == 2 else own).mean())


def _sums(series: str) -> bool:
    """Whether a series adds up over the weeks."""
    how: Mapping[str, str] = {one.name: one.how for law in registered().values() for one in law.series}
    return how[series] != "mean" if series in how else series != "quality"


def unit(what: str) -> str:
    """The unit of what `shown_value` gives."""
    kind, name = what.split(" ")
    if kind == "paid":
        return "money per customer"
    if kind == "series":
        told_of = OF_THE_MARKET | {one.name: one.doc for law in registered().values() for one in law.series}
        found = told_of[name].rpartition("[")[2].rstrip("]")
        return f"{found} per customer" if _sums(name) else found
    columns = {column.name: column.unit for law in registered().values() for column in law.owns}
    return columns[name]


def _row(pair: Pair, low: Any, high: Any, weeks: int) -> dict[str, Any]:
    row: dict[str, Any] = {"law": pair.law, "kind": pair.kind, "name": pair.name, "low": pair.low, "high": pair.high}
    for name, key in (*((name, name) for name in COMMON), ("spent", f"{pair.law} spent"), ("own", pair.law)):
        differences = np.array([b[key] - a[key] for a, b in zip(low, high, strict=True)])
        row[name] = float(differences.mean())
        row[f"{name}_error"] = float(differences.std(ddof=1) / np.sqrt(len(differences)))
    return row | {"pairs": len(low), "weeks": weeks}
