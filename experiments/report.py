"""One page that a stranger can read, check and try to break: self-contained, offline, printable."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.answer import (
    GUESSES,
    both_sides_sentence,
    breakeven_sentence,
    how_sure,
    side,
    verdict_sentence,
)
from experiments.assumptions import guesses, ideas, lever_rows, references
from experiments.comparison import Comparison
from experiments.figures import Picture, draw
from experiments.figures.house import COLOURS
from experiments.finding import Finding, finding, findings
from experiments.folder import versions
from experiments.influence import by_luck, correlations, won_by_half
from experiments.rerun import command, flat
from experiments.rounding import percent, plain, shown
from experiments.space import SharesOfSpace
from experiments.tables import values_hash
from simulation.measures import MEASURES

TEMPLATES = Path(__file__).with_name("templates")
FLIPS = 8


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


@dataclass(frozen=True)
class Flip:
    """A doubtful parameter that parts the winners: shares that b wins in both halves of its range."""

    key: str
    span: str
    correlation: float
    stands_out: bool
    lower: str
    upper: str


def report(comparison: Comparison, folder: Path | None, dated: str = "") -> str:
    """The report of a comparison as one HTML document without outside requests.

    Args:
        comparison: finished.
        folder: of the run, for the line that replays it; None where there is none.
        dated: when it was made, as it is to be printed; nothing is asked of the clock.
    """
    page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    page.filters |= {"percent": percent, "image": _image, "breakable": _breakable}
    return page.get_template("report.html.j2").render(_content(comparison, folder, dated))


def _content(comparison: Comparison, folder: Path | None, dated: str) -> Mapping[str, Any]:
    setting, space = comparison.setting, comparison.space
    points = 0 if space is None else len(space.places)
    return {
        "names": comparison.names,
        "colours": COLOURS,
        "pairs": [_pair(comparison, b) for b in range(1, len(comparison.names))],
        "guesses_sentence": GUESSES,
        "figures": draw(comparison),
        "weeks": setting.world.weeks,
        "replicates": len(comparison.outcomes[0]),
        "people": setting.world.people.size,
        "confidence": percent(setting.values["precision"]["confidence"]),
        "budget": plain(comparison.budget[0]),
        "points": points,
        "flips": [_flips(comparison, b) for b in range(1, len(comparison.names))] if points else [],
        "luck": plain(by_luck(points, len(space.ranges)), 2) if space else "",
        "levers": lever_rows(comparison),
        "guesses": guesses(comparison),
        "ideas": ideas(comparison),
        "references": references(comparison),
        "measures": [(m.name.replace("_", " "), str(shown(m.unit)), m.better, m.doc) for m in MEASURES],
        "settings": [(key, _value(value)) for key, value in flat(setting.values).items() if _told(key, value)],
        "seed": setting.values["seed"],
        "config_hash": values_hash(setting.values),
        "versions": versions(),
        "command": command(setting.values),
        "replay": shlex.join(["courtship", "replay", str(folder)]) if folder is not None else None,
        "dated": dated,
    }


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


def _flips(comparison: Comparison, b: int) -> list[Flip]:
    assert comparison.space is not None
    luck = by_luck(len(comparison.space.places), len(comparison.space.ranges))
    found = []
    for key, correlation in list(correlations(comparison, b).items())[:FLIPS]:
        low, high = comparison.space.ranges[key]
        lower, upper = won_by_half(comparison, key, b)
        span = f"{low:g} to {high:g}"
        found.append(Flip(key, span, correlation, abs(correlation) > luck, percent(lower), percent(upper)))
    return found


def _told(key: str, value: Any) -> bool:
    """Parameters have a table of their own; levers that are not set say nothing."""
    return not key.startswith("mechanism.") and not (key.startswith("levers.") and value is None)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _breakable(key: str) -> Markup:
    """A key that may be broken after its dots and underscores."""
    return Markup(str(escape(key)).replace(".", ".<wbr>").replace("_", "_<wbr>"))


def _image(picture: Picture) -> str:
    """The figure as a data URL: its names and ids stay its own, whatever else is on the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(picture.file("svg")).decode("ascii")
