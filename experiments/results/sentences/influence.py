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
            f"Of {many} doubtful parameters these are told from luck at {found.points} points: {told}. Among so "
            f"many, luck alone reaches a rank correlation with the lead of ±{bound}."
        )
    if found.points < 3:
        return f"Nothing about {many} doubtful parameters is distinguishable at so few points ({found.points})."
    return (
        f"Nothing is distinguishable at {found.points} points: none of {many} doubtful parameters has a rank "
        f"correlation with the lead beyond ±{bound}, which luck alone reaches among so many. About {found.needed:,} "
        f"points would be needed to detect a parameter whose correlation is {SIZE:g} ({key}={found.needed})."
    )
