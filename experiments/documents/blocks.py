"""Each generated part of the documentation, from the declarations of the code."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from experiments.config import reference
from experiments.config.schema import DESIGNS
from experiments.documents import laws
from experiments.documents.concept_panels import BASE, PANELS
from experiments.documents.folder import FOLDER
from experiments.documents.gallery import gallery
from experiments.validation.registry import CASES
from simulation.mechanism import HOOKS, Phase, acts
from simulation.mechanisms import registered
from simulation.world.order_of_a_week import order_of_a_week


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return shown.replace("|", "\\|").replace("\n", " ")


def markdown(table: pd.DataFrame) -> str:
    """A table in Markdown; what is missing stays empty."""
    rows = [list(table.columns), ["---"] * table.shape[1], *table.itertuples(index=False)]
    return "\n".join("| " + " | ".join(_cell(value) for value in row) + " |" for row in rows)


def schedule() -> str:
    """The order of a week, every mechanism on, and in which steps each of them acts."""
    laws = tuple(law(enabled=True) for law in registered().values())
    rows = [
        {"phase": phase.name, "mechanism": law.name, "steps": " → ".join(hook for hook in HOOKS if acts(law, hook)),
         "by default": "on" if type(law)().enabled else "off"}
        for phase in Phase
        for law in order_of_a_week(laws)[phase]
    ]  # fmt: skip
    return markdown(pd.DataFrame(rows))


def submodels() -> str:
    """Every mechanism's own description, in the order of a week: meaning, equation, source."""
    laws = tuple(law(enabled=True) for law in registered().values())
    parts = []
    for phase in Phase:
        for law in order_of_a_week(laws)[phase]:
            text = inspect.cleandoc(inspect.getmodule(type(law)).__doc__ or "")
            parts.append(f"### {law.name} ({phase.name})\n\n```text\n{text}\n```")
    return "\n\n".join(parts)


def grades() -> str:
    """How many parameters there are of each grade, and how many of them are in doubt."""
    table = reference.parameter_table()
    table = table[table["grade"] != "-"]
    counts = table.groupby("grade").agg(parameters=("key", "size"), with_range=("low", "count")).reset_index()
    counts.columns = pd.Index(["grade", "parameters", "of these with a plausible range"])
    kinds = " or ".join(f"{len(designs)} {kind}s" for kind, designs in DESIGNS.items())
    return f"{markdown(counts)}\n\nWhat is declared for all {kinds} counts once."


def declared_misses() -> str:
    """Cases of the validation of which it is known why the model may miss them."""
    kinds = [case.kind for case in CASES.values()]
    missed = [case for case in CASES.values() if case.miss]
    opening = f"{kinds.count('limit')} limit cases and {kinds.count('pattern')} patterns; {len(missed)} may be missed:"
    return "\n".join([opening, "", *(f"- `{case.name}`: {case.miss}." for case in missed)])


def audit() -> str:
    """What became of each claim under each change that should not matter."""
    found = pd.read_csv(FOLDER / "audit.csv", dtype=str, keep_default_na=False).to_dict("records")
    return markdown(pd.DataFrame([_audited(row) for row in found if row["verdict"] != "not testable"]))


def _audited(row: Mapping[Hashable, str]) -> dict[str, str]:
    moved, low, high = (f"{float(row[key]):+.2f}" if row[key] else "" for key in ("change", "low", "high"))
    return {
        "claim": row["statement"] + (f" (`{row['point']}`)" if row["point"] else ""),
        "change": row["check"].replace("_", " "),
        "moves it by": f"{moved} ({low} to {high})" if moved else "",
        "margin": row["margin"],
        "verdict": row["verdict"],
    }


def hunt() -> str:
    """What an adversary gains by one lever alone, and what is left of the best that was found."""
    found = pd.read_csv(FOLDER / "hunt.csv")
    alone = found[found["what"] == "alone"]
    seen = alone[alone["profit"] > 2.0 * alone["profit_error"]].sort_values("profit", ascending=False)
    best = found[found["what"] == "best"]
    rows = [_hunted(row, "one lever") for row in seen.to_dict("records")]
    rows += [_hunted(row, "all levers at once") | {"levers": "all of them"} for row in best.to_dict("records")]
    rows += [_hunted(row, "what is left of them") for row in found[found["what"] == "exploit"].to_dict("records")]
    return f"{len(alone)} moves of one lever were tried.\n\n{markdown(pd.DataFrame(rows))}"


def _hunted(row: Mapping[Hashable, Any], what: str) -> dict[str, str]:
    names = ("profit", "customer_surplus")
    gains = {name.replace("_", " "): f"{row[name]:+.1f} ± {row[name + '_error']:.1f}" for name in names}
    return {"market": row["place"], "moved": what, "levers": f"`{row['levers']}`", **gains}


def panels() -> str:
    """What each panel of the figure of the concepts runs, for the command line."""
    parts = [f"All panels: `{' '.join(BASE)}`.", ""]
    for panel in PANELS:
        lines = [f"{name or 'further'}: {_said(words)}" for name, words in panel.lines.items() if name or words]
        parts += [f"- **{panel.title}**: `{' '.join(panel.words)}`", *(f"  - {line}" for line in lines)]
    return "\n".join(parts)


def _said(words: tuple[str, ...]) -> str:
    return f"`{' '.join(words)}`" if words else "no further words"


def _listed(name: str) -> str:
    return markdown(reference.TABLES[name]())


BLOCKS: dict[str, Callable[[], str]] = {
    **{name: partial(_listed, name) for name in reference.TABLES},
    "schedule": schedule,
    "submodels": submodels,
    "grades": grades,
    "declared_misses": declared_misses,
    "gallery": gallery,
    "panels": panels,
    "audit": audit,
    "hunt": hunt,
    "laws_contents": laws.contents,
    "laws_sizes": laws.sizes,
    "laws_strengths": laws.strengths,
    "laws": laws.laws,
}
"""All parts by the name that stands in the page."""
