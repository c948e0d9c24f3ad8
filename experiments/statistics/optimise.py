"""Search for the lowest value over a box by asking and telling; the door to Optuna.

Points are asked for in rounds of a fixed size and told in their order, so that the search takes the same way whoever
computes the values and however many do. The first rounds are a design that is spread over the whole box; after that
the sampler proposes points where low values are likely.

Source: Akiba et al. (2019), Optuna: a next-generation hyperparameter optimization framework, KDD; the sampler is the
tree-structured Parzen estimator of Bergstra et al. (2011), NeurIPS 24.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.statistics.latin_hypercube import latin_hypercube
from simulation.mistake import Mistake

ROUND = 8
Point = dict[str, float]


class Search:
    """Where to look next.

    Args:
        ranges: of each parameter, by dotted key.
        first: points of the design that come before the sampler's own.
        seed: of the sampler.
        known: points that are asked for before all others.

    Raises:
        Mistake: Optuna is not installed.
    """

    def __init__(
        self, ranges: Mapping[str, tuple[float, float]], first: int, seed: int, known: Sequence[Point] = ()
    ) -> None:
        optuna = _optuna()
        self.ranges = dict(ranges)
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        sampler = optuna.samplers.TPESampler(seed=seed, n_startup_trials=first + len(known), multivariate=True)
        self._study = optuna.create_study(sampler=sampler)
        for place in (*known, *latin_hypercube(ranges, first)):
            self._study.enqueue_trial(place)
        self._box = {key: optuna.distributions.FloatDistribution(*ends) for key, ends in self.ranges.items()}
        self._asked: list[Any] = []

    def ask(self, count: int = ROUND) -> list[Point]:
        """The next points."""
        self._asked = [self._study.ask(self._box) for _ in range(count)]
        return [{key: float(trial.params[key]) for key in self.ranges} for trial in self._asked]

    def tell(self, values: Sequence[float]) -> None:
        """Values of the points last asked for, in their order; the lower the better."""
        for trial, value in zip(self._asked, values, strict=True):
            self._study.tell(trial, float(value))


def _optuna() -> Any:
    try:
        import warnings

        import optuna
    except ImportError:
        raise Mistake("optuna", "nothing", "must be installed", "Run: pip install courtship[analysis]") from None
    warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)
    return optuna
