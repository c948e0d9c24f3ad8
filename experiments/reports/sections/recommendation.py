"""What the verdict bears: as far as the intervals and the parameter space allow, and no further.

A winner is recommended only where the difference matters, and called fragile where most plausible settings of the
doubtful parameters do not agree.
"""

from __future__ import annotations

from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import names_in_a_sentence
from experiments.statistics.equivalence import EQUIVALENT
from experiments.statistics.formatting import percent
from experiments.statistics.space_share import Share

EVEN = "choose by the gain of customers and by risk."
OPEN = "first run more replicates or a longer horizon."
FRAGILE = "Before you spend much, check what would change the verdict, or try the strategy on some of the customers."


def recommendation(comparison: Comparison) -> str:
    """What to do, said of all strategies at once."""
    verdict, winner = comparison.against_first(), comparison.ranking.winner
    if winner is None:
        leaders = names_in_a_sentence(comparison.ranking.leaders)
        if verdict.verdict == EQUIVALENT:
            return f"Profit does not decide between {leaders}: {EVEN}"
        return f"Do not decide on profit yet between {leaders}: {OPEN}"
    if comparison.space is None:
        return f"{winner}, if the default guesses are right; whether they matter was not tested."
    held = _least(comparison, winner)
    if held is None:
        return f"{winner} at the default guesses; no plausible setting of the uncertain parameters could be judged."
    share, points, other = held
    ahead = (
        f"it is ahead of {other} in {percent(share.share)} of {points} plausible settings of the uncertain parameters"
    )
    if share.ci_low > 0.5:
        return f"{winner}: it earns enough more to matter, and does so in most plausible settings ({ahead})."
    return f"{winner} at the default guesses, but not shown to be robust: {ahead}. {FRAGILE}"


def _least(comparison: Comparison, winner: str) -> tuple[Share, int, str] | None:
    """The smallest share of settings in which the winner is ahead of one of the others; None where none is defined."""
    k, found = comparison.names.index(winner), []
    for i, other in enumerate(comparison.names):
        shares = comparison.shares("profit", k, i) if i != k else None
        if shares is not None and shares.b is not None:
            found.append((shares.b, shares.points, other))
    return min(found, key=lambda one: one[0].share, default=None)
