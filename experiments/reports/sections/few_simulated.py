"""Whether so few of a firm's customers are simulated that their luck bends the verdict, in words."""

from __future__ import annotations

import numpy as np

from experiments.results.comparison import Comparison

FEW = 800
"""Simulated customers that suffice, those of 2,000 people at the defaults; see the study `sampling_fraction`."""
PART = 0.5
"""Share of the firm's customers above which those simulated are the firm, whose luck is its own."""


def few_simulated(comparison: Comparison) -> list[str]:
    """A warning where few of a firm's customers are simulated, and what to do; empty where they suffice.

    The firm plans its quality from the costs of those who are simulated. Quality rises less with money that is left
    over than it falls with money that is missing, so that the luck of few makes programmes look worse than they are.
    """
    simulated = float(np.mean([run.segments["customers"].sum() for run in comparison.outcomes[0]]))
    customers = comparison.setting.world.terms.customers
    if simulated >= min(FEW, PART * customers):
        return []
    return [
        f"The firm is taken to have {customers:,.0f} customers, and only {simulated:,.0f} of them are simulated. "
        "With so few, plans react to random variation, which makes strategies with several programmes look worse: in "
        "three kinds of market the lead of `relationship` was lower by 2 to 3 % of profit with 200 simulated customers "
        "than with 3,200. Simulate 2,000 people or more (population.size) or, if these are all the customers there "
        f"are, say so (market.customers={max(round(simulated), 1)})."
    ]
