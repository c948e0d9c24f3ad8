"""A calibration in sentences and tables: what is known, how far to trust the forecast, and what stays a guess."""

from __future__ import annotations

import textwrap

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from experiments.calibration.calibration import Calibration
from experiments.calibration.forecast import OURS, HoldOut
from experiments.calibration.identifiability import PRIOR_ONLY
from experiments.rounding import decimals, plain

WIDTH = 80
SHOWN = 12
"""Rows of a long table that the terminal shows; all of them are in the folder."""
MODELS = {OURS: "courtship", "pareto_nbd": "Pareto/NBD", "bg_nbd": "BG/NBD"}
FORMS = {"given": "given each customer's history", "anew": "from first purchases alone"}
SURE = 1.645
"""Standard errors of our error up to which being worse is not settled: one-sided 95 %."""
MISFIT = 0.01


def sentences(answer: Calibration) -> list[str]:
    """What the calibration says, the most useful first."""
    said = [_laws(answer)]
    if answer.check is None:
        said.append(f"The forecast is not checked: {answer.unchecked}.")
    else:
        said += [forecast_sentence(answer.check, form) for form in FORMS]
        if answer.check.peers is None:
            said.append("Its peers are missing: run pip install courtship[data].")
    said.append(relational_sentence(answer))
    if answer.matching is not None and answer.matching.misfit < MISFIT:
        said.append(
            "The model cannot show the given statistics within their errors (probability of such a gap "
            f"{answer.matching.misfit:.1g}): look at the statistics, and do not trust what they narrowed."
        )
    return [*said, *(f"Note: {remark}." for remark in answer.laws.remarks)]


def _laws(answer: Calibration) -> str:
    facts, log = answer.facts, answer.log
    loose = list(answer.table.loc[answer.table["verdict"] != "identified", "parameter"])
    known = "all fitted laws are well known" if not loose else f"less well known: {', '.join(loose)}"
    returns = f", {log.returns:,} returns" if log.returns else ""
    return (
        f"{facts['customers']:,} customers with {facts['transactions']:,} transactions{returns} from {log.start} to "
        f"{log.end}; {known}."
    )


def forecast_sentence(check: HoldOut, form: str) -> str:
    """Ours against its peers over the weeks kept back, in one form."""
    errors = {name: check.error(check.predicted(name, form)) for name in check.models}
    ours, luck = errors[OURS], check.luck(form)
    span = f"weeks {check.weeks[0]:.0f} to {check.weeks[-1]:.0f}"
    said = f"Cumulative repeats of {span}, predicted {FORMS[form]}: off by {_share(ours)} on average (± {_share(luck)})"
    peers = {name: error for name, error in errors.items() if name != OURS}
    if not peers:
        return f"{said}."
    beside = ", ".join(f"{MODELS[name]} by {_share(error)}" for name, error in peers.items())
    best = min(peers.values())
    if ours <= best:
        verdict = "no worse than the better of the two"
    elif ours - SURE * luck <= best:
        verdict = f"worse than the better of the two by {_points(ours - best)}, which the replicates do not settle"
    else:
        verdict = f"worse than the better of the two by {_points(ours - best)}"
    return f"{said}; {beside}: {verdict}." if len(peers) > 1 else f"{said}; {beside}."


def relational_sentence(answer: Calibration) -> str:
    """How many relational parameters the data speak of."""
    table = answer.identifiability
    counts = {name: int((table["verdict"] == name).sum()) for name in ("identified", "weakly", PRIOR_ONLY)}
    if answer.matching is None:
        return (
            f"All {len(table)} relational parameters are prior only: a log of purchases says nothing of them. "
            "Retention, NPS waves or referral counts can: calibrate.retention, calibrate.nps, calibrate.referrals."
        )
    return (
        f"Of {len(table)} relational parameters {counts['identified']} are identified, {counts['weakly']} weakly, and "
        f"{counts[PRIOR_ONLY]} are prior only and keep their plausible ranges."
    )


def shown(answer: Calibration) -> Group:
    """For the terminal, 80 columns wide."""
    first, *others = sentences(answer)
    parts: list[Text | Table] = [_paragraph(first, "bold"), _laws_table(answer)]
    if answer.check is not None:
        parts.append(_check_table(answer.check))
    if answer.matching is not None:
        parts.append(_relational_table(answer))
    return Group(*parts, *(_paragraph(f"· {sentence}") for sentence in others))


def _laws_table(answer: Calibration) -> Table:
    level = answer.setting.values["calibrate"]["confidence"]
    table = _empty("law", ("estimate", f"{100 * level:g} % interval", "verdict"))
    for row in answer.table.to_dict("records"):
        places = decimals(min(float(row["high"]) - float(row["low"]), float(row["estimate"])), 3)
        ends = f"{plain(float(row['low']), places)} to {plain(float(row['high']), places)}"
        name = f"{row['parameter']}" + (f" [{row['unit']}]" if row["unit"] != "1" else "")
        table.add_row(name, plain(float(row["estimate"]), places), ends, str(row["verdict"]))
    return table


def _check_table(check: HoldOut) -> Table:
    """A few weeks of the path, and the error over all of them."""
    table = _empty("week", ("actual", *(MODELS[name] for name in check.models)))
    some = sorted({0, check.held.weeks // 3, 2 * check.held.weeks // 3, check.held.weeks - 1})
    for k in some:
        predicted = (plain(float(check.predicted(name)[k]), 0) for name in check.models)
        table.add_row(f"{check.weeks[k]:.0f}", f"{check.held.cumulative[k]:,}", *predicted)
    for form, words in FORMS.items():
        errors = (_share(check.error(check.predicted(name, form))) for name in check.models)
        table.add_row(Text(f"error {words}", "bold"), "", *errors)
    return table


def _relational_table(answer: Calibration) -> Table:
    table = _empty("relational parameter", ("before", "after", "verdict"))
    rows = answer.identifiability.head(SHOWN)
    for row in rows.to_dict("records"):
        before, after = (f"{low:.3g} to {high:.3g}" for low, high in
                         ((row["prior_low"], row["prior_high"]), (row["low"], row["high"])))  # fmt: skip
        table.add_row(str(row["parameter"]).removeprefix("mechanism."), before, after, str(row["verdict"]))
    left = len(answer.identifiability) - len(rows)
    if left > 0:
        table.add_row(f"and {left} more, see identifiability.parquet", "", "", "")
    return table


def _empty(first: str, others: tuple[str, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False)
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="left" if name == "verdict" else "right", no_wrap=True)
    return table


def _paragraph(text: str, shade: str = "") -> Text:
    hanging = "  " if text.startswith("· ") else ""
    return Text(textwrap.fill(text, WIDTH, subsequent_indent=hanging, break_on_hyphens=False), shade)


def _share(share: float) -> str:
    return f"{100 * share:.2g} %" if share < 0.1 else f"{100 * share:.0f} %"


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"
