"""The answer of a comparison in sentences: who earns more, how sure that is, and what both sides get."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import special

from experiments.config.held import in_doubt
from experiments.config.setting import doubtful
from experiments.results.comparison import IMPOSSIBLE, NOT_JUDGED, NOT_RUN, TOO_WIDE, WIDTHS, Comparison, wanted_width
from experiments.results.sentences.difference import Finding, finding
from experiments.statistics.change import Change
from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED
from experiments.statistics.formatting import confidence_level, counted, decimals, percent, plain, signed
from experiments.statistics.paired import defined_pairs
from experiments.statistics.space_share import Share

GUESSES = (
    "This verdict holds at the default values, many of which are guesses within a plausible range. More important "
    "are the values at which the winner changes, and the number of plausible settings in which each strategy leads."
)
PLANE = {(1, 1): "win-win", (1, -1): "firm-only", (-1, 1): "customer-only", (-1, -1): "lose-lose"}
GAINS = {
    "win-win": "benefits both the firm and its customers",
    "firm-only": "benefits the firm and harms its customers",
    "customer-only": "benefits the customers and harms the firm",
    "lose-lose": "harms both the firm and its customers",
}
"""What each corner of the plane means, as the end of a sentence."""


def headline(comparison: Comparison) -> str:
    """The verdict on all strategies: who earns more than every other one, or who shares the first place."""
    if len(comparison.names) == 2:
        return verdict_sentence(comparison)
    found, over = comparison.ranking, f"over {counted(comparison.setting.world.weeks, 'week')}"
    if found.winner is not None:
        others = [name for name in comparison.names if name != found.winner]
        return (
            f"{found.winner} earns more than each of the other {len(others)}: {over}, its profit exceeds that of "
            f"{names_in_a_sentence(others)} by a difference that matters."
        )
    open_ = [pair for (a, b), pair in comparison.against_first().pairs.items() if {a, b} <= set(found.leaders)]
    even = all(pair.verdict == EQUIVALENT for pair in open_)
    why = "their profits differ by too little to matter" if even else "their profits cannot be told apart"
    behind = [place.name for place in found.places if place.best > 1]
    rest = (
        f" {names_in_a_sentence(behind)} earn{'s' if len(behind) == 1 else ''} less than at least one of them."
        if behind
        else ""
    )
    first = f"{over}, {names_in_a_sentence(found.leaders)} share the first place, because {why}"
    return f"No strategy earns more than all others: {first}.{rest}"


def verdict_sentence(comparison: Comparison, b: int = 1) -> str:
    """Who of two earns more, by how much, and over how long."""
    return verdict_of(finding(comparison, "profit", b), comparison.setting.world.weeks)


def verdict_of(profit: Finding, weeks: int) -> str:
    """The same of any difference in profit."""
    pair, over = profit.pair, f"over {counted(weeks, 'week')}"
    if pair.difference is None:
        return f"Profit {over} cannot be compared: it is undefined in too many replicates."
    sure = f"{confidence_level(pair.confidence)} interval {profit.interval}"
    if profit.side:
        winner, loser = (profit.b, profit.a) if profit.side > 0 else (profit.a, profit.b)
        gap = plain(abs(pair.difference), profit.places)
        return f"{winner} earns more: {over}, {gap} money per initial customer more than {loser} ({_lead(profit)})."
    if pair.verdict == EQUIVALENT:
        return (
            f"{profit.a} and {profit.b} are equivalent: {over} their profits differ by {profit.difference} money per "
            f"initial customer ({sure}), and a difference below {profit.margin} does not matter."
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
    interval = f"{confidence_level(profit.pair.confidence)} interval {plain(low, places)} to {plain(high, places)}"
    return f"{interval}; a difference above {profit.margin} matters"


def how_sure(comparison: Comparison, b: int = 1) -> list[str]:
    """What the verdict stands on: the replicates, then the doubt in the parameters."""
    profit = finding(comparison, "profit", b)
    pair, said = profit.pair, []
    if pair.probability_b_beats_a is not None and pair.variance_reduction is None:
        runs = counted(pair.replicates, "replicate")
        said.append(f"At the default values, the difference is the same in all {runs}.")
    elif pair.probability_b_beats_a is not None:
        said.append(f"At the default values, {profit.b} earns more than {profit.a} in {_pairs_won(comparison, b)}.")
    said += ensemble_sentences(comparison)
    said.append(space_sentence(comparison, b))
    said += contagion_sentences(comparison, b)
    if b == 1:
        said += precision_sentences(comparison)
    return said


def _pairs_won(comparison: Comparison, b: int) -> str:
    """In how many pairs b earns more than the first strategy, and in how many neither does: a tie is no half win."""
    both = (np.array([o.measures["profit"] for o in comparison.outcomes[k]]) for k in (0, b))
    a_profits, b_profits, _ = defined_pairs(*both)
    pairs, won = len(a_profits), int((b_profits > a_profits).sum())
    tied = int((b_profits == a_profits).sum())
    counts = {0: f"none of {pairs}", pairs: f"all {pairs}"}.get(won, f"{won} of {pairs}")
    return f"{counts} paired replicates" + (f"; in {tied} both earn the same" if tied else "")


def precision_sentences(comparison: Comparison) -> list[str]:
    """That profit is not known as precisely as is wanted, or that nobody could say what is."""
    if comparison.precise == NOT_JUDGED:
        return ["Whether there are enough replicates was not judged, because no width of the interval was requested."]
    if comparison.precise != TOO_WIDE:
        return []
    rule = comparison.setting.options.precision
    width = f"{plain(wanted_width(rule, comparison.budget[0]))} money per initial customer"
    asked = rule.width is not None
    than = f"the requested {width}" if asked else f"{width}, {WIDTHS:g} times the difference that matters"
    whose = "the interval of profit is" if len(comparison.names) == 2 else "at least one interval of profit is"
    return [
        f"With {counted(len(comparison.outcomes[0]), 'replicate')}, {whose} wider than {than}; more replicates narrow "
        "it."
    ]


def space_sentence(comparison: Comparison, b: int = 1) -> str:
    """How many plausible settings of the doubtful parameters each of two strategies is ahead in."""
    shares = comparison.shares("profit", b)
    if shares is None or shares.a is None or shares.b is None or shares.tied is None:
        return f"{space_is_missing(comparison)}, so it is unknown how far the verdict depends on guesses."
    a, other = comparison.names[0], comparison.names[b]
    return (
        f"In {counted(shares.points, 'plausible setting')} of the parameters that nobody has measured, {a} is ahead in "
        f"{_with_interval(shares.a)}, {other} in {_with_interval(shares.b)}, and neither by enough to matter in "
        f"{percent(shares.tied.share)}.{_by_luck(comparison, b)}{_ruled_out(comparison)}{_held(comparison)}"
    )


def space_is_missing(comparison: Comparison) -> str:
    """Why nothing is known about the parameter space; without a full stop."""
    points = comparison.setting.options.space.points
    if comparison.space_state == NOT_RUN:
        return "The uncertain parameters were not varied (space.points=0)"
    if comparison.space_state == IMPOSSIBLE and comparison.space is not None and comparison.space.ruled_out == 0:
        some = bool(doubtful(comparison.setting.world))
        return "Every uncertain parameter is held at a given value" if some else "No parameter is uncertain"
    which = f"All {points} sampled parameter sets" if points > 1 else "The only sampled parameter set"
    if comparison.space_state == IMPOSSIBLE:
        alone = "none reproduces" if points > 1 else "it does not reproduce"
        return f"{which} {'were' if points > 1 else 'was'} excluded: {alone} the observed status quo"
    return f"{which} {'are' if points > 1 else 'is'} uninformative, because profit is undefined there"


def _by_luck(comparison: Comparison, b: int) -> str:
    """Up to which size a lead in a single setting may be luck: all settings are run under the same few seeds."""
    spread = comparison.spread(b)
    if spread is None or comparison.space is None or spread.deviation == 0:
        return ""
    pairs = comparison.space.values.shape[1]
    reach = float(special.stdtrit(spread.freedom, (1 + comparison.single_confidence) / 2)) * spread.deviation
    return (
        f" Each setting was run in {counted(pairs, 'pair')} with the same random draws; chance alone can produce a "
        f"lead of up to {plain(reach / pairs**0.5)} money per initial customer."
    )


def _held(comparison: Comparison) -> str:
    """Which doubtful parameters were not varied, because words or a scenario gave them a value."""
    ranges = doubtful(comparison.setting.world)
    moved = in_doubt(ranges, comparison.setting.values)
    kept = [key for key in ranges if key not in moved]
    if not kept:
        return ""
    if len(kept) == 1:
        return f" {kept[0]} is held at its given value."
    shown = [*kept[:3], f"{len(kept) - 3} more"] if len(kept) > 3 else kept
    return f" {', '.join(shown[:-1])} and {shown[-1]} are held at their given values."


def _ruled_out(comparison: Comparison) -> str:
    out = comparison.space.ruled_out if comparison.space is not None else 0
    if out == 0:
        return ""
    were = "were" if out > 1 else "was"
    it_does = "they do" if out > 1 else "it does"
    return f" {counted(out, 'more setting')} {were} excluded, because {it_does} not reproduce the observed status quo."


def ensemble_sentences(comparison: Comparison) -> list[str]:
    """That replicates differ in the fitted laws too, where they come from a calibration."""
    found = comparison.setting.ensemble
    if found is None:
        return []
    count, runs = len(found.carried), len(comparison.outcomes[0])
    laws = f"{len(found.worlds)}" if runs >= len(found.worlds) else f"{runs} of {len(found.worlds)}"
    beside = f" and {count} relational parameter{'s' if count > 1 else ''}" if count else ""
    return [
        f"Replicates use {laws} fitted laws{beside} in turn, so the interval includes the uncertainty left by the log "
        f"({Path(found.file).name}) as well as random variation between customers."
    ]


def contagion_sentences(comparison: Comparison, b: int = 1) -> list[str]:
    """What contagion of leaving does to the lead, as an interval of that change."""
    change = comparison.contagion_change(b)
    if change is None:
        if comparison.contagion_state == IMPOSSIBLE:
            return ["The comparison was not run with contagion of leaving on: leaving would then spread without limit."]
        return []
    return [change_sentence(change, "Contagion of leaving", comparison.names[b], comparison.names[0])]


def change_sentence(change: Change, what: str, b: str, a: str) -> str:
    """What something does to b's lead over a in profit: an interval, and whether it is told from no change.

    Args:
        change: of the lead.
        what: does it, as the subject of a sentence.
        b: whose lead.
        a: over whom.
    """
    if change.mean is None or change.ci_low is None or change.ci_high is None:
        return f"Whether {what[0].lower()}{what[1:]} changes the lead of {b} is not known: profit is undefined."
    digits = decimals((change.ci_high - change.ci_low) / 2 or change.mean)
    ends = f"{signed(change.ci_low, digits)} to {signed(change.ci_high, digits)}"
    sure = f"{confidence_level(change.confidence)} interval {ends}, {counted(change.replicates, 'pair')}"
    by = signed(change.mean, digits)
    if change.shown:
        return f"{what} changes the lead of {b} over {a} by {by} money per initial customer ({sure})."
    if change.ci_low == change.ci_high == 0:
        return f"{what} does not change the lead of {b} over {a} at all."
    return f"{what} is not shown to change the lead of {b} over {a}: {by} money per initial customer ({sure})."


def names_in_a_sentence(names: Sequence[str]) -> str:
    """Names in a sentence: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _with_interval(share: Share) -> str:
    return f"{percent(share.share)} ({100 * share.ci_low:.0f} to {percent(share.ci_high)})"


def breakeven_sentence(comparison: Comparison, b: int = 1) -> str:
    """When the other strategy has caught up with the first for good, if who is ahead in the end is told from luck."""
    even, a, other = comparison.breakeven(b), comparison.names[0], comparison.names[b]
    last = comparison.setting.world.weeks - 1
    dip = f"{plain(even.depth, decimals(even.depth))} money per initial customer behind in week {even.deepest_week}"
    low, mean, high = comparison.final_cash(b)
    if low < 0 < high:
        digits = decimals((high - low) / 2)
        return (
            f"Whether {other} breaks even against {a} is open: by week {last} its cumulative cash differs by "
            f"{signed(mean, digits)} money per initial customer ({confidence_level(comparison.confidence)} interval "
            f"{signed(low, digits)} to {signed(high, digits)}), which may be chance."
        )
    if even.week == 0:
        return f"{other} is never behind {a}."
    if even.week is None and even.deepest_week == last:
        return f"{other} does not break even against {a}: it is still falling behind at the end, {dip}."
    if even.week is None:
        return f"{other} does not break even against {a} by week {last}; at worst it is {dip}."
    return f"{other} breaks even with {a} in week {even.week}, after being at most {dip}."


def side(comparison: Comparison, b: int = 1) -> str:
    """win-win, firm-only, customer-only or lose-lose, as seen from the first strategy; "undecided" else."""
    firm, customers = (finding(comparison, name, b).side for name in ("profit", "customer_surplus"))
    return PLANE.get((firm, customers), "undecided")


def both_sides_sentence(comparison: Comparison, b: int = 1) -> str:
    """What firm and customers gain or lose when the first strategy is replaced."""
    firm, customers = finding(comparison, "profit", b), finding(comparison, "customer_surplus", b)
    what = side(comparison, b)
    opening = f"Replacing {firm.a} by {firm.b} {GAINS[what]}" if what in GAINS else _unclear(firm, customers)
    return (
        f"{opening}: the firm's profit changes by {firm.difference} and the customers' surplus by "
        f"{customers.difference} money per initial customer."
    )


def _unclear(firm: Finding, customers: Finding) -> str:
    both = [(firm, "the firm"), (customers, "the customers")]
    open_ = [who for found, who in both if found.pair.verdict == UNDECIDED]
    even = [who for found, who in both if found.pair.verdict == EQUIVALENT]
    parts = [f"whether {' and '.join(open_)} gain{'s' if open_ == ['the firm'] else ''} is undecided"] if open_ else []
    parts += [f"little changes for {' and '.join(even)}"] if even else []

    return f"If {firm.a} is replaced by {firm.b}, {' and '.join(parts) or 'not everything is defined'}"
