"""What a comparison found, in one record that terminal, memo and report all show: no page knows more than another.

First what is said of all strategies at once: the headline, the ranking with its ties, what to do. Then each strategy
against the first one: the verdict, what it stands on, what would change the verdict, and a row for each measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.reports.sections.basis import basis_sentence
from experiments.reports.sections.few_simulated import few_simulated
from experiments.reports.sections.money import (
    difference_with_other_equal,
    funding_sentences,
    otherwise_label,
    otherwise_sentences,
)
from experiments.reports.sections.parameter_space import DecidingParameters, deciding_parameters
from experiments.reports.sections.recommendation import recommendation
from experiments.reports.sections.what_would_change import mind_changers
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import (
    GUESSES,
    both_sides_sentence,
    breakeven_sentence,
    headline,
    how_sure,
    side,
    verdict_sentence,
)
from experiments.results.sentences.difference import Finding, finding, findings
from experiments.statistics.formatting import percent
from experiments.statistics.space_share import SharesOfSpace


@dataclass(frozen=True)
class Row:
    """One measure of one pair as the table of differences shows it."""

    found: Finding
    over_space: str
    shares: tuple[str, str, str] | None


@dataclass(frozen=True)
class Pair:
    """The first strategy against another one."""

    b: int
    a_name: str
    b_name: str
    sentence: str
    sure: list[str]
    sides: str
    side: str
    breakeven: str
    profit: Finding
    surplus: Finding
    shares: SharesOfSpace | None
    mind: list[str]
    parting: DecidingParameters | None
    rows: list[Row]
    otherwise: Finding | None
    otherwise_label: str


@dataclass(frozen=True)
class RankRow:
    """One strategy in the ranking, as printed: its place or places, and with whom it is tied."""

    place: str
    name: str
    profit: str
    tied: str


@dataclass(frozen=True)
class Findings:
    """What a comparison found.

    Args:
        headline: the verdict on all strategies.
        ranking: the first place first; a single row a strategy.
        recommendation: what to do.
        basis: the level and the replicates of all intervals.
        guesses: what the verdict hangs on.
        notes: what a unit of money more would earn, where that was run, and whether few customers are simulated.
        pairs: each strategy against the first one, in their order.
    """

    headline: str
    ranking: list[RankRow]
    recommendation: str
    basis: str
    guesses: str
    notes: list[str]
    pairs: list[Pair]


def findings_of(comparison: Comparison) -> Findings:
    """The record of a comparison."""
    parted = deciding_parameters(comparison)
    pairs = [_pair(comparison, b, parted[b - 1] if parted else None) for b in range(1, len(comparison.names))]
    return Findings(
        headline(comparison), _ranks(comparison), recommendation(comparison), basis_sentence(comparison), GUESSES,
        [*funding_sentences(comparison), *few_simulated(comparison)], pairs,
    )  # fmt: skip


def _ranks(comparison: Comparison) -> list[RankRow]:
    """The ranking by profit."""
    profits = [finding(comparison, "profit", b) for b in range(1, len(comparison.names))]
    shown = {one.a: one.mean_a for one in profits} | {one.b: one.mean_b for one in profits}
    return [
        RankRow(
            f"{place.best}" if place.best == place.worst else f"{place.best} to {place.worst}",
            place.name,
            shown[place.name],
            ", ".join(place.tied) or "nobody",
        )
        for place in comparison.ranking.places
    ]


def _pair(comparison: Comparison, b: int, parting: DecidingParameters | None) -> Pair:
    summary = comparison.summary(b)
    return Pair(
        b=b,
        a_name=comparison.names[0],
        b_name=comparison.names[b],
        sentence=verdict_sentence(comparison, b),
        sure=[*how_sure(comparison, b), *otherwise_sentences(comparison, b)],
        sides=both_sides_sentence(comparison, b),
        side=side(comparison, b),
        breakeven=breakeven_sentence(comparison, b),
        profit=finding(comparison, "profit", b),
        surplus=finding(comparison, "customer_surplus", b),
        shares=comparison.shares("profit", b),
        mind=mind_changers(comparison, b),
        parting=parting,
        rows=[_row(found, summary[found.measure.name]) for found in findings(comparison, b)],
        otherwise=difference_with_other_equal(comparison, b),
        otherwise_label=otherwise_label(comparison),
    )


def _row(found: Finding, judged: Mapping[str, Any]) -> Row:
    shares = [judged[f"share_of_space_{who}"] for who in ("a", "b", "tied")]
    told = None if None in shares else (percent(shares[0]), percent(shares[1]), percent(shares[2]))
    return Row(found, percent(judged["probability_b_beats_a_over_space"]), told)
