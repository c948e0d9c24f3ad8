"""Which doubtful parameters part the winners, in a sentence."""

from __future__ import annotations

from experiments.results.influence import Influence
from experiments.statistics.distinguishable import SIZE
from experiments.statistics.formatting import plain


def influence_sentence(found: Influence, key: str) -> str:
    """Which parameters part the winners, or that none is told from luck and what would tell.

    Args:
        found: what the points say.
        key: that says how many points there are.
    """
    many, bound = len(found.correlations), plain(found.bound, 2)
    if found.named:
        told = ", ".join(name.removeprefix("mechanism.") for name in found.named)
        return (
            f"Of {many} uncertain parameters, these matter by more than chance at {found.points} points: {told}. Among "
            f"so many, chance alone reaches a rank correlation with the lead of ±{bound}."
        )
    if found.points < 3:
        return f"So few points ({found.points}) say nothing about {many} uncertain parameters."
    return (
        f"At {found.points} points no parameter matters by more than chance: none of {many} uncertain ones has a rank "
        f"correlation with the lead beyond ±{bound}, which chance alone reaches among so many. About {found.needed:,} "
        f"points would be needed to detect a parameter whose correlation is {SIZE:g} ({key}={found.needed})."
    )
