"""A walk over the keys that change a run: small lively worlds, other values for every key, and whether numbers moved.

The numbers are those of the runs table, budget and spending included; what rounding alone moves (`ROUNDING`) counts as
the same. Most keys show within a week or two: `moves` plays the other world beside the one that is known, under the
same constants of the centring, and stops at the first week that differs in money or people. Only what does not show
there is centred and run as a command would do it, which is what `Played` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from experiments.config.nested import flat, merged
from experiments.config.readers import reader
from experiments.config.setting import ground
from experiments.sweeps.identity import point_key
from experiments.sweeps.plan import question
from simulation.alignment.centring import CENTRING
from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.measures.measures import all_measures
from simulation.mistake import Mistake
from simulation.world.market import Market
from simulation.world.weekly_record import OF_THE_MARKET
from tests.leaves import another, declared
from tests.worlds import EVERY_LEVER

ROUNDING = 1e-9
"""Relative difference of a measure up to which a number is the same."""
ACTING, USUAL = "relationship", "as_is"
"""The strategy that is run, with every lever in use, and the status quo, with some."""
LEVERS: dict[str, float] = {
    **EVERY_LEVER.levers, "letters": 0.2, "calls": 0.1, "recovery": 0.6, "fast_recovery": 0.3, "sincerity": 0.6,
    "acquisition_share": 0.4, "social_share": 0.2, "prospect_email_share": 0.2, "winback_offers": 0.5,
    "contract_offer": 1.0, "dedicated_share": 0.4, "ease": 0.5,
}  # fmt: skip
OF_ALL: dict[str, float] = {
    "gift_rate": 0.1, "gift_size": 0.05, "gift_conditional": 0.5, "deal_rate": 0.2, "deal_depth": 0.1,
    "encounter_share": 0.3, "listening": 0.3, "hosting": 0.3,
}  # fmt: skip
LIVELY: dict[str, Any] = {
    "centring": "quick", "executor.kind": "inline", "strategy": ACTING, "seed": 3,
    **{f"levers.{ACTING}.{name}": value for name, value in LEVERS.items()},
    **{f"levers.{USUAL}.{name}": value for name, value in OF_ALL.items()},
    **{f"mechanism.{name}.enabled": True
       for name in ("contagion", "education", "opinion", "shared_values", "social_proof", "usage")},
    "events": [{"week": 1, "shock": {"failures": 5.0}}, {"week": 1, "shock": {"trust": 0.2}}],
    "population.size": 150, "population.churn.alpha": 3.0, "population.churn.beta": 1.2, "weeks": 10,
    "market.firms": 2, "market.focal_share": 0.4, "market.rival_share": 0.25, "market.winback": 0.7,
    "market.budget_share": 1.0, "market.entry_rate": 0.5, "market.copy_delay": 3.0,
    "mechanism.quality.matching_limit": 0.0, "mechanism.contagion.ratio": 1.2, "mechanism.failure.share": 0.5,
    "mechanism.contact.inbound_rate": 0.25, "mechanism.acquisition.strong": 0.4, "mechanism.acquisition.weak": 0.3,
    "mechanism.acquisition.conversion": 0.1, "mechanism.channels.most": 0.5, "mechanism.channels.scale": 0.05,
    "mechanism.word_of_mouth.rate": 0.3, "mechanism.reviews.rate": 0.4, "mechanism.word_of_mouth.ratio": 2.0,
    "mechanism.progression.up_rate": 0.8, "mechanism.progression.down_rate": 0.1, "touchpoint.store.cost": 0.05,
    **{f"touchpoint.{name}.capacity": value for name, value in (
        ("personal", 0.15), ("dedicated", 0.02), ("self_service", 0.17), ("automated", 0.13), ("community", 0.08),
        ("email", 0.2), ("letter", 0.05), ("call", 0.05), ("co_creation", 0.05), ("store", 0.05))},
}  # fmt: skip
"""Much happens in few weeks: people come and go, money is plenty, what is scarce is the time of touchpoints."""
TO_BE_WON: dict[str, Any] = {
    "population.size": 400, "weeks": 8, "market.focal_share": 0.25, "market.rival_share": 0.15,
    "mechanism.acquisition.conversion": 0.3, "mechanism.channels.scale": 0.2, "mechanism.word_of_mouth.rate": 0.6,
    "mechanism.acquisition.offer": 0.4, f"levers.{ACTING}.winback_offers": 1.0,
    "mechanism.contact.inbound_rate": 0.1, f"levers.{USUAL}.acquisition_share": 0.3,
}  # fmt: skip
"""Most people are with nobody, and many of them join."""
OTHERWISE: dict[str, Any] = {
    "centring": "thorough", "community.degree": 10, "community.graph": "scale_free", "market.as_is": "hybrid",
    "community.sampler": "networkx", "mechanism.contagion.ratio": 1.1, "mechanism.closing.longer": 4.0,
    "channel.search.building": 0.9, "mechanism.winback.half_life": 0.5, "mechanism.channels.overhead": 0.02,
    "channel.prospect_email.building": 0.9, "channel.winback.building": 0.9, "touchpoint.letter.failure": 9.0,
    "mechanism.spend.breadth_gain": 1.0, "rivals": ["neglect"],
}  # fmt: skip
"""Other values than `leaves.another` has, because these worlds would refuse those."""


@dataclass(frozen=True)
class Context:
    """A world in which keys can be seen at work.

    Args:
        name: for messages.
        said: what differs from the defaults, by dotted key.
        first: how the keys begin that are looked for here before anywhere else.
        otherwise: other values of keys, where the usual one would be refused or say nothing.
    """

    name: str
    said: Mapping[str, Any]
    first: tuple[str, ...]
    otherwise: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The whole configuration."""
        return merged(shipped_values(), self.said)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The same by dotted key."""
        return flat(self.settings)

    @cached_property
    def levers(self) -> dict[str, dict[str, float]]:
        """Of the strategies in use."""
        found = ground(self.settings)
        return {name: dict(found.strategy(name).levers) for name in (ACTING, USUAL)}

    @cached_property
    def identity(self) -> str:
        """What tells it from other points of a sweep."""
        return point_key(self.settings)

    @cached_property
    def played(self) -> Played:
        """What comes out of it."""
        return Played(self.settings, self.levers)

    def others(self, key: str) -> list[Any]:
        """Other values of a key, the farthest first."""
        values = self.values
        given = {**OTHERWISE, **self.otherwise}
        if key in given:
            return [given[key]]
        if key.startswith("levers."):
            lever = key.rpartition(".")[2]
            return [LEVERS.get(lever, 0.2) if values[key] is None else 0.6 * values[key] or 0.2]
        found = [*_far(key, values), another(key, values, declared())]
        return [value for value in found if value is not None and value != values[key]]


def _far(key: str, values: Mapping[str, Any]) -> list[float]:
    """Four times a number and a quarter of it, as far as it is allowed."""
    value, found = values[key], declared().get(key)
    if found is None or not isinstance(value, float):
        return []
    low, high = found.allowed
    return [min(4.0 * value, high) if value else min(0.5, high), max(low, value / 4.0)]


@cache
def shipped_values() -> dict[str, Any]:
    """The configuration that nobody has said anything about."""
    return question([]).settings


class Played:
    """A world at its end, centred as its configuration says.

    Args:
        values: the whole configuration.
        levers: of strategies, None to read them.
        centre: constants of the centring, None to find them.
        run: whether to run it.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        levers: Mapping[str, Mapping[str, float]] | None = None,
        centre: Centre | None = None,
        run: bool = True,
    ) -> None:
        found = ground(dict(values), levers)
        self.centre = centre or CENTRING[values["centring"]](found.world)
        world, seed = found.world, values["seed"]
        traits, community = world.people.traits(Draws(seed), world.terms), world.community(seed)
        self.market = Market(world, found.strategy(values["strategy"]), seed, self.centre, traits, community)
        if run:
            self.market.run()

    @cached_property
    def numbers(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The row of the runs table: measures, budget, spending and the unit of money."""
        market = self.market
        booked = (market.ledger.envelope[:, 1].sum(), market.ledger.spent()[:, 1].sum(), market.scale)
        return np.array([*all_measures(market).values(), *booked], dtype=np.float64)

    def same(self, other: Played) -> bool:
        """Whether the rows of the runs table agree but for rounding."""
        one, two = self.numbers, other.numbers
        return bool(np.allclose(one, two, rtol=ROUNDING, atol=0.0, equal_nan=True))


def comes_out_otherwise(context: Context, values: Mapping[str, Any]) -> bool:
    """Whether another configuration gives other numbers, or is refused for what it does."""
    try:
        return not Played(values, _levers(context, values)).same(context.played)
    except Mistake:
        return True


def moves(context: Context, values: Mapping[str, Any]) -> bool:
    """The same, mostly sooner: see the head of this file."""
    base = context.played.market
    try:
        there = Played(values, _levers(context, values), context.played.centre, run=False)
        market = there.market
        if market.world.weeks != base.world.weeks or market.world.terms.firms != base.world.terms.firms:
            return True
        while market.week < base.world.weeks:
            week = market.week
            market.step()
            if _week(market, week) != _week(base, week):
                return True
    except Mistake:
        return True
    return not there.same(context.played) or comes_out_otherwise(context, values)


def _levers(context: Context, values: Mapping[str, Any]) -> dict[str, dict[str, float]] | None:
    """Levers as they are known, where nothing was said of them."""
    return context.levers if values["levers"] == context.settings["levers"] else None


def _week(market: Market, week: int) -> list[bytes]:
    """Money and people of a week."""
    return [
        market.ledger.weekly[week].tobytes(),
        *(market.record.series[name][week].tobytes() for name in OF_THE_MARKET),
    ]


BRIEF = {"population.size": 80, "weeks": 4}
EDGES, DEGREES = "edges.csv", "degrees.csv"


def contexts(folder: Path) -> tuple[Context, ...]:
    """All of them; the first one shows whatever no other is there for.

    Args:
        folder: where the files lie that `files` wrote.
    """
    edges, degrees = str(folder / EDGES), str(folder / DEGREES)
    brought = {**BRIEF, "population.size": PEOPLE, "community.graph": "from_file", "community.file": edges}
    given = {"community.graph": "configuration", "community.law": "given"}
    return (
        Context("lively", LIVELY, ("",)),
        Context("to be won", LIVELY | TO_BE_WON, (
            "channel.", "mechanism.acquisition.", "mechanism.awareness.", "mechanism.channels.", "mechanism.closing.",
            "mechanism.reviews.", f"levers.{ACTING}.content", f"levers.{ACTING}.s", "mechanism.word_of_mouth.",
            "mechanism.winback.b",
        )),
        Context("to be won back", LIVELY | TO_BE_WON | {
            "population.churn.beta": 0.5, "population.size": 800, "weeks": 12,
        }, ("channel.winback.", "mechanism.winback.b")),
        Context("listening from a threshold", LIVELY | {
            "mechanism.word_of_mouth.law": "threshold", "mechanism.word_of_mouth.threshold": 0.1,
        }, (
            "mechanism.word_of_mouth.threshold", "channel.winback.", "channel.search.building", "mechanism.winback.",
            "mechanism.acquisition.offer",
        )),
        Context("a rival who matches", LIVELY | {"mechanism.quality.matching_limit": 1.0}, (
            "mechanism.quality.matching",)),
        Context("brands", LIVELY | BRIEF | {"market.kind": "repertoire", "market.rival_share": 0.4}, (
            "mechanism.tastes.", "mechanism.repertoire.")),
        Context("a choice at each purchase", LIVELY | BRIEF | {"market.kind": "non_contractual"}, (
            "market.wallet_share",)),
        Context("a second year", LIVELY | BRIEF | {"weeks": 54}, ("market.equal",)),
        Context("two segments", LIVELY | BRIEF | {"population.source": "segments"}, ("population.high_end.",)),
        Context("blocks", LIVELY | BRIEF | {"community.graph": "blocks", "community.blocks": 4}, (
            "community.blocks", "community.within")),
        Context("power law", LIVELY | BRIEF | {"community.graph": "configuration", "community.law": "power_law"}, (
            "community.law", "community.exponent"), {"community.law": "poisson"}),
        Context("ties of one's own", LIVELY | brought | {"community.weight_column": "weight"}, (
            "community.file", "community.source", "community.target", "community.weight", "community.strength",
            "community.delimiter"), {
            "community.file": str(folder / f"other_{EDGES}"), "community.source_column": "other_source",
            "community.target_column": "other_target", "community.weight_column": "other_weight",
            "community.strength_column": "strength",
        }),
        Context("degrees of one's own", LIVELY | BRIEF | given | {"community.degrees_file": degrees}, (
            "community.degrees_file",), {"community.degrees_file": str(folder / f"other_{DEGREES}")}),
    )  # fmt: skip


PEOPLE = 80


def files(folder: Path) -> None:
    """Write the files that contexts name."""
    one = np.arange(PEOPLE)
    for number, name in enumerate(("", "other_"), start=1):
        rows = [f"{k},{(k + step * number) % PEOPLE},{(3 * k + 1) % PEOPLE},{(7 * k + 5 + step) % PEOPLE},{k % 5},"
                f"{k % 3},{'strong' if k % 2 else 'weak'}" for step in (1, 3, 7) for k in one]  # fmt: skip
        header = "source,target,other_source,other_target,weight,other_weight,strength"
        (folder / f"{name}{EDGES}").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        (folder / f"{name}{DEGREES}").write_text("degree\n" + "".join(f"{2 + 2 * number}\n" for _ in one))


def shown_by(key: str, among: Sequence[Context], change: Callable[[Context, Mapping[str, Any]], bool]) -> str | None:
    """The first context in which a key changes what comes out; None where there is none.

    Args:
        key: dotted.
        among: contexts; those that name the longest beginning of the key are tried first.
        change: `moves` or `comes_out_otherwise`.
    """
    nearest = sorted(among, key=lambda one: -max((len(b) for b in one.first if key.startswith(b)), default=-1))
    for context in nearest:
        if reader(key, context.settings, "run") is not None:
            continue
        for value in context.others(key):
            values = merged(context.settings, {key: value})
            assert point_key(values) != context.identity, key
            if change(context, values):
                return context.name
    return None
