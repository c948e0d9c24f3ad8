"""What people say and what it does, in the reference market: incidence, elasticities, contagion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, standard_error, within
from simulation.draws import Floats
from simulation.world.market import Market
from simulation.world.world import World

WEEKS, RUNS = 104, 4
LOUDER, DEARER = 1.3, 0.8
"""Factors on the rate of speaking, and on what quality costs."""
GRUMPY = Mutant("people complain as often as they praise", ("mechanism.word_of_mouth.ratio=1.0",))
NO_PULL = Mutant(
    "talk wins nobody, neither along ties nor by reviews nor by making a firm considered",
    (
        "mechanism.acquisition.strong=0.0",
        "mechanism.acquisition.weak=0.0",
        "mechanism.reviews.enabled=false",
        "mechanism.awareness.enabled=false",
    ),
)
ALONE = Mutant("leaving is not contagious", ("mechanism.contagion.ratio=1.0",))


@dataclass(frozen=True, eq=False)
class WordOfMouthCounts:
    """Counts of one market over all weeks, arrays of shape (runs,).

    Args:
        praises: customers who spoke well of their firm.
        complains: customers who spoke ill of it.
        joined: people who joined a firm.
        satisfaction: mean satisfaction of customers.
        ratio: leaving per observed propensity of those whose friend has just left over that of the others, so that
            who they are does not count.
    """

    praises: Floats
    complains: Floats
    joined: Floats
    satisfaction: Floats
    ratio: Floats


@cache
def market_with_talk(trial: ModelUnderTest, *words: str) -> WordOfMouthCounts:
    """The reference market with some words moved; it keeps the centre of the market in which they are not."""
    base = trial.setting(f"weeks={WEEKS}").world
    contagious = "mechanism.contagion.enabled=true" in words
    world = trial.setting(f"weeks={WEEKS}", *words).world
    centre = trial.centre(world if contagious else base)
    return WordOfMouthCounts(*np.array([_listened(world, seed, centre) for seed in trial.seeds(RUNS)]).T)


def _listened(world: World, seed: int, centre: object) -> list[float]:
    counts = np.zeros(7)

    def see(market: Market) -> None:
        values = market.population.values
        customer, leaves = values["is_customer"].astype(bool), values["left_firm"] > 0
        exposed = customer & (values["defections"] > 0.5)
        calm = customer & (values["defections"] == 0)
        joining = (values["provider"] == 0) & (values["next_provider"] > 0)
        spoken = (*(np.count_nonzero(values[said]) for said in ("praises", "complains")), joining.sum())
        h = values["leave_rate"]
        counts[:] += (*spoken, leaves[exposed].sum(), h[exposed].sum(), leaves[calm].sum(), h[calm].sum())

    market = Market(world, world.as_is, seed, centre).run(see)  # type: ignore[arg-type]
    series = market.record.series
    content = np.nansum(series["satisfaction"][:, 1:] * series["customers"][:, 1:]) / series["customers"][:, 1:].sum()
    exposed_ratio, calm_ratio = (left / h if h > 0 else np.nan for left, h in (counts[3:5], counts[5:7]))
    return [*counts[:3], float(content), float(exposed_ratio / calm_ratio)]


def incidence(trial: ModelUnderTest) -> Reading:
    """Praise over complaints."""
    found = market_with_talk(trial)
    ratio = found.praises / found.complains
    return within(3.0, ratio.mean(), (1.0, 2.0), float(standard_error(ratio)), unit="ratio", freedom=RUNS - 1)


def volume(trial: ModelUnderTest) -> Reading:
    """Change of log joins by change of log rate of speaking."""
    more = market_with_talk(trial, f"mechanism.word_of_mouth.rate={0.02 * LOUDER}")
    elasticity = np.log(more.joined / market_with_talk(trial).joined) / np.log(LOUDER)
    return within(
        0.236, elasticity.mean(), 0.15, float(standard_error(elasticity)), unit="elasticity", freedom=RUNS - 1
    )


def valence(trial: ModelUnderTest) -> Reading:
    """Change of log joins by change of log satisfaction, when quality gets cheaper."""
    base, better = market_with_talk(trial), market_with_talk(trial, f"mechanism.quality.scale={0.0163 * DEARER}")
    elasticity = np.log(better.joined / base.joined) / np.log(better.satisfaction / base.satisfaction)
    return within(
        0.417, elasticity.mean(), 0.25, float(standard_error(elasticity)), unit="elasticity", freedom=RUNS - 1
    )


def contagion(trial: ModelUnderTest) -> Reading:
    """Hazard of those with a friend who has just left, with contagion on."""
    found = market_with_talk(trial, "mechanism.contagion.enabled=true").ratio
    return within(1.8, found.mean(), 0.4, float(standard_error(found)), unit="factor", freedom=RUNS - 1)


CASES = (
    Case(
        "talk_incidence",
        "pattern",
        "three customers praise for each one who complains",
        "East, Hammond & Lomax 2008",
        "2 to 5, the range of products",
        incidence,
        GRUMPY,
        fitted="the ratio at middling satisfaction",
    ),
    Case(
        "talk_volume_elasticity",
        "pattern",
        "elasticity of sales to the volume of word of mouth is 0.236",
        "You, Vadakkepatt & Joshi 2015, 51 studies",
        "0.15: what people join for is one kind of sale",
        volume,
        NO_PULL,
        miss="who speaks more is heard in three ways: along ties, through reviews (0.36 without them), and by making "
        "the firm considered (0.16 with neither)",
    ),
    Case(
        "talk_valence_elasticity",
        "pattern",
        "elasticity of sales to the valence of word of mouth is 0.417",
        "You, Vadakkepatt & Joshi 2015, 51 studies",
        "0.25",
        valence,
        NO_PULL,
    ),
    Case(
        "leaving_contagion",
        "pattern",
        "a friend who has just left raises the hazard by 80 %",
        "Nitzan & Libai 2011",
        "1.4 to 2.2",
        contagion,
        ALONE,
        fitted="the ratio per friend; the total is carved out anew",
    ),
)
