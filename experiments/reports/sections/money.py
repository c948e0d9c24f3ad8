"""What compared strategies may spend, in words: what is equal, the verdict with the other meaning, how well funded."""

from __future__ import annotations

from experiments.results.comparison import Comparison
from experiments.results.marginal_return import FAIR, LEAST, MOST, OVER
from experiments.results.sentences.comparison import verdict_of
from experiments.results.sentences.difference import Finding
from experiments.statistics.formatting import confidence_level, counted, decimals, plain, signed
from simulation.market.terms import MONEY, SHARE
from simulation.measures.measures import measure_named

IF_EQUAL = {
    MONEY: "if all strategies may spend the same money",
    SHARE: "if each strategy may spend the same share of its own revenue",
}
"""What is equal, as a condition, by `market.equal`."""


def given_the_same(comparison: Comparison) -> str:
    """What compared strategies are given, with its present value, as the end of a sentence."""
    worth = [plain(budget) for budget in comparison.budget]
    value = "money per initial customer in the money of week 0"
    if comparison.setting.world.terms.equal == MONEY:
        return f"receive the same budget, worth {worth[0]} {value}"
    each = ", ".join(f"{one} ({name})" for name, one in zip(comparison.names, worth, strict=True))
    return f"receive the same share of their own revenue of the year before, worth {each} {value}"


def left_at_the_end(comparison: Comparison) -> str:
    """What each strategy has not spent of it when the run ends, or has overspent, as a sentence."""
    left = ", ".join(f"{name} {signed(one)}" for name, one in zip(comparison.names, comparison.left, strict=True))
    unit = "money per initial customer"
    return f"Money left at the end is profit, and an overdraft is a cost: {left} {unit}."


def difference_with_other_equal(comparison: Comparison, b: int = 1) -> Finding | None:
    """The difference in profit with the other meaning of equal; None where it was not run."""
    pair = comparison.with_other_equal(b)
    return None if pair is None else Finding(measure_named("profit"), comparison.names[0], comparison.names[b], pair)


def otherwise_label(comparison: Comparison) -> str:
    """What the row of that difference is called."""
    return f"profit {IF_EQUAL[comparison.other_equal]}"


def otherwise_sentences(comparison: Comparison, b: int = 1) -> list[str]:
    """The verdict on profit with the other meaning of equal."""
    found = difference_with_other_equal(comparison, b)
    if found is None:
        return []
    condition, pairs = IF_EQUAL[comparison.other_equal], counted(found.pair.replicates, "pair")
    told = verdict_of(found, comparison.setting.world.weeks)
    return [f"{condition[0].upper()}{condition[1:]} (market.equal={comparison.other_equal}, {pairs}): {told}"]


def funding_sentences(comparison: Comparison) -> list[str]:
    """What a unit more would earn under the status quo, and a warning where the world is badly funded."""
    found = comparison.marginal_return
    if found is None:
        return []
    digits = decimals((found.ci_high - found.ci_low) / 2 or found.mean)
    interval = f"{plain(found.ci_low, digits)} to {plain(found.ci_high, digits)}"
    said = (
        f"Marginal return on spending: under the status quo, one more unit of money would earn back "
        f"{plain(found.mean, digits)} within {counted(comparison.setting.world.weeks, 'week')} "
        f"({confidence_level(found.confidence)} interval {interval}, {counted(found.replicates, 'pair')})."
    )
    if found.funded == FAIR:
        return [said]
    how, bound = ("far more", f"less than {LEAST:g}") if found.funded == OVER else ("far less", f"more than {MOST:g}")
    return [
        f"{said} The budget is implausible: the firm spends {how} than the amount at which the last unit pays for "
        f"itself ({bound} here), so a verdict between two ways of spending it means little."
    ]
