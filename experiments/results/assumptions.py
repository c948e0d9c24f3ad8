"""What a comparison stands on: guesses with their ranges, mechanisms with their sources, and the literature."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Any

from experiments.config.held import in_doubt
from experiments.config.nested import flat
from experiments.config.own.in_use import MODULE
from experiments.config.reference import parameter_table
from experiments.config.setting import doubtful
from experiments.results.comparison import Comparison
from experiments.results.influence import influence_on
from experiments.results.literature import bibliography
from experiments.statistics.formatting import signed
from simulation.parameters import declarations
from simulation.strategy import levers

FIELD = re.compile(r"(\w+)=\{((?:[^{}]|\{[^{}]*\})*)\}")
ACCENTS = {r"{\'e}": "é", r"{\`e}": "è", r"{\"o}": "ö", r"{\"u}": "ü", r"{\"a}": "ä"}


@dataclass(frozen=True)
class AssumedParameter:
    """A grade-C parameter; texts as printed, `span` empty where it is not varied."""

    key: str
    meaning: str
    value: str
    span: str
    unit: str
    source: str
    correlation: str


@dataclass(frozen=True)
class MechanismInUse:
    """A mechanism in use: its name, its sentence and the source paragraph of its file."""

    name: str
    sentence: str
    source: str


def assumed_parameters(comparison: Comparison) -> list[AssumedParameter]:
    """All grade-C parameters of the world as it was run, those of the parameter space first."""
    values, ranges = flat(comparison.setting.values), doubtful(comparison.setting.world)
    carried = () if comparison.setting.ensemble is None else comparison.setting.ensemble.carried
    found = influence_on(comparison).named
    moved = in_doubt(ranges, comparison.setting.values)
    spans = {
        key: "fitted to the log" if key in carried else f"{low:g} to {high:g}" if key in moved else "held as given"
        for key, (low, high) in ranges.items()
    }
    varied = [
        AssumedParameter(row["key"], row["meaning"], _number(values[row["key"]]), spans[row["key"]], row["unit"],
                         row["source"], signed(found.get(row["key"]), 2) if found else "")
        for row in parameter_table().to_dict("records") if row["key"] in spans
    ]  # fmt: skip
    return varied + _words(values) + _designs(comparison)


def _words(values: dict[str, Any]) -> list[AssumedParameter]:
    """Guesses among words: nothing lies between them, so the space does not vary them, and whoever doubts runs both."""
    return [
        AssumedParameter(
            row["key"], row["meaning"], values[row["key"]], "held as given", row["unit"], row["source"], ""
        )
        for row in parameter_table().to_dict("records")
        if row["grade"] == "C" and isinstance(values.get(row["key"]), str)
    ]


def _designs(comparison: Comparison) -> list[AssumedParameter]:
    terms = comparison.setting.world.terms
    return [
        AssumedParameter(f"{kind}.{design.name}.{name}", declared.doc, _number(getattr(design, name)), "",
                         declared.unit, declared.source, "")
        for kind, designs in (("channel", terms.channels), ("touchpoint", terms.touchpoints)) for design in designs
        for name, declared in declarations(design).items() if declared.grade == "C"
    ]  # fmt: skip


def mechanisms_in_use(comparison: Comparison) -> list[MechanismInUse]:
    """The mechanisms that are on, in the order of their names."""
    found = []
    for mechanism in comparison.setting.world.mechanisms:
        module = type(mechanism).__module__  # a file of the package has one mechanism, a user's own may have several
        text = (type(mechanism) if module.startswith(MODULE) else sys.modules[module]).__doc__ or ""
        source = text.partition("\nSource:")[2]
        if mechanism.enabled:
            found.append(MechanismInUse(mechanism.name, text.strip().partition("\n")[0], " ".join(source.split())))
    return sorted(found, key=lambda idea: idea.name)


def references(comparison: Comparison) -> list[str]:
    """The literature behind the mechanisms in use, one line a work."""
    return sorted(_read(line) for line in bibliography(comparison.setting.world.mechanisms).splitlines())


def lever_rows(comparison: Comparison) -> list[tuple[str, str, str, list[str]]]:
    """For each lever that a strategy moves: name, meaning, unit and its value under each strategy."""
    strategies = comparison.setting.strategies
    return [
        (lever.name, lever.doc, lever.unit, [_number(s.levers.get(lever.name, lever.idle)) for s in strategies])
        for lever in levers(comparison.setting.world.mechanisms).values()
        if any(lever.name in s.levers for s in strategies)
    ]


def _read(entry: str) -> str:
    for written, letter in ACCENTS.items():
        entry = entry.replace(written, letter)
    fields = {name: re.sub(r"[{}]", "", text) for name, text in FIELD.findall(entry)}
    fields["year"] = fields.get("year") or (re.findall(r"year=\{?(\d+)", entry) or ["n.d."])[0]
    issue = f" {fields['volume']}" if "volume" in fields else ""
    issue += f"({fields['number']})" if "number" in fields else ""
    pages = f", {fields['pages'].replace('--', '–')}" if "pages" in fields else ""
    where = f" {fields['journal']}{issue}{pages}." if "journal" in fields else ""
    return f"{fields.get('author', '').replace(' and ', '; ')} ({fields['year']}). {fields.get('title', '')}.{where}"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
