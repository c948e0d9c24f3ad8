"""The first strategy against another one: the verdict, and a row for each measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.answer import both_sides_sentence, breakeven_sentence, how_sure, side, verdict_sentence
from experiments.comparison import Comparison
from experiments.finding import Finding, finding, findings
from experiments.rounding import percent
from experiments.space import SharesOfSpace


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
    rows: list[Row]


def pairs(comparison: Comparison) -> list[Pair]:
    """All pairs, in the order of the strategies."""
    return [_pair(comparison, b) for b in range(1, len(comparison.names))]


def _pair(comparison: Comparison, b: int) -> Pair:
    summary = comparison.summary(b)
    return Pair(
        b=b,
        a_name=comparison.names[0],
        b_name=comparison.names[b],
        sentence=verdict_sentence(comparison, b),
        sure=how_sure(comparison, b),
        sides=both_sides_sentence(comparison, b),
        side=side(comparison, b),
        breakeven=breakeven_sentence(comparison, b),
        profit=finding(comparison, "profit", b),
        surplus=finding(comparison, "customer_surplus", b),
        shares=comparison.shares("profit", b),
        rows=[_row(found, summary[found.measure.name]) for found in findings(comparison, b)],
    )


def _row(found: Finding, judged: Mapping[str, Any]) -> Row:
    shares = [judged[f"share_of_space_{who}"] for who in ("a", "b", "tied")]
    told = None if None in shares else (percent(shares[0]), percent(shares[1]), percent(shares[2]))
    return Row(found, percent(judged["probability_b_beats_a_over_space"]), told)
