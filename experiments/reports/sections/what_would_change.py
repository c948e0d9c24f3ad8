"""What would change the verdict: facts that, were they otherwise, would move the verdict to the other side.

Nothing is named here that luck alone would have named: each sentence stands on an interval that holds both leaders on
their sides of 0, or on a correlation beyond what luck reaches among all parameters. What was not run is not said.
"""

from __future__ import annotations

from experiments.config.reference import described
from experiments.results.comparison import RUN, Comparison
from experiments.results.effect import Effect
from experiments.results.explanation import Explanation
from experiments.results.influence import KEY, influence_on, won_by_half
from experiments.results.sentences.boundary import flip_sentence
from experiments.results.sentences.comparison import change_sentence
from experiments.results.sentences.difference import finding
from experiments.results.sentences.explanation import places
from experiments.results.sentences.influence import influence_sentence
from experiments.statistics.equivalence import UNDECIDED
from experiments.statistics.flip_point import Line, State
from experiments.statistics.formatting import percent, signed


def mind_changers(comparison: Comparison, b: int = 1) -> list[str]:
    """Sentences, the most tangible first; never empty."""
    said = []
    if comparison.flips is not None and b == 1:
        names, confidence = (comparison.flips.a, comparison.flips.b), comparison.flips.confidence
        flips = [line for line in comparison.flips.lines() if line.flip(confidence).state is State.FLIPS]
        said += [flip_in_words(line, names, confidence) for line in flips]
    said += _parting(comparison, b)
    if comparison.explanation is not None and b == 1:
        said += _levers(comparison.explanation) + _mechanisms(comparison.explanation)
    change = comparison.contagion_change(b)
    states = {state: one.verdict for state, one in comparison.contagion(b).items()}
    if change is not None and change.shown and len(set(states.values())) > 1:
        told = change_sentence(change, "it", comparison.names[b], comparison.names[0])
        said.append(f"Evidence on whether leaving is contagious: {told}")
    if finding(comparison, "profit", b).pair.verdict == UNDECIDED:
        said.append(
            "More replicates: the interval still contains both differences that matter and differences that do not."
        )
    if comparison.space_state == RUN and not influence_on(comparison, b).named:
        said.append(influence_sentence(influence_on(comparison, b), KEY))
    return said or [
        "Nothing that was varied here changes the verdict. Parameters that were not varied could still change it."
    ]


def flip_in_words(line: Line, names: tuple[str, str], confidence: float) -> str:
    """Where the winner flips along one parameter, and what that parameter is."""
    key, told, said = flip_sentence(line, names, confidence).partition(":")
    row = described().get(line.key)
    return f"{key} ({row['meaning']}){told}{said}" if row else f"{key}{told}{said}"


def _parting(comparison: Comparison, b: int) -> list[str]:
    """Parameters that part the winners by more than luck does."""
    other, said = comparison.names[b], []
    for key in influence_on(comparison, b).named:
        lower, upper = won_by_half(comparison, key, b)
        said.append(
            f"A measurement of {key.removeprefix('mechanism.')}: {other} is ahead in {percent(lower)} of the "
            f"plausible settings in the lower half of its range, and in {percent(upper)} in the upper half."
        )
    return said


def _levers(found: Explanation) -> list[str]:
    """Groups of levers without which the other strategy is shown to lead."""
    digits, left = places(found), found.left_without_group()
    return [
        f"Dropping {name} from {found.b}: then {_leader(found, one)} would lead ({signed(one.mean, digits)})."
        for name, one in left.items()
        if _turned(found, found.difference(), one)
    ]


def _mechanisms(found: Explanation) -> list[str]:
    """Laws of the market without which the other strategy is shown to lead."""
    notes, digits = {one.name: one.note for one in found.mechanisms()}, places(found)
    turned = [
        f"{name.replace('_', ' ')} ({signed(one.mean, digits)})"
        for name, one in found.left_without().items()
        if not notes.get(name) and _turned(found, found.difference(), one)
    ]
    if not turned:
        return []
    return [
        f"Evidence that one of these mechanisms does not act, because the winner would change: {', '.join(turned)}."
    ]


def _turned(found: Explanation, lead: Effect, left: Effect) -> bool:
    """Whether the lead and what is left of it are told from 0, matter, and lie on different sides."""
    matters = min(abs(lead.mean or 0.0), abs(left.mean or 0.0)) > found.margin
    return lead.shown * left.shown < 0 and matters


def _leader(found: Explanation, left: Effect) -> str:
    return found.b if (left.mean or 0.0) > 0 else found.a
