"""A decision memo: one page about one pair of strategies, every sentence and number made from the comparison.

It says what to do as far as the interval and the doubtful space allow, and no further: a winner is recommended only
where the difference matters, and called fragile where most of the doubtful space does not agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from experiments.answer import (
    GUESSES,
    both_sides_sentence,
    breakeven_sentence,
    how_sure,
    space_is_missing,
    verdict_sentence,
)
from experiments.comparison import Comparison
from experiments.finding import finding
from experiments.influence import by_luck, correlations, won_by_half
from experiments.reporting.presumed import presumed
from experiments.rerun import command
from experiments.rounding import percent, plain
from experiments.tables import values_hash
from experiments.verdict import EQUIVALENT

TOLD = ("profit", "customer_surplus", "retention", "lifetime_value", "contribution_value", "cost_of_relationship")
MOST = 3
"""Parameters that the memo names as able to change our mind."""


@dataclass(frozen=True)
class Memo:
    """One page.

    Args:
        title: the question.
        sections: heading and paragraphs, in order.
        heads: of the table.
        rows: of the table, as printed.
    """

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        parts = [f"# {_plain(self.title)}"]
        for heading, paragraphs in self.sections:
            parts += [f"## {heading}", *map(_plain, paragraphs)]
        lines = [self.heads, ("---", *["---:"] * (len(self.heads) - 1)), *self.rows]
        parts += ["## The numbers", "\n".join(f"| {' | '.join(map(_plain, line))} |" for line in lines)]
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """The page as one HTML document that asks nobody for anything."""
        parts = [f"<h1>{escape(self.title)}</h1>"]
        for heading, paragraphs in self.sections:
            parts += [f"<h2>{escape(heading)}</h2>", *(f"<p>{escape(text)}</p>" for text in paragraphs)]
        head = "".join(f"<th>{escape(text)}</th>" for text in self.heads)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows)
        parts.append(f"<h2>The numbers</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        style = Path(__file__).with_name("templates").joinpath("memo.css").read_text(encoding="utf-8")
        opening = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(self.title)}</title>'
        return f"{opening}<style>{style}</style></head><body>{''.join(parts)}</body></html>\n"

    def save(self, path: str | Path) -> Path:
        """Write the page: HTML where the name ends so, else Markdown."""
        path = Path(path)
        path.write_text(self.html if path.suffix.lower() in (".html", ".htm") else self.markdown, encoding="utf-8")
        return path

    def _repr_markdown_(self) -> str:
        return self.markdown


def memo(comparison: Comparison, b: int = 1) -> Memo:
    """The memo about the first strategy and b."""
    a, other = comparison.names[0], comparison.names[b]
    found = [finding(comparison, name, b) for name in TOLD]
    rows = [(f"{one.label}, {one.unit.level}", one.mean_a, one.mean_b, one.difference, one.interval) for one in found]
    heads = ("measure", a, other, "difference", f"{percent(found[0].pair.confidence)} interval")
    sections = (
        ("What to do", (recommendation(comparison, b),)),
        ("Why", (verdict_sentence(comparison, b), breakeven_sentence(comparison, b))),
        ("Who gains", (both_sides_sentence(comparison, b),)),
        ("How sure", tuple(how_sure(comparison, b))),
        ("What would change our mind", (mind(comparison, b), GUESSES)),
        ("How it was found", (method(comparison),)),
    )
    return Memo(f"Decision memo: {a} or {other}?", sections, heads, tuple(rows))


def recommendation(comparison: Comparison, b: int = 1) -> str:
    """What the verdict bears, and how much of the doubtful space stands behind it."""
    profit, shares = finding(comparison, "profit", b), comparison.shares("profit", b)
    if profit.side == 0:
        if profit.pair.verdict == EQUIVALENT:
            return (
                f"Profit does not decide between {profit.a} and {profit.b}: choose by what customers gain and by risk."
            )
        return "Do not decide on profit yet: more replicates, or a longer horizon, would have to settle it first."
    winner = profit.b if profit.side > 0 else profit.a
    share = None if shares is None else shares.b if profit.side > 0 else shares.a
    if share is None:
        return f"{winner}, if the default guesses are right; whether they matter was not looked at."
    held = f"at {percent(share.share)} of {shares.points if shares else 0} points of the doubtful space it earns more"
    if share.ci_low > 0.5:
        return f"{winner}: it earns more by enough to matter, and does so under most guesses ({held})."
    fragile = "Check what would change our mind before much is spent, or try it on a part of the customers first."
    return f"{winner} at the default guesses, but not shown to be robust: {held}. {fragile}"


def mind(comparison: Comparison, b: int = 1) -> str:
    """The doubtful parameters that part the winners, as far as luck could not have made them look so."""
    space = comparison.space
    if space is None:
        return f"{space_is_missing(comparison)}, so this memo cannot say what would change it."
    luck, other = by_luck(len(space.places), len(space.ranges)), comparison.names[b]
    strong = [key for key, rho in correlations(comparison, b).items() if abs(rho) > luck][:MOST]
    if not strong:
        return (
            f"No single one of the {len(space.ranges)} doubtful parameters stands out at {len(space.places)} points: "
            "raise space.points to find those that decide."
        )
    said = []
    for key in strong:
        lower, upper = won_by_half(comparison, key, b)
        low, high = space.ranges[key]
        said.append(f"{key} ({low:g} to {high:g}): {percent(lower)} in its lower half, {percent(upper)} in its upper")
    return (
        f"Share of points at which {other} earns more by enough to matter, by {'; '.join(said)}. Measure these first."
    )


def method(comparison: Comparison) -> str:
    """Enough to do it again."""
    setting = comparison.setting
    said = presumed(setting.world.people)
    return (f"{said} " if said else "") + (
        f"{len(comparison.outcomes[0])} pairs of simulated markets of {setting.world.people.size:,} people over "
        f"{setting.world.weeks} weeks; both strategies meet the same people, ties and luck and spend the same budget, "
        f"{plain(comparison.budget[0])} money per initial customer. Again: `{command(setting.values)}` "
        f"(configuration {values_hash(setting.values, 'compare')[:12]})."
    )


def _plain(text: str) -> str:
    """Text whose names cannot become markup; what stands between backquotes is code already."""
    parts = text.split("`")
    return "`".join(part if k % 2 else re.sub(r"([\\*<>\[\]|])", r"\\\1", part) for k, part in enumerate(parts))
