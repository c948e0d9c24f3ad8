"""All that a calibration runs at most, declared when its log is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.analyses.calibrate.forecast import FORMS
from experiments.analyses.calibrate.moments import PASSES_FROM_NEAR
from experiments.analyses.calibrate.targets import Target
from experiments.config.sections import Calibrate
from experiments.execution.job_sizes import PILOTS
from experiments.execution.work_plan import Stage
from experiments.inputs.transactions.rfm import Summary

LIKELIHOODS, FORECAST, STATISTICS = "likelihoods", "forecast of what was kept back", "statistics of the market"
LIKELIHOOD_WEEKS = 10.0
"""What the likelihoods take for each customer, measured against runs [weeks]."""
KEPT_BACK, HISTORIES = 1 / 3, 2
"""The share of a log that is usually kept back; and forecasts come twice, from there on and from the beginning on."""


def statistics_points(parameters: int, trials: int) -> int:
    """Points that are looked at: the default, both ends of every range, and those of the search."""
    return 1 + 2 * parameters + trials


def calibration_stages(rule: Calibrate, summary: Summary, targets: Sequence[Target], parameters: int) -> list[Stage]:
    """In the order in which they begin.

    Args:
        rule: what is asked of the calibration.
        summary: of the log.
        targets: statistics that are to be matched.
        parameters: that are in doubt.
    """
    customers = len(summary.frequency)
    people, span = min(customers, rule.customers), float(np.max(summary.age))
    forecasts = HISTORIES * len(FORMS) * rule.replicates
    weeks = span * (1.0 + KEPT_BACK) / HISTORIES
    points = statistics_points(parameters, rule.trials) + 1 if targets else 0
    horizon = max((target.week for target in targets), default=0)
    return [
        Stage(LIKELIHOODS, 1, LIKELIHOOD_WEEKS * customers),
        Stage(FORECAST, forecasts + 1 if forecasts else 0, (PILOTS["thorough"] + 1) * people * weeks),
        Stage(STATISTICS, points, (PASSES_FROM_NEAR + rule.repeats) * float(people * horizon)),
    ]
