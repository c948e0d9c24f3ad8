"""Where people come from: published laws for one kind of people or two, a transaction log of one's own, or CDNOW."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.config import sections
from experiments.config.options import section_of
from experiments.config.readers import SOURCES
from experiments.inputs.btyd import Fit, ParetoNBD, pareto_nbd
from experiments.inputs.btyd.spend import ALIKE, Amounts, amounts
from experiments.inputs.calibrated import Calibrated, read
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.rfm import Summary, summarised
from experiments.inputs.transactions.section import has_log, last_read, log_of
from simulation.mistake import Mistake
from simulation.people.heterogeneity import Buying, GammaDropout, Spending, YearlyChurn
from simulation.people.people import Observed, People, Reference
from simulation.people.segments import HighEnd, Mixture, regular_and_high_end


@dataclass(frozen=True, eq=False)
class FittedPopulation:
    """What was learned from a log.

    Args:
        log: the transactions.
        summary: one row a customer.
        pareto_nbd: fit of buying and dropping out.
        amounts: law of spending, or why there is none.
    """

    log: Log
    summary: Summary
    pareto_nbd: Fit[ParetoNBD]
    amounts: Amounts


def people_of(values: Mapping[str, Any]) -> People:
    """The source of people that the section `population` describes.

    Raises:
        Mistake: for an unknown source, a bad size or file, or a log from which nothing can be learned.
    """
    return replace(_people(values), persistence=values["persistence"])


def _people(values: Mapping[str, Any]) -> Reference | Mixture | Observed:
    asked = section_of(sections.Log, values)
    source, size = asked.source, asked.size
    if source not in SOURCES:
        raise Mistake("population.source", source, f"must be one of {', '.join(SOURCES)}")
    if asked.file is not None and source not in ("log", "calibrated"):
        advice = "Add population=from_transactions."
        raise Mistake("population.file", asked.file, f"is not read with population.source={source}", advice)
    if source in ("reference", "segments"):
        if size is None or size < 2:
            raise Mistake("population.size", size, "must be at least 2 people")
        laws = YearlyChurn(**values["churn"]), Buying(**values["buying"]), Spending(**values["spending"])
        if source == "segments":
            return regular_and_high_end(size, *laws, HighEnd(**values["high_end"]))
        return Reference(size, *laws)
    if not 0 <= asked.prospects <= 100:
        raise Mistake("population.prospects", asked.prospects, "must be between 0 and 100 per customer")
    if source == "calibrated":
        return _calibrated(asked.file).people(asked.prospects)
    fitted = fitted_of(asked)
    buying, summary = fitted.pareto_nbd.parameters, fitted.summary
    spending = spending_of(fitted.amounts)
    dropout = GammaDropout(s=buying.s, beta=buying.beta)
    return observed(summary, Buying(r=buying.r, alpha=buying.alpha), dropout, spending, asked.prospects)


def spending_of(known: Amounts) -> Spending:
    """The law of spending; where amounts are unknown or do not differ, everybody pays the same."""
    if known.law is None:
        return Spending(p=ALIKE, q=ALIKE, gamma=known.everybody)
    return Spending(p=known.law.p, q=known.law.q, gamma=known.law.gamma)


def observed(summary: Summary, buying: Buying, dropout: GammaDropout, spending: Spending, prospects: float) -> Observed:
    """The customers of a log under given laws, and prospects."""
    frequency = np.asarray(summary.frequency, dtype=np.float64)
    return Observed(
        frequency=frequency,
        recency=np.asarray(summary.recency, dtype=np.float64),
        age=np.asarray(summary.age, dtype=np.float64),
        value=np.asarray(summary.monetary, dtype=np.float64),
        buying=buying,
        dropout=dropout,
        spending=spending,
        prospects=prospects,
        source=summary.source,
    )


def ids_of(asked: sections.Log) -> list[str]:
    """Identifiers of the customers that a section `population` describes, in the order of `people_of`."""
    if asked.source == "calibrated":
        return [str(name) for name in _calibrated(asked.file).customers["customer"]]
    return [str(name) for name in fitted_of(asked).log.ids]


def _calibrated(file: str | None) -> Calibrated:
    if file is None:
        raise Mistake("population.file", "nothing", "must be a calibrated.yaml", "Add population=PATH/calibrated.yaml.")
    return read(file)


def intake_of(asked: sections.Log) -> Mapping[str, Any] | None:
    """What was understood of the log that a section `population` stands for, as `LogIntake.as_json` has it.

    Args:
        asked: the section; a calibrated population keeps what was understood of its log.
    """
    if has_log(vars(asked)):
        intake = last_read(vars(asked)).intake
        return None if intake is None else intake.as_json()
    if asked.source == "calibrated" and asked.file is not None:
        return _calibrated(asked.file).log.get("intake")
    return None


def fitted_of(asked: sections.Log) -> FittedPopulation:
    """Read and fit the log that the section `population` names; remembered by its content and how it is read."""
    return _fitted(log_of(vars(asked)))


@functools.lru_cache(maxsize=8)
def _fitted(log: Log) -> FittedPopulation:
    summary = summarised(log)
    return FittedPopulation(log, summary, pareto_nbd.fit(summary), amounts(summary))
