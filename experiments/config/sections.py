"""Sections of the configuration that are no parameters of the model: who the people are, what is run, what is written.

They are written by hand, because nothing in `simulation` declares them; `schema` puts them beside what is derived.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulation.people.people import Observed


@dataclass(frozen=True)
class Log:
    """Where the people come from; most keys are about a log."""

    source: str = "reference"  # reference, segments, log, cdnow or calibrated
    size: int | None = 5000  # people, for source=reference and segments; null: as many as community=from_file has
    file: str | None = (
        None  # the log (text, workbook, Parquet, JSON), for source=log; calibrated.yaml, for source=calibrated
    )
    customer: str = "auto"  # name of the column; auto: found by its name where it can be one only
    date: str = "auto"  # name of the column
    amount: str | None = "auto"  # name of the column; null: purchases are counted, each worth 1
    quantity: str | None = None  # name of the column of quantities, in place of amounts; multiplied by price
    price: str | None = None  # name of the column of prices for one piece
    order: str | None = "auto"  # name of the column that says which rows are one order
    lines: str = "auto"  # each: every row has its own amount; whole: the rows of an order repeat its total
    currency: str | None = None  # keep only rows in this currency, such as EUR; none: it has none; null: one only
    until: str | None = None  # last day used, YYYY-MM-DD; what comes later is held back
    date_format: str | None = None  # day_first, month_first, year_first, seconds, milliseconds, excel, or of strptime
    decimal: str = "auto"  # point or comma, where no amount tells which
    delimiter: str = "auto"  # comma, semicolon, tab, pipe, or the character
    encoding: str = "auto"  # such as cp1252, where the text is neither UTF-8 nor UTF-16
    sheet: str | None = None  # of a workbook; null: the only one that holds a log
    time_zone: str | None = None  # such as Europe/Berlin: whose days count where times of day have an offset from UTC
    moments: str | None = None  # zone in which times of day without an offset were written, such as UTC
    returns: str = "refuse"  # refuse, drop or net: what to do with negative amounts
    missing: str = "refuse"  # refuse or drop: rows without a customer, a date or an amount
    totals: str = "refuse"  # refuse, drop or keep: rows that are worth as much as others together
    copies: str = "auto"  # keep or drop rows that are alike in every column; auto: keep, unless half are
    prospects: float = Observed.prospects
    ensemble: bool = (
        True  # compare: replicates take the members of a calibrated ensemble in turn; false: its best alone
    )


@dataclass(frozen=True)
class Executor:
    """Who computes."""

    kind: str = "processes"
    workers: int | None = None
    address: str | None = None  # of a Dask scheduler, for kind=dask


@dataclass(frozen=True)
class Design:
    """Which points of a space `sweep` runs; see `experiments.sweeps`."""

    kind: str = "grid"
    n: int = 64  # points of each combination, or levels of each interval when one is moved at a time
    seed: int = 20261122  # of the design, never of a run
    file: str | None = None  # for kind=table: CSV with a column for each key


@dataclass(frozen=True)
class SensitivityRule:
    """Which parameters matter; see `courtship.sensitivity`."""

    method: str = "morris"  # morris or sobol
    n: int | None = None  # trajectories of Morris (null: 16) or base points of Sobol (null: 128)
    measure: str = "profit"
    of: str = "difference"  # difference: the second of `strategies` less the first; or one of their names
    parameters: list[str] | None = None  # dotted keys with a range; null: the guesses of market and laws in use
    resamples: int = 500
    confidence: float = 0.95
    seed: int = 20261122  # of the design, never of a run


@dataclass(frozen=True)
class Calibrate:
    """What a log and further statistics say; see `experiments.analyses.calibrate`."""

    members: int = 30  # of the ensemble that carries the doubt into compare
    confidence: float = 0.9  # of intervals and ranges
    replicates: int = 20  # of the check against what was kept back; 0 leaves it out
    customers: int = 3000  # simulated at most, in the check and in the search; evenly chosen
    retention: Any = None  # file or list of [week, share, n]: customers of the log's last day who never left since
    nps: Any = None  # file or list of [week, points, n], two waves at least
    referrals: Any = None  # file or list of [week, people]: won by referral since the log's last day
    trials: int = 96  # points of the search
    repeats: int = 4  # runs at each point of the search
    seed: int = 20261124  # of draws, samples and the search, never of a run

    @property
    def statistics(self) -> dict[str, Any]:
        """The further statistics, by kind; None where none are given."""
        return {"retention": self.retention, "nps": self.nps, "referrals": self.referrals}


@dataclass(frozen=True)
class PrecisionRule:
    """When there are enough replicates; see `experiments.statistics.stopping_rule`."""

    width: float | None = None  # full width of the interval of profit [money]; null: four times the margin
    block: int = 30
    maximum: int = 60
    confidence: float = 0.95
    margin: float = 0.01  # smallest difference that matters, as a share of the budget


@dataclass(frozen=True)
class Space:
    """The parameter space that `compare` always runs too; see `experiments.statistics.latin_hypercube`."""

    points: int = 32  # 0: leave it out
    replicates: int = 1
    held: list[str] | None = None  # doubtful parameters that keep their value; null: those to which words give one
    contagion: bool = True  # also run a dozen pairs with contagion of leaving the other way
    equal: bool = True  # also run some pairs with the other meaning of market.equal
    funding: bool = True  # also run some pairs of the status quo with a tenth more money


@dataclass(frozen=True)
class Explain:
    """Which levers and mechanisms carry the difference; see `experiments.analyses.explain`."""

    replicates: int = 3  # pairs of the small explanation that compare gives; 0: leave it out
    orders: int = 8  # orders in which more than five groups of levers are introduced by courtship explain


@dataclass(frozen=True)
class Boundary:
    """Where the winner flips; see `experiments.analyses.boundary`."""

    parameters: list[str] | None = None  # dotted keys, two for the map first; null: those that part the winners most
    points: int | None = None  # levels of each of them; null: 3 in compare, 7 in boundary; 0: no map in compare
    space: int = 32  # points of the Latin hypercube that boundary runs first
    flips: int = 6  # parameters along which boundary looks for a flip, one at a time
    levels: int = 5  # levels of each of those


@dataclass(frozen=True)
class Output:
    """What is written beside the tables that every run folder has."""

    customers: bool = False
    figures: bool = True
    report: bool = True  # of compare
    attribution: bool = True  # of run: what each channel caused, by trying without it
    weekly: bool = False  # of sweep: the weekly series too, in parts; all others always write them
    keep: float = 2.0  # gigabytes of finished jobs kept beside the run folders, for the same command to go on; 0: none


@dataclass(frozen=True)
class Classroom:
    """Where the page of `classroom` is served; see `experiments.classroom`."""

    port: int = 5006  # 0: a free one
    browser: bool = True  # open the page in the browser of this machine
    address: str = "127.0.0.1"  # this machine only; 0.0.0.0: whoever can reach it
    lesson: int = 0  # that the page opens with; 0: free play
    moves: list[str] = field(default_factory=list)  # levers moved meanwhile, such as 30:right:cadence:0.5


@dataclass(frozen=True)
class Network:
    """Where ties come from that are not generated; see `experiments.inputs.networks`."""

    graph: str = "small_world"
    file: str | None = None  # the ties: CSV, Parquet or GraphML; for from_file, or for configuration to take degrees of
    degrees_file: str | None = None  # CSV with a column degree, for configuration
    source_column: str = "source"
    target_column: str = "target"
    weight_column: str | None = None  # column or attribute of edges; strong ties are the heaviest
    strength_column: str | None = None  # column or attribute of edges: strong or weak, true or false
    name_attribute: str | None = None  # of nodes in GraphML, with the id of the person; null: the node's own id
    delimiter: str = ","
    unknown: str = "refuse"  # refuse, drop or prospects: people of the network who are not in the log
