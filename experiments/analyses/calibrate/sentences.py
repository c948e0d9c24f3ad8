"""A calibration in sentences and tables: what is known, how far to trust the forecast, and what stays a guess."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from experiments.analyses.calibrate.estimates import Estimates
from experiments.analyses.calibrate.forecast import OURS, HoldOut
from experiments.analyses.calibrate.heterogeneity import AT_ITS_LIMIT
from experiments.analyses.calibrate.identifiability import PRIOR_ONLY
from experiments.statistics.formatting import confidence_level, decimals, plain, signed

WIDTH = 80
SHOWN = 12
"""Rows of a long table that the terminal shows; all of them are in the folder."""
MODELS = {OURS: "courtship", "pareto_nbd": "Pareto/NBD", "bg_nbd": "BG/NBD"}
FORMS = {"given": "given each customer's history", "anew": "from first purchases alone"}
ENOUGH = 20
"""Replicates below which a band is said to come from few."""
SURE = 1.645
"""Standard errors of our error up to which being worse is not settled: one-sided 95 %."""
MISFIT = 0.01


def sentences(answer: Estimates) -> list[str]:
    """What the calibration says, the most useful first."""
    said = [_laws(answer)]
    if answer.check is None:
        said.append(f"The forecast is not checked: {answer.unchecked}.")
    else:
        said += [forecast_sentence(answer.check, form) for form in FORMS]
        if answer.check.peers is None:
            said.append("The peer models are missing: run pip install courtship[data].")
    said.append(relational_sentence(answer))
    if answer.matching is not None and answer.matching.misfit < MISFIT:
        said.append(
            "The model cannot reproduce the given statistics within their errors (probability of such a gap "
            f"{answer.matching.misfit:.1g}): check the statistics, and do not trust the ranges that they narrowed."
        )
    if answer.matching is not None and answer.matching.ruled_out:
        out, tried = answer.matching.ruled_out, answer.matching.tried
        were = "were" if out > 1 else "was"
        said.append(
            f"{out:,} of {tried:,} sampled parameter sets {were} excluded: the observed status quo is not "
            "reproduced there."
        )
    for key, value in answer.refuted.items():
        said.append(
            f"Note: customers leave so rarely that the log contradicts the default of {key}: calibrated.yaml sets it "
            f"to {value:g}."
        )
    return [*said, *(f"Note: {remark}." for remark in answer.laws.remarks)]


def _laws(answer: Estimates) -> str:
    facts, log = answer.facts, answer.log
    loose = list(answer.table.loc[~answer.table["verdict"].isin(["identified", AT_ITS_LIMIT]), "parameter"])
    known = "all fitted laws are identified" if not loose else f"less certain: {', '.join(loose)}"
    returns = f", {log.returns:,} returns" if log.returns else ""
    return (
        f"{facts['customers']:,} customers with {facts['transactions']:,} transactions{returns} from {log.start} to "
        f"{log.end}; {known}."
    )


def forecast_sentence(check: HoldOut, form: str) -> str:
    """Ours and its peers over the weeks kept back, in one form: what was predicted, what was made, and the band."""
    low, high = check.band(form)
    ours, errors = check.error(OURS, form), {name: check.error(name, form) for name in check.models}
    silent = [MODELS[name] for name in check.models if not math.isfinite(check.total(name, form))]
    errors = {name: error for name, error in errors.items() if MODELS[name] not in silent}
    where = "inside" if check.inside(form) else "outside"
    made, far = (f"{check.made:,}", f" ({_signed(ours)})") if check.made else ("none", "")
    said = (
        f"Weeks {check.weeks[0]:.0f} to {check.weeks[-1]:.0f}, {FORMS[form]}: predicted {check.total(OURS, form):,.0f} "
        f"further purchases, {made} were made{far}, {where} the {confidence_level(check.confidence)} band "
        f"({low:,.0f} to {high:,.0f}"
    )
    few = len(check.doubt[form])
    said += ")" if few >= ENOUGH else f", from only {few} replicates)"
    said += f"; no forecast by {' and '.join(silent)}" if silent else ""
    peers = [f"{MODELS[name]} {_signed(error)}" for name, error in errors.items() if name != OURS]
    if not peers:
        return f"{said}."
    if not check.made:  # a share of nothing is none
        totals = (f"{MODELS[name]} predicted {check.total(name, form):,.0f}" for name in errors if name != OURS)
        return f"{said}; {', '.join(totals)}."
    return f"{said}; {', '.join(peers)}: {_together(check, form, errors)}."


def _together(check: HoldOut, form: str, errors: Mapping[str, float]) -> str:
    """What the errors of ours and the peers say together."""
    ours, luck = abs(errors[OURS]), check.luck(form)
    best = min(abs(error) for name, error in errors.items() if name != OURS)
    if not check.inside(form) and min(errors.values()) > 0:
        said = "all miss the slowdown"
    elif not check.inside(form) and max(errors.values()) < 0:
        said = "all predict too few purchases"
    else:
        said = ""
    if ours <= best:
        compared = "courtship's is no worse than the better of the others"
    else:
        settled = "" if ours - SURE * luck > best else ", but more replicates are needed to be sure"
        compared = f"courtship's is worse than the better of the others by {_points(ours - best)}{settled}"
    return f"{said}; {compared}" if said else compared


def relational_sentence(answer: Estimates) -> str:
    """How many relational parameters the data speak of."""
    table = answer.identifiability
    counts = {name: int((table["verdict"] == name).sum()) for name in ("identified", "weakly", PRIOR_ONLY)}
    if answer.matching is None:
        return (
            f"All {len(table)} relational parameters are prior only: a log of purchases says nothing about them. "
            "Retention, NPS waves or referral counts can: calibrate.retention, calibrate.nps, calibrate.referrals."
        )
    return (
        f"Of {len(table)} relational parameters {counts['identified']} are identified, {counts['weakly']} are weakly "
        f"identified, and {counts[PRIOR_ONLY]} are prior only and keep their plausible ranges."
    )


def calibration_in_words(answer: Estimates) -> Group:
    """For the terminal, 80 columns wide."""
    first, *others = sentences(answer)
    parts: list[Text | Table] = [_paragraph(first, "bold"), _laws_table(answer)]
    if answer.check is not None:
        parts.append(_check_table(answer.check))
    if answer.matching is not None:
        parts.append(_relational_table(answer))
    return Group(*parts, *(_paragraph(f"· {sentence}") for sentence in others))


def _laws_table(answer: Estimates) -> Table:
    level = answer.setting.options.calibrate.confidence
    table = _empty("law", ("estimate", f"{100 * level:g} % interval", "verdict"))
    for row in answer.table.to_dict("records"):
        estimate, low, high = (float(row[key]) for key in ("estimate", "low", "high"))
        name = f"{row['parameter']}" + (f" [{row['unit']}]" if row["unit"] != "1" else "")
        if row["verdict"] == AT_ITS_LIMIT:
            table.add_row(name, _limit(estimate), _one_sided(low, high), AT_ITS_LIMIT)
            continue
        places = decimals(min(high - low, estimate), 3)
        ends = f"{plain(low, places)} to {plain(high, places)}" if math.isfinite(high) else "not known"
        table.add_row(name, plain(estimate, places), ends, str(row["verdict"]))
    return table


def _limit(estimate: float) -> str:
    return plain(estimate) if math.isfinite(estimate) and estimate > 0 else "0" if estimate == 0 else "no end"


def _one_sided(low: float, high: float) -> str:
    """The interval of a parameter at its limit, of which one end is known."""
    if low == 0 and not math.isfinite(high):
        return "not known"
    return f"below {plain(high)}" if math.isfinite(high) else f"above {plain(low)}"


def _check_table(check: HoldOut) -> Table:
    """A few weeks of the path, and the error over all of them."""
    table = _empty("purchases until week", ("made", *(MODELS[name] for name in check.models)))
    some = sorted({0, check.held.weeks // 3, 2 * check.held.weeks // 3, check.held.weeks - 1})
    for k in some:
        predicted = (plain(float(check.predicted(name)[k]), 0) for name in check.models)
        table.add_row(f"{check.weeks[k]:.0f}", f"{check.held.further[k]:,}", *predicted)
    for form, words in FORMS.items():
        errors = (_signed(check.error(name, form)) if check.made else "–" for name in check.models)
        table.add_row(Text(f"error {words}", "bold"), "", *errors)
    return table


def _relational_table(answer: Estimates) -> Table:
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


def _signed(share: float) -> str:
    return f"{signed(100 * share, 1 if abs(share) < 0.1 else 0)} %"


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"
