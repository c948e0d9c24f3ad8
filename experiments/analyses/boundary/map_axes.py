"""Which two parameters the map is about, when nobody says: those that part the winners most."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.results.influence import Influence

FALLBACK = ("market.budget_share", "mechanism.encounters.cost")
"""What a firm can decide on and what it can find out; both decide much in the literature of this question."""


def map_axes(found: Influence, known: Sequence[str], wanted: Sequence[str] = ()) -> tuple[str, str]:
    """What was asked for first, then the strongest that are told from luck; else those of `FALLBACK`, if in doubt.

    Args:
        found: what the parameter space says about its parameters.
        known: parameters that there are, at least two.
        wanted: that were named.
    """
    fallback = FALLBACK if set(FALLBACK) <= set(known) else ()
    strongest = list(found.named)[:2] if len(found.named) > 1 else []
    first, second, *_ = dict.fromkeys([*wanted, *strongest, *fallback, *found.correlations, *known])
    return first, second
