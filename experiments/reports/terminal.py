"""Tables for the terminal, 80 columns wide; names are text, never markup."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from experiments.reports.sections.basis import defined_in
from experiments.reports.sections.findings import Findings, findings_of
from experiments.results.sentences.difference import Finding
from experiments.results.sentences.explanation import places, sentences
from experiments.statistics.formatting import (
    confidence_level,
    counted,
    decimals,
    plain,
    shortened_name,
    shown_unit,
    signed,
)

if TYPE_CHECKING:
    from experiments.analyses.explain.explain import Explained
    from experiments.results.comparison import Comparison
    from experiments.results.run import Run

WIDTH = 80
STYLES = ("bold blue", "bold dark_orange3", "bold green", "bold magenta", "bold yellow", "bold cyan")


def verdict_table(comparison: Comparison) -> Group:
    """The verdict in sentences, the ranking of more than two, and for each pair a row for each measure."""
    said, parts = findings_of(comparison), list[Text | Table | Group]()
    if len(said.pairs) > 1:
        parts += [_paragraph(said.headline, "bold"), _ranking(said)]
    for pair in said.pairs:
        parts.append(_paragraph(pair.sentence, "bold"))
        parts += [_paragraph(f"· {sentence}") for sentence in (*pair.sure, pair.breakeven, pair.sides)]
        parts.append(_measures([row.found for row in pair.rows], pair.b))
    parts += [_paragraph(sentence) for sentence in said.notes]
    parts.append(_paragraph(f"{said.basis} * marks a difference that matters. {said.guesses}", "dim"))
    return Group(*parts)


def _ranking(said: Findings) -> Table:
    table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("place", no_wrap=True)
    table.add_column("strategy", no_wrap=True)
    table.add_column("profit", justify="right", no_wrap=True)
    table.add_column("tied with", overflow="fold")
    for row in said.ranking:
        table.add_row(row.place, Text(shortened_name(row.name, 24)), row.profit, Text(row.tied))
    return table


def run_table(run: Run) -> Group:
    """Every measure of one strategy: its mean, how much replicates differ, and the unit."""
    table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False)
    table.add_column("measure", no_wrap=True)
    table.add_column("mean", justify="right", no_wrap=True)
    table.add_column("± sd", justify="right", no_wrap=True)
    table.add_column("unit", overflow="fold")
    for row in run.table.itertuples():
        unit = shown_unit(str(row.unit))
        mean, spread = (_scaled(value, unit.factor) for value in (row.mean, row.standard_deviation))
        places = decimals(spread) if spread else decimals(mean, 3)
        label = str(row.Index).replace("_", " ")
        table.add_row(label, plain(mean, places), plain(spread, places), Text(unit.level))
    count, weeks = len(run.outcomes), run.setting.world.weeks
    title = (
        f"{shortened_name(run.setting.strategy.name, 50)}: {counted(count, 'replicate')} of {counted(weeks, 'week')}"
    )
    fewer = (_paragraph(sentence, "dim") for sentence in defined_in(run.defined_in_few, "runs"))
    return Group(_paragraph(title, "bold"), table, *fewer)


def explained_table(found: Explained) -> Group:
    """What carries the difference, in sentences and as a table of effects on profit."""
    explanation = found.explanation
    digits = places(explanation)
    table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False, padding=(0, 1, 0, 0))
    for name, side in (("what", "left"), ("", "left"), ("adds", "right"), ("interval", "right"), ("runs", "right")):
        table.add_column(name, justify=side, no_wrap=True)  # type: ignore[arg-type]
    for one in (*explanation.groups(), *explanation.levers(), *explanation.mechanisms()):
        interval = "" if one.ci_low is None else f"{signed(one.ci_low, digits)} to {signed(one.ci_high, digits)}"
        star = "*" if one.shown and abs(one.mean or 0.0) > explanation.margin else " "
        row = (
            one.kind,
            Text(shortened_name(one.name, 24)),
            signed(one.mean, digits) + star,
            interval,
            str(one.replicates),
        )
        table.add_row(*row)
    said = [_paragraph(sentence, "bold" if k == 0 else "") for k, sentence in enumerate(sentences(explanation))]
    note = "Money per initial customer that is added to the lead; * marks what is told from 0 and more than the margin."
    return Group(*said, table, _paragraph(note, "dim"))


def table_of(record: Any) -> Table:
    """The table of any record that has one."""
    return plain_table(record.table)


def plain_table(table: pd.DataFrame) -> Table:
    """Any table, as wide as the terminal."""
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in table.columns:
        number = pd.api.types.is_numeric_dtype(table[name])
        drawn.add_column(Text(str(name)), justify="right" if number else "left", overflow="fold")
    for row in table.itertuples(index=False):
        drawn.add_row(*(Text(_cell(value)) for value in row))
    return drawn


def _measures(found: list[Finding], b: int) -> Group:
    """A row a measure; in two tables, one below the other, where the numbers are too wide for one."""
    first, other = found[0], STYLES[b % len(STYLES)]
    heads = [
        Text("measure"),
        Text(shortened_name(first.a, 10), STYLES[0]),
        Text(shortened_name(first.b, 12), other),
        Text("difference"),
        Text(f"{confidence_level(first.pair.confidence)} interval"),
    ]
    rows = []
    for one in found:
        star, shade = "*" if one.side else " ", {1: other, -1: STYLES[0]}.get(one.side, "")
        label = Text(f"{one.label} %" if one.unit.level == "%" else one.label)
        difference = Text(one.difference + star, shade)
        rows.append([label, Text(one.mean_a), Text(one.mean_b), difference, Text(one.interval)])
    needed = sum(max(len(line[k]) for line in (heads, *rows)) + 1 for k in range(len(heads)))
    parts = [range(5)] if needed <= WIDTH else [(0, 1, 2), (0, 3, 4)]
    return Group(*(_numbers([[line[k] for k in part] for line in (heads, *rows)]) for part in parts))


def _numbers(lines: list[list[Text]]) -> Table:
    """A table of names and numbers, none of which is ever cut."""
    table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(lines[0][0], no_wrap=True, min_width=19)
    for head in lines[0][1:]:
        table.add_column(head, justify="right", overflow="fold")
    for line in lines[1:]:
        table.add_row(*line)
    return table


def _paragraph(text: str, shade: str = "") -> Text:
    """Text in lines of at most 80 columns, hanging under its bullet."""
    hanging = "  " if text.startswith("· ") else ""
    return Text(textwrap.fill(text, WIDTH, subsequent_indent=hanging, break_on_hyphens=False), shade)


def _scaled(value: object, factor: float) -> float | None:
    return factor * float(value) if isinstance(value, (int, float)) and value == value else None


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
