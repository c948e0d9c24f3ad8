"""The tables that every record of runs has: one row a run, and what comes of it by week, segment and channel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import pandas as pd

from experiments.results.attribution import attribution_table
from experiments.results.tables import lifecycle_table, runs_table, segments_table, typology_table, weekly_table
from simulation.measures.outcome import Outcome

NAMES = ("runs", "weekly", "segments", "typology", "lifecycle", "attribution")
"""Of the tables, by file name."""


class OutcomeTables(ABC):
    """A record of runs; it says which."""

    caused: Mapping[str, Sequence[float]] = {}
    """For each channel the joiners it caused, by run; empty where that was not asked for."""

    @property
    @abstractmethod
    def every_outcome(self) -> Sequence[Outcome]:
        """All its runs."""

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run."""
        return runs_table(self.every_outcome)

    @property
    def weekly(self) -> pd.DataFrame:
        """One row a run, week and firm."""
        return weekly_table(self.every_outcome)

    @property
    def segments(self) -> pd.DataFrame:
        """One row a run and segment."""
        return segments_table(self.every_outcome)

    @property
    def typology(self) -> pd.DataFrame:
        """One row a run, look and type of relationship."""
        return typology_table(self.every_outcome)

    @property
    def lifecycle(self) -> pd.DataFrame:
        """One row a run, look and step of the lifecycle."""
        return lifecycle_table(self.every_outcome)

    @property
    def attribution(self) -> pd.DataFrame:
        """One row a run and channel: customers won by first, last and linear touch, and those it caused, if known."""
        return attribution_table(self.every_outcome, self.caused)
