"""Which parameters matter, in sentences: as far as intervals tell them apart, and what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

import pandas as pd

from experiments.config.sections import SensitivityRule
from experiments.results.sentences.idle_parameters import why_idle
from experiments.statistics.formatting import confidence_level, percent

MOST = 3
"""So many parameters are named as those that matter most."""


class SensitivityNumbers(Protocol):
    """What is said in words; `analyses.sensitivity` has it."""

    @property
    def settings(self) -> SensitivityRule:
        """The section `sensitivity` of the configuration."""

    @property
    def table(self) -> pd.DataFrame:
        """One row a parameter, the strongest first."""

    @property
    def index(self) -> str:
        """The index by which parameters are ranked."""

    @property
    def agreement(self) -> float:
        """Rank correlation of the index between half of the sample and all of it."""

    @property
    def idle(self) -> dict[str, str]:
        """Parameters that were left out, each with its mechanism, which is off."""


def sensitivity_sentence(answer: SensitivityNumbers) -> str:
    """What it says, in words."""
    left, there = int(answer.table["undefined"].sum()), int(answer.table["blocks"].sum())
    said = [_ranked(answer)]
    if (answer.table[answer.index] > 0).any():
        said.append(f"Rank correlation between half of the sample and all of it: {answer.agreement:.2f}.")
    if left:
        share = percent(left / (left + there))
        said.append(f"{share} of the sample is left out: no status quo is possible there, or the measure is undefined.")
    if answer.idle:
        because, advice = why_idle(answer.idle)
        said.append(
            f"{_named(answer.idle)} cannot have an effect and {_were(answer.idle)} left out, {because}: {advice}"
        )
    return " ".join(said)


def _ranked(answer: SensitivityNumbers) -> str:
    """Who matters most, as far as intervals tell: what is 0 is not ranked, and what overlaps is not told apart."""
    acting = answer.table[answer.table[answer.index] > 0]
    still = list(answer.table["parameter"][answer.table[answer.index] == 0])
    measure = answer.settings.measure.replace("_", " ")
    if acting.empty:
        same = "apart from rounding, it is the same at every point"
        return f"None of these parameters has any effect on {measure}: {same}."
    low = acting.iloc[0][f"{answer.index}_low"]
    rivals = list(acting["parameter"][~(acting[f"{answer.index}_high"] < low)])
    at = confidence_level(answer.settings.confidence)
    if len(rivals) == 1:
        said = f"{_named(rivals)} matters most."
    elif len(rivals) <= MOST:
        said = f"{_named(rivals)} matter most; their intervals at {at} overlap."
    else:
        more = len(rivals) - MOST
        others = f"those of {more} more overlap with theirs"
        said = f"{_named(rivals[:MOST])} come first; at {at} {others}."
    if still:
        said += f" {_named(still)} {'has' if len(still) == 1 else 'have'} no effect on {measure} at all."
    return said


def _named(keys: Iterable[str]) -> str:
    return ", ".join(key.removeprefix("mechanism.") for key in keys)


def _were(keys: Collection[str]) -> str:
    return "was" if len(keys) == 1 else "were"
