"""Where the winner flips, in sentences: along each parameter, over the map, and in the space of all parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from experiments.results.flip_map import FlipMap
from experiments.results.influence import Influence
from experiments.results.sentences.influence import influence_sentence
from experiments.statistics.flip_point import Line, State
from experiments.statistics.formatting import confidence_level, counted, percent
from experiments.statistics.prim import Box
from experiments.statistics.space_share import SharesOfSpace


class BoundaryNumbers(Protocol):
    """What is said in words; `analyses.boundary.boundary` has it."""

    @property
    def names(self) -> tuple[str, str]:
        """Of both strategies."""

    @property
    def confidence(self) -> float:
        """Of all intervals."""

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """Of each parameter."""

    @property
    def places(self) -> Sequence[Mapping[str, float]]:
        """Points of the hypercube."""

    @property
    def map(self) -> FlipMap:
        """Over two parameters."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """One parameter moved alone each."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """Parameters that the question named."""

    @property
    def influence(self) -> Influence:
        """What the points say about each parameter."""

    def shares(self) -> SharesOfSpace | None:
        """The space divided between both and neither."""

    def boxes(self) -> Mapping[str, Box]:
        """For each strategy the box in which it wins."""


def boundary_sentences(answer: BoundaryNumbers) -> list[str]:
    """What it says, in words: what was asked first, then the map, then what else was found."""
    lines = {line.key: line for line in (*answer.map.lines(), *answer.lines)}
    asked = [lines.pop(key) for key in answer.wanted if key in lines]
    said = [flip_sentence(line, answer.names, answer.confidence) for line in asked]
    said.append(map_sentence(answer.map))
    said += [flip_sentence(line, answer.names, answer.confidence) for line in lines.values()]
    said += _space(answer)
    said += [box_sentence(name, one) for name, one in answer.boxes().items()]
    return said


def _space(answer: BoundaryNumbers) -> list[str]:
    shares, (a, b) = answer.shares(), answer.names
    if not answer.places:
        return []
    if shares is None or not (shares.a and shares.b and shares.tied):
        return [f"None of {counted(len(answer.places), 'sampled parameter set')} could be run: none of "
                "them reproduces the observed status quo."]  # fmt: skip
    ahead = (
        f"In {counted(shares.points, 'sampled parameter set')} of {len(answer.ranges)} uncertain parameters (one "
        f"pair of runs each), {a} leads by a difference that matters in {percent(shares.a.share)}, {b} in "
        f"{percent(shares.b.share)}, and neither in {percent(shares.tied.share)}."
    )
    return [ahead, influence_sentence(answer.influence, "boundary.space")]


def flip_sentence(line: Line, names: tuple[str, str], confidence: float) -> str:
    """Where the winner changes along one parameter, everything else at its default."""
    flip, who = line.flip(confidence), {-1: names[0], 1: names[1], 0: "neither"}
    key, default = line.key.removeprefix("mechanism."), f"the default is {line.default:g}"
    span = f"from {line.levels[0]:.4g} to {line.levels[-1]:.4g}"
    match flip.state:
        case State.UNKNOWN:
            return f"{key}: no run was possible {span}, so it is unknown whether the winner changes."
        case State.EQUAL:
            return f"{key}: both strategies earn exactly the same {span}."
        case State.KEEPS:
            return f"{key}: {who[flip.below]} leads {span}; this parameter alone does not change the winner."
        case State.OPEN:
            shown, ahead = int(abs(line.shown(confidence)).sum()), who[int(np.sign(np.nansum(line.mean)))]
            return (
                f"{key}: no change of the winner is shown {span}. {ahead} leads on average, and beyond chance at "
                f"{shown} of {len(line.levels)} levels."
            )
        case State.CROSSES:
            return (
                f"{key}: the mean lead changes its sign near {flip.at:.3g}, but this may be chance: at "
                f"{confidence_level(confidence)} the two are not shown to lead on different sides; {default}."
            )
    known = not np.isnan(line.band(confidence)[0]).any()
    ends = " to ".join(f"{end:.3g}" if end is not None else "beyond" for end in (flip.ci_low, flip.ci_high))
    ends = "the whole range" if flip.ci_low is None and flip.ci_high is None else ends
    sure = f" ({confidence_level(confidence)} interval {ends})" if known else ""
    more = f"; the sign changes {flip.crossings} times" if flip.crossings > 1 else ""
    return f"{key}: {who[flip.below]} leads below and {who[flip.above]} above {flip.at:.3g}{sure}{more}; {default}."


def map_sentence(found: FlipMap) -> str:
    """Who is ahead over two parameters, and whether the answer flips inside their map."""
    first, second = (key.removeprefix("mechanism.") for key in found.keys)
    lead = found.mean[~np.isnan(found.mean)]
    if not lead.size:
        return f"No run was possible on the map of {first} and {second}."
    one, other, matters = int((lead < -found.margin).sum()), int((lead > found.margin).sum()), found.margin
    opening = (
        f"On the map of {first} and {second}, {found.a} leads by a difference that matters (more than {matters:.3g}) "
        f"at {one} of {counted(lead.size, 'point')}, {found.b} at {other}, and neither at {lead.size - one - other}"
    )
    if not (one and other):
        return f"{opening}."
    sides = Line("", 0.0, np.arange(float(found.mean.size)), found.rows(), found.spread).shown(found.confidence)
    shown = 1 in sides and -1 in sides
    return f"{opening}; {'the winner changes within the map' if shown else 'the change of the winner may be chance'}."


def box_sentence(name: str, one: Box) -> str:
    """In which corner of the space a strategy wins."""
    if not one.limits:
        share = f"it wins {percent(one.density)} of {one.points} points"
        return f"No region in which {name} wins can be told from chance ({share})."
    limits = " and ".join(
        f"{key.removeprefix('mechanism.')} is {low:.3g} to {high:.3g}" for key, (low, high) in one.limits.items()
    )
    return (
        f"Where {limits}, {name} wins {percent(one.density)} of {one.points} points; "
        f"these are {percent(one.coverage)} of all points that it wins."
    )
