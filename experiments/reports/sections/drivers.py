"""Why: what each group of levers and each mechanism adds to the second strategy's lead, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.results.effect import Effect
from experiments.results.explanation import Explanation
from experiments.results.sentences.explanation import interval, places
from experiments.statistics.formatting import signed


@dataclass(frozen=True)
class GroupRow:
    """A group of levers: what it adds on average over all orders, alone, and last of all; for firm and customers."""

    group: str
    levers: str
    fair: str
    alone: str
    last: str
    customers: str


def group_rows(found: Explanation) -> list[GroupRow]:
    """The strongest group first."""
    digits, theirs = places(found), places(found, "customer_surplus")
    alone, last, customers = (
        {one.name: one for one in found.groups(measure, what)}
        for measure, what in (("profit", "alone"), ("profit", "last"), ("customer_surplus", "fair"))
    )
    return [
        GroupRow(one.name, one.note, interval(one, digits), interval(alone[one.name], digits),
                 interval(last[one.name], digits), signed(customers[one.name].mean, theirs))
        for one in found.groups()
    ]  # fmt: skip


def without_rows(found: Explanation, most: int = 8) -> list[tuple[str, str, str]]:
    """Mechanisms that carry the lead: name, what they add, what is left of the lead without them."""
    lead = found.difference().mean or 0.0
    carried: list[Effect] = [one for one in found.mechanisms() if one.mean and not one.note][:most]
    digits = places(found)
    return [
        (one.name, interval(one, digits), signed(_left(found, one, lead), digits))
        for one in carried
    ]  # fmt: skip


def _left(found: Explanation, one: Effect, lead: float) -> float:
    """The lead without a mechanism, over the replicates in which it was run without."""
    if one.replicates < len(found.seeds):
        runs = (found.base[1] - found.base[0])[: one.replicates, 0]
        lead = float(runs.mean())
    return lead - (one.mean or 0.0)
