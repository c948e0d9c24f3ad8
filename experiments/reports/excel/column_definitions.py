"""What every column of every sheet means: from the declarations where there is one, from here where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from experiments.config.own.in_use import measures_in_use
from experiments.config.reference import described
from experiments.reports.excel.columns_of_sheets import OF_SHEET
from simulation.market.ledger import BOOKED

ORIGIN, ACCOUNT = "from_", "account_"
PLAIN = {
    "strategy": "name of the strategy",
    "seed": "seed of the replicate; equal seeds have the same people, ties and random draws",
    "replicate": "number of the replicate, counted from 0",
    "week": "counted from 0",
    "weeks": "length of the run",
    "firm": "focal or rival",
    "point": "number of the point of the space",
    "budget": "money received over the run, with interest on money not spent at once [minor units]",
    "spent": "money spent or saved over the run [minor units]",
    "minor_units": "minor units in one unit of money",
    "cash": "discounted cash flow of the focal firm in the week [money per initial customer]",
    "envelope": "money that the focal firm receives in the week [money]",
    "interest": "interest on the balance or overdraft of its account at the start of the week [money]",
    "segment": "third of the week-0 customers by expected spending",
    "measure": "see the definitions of measures",
    "difference": "second strategy less the first, mean over paired replicates",
    "ci_low": "lower end of the interval",
    "ci_high": "upper end of the interval",
    "margin": "smallest difference that matters",
    "kind": "group: mean over all orders (Shapley); alone, last; lever: set back; mechanism: switched off",
    "mean": "mean over replicates",
    "off": "mechanism that was off for both strategies",
    "state": "done, failed or wanted",
    "identity": "hash of everything that the run depends on",
    "by": "how the week-0 customers are divided; thirds by value are `segment`",
    "type": "type of relationship with the focal firm",
    "people": "number of people",
    "a": "the strategy with which others are compared",
    "b": "the strategy that is compared with it",
    "mean_a": "mean of a over the pairs judged",
    "mean_b": "mean of b over the pairs judged",
    "probability_b_beats_a": "share of paired replicates that b wins, plus half of the ties",
    "probability_b_beats_a_over_space": "the same over points of the parameter space",
    "share_of_space_a": "share of points of the parameter space that a wins by more than the margin",
    "share_of_space_b": "share that b wins",
    "share_of_space_tied": "share that neither wins",
    "replicates": "pairs judged",
    "undefined": "pairs dropped, because the measure is undefined for a or b",
    "variance_reduction": "(variance of a + variance of b) / variance of the difference: the gain from pairing",
    "confidence": "of the interval",
    "comparisons": "pairs of strategies whose intervals hold jointly",
    "better": "whether more (high) or less (low) is better",
    "verdict": "the winner's name, equivalent, cannot be told apart, or undefined",
    "p_value": "Holm-adjusted p value of the hypothesis that the difference is within the margin",
    "unit": "of the values of the row",
    "definition": "of the measure",
    "breakeven_week": "first week from which b stays ahead of a, of profit; empty where there is none",
    "standard_deviation": "standard deviation over replicates",
    "defined": "replicates in which the measure is defined, on which mean and standard_deviation are based",
    "name": "name of the lever, group or mechanism",
    "design_error": "standard error that comes from sampled orders",
    "note": "levers of a group, group of a lever, or a remark",
    "sentence": "the result in words",
    "parameter": "dotted key",
    "default": "its value in all other runs",
    "at": "value at which the winner changes; empty where it does not",
    "error": "error of a failed run",
    "step": "step on the way to the focal firm that people have reached",
    "channel": "channel by which people came to the focal firm",
    "low": "lower end of the range over which it was moved",
    "high": "upper end of the range over which it was moved",
    "crossings": "how often the difference changes its sign along the line",
    "below": "winner below that value: 1 the second strategy, -1 the first, 0 neither",
    "above": "winner above that value, likewise",
    "blocks": "elementary effects that are defined",
    "mu_star": "mean size of the elementary effects (Morris)",
    "mu_star_low": "lower end of its interval",
    "mu_star_high": "upper end of its interval",
    "mu_star_half": "mu_star of the first half of the blocks",
    "sigma": "standard deviation of the elementary effects",
    "sigma_half": "sigma of the first half of the blocks",
    "least": "smallest size of an elementary effect",
    "most": "largest size of an elementary effect",
}
"""What a column means on every sheet that has it, unless the sheet says otherwise."""


def definitions(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every column of every sheet with its meaning; then all measures."""
    known = dict(_meanings())
    rows = [
        {"sheet": name, "column": str(column), "meaning": _meaning(str(column), known | OF_SHEET.get(name, {}))}
        for name, table in tables.items() for column in table.columns
    ]  # fmt: skip
    rows += [{"sheet": "measures", "column": m.name, "meaning": f"{m.doc} [{m.unit}]"} for m in measures_in_use()]
    return pd.DataFrame(rows)


def _meanings() -> Iterator[tuple[str, str]]:
    yield from ((m.name, f"{m.doc} [{m.unit}]") for m in measures_in_use())
    yield from ((key, f"{row['meaning']} [{row['unit']}]") for key, row in described().items())
    yield from PLAIN.items()


def _meaning(column: str, known: Mapping[str, str]) -> str:
    if column.startswith(BOOKED):
        return f"focal firm's bookings for {column.removeprefix(BOOKED)} in the week [money]"
    if column.startswith(ORIGIN):
        return f"people of the type who were {column.removeprefix(ORIGIN).replace('_', ' ')} at the look before"
    if column.startswith(ACCOUNT):
        return f"what the focal firm booked on the person for {column.removeprefix(ACCOUNT)} over the run [money]"
    name, _, number = column.rpartition("_")
    if column not in known and number.isdecimal() and name in known:
        return f"{known[name]}; number {number} of the values of a person"
    return known.get(column, "")
