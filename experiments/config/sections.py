"""Sections of the configuration that are not parameters of the model: who the people are, what is run and written.

They are listed by hand, because nothing in `simulation` declares them; `schema` adds the declared parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulation.people.people import Observed


def key(default: Any, doc: str) -> Any:
    """A key of a section: its default, and what it means, for the help."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class Log:
    """Where the people come from; most keys describe a log of purchases."""

    source: str = key("reference", "where people come from: reference, segments, log, cdnow or calibrated")
    size: int | None = key(
        5000, "number of people, for source=reference and segments; null: as many as community=from_file has"
    )
    file: str | None = key(
        None, "the log (text, workbook, Parquet or JSON), for source=log; calibrated.yaml, for source=calibrated"
    )
    customer: str = key("auto", "name of the column of customers; auto: found by its name if only one column fits")
    date: str = key("auto", "name of the column of dates; auto: found by its name")
    amount: str | None = key("auto", "name of the column of amounts; null: purchases are counted, each worth 1")
    quantity: str | None = key(None, "name of the column of quantities, used with price in place of amounts")
    price: str | None = key(None, "name of the column of unit prices")
    order: str | None = key("auto", "name of the column that says which rows belong to one order; null: there is none")
    lines: str = key(
        "auto", "each: every row has its own amount; whole: every row of an order repeats the total of the order"
    )
    currency: str | None = key(
        None, "keep only rows in this currency, such as EUR; none: no currency is given; null: the log has only one"
    )
    until: str | None = key(None, "last day used, YYYY-MM-DD; later purchases are held back for testing")
    date_format: str | None = key(
        None, "day_first, month_first, year_first, seconds, milliseconds, excel, or a strptime format; null: found"
    )
    decimal: str = key("auto", "point or comma, for logs in which no amount shows which; auto: found")
    delimiter: str = key("auto", "comma, semicolon, tab, pipe, or the character itself; auto: found")
    encoding: str = key("auto", "encoding such as cp1252, for text that is neither UTF-8 nor UTF-16; auto: found")
    sheet: str | None = key(None, "sheet of a workbook; null: the only sheet that holds a log")
    time_zone: str | None = key(
        None, "zone such as Europe/Berlin in which days are counted, for times with an offset from UTC"
    )
    moments: str | None = key(None, "zone such as UTC in which times without an offset were written")
    returns: str = key("refuse", "what to do with negative amounts: refuse, drop or net")
    missing: str = key("refuse", "what to do with rows without a customer, a date or an amount: refuse or drop")
    totals: str = key("refuse", "what to do with rows that equal the sum of other rows: refuse, drop or keep")
    copies: str = key(
        "auto",
        "whether to keep or drop rows that are identical in every column; auto: keep, unless half of all are copies",
    )
    prospects: float = Observed.prospects
    ensemble: bool = key(
        True, "compare: each replicate uses the next member of a calibrated ensemble; false: only the best member"
    )


@dataclass(frozen=True)
class Executor:
    """Which processes or machines compute the runs."""

    kind: str = key("processes", "who computes: processes, inline (this process) or dask")
    workers: int | None = key(None, "number of workers; null: one for each core")
    address: str | None = key(None, "address of a Dask scheduler, for kind=dask")


@dataclass(frozen=True)
class Design:
    """Which points of a parameter space `sweep` runs; see `experiments.sweeps`."""

    kind: str = key("grid", "how points are chosen: grid, one_at_a_time, lhs, sobol, halton, random or table")
    n: int = key(64, "points of each combination, or levels of each interval if one parameter is moved at a time")
    seed: int = key(20261122, "seed of the design; runs have their own seed")
    file: str | None = key(None, "CSV with a column for each key, for kind=table")


@dataclass(frozen=True)
class SensitivityRule:
    """Which parameters matter; see `courtship.sensitivity`."""

    method: str = key("morris", "morris or sobol")
    n: int | None = key(None, "trajectories of Morris (null: 16) or base points of Sobol (null: 128)")
    measure: str = key("profit", "measure whose sensitivity is analysed")
    of: str = key("difference", "difference: the second of `strategies` less the first; or the name of one of them")
    parameters: list[str] | None = key(
        None, "dotted keys that have a range; null: all guesses of the market and of the mechanisms in use"
    )
    resamples: int = key(500, "bootstrap resamples for the intervals")
    confidence: float = key(0.95, "confidence of the intervals")
    seed: int = key(20261122, "seed of the design; runs have their own seed")


@dataclass(frozen=True)
class Calibrate:
    """How parameters are estimated from a log and further statistics; see `experiments.analyses.calibrate`."""

    members: int = key(30, "members of the ensemble, which carries the uncertainty of the estimates into compare")
    confidence: float = key(0.9, "confidence of intervals and ranges")
    replicates: int = key(20, "simulations of the held-out period; 0: leave the test out")
    customers: int = key(3000, "most customers to simulate, in the test and in the search; a systematic sample")
    retention: Any = key(
        None, "file or list of [week, share, n]: share of customers of the log's last day who have never left since"
    )
    nps: Any = key(None, "file or list of [week, points, n]: net promoter score in at least two waves")
    referrals: Any = key(None, "file or list of [week, people]: customers won by referral since the log's last day")
    trials: int = key(96, "points of the search")
    repeats: int = key(4, "runs at each point of the search")
    seed: int = key(20261124, "seed of draws, samples and the search; runs have their own seed")

    @property
    def statistics(self) -> dict[str, Any]:
        """The further statistics by kind; None for those that are not given."""
        return {"retention": self.retention, "nps": self.nps, "referrals": self.referrals}


@dataclass(frozen=True)
class PrecisionRule:
    """When there are enough replicates; see `experiments.statistics.stopping_rule`."""

    width: float | None = key(
        None, "full width of the interval of profit at which to stop [money]; null: four times the margin"
    )
    block: int = key(30, "replicates that are added at a time")
    maximum: int = key(60, "most replicates")
    confidence: float = key(0.95, "confidence of the intervals")
    margin: float = key(0.01, "smallest difference that matters, as a share of the budget")


@dataclass(frozen=True)
class Space:
    """The plausible parameter settings that `compare` samples; see `experiments.statistics.latin_hypercube`."""

    points: int = key(32, "sampled settings of the parameters nobody has measured; 0: none")
    replicates: int = key(1, "replicates at each setting")
    held: list[str] | None = key(None, "uncertain parameters that keep their value; null: those that the command sets")
    contagion: bool = key(
        True, "whether to run a dozen further pairs with contagion of leaving switched to the opposite"
    )
    equal: bool = key(True, "whether to run some further pairs with the other meaning of market.equal")
    funding: bool = key(True, "whether to run some further pairs in which the status quo has a tenth more money")


@dataclass(frozen=True)
class Explain:
    """Which levers and mechanisms carry the difference; see `experiments.analyses.explain`."""

    replicates: int = key(3, "pairs of runs for the short explanation that compare gives; 0: none")
    orders: int = key(8, "explain: orders in which more than five groups of levers are introduced")


@dataclass(frozen=True)
class Boundary:
    """Where the winner changes; see `experiments.analyses.boundary`."""

    parameters: list[str] | None = key(
        None, "dotted keys, those of the map first; null: the two that best separate the winners"
    )
    points: int | None = key(
        None, "levels of each parameter of the map; null: 3 in compare, 7 in boundary; 0: no map in compare"
    )
    space: int = key(32, "points of the Latin hypercube that boundary runs first")
    flips: int = key(6, "parameters along which boundary looks for a change of the winner, one at a time")
    levels: int = key(5, "levels of each of those parameters")


@dataclass(frozen=True)
class Output:
    """What is written in addition to the tables of every run folder."""

    customers: bool = key(False, "whether to write a table of customers")
    figures: bool = key(True, "whether to draw figures")
    report: bool = key(True, "compare: whether to write the report")
    attribution: bool = key(True, "run: whether to measure what each channel caused, by a run without it")
    weekly: bool = key(False, "sweep: whether to write weekly series too, in parts; all other verbs always write them")
    keep: float = key(
        2.0, "gigabytes of finished jobs kept beside the run folders, so that the same command can resume; 0: none"
    )


@dataclass(frozen=True)
class Classroom:
    """Where the page of `classroom` is served; see `experiments.classroom`."""

    port: int = key(5006, "port of the page; 0: any free port")
    browser: bool = key(True, "whether to open the page in the browser of this machine")
    address: str = key("127.0.0.1", "127.0.0.1: this machine only; 0.0.0.0: every machine that can reach it")
    lesson: int = key(0, "lesson with which the page opens; 0: free play")
    moves: list[str] = field(
        default_factory=list,
        metadata={"doc": "changes of levers during the run, such as 30:right:cadence:0.5 (week:side:lever:value)"},
    )


@dataclass(frozen=True)
class Network:
    """Where ties come from; see `experiments.inputs.networks`."""

    graph: str = key(
        "small_world",
        "how ties arise: small_world, scale_free, blocks, complete, configuration, own_degrees or from_file",
    )
    file: str | None = key(
        None, "the ties: CSV, Parquet or GraphML, for from_file, or for configuration, which takes only the degrees"
    )
    degrees_file: str | None = key(None, "CSV with a column degree, for configuration")
    source_column: str = key("source", "column of one end of a tie")
    target_column: str = key("target", "column of the other end")
    weight_column: str | None = key(None, "column or attribute with the weight of a tie; the heaviest ties are strong")
    strength_column: str | None = key(
        None, "column or attribute that says whether a tie is strong: strong or weak, true or false"
    )
    name_attribute: str | None = key(None, "attribute of GraphML nodes with the person's id; null: the node's own id")
    delimiter: str = key(",", "character between columns")
    unknown: str = key(
        "refuse", "what to do with people of the network who are not in the log: refuse, drop or prospects"
    )
