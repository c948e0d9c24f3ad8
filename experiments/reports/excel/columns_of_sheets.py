"""What columns mean on the one sheet that has them: a week, a revenue or an error are not the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.column import Column
from simulation.measures.outcome import PER_SEGMENT
from simulation.mechanisms import shipped
from simulation.population import IDENTITY
from simulation.world.weekly_record import SERIES


def _of_people() -> Iterator[Column]:
    yield from IDENTITY
    yield from (column for law in shipped().values() for column in law.owns if column.of == "person")


OF_SHEET: dict[str, dict[str, str]] = {
    "segments": PER_SEGMENT,
    "weekly": SERIES,
    "attribution": {
        "spent": "what the focal firm spent on the channel over the run, not discounted [money]",
        "first": "people won, each credited to the channel that reached them first [people]",
        "last": "people won, each credited to the channel that brought them [people]",
        "linear": "people won, each shared out among all contacts [people]",
        "causal": "people won who would not have come without the channel; if that was run [people]",
    },
    "customers": {
        **{column.name: f"{column.doc} [{column.unit}]" for column in _of_people()},
        "customer": "id of the person in the log",
        "frequency": "purchases after the first; purchases on one day count once",
        "recency": "time from the first purchase to the last [week]",
        "age": "time from the first purchase to the last fitted day [week]",
        "value": "mean amount of the purchases after the first [money]",
    },
    "map": {"difference": "second strategy less the first in one replicate"},
    "flips": {"state": "whether the winner changes along the line, in words"},
    "sensitivity": {
        "undefined": "elementary effects or base points left out, because the measure is undefined there",
        "ST": "share of the variance in which the parameter takes part (Sobol, total)",
        "ST_low": "lower end of its interval", "ST_high": "upper end of its interval",
        "ST_half": "ST of half of the base points",
        "S1": "share of the variance that is the parameter's alone (Sobol, first order)",
        "S1_low": "lower end of its interval", "S1_high": "upper end of its interval",
        "S1_half": "S1 of half of the base points",
    },
    "validation": {
        "case": "name of the limit or pattern", "kind": "limit: a known result; pattern: an observation",
        "claim": "the claim tested", "at": "position of the reported point along the axis",
        "target": "what is expected",
        "simulated": "what the model gives", "standard_error": "of what the model gives",
        "low": "lower end of the band around the target", "high": "upper end of the band around the target",
        "band": "how wide the band is, and why", "points": "number of points compared with their band",
        "verdict": "holds, fails, or not judged", "reason": "in words",
        "luck": "upper bound of the probability of a failure by chance",
        "rejects": "wrong model that the case rejects",
        "fitted": "part of the same data that was used for fitting",
        "source": "of the target",
    },
    "points": {
        "case": "name of the limit or pattern", "at": "where along the axis", "label": "of the point",
        "target": "what is expected", "low": "lower end of the band", "high": "upper end of the band",
        "simulated": "what the model gives", "standard_error": "of what the model gives",
        "inside": "whether the point lies in its band",
    },
    "holdout": {
        "week": "time since the first day of the log [week]",
        "made": "purchases made since the last fitted day",
        **{
            f"{model}{form}": f"the same as {name} predicts it{what}"
            for model, name in (("courtship", "courtship"), ("pareto_nbd", "Pareto/NBD"), ("bg_nbd", "BG/NBD"))
            for form, what in (("", ", given who bought before"), ("_anew", ", of customers drawn anew"))
        },
        **{f"courtship{form}_{end}": f"{end} end of the band" for form in ("", "_anew") for end in ("low", "high")},
    },
    "errors": {
        "form": "given: of the customers as they bought before; anew: of customers drawn anew",
        "model": "that predicts",
        "predicted": "purchases predicted for all held-out weeks",
        "made": "purchases made in these weeks",
        "error": "predicted / made - 1",
        "standard_error": "standard error of the error, from random variation of the simulation",
        "low": "lower end of the band of predictions",
        "high": "upper end of the band of predictions",
        "inside": "whether the purchases made lie inside the band",
    },
    "laws": {
        "meaning": "of the parameter", "unit": "of the estimate", "estimate": "most likely value",
        "log_error": "standard error of its logarithm", "low": "lower end of the interval",
        "high": "upper end of the interval", "verdict": "identified, weakly, or at its limit",
    },
    "identifiability": {
        "prior_low": "lower end of the middle part of its plausible range",
        "prior_high": "upper end of it",
        "low": "lower end of the same part of what was accepted", "high": "upper end of it",
        "width": "width of what was accepted over that of the plausible range",
        "moves": "how far the statistics move between the ends of its range [standard errors]",
        "verdict": "identified, weakly, or prior only", "why": "in words",
    },
}  # fmt: skip
"""Meanings by sheet, then column; they go before those that hold everywhere (`columns.PLAIN`)."""
