"""The typed configuration, derived from the declarations of `simulation`: nothing is declared a second time here.

Each dataclass of the model with declared parameters gets a mirror that Hydra can fill; levers get one optional number
for each shipped strategy. Ranges are checked when the model's own dataclasses are made (see `building`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, make_dataclass
from typing import Any

from simulation.channel import CHANNELS
from simulation.community import Blocks, Complete, Configuration, OwnNetwork, ScaleFree, SmallWorld
from simulation.heterogeneity import Buying, Spending, YearlyChurn
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.segments import HighEnd
from simulation.terms import Terms
from simulation.touchpoint import TOUCHPOINTS

GRAPHS = {
    "small_world": SmallWorld,
    "scale_free": ScaleFree,
    "blocks": Blocks,
    "complete": Complete,
    "configuration": Configuration,
    "from_file": OwnNetwork,
}
POPULATION = {"churn": YearlyChurn, "buying": Buying, "spending": Spending, "high_end": HighEnd}
"""Laws of parametric people; the last one where they are of two segments."""
DESIGNS: dict[str, tuple[Any, ...]] = {"channel": CHANNELS, "touchpoint": TOUCHPOINTS}
"""Declared once for all of a kind, with values of its own for each: `channel.search.reach`."""


def mirror(owner: type[Any], *more: tuple[str, Any, Any]) -> type[Any]:
    """A dataclass with the declared parameters of `owner`, and further fields (name, type, default)."""
    values = {f.name: f.default for f in dataclasses.fields(owner)}
    fields: list[Any] = [(name, type(values[name]), field(default=values[name])) for name in declarations(owner)]
    for name, kind, default in more:
        made = field(default_factory=default) if callable(default) else field(default=default)
        fields.append((name, kind, made))
    return make_dataclass(owner.__name__, fields)


def mirror_of(instance: Any) -> type[Any]:
    """A dataclass with the declared parameters of one instance, and its values as defaults."""
    fields: list[Any] = [
        (name, type(getattr(instance, name)), field(default=getattr(instance, name))) for name in declarations(instance)
    ]
    return make_dataclass(type(instance).__name__, fields)


def nested(name: str, members: dict[str, type[Any]]) -> type[Any]:
    """A dataclass whose fields are dataclasses."""
    return make_dataclass(name, _sections(members))


def _sections(members: dict[str, type[Any]]) -> list[Any]:
    return [(key, kind, field(default_factory=kind)) for key, kind in members.items()]


@dataclass
class Log:
    """Where the people come from; most keys are about a log."""

    source: str = "reference"  # reference, segments, log, cdnow or calibrated
    size: int | None = 5000  # people, for source=reference and segments; null: as many as community=from_file has
    file: str | None = None  # the log, for source=log; calibrated.yaml, for source=calibrated
    customer: str = "customer_id"  # name of the column
    date: str = "date"  # name of the column
    amount: str | None = "amount"  # name of the column; null: purchases are counted, each worth 1
    until: str | None = None  # last day used, YYYY-MM-DD; what comes later is held back
    date_format: str | None = None  # of strptime, where dates are not YYYY-MM-DD
    delimiter: str = ","
    time_zone: str | None = None  # such as Europe/Berlin: whose days count where times of day carry a zone
    returns: str = "refuse"  # refuse, drop or net: what to do with negative amounts
    prospects: float = 0.5  # people who never were customers, per customer of the log; grade C
    ensemble: bool = (
        True  # compare: replicates take the members of a calibrated ensemble in turn; false: its best alone
    )


@dataclass
class Executor:
    """Who computes."""

    kind: str = "processes"
    workers: int | None = None
    address: str | None = None  # of a Dask scheduler, for kind=dask


@dataclass
class Design:
    """Which points of a space `sweep` runs; see `experiments.sweeps`."""

    kind: str = "grid"
    n: int = 64  # points of each combination, or levels of each interval when one is moved at a time
    seed: int = 20261122  # of the design, never of a run
    file: str | None = None  # for kind=table: CSV with a column for each key


@dataclass
class Sensitivity:
    """Which parameters matter; see `experiments.sensitivity`."""

    method: str = "morris"  # morris or sobol
    n: int | None = None  # trajectories of Morris (null: 16) or base points of Sobol (null: 128)
    measure: str = "profit"
    of: str = "difference"  # difference: the second of `strategies` less the first; or one of their names
    parameters: list[str] | None = None  # dotted keys with a plausible range; null: all of grade C
    resamples: int = 500
    confidence: float = 0.95
    seed: int = 20261122  # of the design, never of a run


@dataclass
class Calibrate:
    """What a log and further statistics say; see `experiments.calibration`."""

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


@dataclass
class PrecisionRule:
    """When there are enough replicates; see `experiments.precision`."""

    width: float | None = None  # full width of the interval of profit [money]; null: four times the margin
    block: int = 30
    maximum: int = 60
    confidence: float = 0.95
    margin: float = 0.01  # smallest difference that matters, as a share of the budget


@dataclass
class Space:
    """The doubtful space that `compare` always runs too; see `experiments.hypercube`."""

    points: int = 32  # 0: leave it out
    replicates: int = 1
    contagion: bool = True  # also run one block with contagion of leaving the other way


@dataclass
class Explain:
    """Which levers and mechanisms carry the difference; see `experiments.explaining`."""

    replicates: int = 3  # pairs of the small explanation that compare gives; 0: leave it out
    orders: int = 8  # orders in which more than five groups of levers are introduced by courtship explain


@dataclass
class Boundary:
    """Where the winner flips; see `experiments.boundaries`."""

    parameters: list[str] | None = None  # two dotted keys of the map; null: those that part the winners most
    points: int | None = None  # levels of each of them; null: 3 in compare, 7 in boundary; 0: no map in compare
    space: int = 32  # points of the Latin hypercube that boundary runs first
    flips: int = 6  # parameters along which boundary looks for a flip, one at a time
    levels: int = 5  # levels of each of those


@dataclass
class Output:
    """What is written beside the tables that every run folder has."""

    customers: bool = False
    figures: bool = True
    report: bool = True  # of compare
    attribution: bool = True  # of run: what each channel caused, by trying without it
    weekly: bool = False  # of sweep: the weekly series too, in parts; all others always write them


@dataclass
class Classroom:
    """Where the page of `classroom` is served; see `experiments.classroom`."""

    port: int = 5006  # 0: a free one
    browser: bool = True  # open the page in the browser of this machine
    address: str = "127.0.0.1"  # this machine only; 0.0.0.0: whoever can reach it


@dataclass
class Network:
    """Where ties come from that are not generated; see `experiments.networks`."""

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


def community() -> type[Any]:
    """One section for all generators: each reads the keys that it declares."""
    owned = {name: graph for graph in reversed(GRAPHS.values()) for name in declarations(graph)}
    kinds: dict[str, Any] = {"int": int, "float": float, "str": str, "float | None": float | None}
    fields: list[Any] = []
    for name, graph in owned.items():
        declared = next(f for f in dataclasses.fields(graph) if f.name == name)
        kind = float if name == "degree" else kinds[str(declared.type)]
        fields.append((name, kind, field(default=declared.default)))
    return make_dataclass("Community", fields, bases=(Network,))


def levers(strategies: tuple[str, ...]) -> type[Any]:
    """For each shipped strategy every lever, null where the strategy's own value holds."""
    names = [lever.name for mechanism in registered().values() for lever in mechanism.levers]
    one = make_dataclass("Levers", [(name, float | None, field(default=None)) for name in names])
    return nested("Strategies", dict.fromkeys(strategies, one))


def schema(strategies: tuple[str, ...]) -> type[Any]:
    """The whole configuration, with the defaults of the declarations.

    Args:
        strategies: names of the shipped strategies.
    """
    market = mirror(Terms, ("kind", str, "contractual"), ("as_is", str, "as_is"), ("shares", list[float], list))
    laws = {name: mirror(law) for name, law in POPULATION.items()}
    population = make_dataclass("Population", _sections(laws), bases=(Log,))
    sections = {
        "levers": levers(strategies),
        "population": population,
        "community": community(),
        "market": market,
        **{kind: nested(kind, {one.name: mirror_of(one) for one in designs}) for kind, designs in DESIGNS.items()},
        "mechanism": nested("Mechanisms", {name: mirror(kind) for name, kind in registered().items()}),
        "precision": PrecisionRule,
        "space": Space,
        "explain": Explain,
        "boundary": Boundary,
        "executor": Executor,
        "design": Design,
        "sensitivity": Sensitivity,
        "calibrate": Calibrate,
        "output": Output,
        "classroom": Classroom,
    }
    fields: list[Any] = [
        ("strategy", str, field(default="cx_only")),
        ("strategies", list[str], field(default_factory=lambda: ["cx_only", "relationship"])),
        ("rivals", list[str], field(default_factory=list)),
        ("events", list[Any], field(default_factory=list)),
        ("weeks", int, field(default=260)),
        ("seed", int, field(default=0)),
        ("replicates", int | None, field(default=None)),
        ("engine", str, field(default="columns")),
    ]
    return make_dataclass("Courtship", fields + _sections(sections))
