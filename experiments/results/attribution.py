"""To which channel new customers are credited, beside what each channel caused: joiners lost when it reaches nobody.

Attribution by first touch, last touch or all alike is read from the log of touches of one run. What a channel causes
is an experiment: the same replicate again, in which the focal firm's money for it is spent all the same and reaches
nobody, or its customers' praise falls on deaf ears; the joiners that are missing then are the ones it caused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from simulation.draws import Floats
from simulation.market.channel import CHANNELS
from simulation.measures.outcome import Outcome
from simulation.world.attribution import RULES

NAMES = tuple(channel.name for channel in CHANNELS)
BOOKED = {"referral": "rewards"}
"""Purpose under which a channel's cost is booked, where it is not its name."""


def customers_won(outcome: Outcome) -> float:
    """How many joined the focal firm over the run."""
    return float(outcome.series["joined"][:, 1].sum())


def channels_in_use(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Channels for which money was spent, or by which anybody came, in any replicate."""
    return tuple(
        name
        for k, name in enumerate(NAMES)
        if any(spending_on_channel(o, name) or o.attribution[:, k].any() for o in outcomes)
    )


def spending_on_channel(outcome: Outcome, channel: str) -> float:
    """What the focal firm spent on a channel over the run, not discounted [money]."""
    purpose = BOOKED.get(channel, channel)
    if purpose not in outcome.purposes:
        return 0.0
    return float(outcome.ledger[:, outcome.purposes.index(purpose)].sum() / outcome.scale)


def attribution_table(outcomes: Sequence[Outcome], caused: Mapping[str, Sequence[float]] | None = None) -> pd.DataFrame:
    """One row a run and channel: money spent, and customers won as each rule has it.

    Args:
        outcomes: of all replicates.
        caused: for each channel that was tried without, the joiners it caused, by replicate; the others are undefined.
    """
    rows = [
        {
            "strategy": o.strategy,
            "seed": o.seed,
            "channel": name,
            "spent": spending_on_channel(o, name),
            **{rule: float(o.attribution[r, k]) for r, rule in enumerate(RULES)},
            "causal": (caused or {})[name][i] if name in (caused or {}) else np.nan,
        }
        for i, o in enumerate(outcomes)
        for k, name in enumerate(NAMES)
    ]
    return pd.DataFrame(rows)


def credits_of(table: pd.DataFrame) -> Floats:
    """Back from the table of one run, see `simulation.world.attribution`; shape (rules, channels)."""
    credit: Floats = table.set_index("channel").loc[list(NAMES), list(RULES)].to_numpy(dtype=np.float64).T
    return credit
