"""A decision memo: one page about all strategies of a comparison, made of the same findings as the report.

What to do and why, who is ranked where, then each strategy against the first one, what would change the verdict, and
the numbers. It says nothing of its own: every sentence comes from `reports.sections.findings`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from experiments.config.roles import values_hash
from experiments.reports.sections.findings import Findings, Pair, findings_of
from experiments.reports.sections.money import given_the_same, left_at_the_end
from experiments.reports.sections.presumed import presumed_active
from experiments.results.command_line import beforehand, command
from experiments.results.comparison import Comparison
from experiments.results.sentences.difference import finding
from experiments.statistics.formatting import confidence_level, counted

TOLD = (
    "profit",
    "long_run_value",
    "customer_surplus",
    "retention",
    "lifetime_value",
    "contribution_value",
    "cost_of_relationship",
)
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Memo:
    """One page.

    Args:
        title: the question.
        sections: heading and paragraphs, in order.
        tables: heading, heads of the columns, and rows as printed, in order.
    """

    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[tuple[str, Cells, tuple[Cells, ...]], ...]

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        parts = [f"# {_plain(self.title)}"]
        for heading, paragraphs in self.sections:
            parts += [f"## {heading}", *map(_plain, paragraphs)]
        for heading, heads, rows in self.tables:
            lines = [heads, ("---", *["---:"] * (len(heads) - 1)), *rows]
            parts += [f"## {_plain(heading)}", "\n".join(f"| {' | '.join(map(_plain, line))} |" for line in lines)]
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """The page as one self-contained HTML document."""
        parts = [f"<h1>{escape(self.title)}</h1>"]
        for heading, paragraphs in self.sections:
            parts += [f"<h2>{escape(heading)}</h2>", *(f"<p>{escape(text)}</p>" for text in paragraphs)]
        for heading, heads, rows in self.tables:
            head = "".join(f"<th>{escape(text)}</th>" for text in heads)
            body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            parts.append(f"<h2>{escape(heading)}</h2>{table}")
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


def memo(comparison: Comparison) -> Memo:
    """The memo about all strategies of a comparison."""
    said = findings_of(comparison)
    page = Memo(
        f"Decision memo: {_either(comparison.names)}?",
        (
            ("What to do", (said.recommendation,)),
            ("Why", (said.headline, *(() if len(said.pairs) == 1 else [pair.sentence for pair in said.pairs]),
                     *(pair.breakeven for pair in said.pairs))),
            ("Who gains", tuple(pair.sides for pair in said.pairs)),
            ("How certain it is", (*_told(said, lambda pair: pair.sure), *said.notes)),
            ("What would change the verdict", (*_told(said, lambda pair: pair.mind), said.guesses)),
            ("How it was found", (f"{said.basis} {method(comparison)}",)),
        ),
        (*_ranking(said), *(_numbers(comparison, pair) for pair in said.pairs)),
    )  # fmt: skip
    return _in_currency(page, (comparison.setting.intake or {}).get("currency"))


def _in_currency(page: Memo, currency: str | None) -> Memo:
    """A page whose amounts are in the currency of the log, where it tells one, and not in money as such."""
    if currency is None:
        return page

    def told(text: str) -> str:
        return re.sub(r"\bmoney(?= per )", lambda _: currency, text)

    sections = tuple((heading, tuple(map(told, paragraphs))) for heading, paragraphs in page.sections)
    tables = tuple(
        (told(heading), tuple(map(told, heads)), tuple(tuple(map(told, row)) for row in rows))
        for heading, heads, rows in page.tables
    )
    return replace(page, sections=sections, tables=tables)


def _told(said: Findings, what: Callable[[Pair], list[str]]) -> tuple[str, ...]:
    """Sentences of all pairs, each once; with several pairs those of one name it first."""
    first, *others = (what(pair) for pair in said.pairs)
    common = [sentence for sentence in first if all(sentence in other for other in others)]
    if not others:
        return tuple(common)
    own = [(pair, " ".join(s for s in what(pair) if s not in common)) for pair in said.pairs]
    return (*(f"{pair.a_name} or {pair.b_name}: {text}" for pair, text in own if text), *common)


def _ranking(said: Findings) -> tuple[tuple[str, Cells, tuple[Cells, ...]], ...]:
    """The ranking, where there are more than two to rank."""
    if len(said.pairs) == 1:
        return ()
    rows = tuple((row.place, row.name, row.profit, row.tied) for row in said.ranking)
    return (("The ranking by profit", ("place", "strategy", "profit", "tied with"), rows),)


def _numbers(comparison: Comparison, pair: Pair) -> tuple[str, Cells, tuple[Cells, ...]]:
    """The measures that a decision is about, for one pair."""
    found = [finding(comparison, name, pair.b) for name in TOLD]
    rows = tuple(
        (f"{one.label}, {one.unit.level}", one.mean_a, one.mean_b, one.difference, one.interval) for one in found
    )
    if pair.otherwise is not None:
        one = pair.otherwise
        label = f"{pair.otherwise_label}, {one.unit.level}"
        rows = (*rows, (label, one.mean_a, one.mean_b, one.difference, one.interval))
    heads = ("measure", pair.a_name, pair.b_name, "difference", f"{confidence_level(comparison.confidence)} interval")
    title = "The numbers" if len(comparison.names) == 2 else f"The numbers: {pair.a_name} or {pair.b_name}"
    return title, heads, rows


def _either(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def method(comparison: Comparison) -> str:
    """How the numbers came about, and the command that makes them again."""
    setting, every = comparison.setting, "both" if len(comparison.names) == 2 else "all"
    parts = [
        presumed_active(setting),
        f"Simulated markets of {setting.world.people.size:,} people over {counted(setting.world.weeks, 'week')}; "
        f"{every} strategies face the same people, ties and random draws and {given_the_same(comparison)}. "
        f"{left_at_the_end(comparison)} "
        f"To repeat it: {_code(command(setting.values))} "
        f"(configuration {values_hash(setting.values, 'compare')[:12]}).",
        beforehand(setting.values),
    ]
    return " ".join(part for part in parts if part)


def _code(text: str) -> str:
    """Text as code, between more backquotes than it holds in a row."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}"


def _plain(text: str) -> str:
    """Text whose names cannot become markup; what stands between backquotes is code already."""
    parts = _SPAN.split(text)  # text, fence, code, text, fence, code, …, text
    plain_parts = [re.sub(r"([\\*<>\[\]|])", r"\\\1", part) for part in parts[::3]]
    spans = [f"{fence}{code}{fence}" for fence, code in zip(parts[1::3], parts[2::3], strict=True)]
    return "".join(piece for pair in itertools.zip_longest(plain_parts, spans, fillvalue="") for piece in pair)


_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
