"""Where the answer flips: the parameters that part the winners over the parameter space by more than luck does."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.results.comparison import RUN, Comparison
from experiments.results.influence import KEY, influence_on, won_by_half
from experiments.results.sentences.influence import influence_sentence
from experiments.statistics.formatting import percent

MOST = 8


@dataclass(frozen=True)
class DecidingParameter:
    """A doubtful parameter that parts the winners: in how many settings b is ahead, by half of its range."""

    key: str
    span: str
    correlation: float
    lower: str
    upper: str


@dataclass(frozen=True)
class DecidingParameters:
    """What the parameter space says about its parameters, for one pair.

    Args:
        sentence: in words.
        rows: parameters that are told from luck, strongest first; empty where none is.
    """

    sentence: str
    rows: tuple[DecidingParameter, ...]


def deciding_parameters(comparison: Comparison) -> list[DecidingParameters]:
    """For each pair the parameters that part its winners; [] without points of a parameter space."""
    if comparison.space_state != RUN:
        return []
    return [_partings(comparison, b) for b in range(1, len(comparison.names))]


def _partings(comparison: Comparison, b: int) -> DecidingParameters:
    assert comparison.space is not None
    found, rows = influence_on(comparison, b), []
    for key, correlation in list(found.named.items())[:MOST]:
        low, high = comparison.space.ranges[key]
        lower, upper = won_by_half(comparison, key, b)
        rows.append(DecidingParameter(key, f"{low:g} to {high:g}", correlation, percent(lower), percent(upper)))
    return DecidingParameters(influence_sentence(found, KEY), tuple(rows))
