"""A calibrated population as a file: fitted laws, an ensemble of them that carries the doubt, and whose customers.

    courtship compare population=outputs/calibrate/2026-11-24_10-00-00/calibrated.yaml

The YAML stands for its log: beside it lies `customers.parquet`, one row a customer (recency, frequency, value), and its
hash is in the YAML, so that neither can be exchanged unnoticed. The log itself need not be there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import is_file, is_there, user_path
from experiments.inputs.regular_file import regular_file
from experiments.inputs.table_hash import content_hash
from experiments.inputs.transactions.identities import ordered
from experiments.inputs.yaml_file import mapping, written
from simulation.market.terms import Terms
from simulation.mechanisms import registered
from simulation.mistake import Mistake
from simulation.parameters import declarations
from simulation.people.heterogeneity import Buying, GammaDropout, Spending
from simulation.people.people import Observed

KIND, VERSION = "courtship calibration", 1
CUSTOMERS = "customers.parquet"
COLUMNS = ("customer", "frequency", "recency", "age", "value")
HEADER = """\
# Fitted by `courtship calibrate`. Use it in place of the log: courtship compare population=PATH_OF_THIS_FILE
# (customers.parquet has to lie beside it). Rates are per week, amounts in the money of the log.
"""


@dataclass(frozen=True)
class Member:
    """One way in which the customers could be, given all that was observed.

    Args:
        buying: law of purchase rates.
        dropout: law of dropout rates.
        spending: law of amounts.
        parameters: of the market and its mechanisms, by dotted key; only those that the data narrowed.
    """

    buying: Buying
    dropout: GammaDropout
    spending: Spending
    parameters: Mapping[str, float]

    def as_mapping(self) -> dict[str, Any]:
        """Plain values."""
        laws = {name: asdict(getattr(self, name)) for name in ("buying", "dropout", "spending")}
        return {**laws, "parameters": dict(self.parameters)}


@dataclass(frozen=True, eq=False)
class Calibrated:
    """What a calibrated.yaml holds.

    Args:
        best: at the maximum of the likelihood and the middle of what was accepted.
        ensemble: equally likely alternatives to it.
        customers: one row a customer, with the columns of `COLUMNS`.
        prospects: people who never were customers, per customer.
        log: whence it all comes: path, hash, dates and counts, for the reader.
    """

    best: Member
    ensemble: tuple[Member, ...]
    customers: pd.DataFrame
    prospects: float
    log: Mapping[str, Any]

    def people(self, prospects: float) -> Observed:
        """The customers, with prospects of any number."""
        column: dict[str, Any] = {name: self.customers[name].to_numpy(dtype=np.float64) for name in COLUMNS[1:]}
        best = self.best
        return Observed(
            **column, buying=best.buying, dropout=best.dropout, spending=best.spending, prospects=prospects,
            source=str(self.log.get("path", "the log")),
        )  # fmt: skip

    def text(self) -> str:
        """The content of calibrated.yaml."""
        content = {
            "kind": KIND,
            "version": VERSION,
            "log": dict(self.log),
            "customers": {"file": CUSTOMERS, "content": content_hash(self.customers)},
            "prospects": self.prospects,
            "best": self.best.as_mapping(),
            "ensemble": [member.as_mapping() for member in self.ensemble],
        }
        return HEADER + written(content, default_flow_style=None, width=110)


def read(given: str) -> Calibrated:
    """The calibrated population of a file; remembered by the content of file and table.

    Raises:
        Mistake: for no such file, another kind of file, or a table that is missing or not the one that was fitted.
    """
    path = regular_file(given, "a calibrated population, as `courtship calibrate` writes it", "population")
    beside = path.parent / CUSTOMERS
    return _read(given, tuple(file_hash(file) if is_file(file) else None for file in (path, beside)))


@functools.lru_cache(maxsize=4)
def _read(given: str, contents: tuple[str | None, ...]) -> Calibrated:
    path = user_path(given)
    content = mapping(path, "population", given, "a calibrated population, as `courtship calibrate` writes it")
    if content.get("kind") != KIND:
        advice = (
            "Create one: courtship calibrate population.file=log.csv. To use a log itself: population.file=log.csv."
        )
        raise Mistake("population", given, f"must be a calibrated.yaml (kind: {KIND})", advice)
    if content.get("version") != VERSION:
        advice = "Calibrate again with this version."
        raise Mistake("population", given, f"must be of version {VERSION}, not {content.get('version')}", advice)
    try:
        named = content["customers"]["file"], content["customers"]["content"]
        best, *ensemble = (_member(one, given) for one in (content["best"], *content["ensemble"]))
        prospects, log = float(content["prospects"]), dict(content["log"])
    except Mistake:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        advice = "Restore the file, or calibrate again."
        raise Mistake("population", given, f"must be complete; it cannot be read: {error!r}", advice) from None
    if any(member.parameters.keys() != best.parameters.keys() for member in ensemble):
        raise _edited(given, "members with other parameters than the best one")
    return Calibrated(best, tuple(ensemble), _customers(path.parent / str(named[0]), str(named[1])), prospects, log)


def _member(content: Mapping[str, Any], given: str) -> Member:
    made: dict[str, Any] = {}
    for name, law in {"buying": Buying, "dropout": GammaDropout, "spending": Spending}.items():
        expected = {field.name for field in fields(law)}
        if content[name].keys() != expected:  # a default must not stand for what was fitted
            raise _edited(given, f"{', '.join(content[name]) or 'nothing'} under {name}")
        made[name] = law(**{key: float(value) for key, value in content[name].items()})
    parameters = {str(key): float(value) for key, value in content["parameters"].items()}
    if unknown := sorted(parameters.keys() - _fittable()):
        raise _edited(given, f"the parameter {unknown[0]}")
    return Member(**made, parameters=parameters)


@functools.cache
def _fittable() -> frozenset[str]:
    """Dotted keys of all parameters that statistics may narrow: those in doubt of the market and of its laws."""
    laws = {"market": Terms, "population": Observed, **{f"mechanism.{name}": law for name, law in registered().items()}}
    return frozenset(
        f"{at}.{key}" for at, law in laws.items() for key, one in declarations(law).items() if one.doubtful
    )


def _edited(given: str, what: str) -> Mistake:
    allowed = "must be unchanged since `courtship calibrate` wrote it"
    return Mistake("population", f"{given} with {what}", allowed, "Restore it, or calibrate again.")


def _customers(path: Path, expected: str) -> pd.DataFrame:
    """The customers in the order in which a log numbers them, whatever the order of the rows: luck goes by number."""
    if is_there(path):
        regular_file(path, "a table of customers", "population")
    try:
        table = pd.read_parquet(path)
        found = content_hash(table)
    except FileNotFoundError:
        advice = "It is written next to calibrated.yaml; keep the two together."
        raise Mistake("population", str(path), "is missing", advice) from None
    except (OSError, ValueError) as error:
        raise Mistake("population", str(path), f"cannot be read: {error}") from None
    if found != expected:
        advice = "Restore it, or calibrate again."
        raise Mistake("population", str(path), "has changed since it was fitted", advice)
    place = {name: number for number, name in enumerate(ordered([str(one) for one in table["customer"]]))}
    return table.sort_values("customer", key=lambda names: names.map(place), ignore_index=True)
