"""The answer of a comparison in sentences: who earns more, how sure that is, and what both sides get."""

from __future__ import annotations

from pathlib import Path

from experiments.comparison import Comparison
from experiments.finding import Finding, finding
from experiments.rounding import decimals, percent, plain
from experiments.space import Share
from experiments.verdict import EQUIVALENT, UNDECIDED

GUESSES = (
    "The verdict of the defaults is a verdict on one choice of guesses: many parameters are known only to a range. "
    "Where the winner flips, and which share of that doubtful space each strategy wins, count for more."
)
PLANE = {(1, 1): "win-win", (1, -1): "firm-only", (-1, 1): "customer-only", (-1, -1): "lose-lose"}


def verdict_sentence(comparison: Comparison, b: int = 1) -> str:
    """Who earns more, by how much, and over how long."""
    profit, weeks = finding(comparison, "profit", b), comparison.setting.world.weeks
    pair, over = profit.pair, f"over {weeks} week{'s' if weeks != 1 else ''}"
    if pair.difference is None:
        return f"Profit {over} cannot be compared: it is undefined in too many replicates."
    sure = f"{percent(pair.confidence)} interval {profit.interval}"
    if profit.side:
        winner, loser = (profit.b, profit.a) if profit.side > 0 else (profit.a, profit.b)
        gap = plain(abs(pair.difference), profit.places)
        return f"{winner} earns more: {over}, {gap} money per initial customer more than {loser} ({_lead(profit)})."
    if pair.verdict == EQUIVALENT:
        return (
            f"{profit.a} and {profit.b} are equivalent: {over} their profits differ by {profit.difference} money per "
            f"initial customer ({sure}), and less than {profit.margin} does not matter."
        )
    return (
        f"{profit.a} and {profit.b} cannot be told apart: {over} their profits differ by {profit.difference} money per "
        f"initial customer, but the {sure} does not settle whether that is more than the {profit.margin} that matters."
    )


def _lead(profit: Finding) -> str:
    """The interval of the winner's lead."""
    ends = [profit.pair.ci_low or 0.0, profit.pair.ci_high or 0.0]
    low, high = sorted(profit.side * end for end in ends)
    places = profit.places
    interval = f"{percent(profit.pair.confidence)} interval {plain(low, places)} to {plain(high, places)}"
    return f"{interval}; what matters: more than {profit.margin}"


def how_sure(comparison: Comparison, b: int = 1) -> list[str]:
    """What the verdict stands on: the replicates, then the doubt in the parameters."""
    profit = finding(comparison, "profit", b)
    pair, said = profit.pair, []
    if pair.probability_b_beats_a is not None and pair.variance_reduction is None:
        said.append(f"With the default parameters, the difference is the same in all {pair.replicates} replicates.")
    elif pair.probability_b_beats_a is not None:
        said.append(
            f"With the default parameters, {profit.b} earns more than {profit.a} in "
            f"{_counted(pair.probability_b_beats_a, pair.replicates)} paired replicates."
        )
    said += ensemble_sentences(comparison)
    said.append(space_sentence(comparison, b))
    said += contagion_sentences(comparison, b)
    if not comparison.precise:
        said.append("The replicates ran out before the interval was as narrow as asked for.")
    return said


def _counted(share: float, pairs: int) -> str:
    wins = share * pairs
    if abs(wins - round(wins)) > 1e-9:
        return f"{percent(share)} of {pairs}"
    return {0: f"none of {pairs}", pairs: f"all {pairs}"}.get(round(wins), f"{round(wins)} of {pairs}")


def space_sentence(comparison: Comparison, b: int = 1) -> str:
    """The doubtful space divided between two strategies."""
    shares = comparison.shares("profit", b)
    if shares is None or shares.a is None or shares.b is None or shares.tied is None:
        return f"{space_is_missing(comparison)}, so how far the verdict hangs on guesses is not known."
    a, other = comparison.names[0], comparison.names[b]
    return (
        f"With every doubtful parameter drawn from its plausible range, {a} earns more at {_with_interval(shares.a)} "
        f"of {shares.points} points, {other} at {_with_interval(shares.b)}, and neither by enough to matter at "
        f"{percent(shares.tied.share)}.{_ruled_out(comparison)}"
    )


def space_is_missing(comparison: Comparison) -> str:
    """Why nothing is known about the doubtful space; without a full stop."""
    points = comparison.setting.values["space"]["points"]
    if points == 0:
        return "The doubtful parameters were not varied (space.points=0)"
    which = f"All {points} points" if points > 1 else "The only point"
    why = "the status quo there cannot be as it was observed" if comparison.space is None else "profit is undefined"
    return f"{which} of the doubtful space gave nothing: {why}"


def _ruled_out(comparison: Comparison) -> str:
    out = comparison.space.ruled_out if comparison.space is not None else 0
    if out == 0:
        return ""
    points = "points were" if out > 1 else "point was"
    return f" {out} more {points} ruled out: there the status quo cannot be as it was observed."


def ensemble_sentences(comparison: Comparison) -> list[str]:
    """That replicates differ in the fitted laws too, where they come from a calibration."""
    found = comparison.setting.ensemble
    if found is None:
        return []
    count = len(found.carried)
    beside = f" and {count} relational parameter{'s' if count > 1 else ''}" if count else ""
    return [
        f"Replicates take {len(found.worlds)} fitted laws{beside} in turn, so the interval holds the doubt left by the "
        f"log ({Path(found.file).name}) beside the luck of customers."
    ]


def contagion_sentences(comparison: Comparison, b: int = 1) -> list[str]:
    """Whether the verdict hangs on the contagion of leaving."""
    found = comparison.contagion(b)
    if len(found) < 2:
        return []
    said = []
    for state in ("on", "off"):
        gap = found[state].difference
        shown = "undefined" if gap is None else f"{gap:+.2f}".replace("-", "−")
        said.append(f"{state}: {found[state].verdict} ({shown})")
    return [f"With contagion of leaving {'; '.join(said)}."]


def _with_interval(share: Share) -> str:
    return f"{percent(share.share)} ({100 * share.ci_low:.0f} to {percent(share.ci_high)})"


def breakeven_sentence(comparison: Comparison, b: int = 1) -> str:
    """When the other strategy has caught up with the first for good."""
    even, a, other = comparison.breakeven(b), comparison.names[0], comparison.names[b]
    last = comparison.setting.world.weeks - 1
    dip = f"{plain(even.depth, decimals(even.depth))} money per initial customer behind in week {even.deepest_week}"
    if even.week == 0:
        return f"{other} is never behind {a}."
    if even.week is None and even.deepest_week == last:
        return f"{other} does not break even against {a}: it is still falling behind at the end, {dip}."
    if even.week is None:
        return f"{other} does not break even against {a} by week {last}; it is furthest {dip}."
    return f"{other} breaks even with {a} in week {even.week}, after having been at most {dip}."


def side(comparison: Comparison, b: int = 1) -> str:
    """win-win, firm-only, customer-only or lose-lose, as seen from the first strategy; "undecided" else."""
    firm, customers = (finding(comparison, name, b).side for name in ("profit", "customer_surplus"))
    return PLANE.get((firm, customers), "undecided")


def both_sides_sentence(comparison: Comparison, b: int = 1) -> str:
    """What firm and customers gain or lose when the first strategy is replaced."""
    firm, customers = finding(comparison, "profit", b), finding(comparison, "customer_surplus", b)
    what = side(comparison, b)
    opening = f"Replacing {firm.a} by {firm.b} is {what}" if what != "undecided" else _unclear(firm, customers)
    return (
        f"{opening}: the firm's profit changes by {firm.difference} and the customers' surplus by "
        f"{customers.difference} money per initial customer."
    )


def _unclear(firm: Finding, customers: Finding) -> str:
    both = [(firm, "the firm"), (customers, "the customers")]
    open_ = [who for found, who in both if found.pair.verdict == UNDECIDED]
    even = [who for found, who in both if found.pair.verdict == EQUIVALENT]
    parts = [f"what {' and '.join(open_)} gain{'s' if open_ == ['the firm'] else ''} is undecided"] if open_ else []
    parts += [f"little changes for {' and '.join(even)}"] if even else []
    return f"Where {firm.a} is replaced by {firm.b}, {' and '.join(parts) or 'not everything is defined'}"
