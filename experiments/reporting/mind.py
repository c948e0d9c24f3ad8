"""What would change our mind: facts that, were they otherwise, would move the verdict to the other side."""

from __future__ import annotations

from experiments.boundaries.answer import flip_sentence
from experiments.boundaries.flips import Line
from experiments.catalogue import described
from experiments.comparison import Comparison
from experiments.explaining.explanation import Explanation
from experiments.explaining.sentences import places
from experiments.finding import finding
from experiments.influence import by_luck, correlations, won_by_half
from experiments.rounding import percent, signed
from experiments.verdict import UNDECIDED


def mind_changers(comparison: Comparison, b: int = 1) -> list[str]:
    """Sentences, the most tangible first; what was not run is not said."""
    said = []
    if comparison.flips is not None and b == 1:
        names = comparison.flips.a, comparison.flips.b
        said += [worded(line, names) for line in comparison.flips.lines() if line.flip().at is not None]
    said += _beyond_luck(comparison, b)
    if comparison.explanation is not None and b == 1:
        said += _levers(comparison.explanation) + _mechanisms(comparison.explanation)
    profit = finding(comparison, "profit", b)
    if profit.pair.verdict == UNDECIDED:
        said.append("More replicates: the interval still holds both a difference that matters and one that does not.")
    states = {state: one.verdict for state, one in comparison.contagion(b).items()}
    if len(set(states.values())) > 1:
        told = " and ".join(f"{state} {verdict}" for state, verdict in states.items())
        said.append(f"Evidence on whether leaving is contagious: {told}.")
    return said


def worded(line: Line, names: tuple[str, str]) -> str:
    """Where the winner flips along one parameter, and what that parameter is."""
    key, told, said = flip_sentence(line, names).partition(":")
    row = described().get(line.key)
    return f"{key} ({row['meaning']}){told}{said}" if row else f"{key}{told}{said}"


def _beyond_luck(comparison: Comparison, b: int) -> list[str]:
    """Parameters whose halves differ, over the doubtful space, by more than luck."""
    if comparison.space is None:
        return []
    luck = by_luck(len(comparison.space.places), len(comparison.space.ranges))
    other = comparison.names[b]
    said = []
    for key, value in correlations(comparison, b).items():
        if abs(value) > luck:
            lower, upper = won_by_half(comparison, key, b)
            said.append(
                f"A better number for {key.removeprefix('mechanism.')}: over the doubtful space {other} wins "
                f"{percent(lower)} of the lower half of its range and {percent(upper)} of the upper half."
            )
    return said


def _levers(found: Explanation) -> list[str]:
    """Groups of levers without which the other strategy would lead."""
    lead, digits = found.difference().mean or 0.0, places(found)
    said = []
    for one in found.groups(what="last"):
        left = lead - (one.mean or 0.0)
        if left * lead < 0 and min(abs(left), abs(lead)) > found.margin:
            leader = found.b if left > 0 else found.a
            said.append(f"{found.b} without its {one.name}: then {leader} would lead ({signed(left, digits)}).")
    return said


def _mechanisms(found: Explanation) -> list[str]:
    """Laws of the market without which the other strategy would lead."""
    turned = []
    for one in found.mechanisms():
        lead = float((found.base[1] - found.base[0])[: one.replicates, 0].mean())
        left = lead - (one.mean or 0.0)
        if not one.note and left * lead < 0 and min(abs(left), abs(lead)) > found.margin:
            turned.append(f"{one.name.replace('_', ' ')} ({signed(left, places(found))})")
    if not turned:
        return []
    return [f"Evidence that one of these is not at work, since the lead would change sides: {', '.join(turned)}."]
