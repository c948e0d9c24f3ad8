"""A sweep as a notebook sees it: the store of a folder, with figures over what varies."""

from __future__ import annotations

from pathlib import Path

from experiments.api.views import Figure, View
from experiments.inputs.paths import user_path
from experiments.sweeps.sweep import Sweep, two_of
from simulation.measures.measures import measure_named
from simulation.mistake import Mistake, nearest


class SweepView(View, Sweep):
    """What came of a sweep, also while it is running."""

    def __init__(self, folder: str | Path) -> None:
        super().__init__(user_path(folder).absolute())  # it is read later, wherever the session has gone by then

    def plot_measure(self, key: str | None = None, measure: str = "profit") -> Figure:
        """A measure of every strategy over one key."""
        from experiments.figures.sweep import measure_over

        of = measure_named(measure, among=self.measures)
        return measure_over(self.table, self._key(key), of, self.strategies).figure

    def plot_differences(self, key: str | None = None, measure: str = "profit") -> Figure:
        """The paired difference of two strategies over one key."""
        from experiments.figures.sweep import difference_over

        names = two_of(self.strategies, self.runs)
        of = measure_named(measure, among=self.measures)
        return difference_over(self.differences(measure), self._key(key), of, names).figure

    def _key(self, key: str | None) -> str:
        keys = self.varied
        if not keys:
            raise Mistake("key", key or "none", "nothing varies in this sweep")
        if key is not None and key not in keys:
            raise Mistake("key", key, f"must be one of {', '.join(keys)}", nearest(key, keys))
        return key or keys[0]
