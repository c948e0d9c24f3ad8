"""One document for a board that a stranger can read, check and try to break: self-contained, offline, printable."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.config.nested import flat
from experiments.config.overrides import typed
from experiments.config.roles import values_hash
from experiments.config.versions import versions as installed
from experiments.figures import Picture, draw
from experiments.figures.style import COLOURS
from experiments.reports.sections.drivers import group_rows, without_rows
from experiments.reports.sections.findings import findings_of
from experiments.reports.sections.money import given_the_same, left_at_the_end
from experiments.reports.sections.payback import payback_rows
from experiments.reports.sections.presumed import presumed_active
from experiments.reports.sections.segments import segment_rows
from experiments.reports.sections.what_would_change import flip_in_words
from experiments.results.assumptions import assumed_parameters, lever_rows, mechanisms_in_use, references
from experiments.results.command_line import beforehand, command
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import space_is_missing
from experiments.results.sentences.explanation import groups_sentence
from experiments.statistics.formatting import confidence_level, counted, percent, plain, shown_unit
from simulation.market.terms import MONEY

PEOPLE = {
    "reference": "a published population",
    "segments": "two published kinds of people, regular and high-end",
    "log": "the customers of your transaction log",
    "cdnow": "the customers of the CDNOW log of 1997",
    "calibrated": "the customers of the log that was calibrated",
}
"""Who the people are, by `population.source`."""
TEMPLATES = Path(__file__).parents[1] / "templates"


def report(
    comparison: Comparison,
    folder: Path | None,
    dated: str = "",
    figures: Mapping[str, Picture] | None = None,
    versions: Mapping[str, str] | None = None,
) -> str:
    """The report of a comparison as one HTML document without outside requests.

    Args:
        comparison: finished.
        folder: of the run, for the line that replays it; None where there is none.
        dated: when it was made, as it is to be printed; nothing is asked of the clock.
        figures: that stand in it; None: all.
        versions: of the packages that ran it; None: those of this process.
    """
    page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    page.filters |= {"counted": counted, "percent": percent, "image": _image, "breakable": _breakable}
    content = {**_answers(comparison), **_basis(comparison), "dated": dated}
    content["figures"] = draw(comparison) if figures is None else figures
    content["versions"] = installed() if versions is None else versions
    content["replay"] = typed("courtship", "replay", str(folder)) if folder is not None else None
    return page.get_template("report.html.j2").render(content)


def _answers(comparison: Comparison) -> Mapping[str, Any]:
    """What the document says."""
    others, why, flips = range(1, len(comparison.names)), comparison.explanation, comparison.flips
    space, said = comparison.space, findings_of(comparison)
    points = 0 if space is None else len(space.places)
    return {
        "names": comparison.names,
        "colours": COLOURS,
        "headline": said.headline,
        "ranking": said.ranking,
        "recommendation": said.recommendation,
        "basis": said.basis,
        "pairs": said.pairs,
        "guesses_sentence": said.guesses,
        "notes": said.notes,
        "why": groups_sentence(why) if why else "",
        "groups": group_rows(why) if why else [],
        "without": without_rows(why) if why else [],
        "why_replicates": len(why.seeds) if why else 0,
        "payback": [payback_rows(comparison, b) for b in others],
        "segments": [segment_rows(comparison, b) for b in others],
        "flips": [flip_in_words(line, (flips.a, flips.b), flips.confidence) for line in flips.lines()] if flips else [],
        "points": points,
        "space_missing": "" if points else space_is_missing(comparison),
    }


def _basis(comparison: Comparison) -> dict[str, Any]:
    """What it stands on."""
    setting = comparison.setting
    rule = setting.options.precision
    customers = np.array([outcome.segments["customers"].sum() for outcome in comparison.outcomes[0]])
    return {
        "weeks": setting.world.weeks,
        "replicates": len(comparison.outcomes[0]),
        "people": setting.world.people.size,
        "customers": plain(float(customers.mean()), 0),
        "customers_differ": bool(np.ptp(customers) > 0),
        "presumed": presumed_active(setting),
        "firms": setting.world.terms.firms,
        "source": PEOPLE[setting.options.population.source],
        "confidence": confidence_level(comparison.confidence),
        "margin": confidence_level(rule.margin),
        "given_the_same": given_the_same(comparison),
        "left_at_the_end": left_at_the_end(comparison),
        "same_money": setting.world.terms.equal == MONEY,
        "levers": lever_rows(comparison),
        "guesses": assumed_parameters(comparison),
        "varied": comparison.space is not None,
        "ideas": mechanisms_in_use(comparison),
        "references": references(comparison),
        "measures": [(m.name.replace("_", " "), str(shown_unit(m.unit)), m.better, m.doc) for m in comparison.measures],
        "settings": [(key, _value(value)) for key, value in flat(setting.values).items() if _told(key, value)],
        "seed": setting.options.seed,
        "config_hash": values_hash(setting.values, "compare"),
        "command": command(setting.values),
        "beforehand": beforehand(setting.values),
    }


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
