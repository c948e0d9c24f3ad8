"""A job has one address: the same content has the same, anything else another, and what cannot be told has none."""

from __future__ import annotations

import copy
import dataclasses
import math
import os
import pickle
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import networkx as nx
import numpy as np
import pytest

from experiments.config import versions
from experiments.config.composition import composed, shipped
from experiments.config.setting import built
from experiments.execution.content import JobAddresses, Unaddressable
from experiments.execution.jobs import run_point, run_replicate, run_summaries
from simulation.alignment.centring import centre_world
from simulation.mechanism import Mechanism
from simulation.people.heterogeneity import Buying, GammaDropout, Spending
from simulation.people.people import Observed
from tests.commands import ROOT, TINY, setting

SETTING = setting("strategies=[cx_only,relationship]", "scenario=trust_crisis", "weeks=105", verb="compare")
PAYLOAD = (SETTING.world, centre_world(SETTING.world), SETTING.strategies, 7, "columns")


def address(*payload: Any, work: Any = run_replicate, basis: str = "b") -> str:
    return JobAddresses(basis).of(work, payload)


def varied(value: Any) -> Iterator[Any]:
    """The same value with one leaf changed in the least, for each leaf."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            for other in varied(getattr(value, field.name)):
                changed = copy.copy(value)
                object.__setattr__(changed, field.name, other)
                yield changed
    elif isinstance(value, Mapping):
        yield MappingProxyType({**value, "one more": 0.0})
        for key in value:
            yield from (MappingProxyType({**value, key: other}) for other in varied(value[key]))
    elif isinstance(value, (tuple, list)):
        yield type(value)([*value, 0])
        for k, part in enumerate(value):
            yield from (type(value)([*value[:k], other, *value[k + 1 :]]) for other in varied(part))
    elif isinstance(value, np.ndarray):
        yield np.append(value, value[:1])
        yield value.astype(np.float32) if value.dtype == np.float64 else value.astype(np.float64)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, float):
        yield math.nextafter(value, math.inf if value < 1e300 else 0.0)
    elif isinstance(value, int):
        yield from (value + 1, float(value))
    elif isinstance(value, str):
        yield f"{value} "
    elif value is None:
        yield 0
    else:
        raise AssertionError(f"no variation of {type(value)}")


def test_every_leaf_of_a_payload_changes_the_address() -> None:
    own, many = address(*PAYLOAD), list(varied(PAYLOAD))
    found = [address(*each) for each in many]
    assert len(many) > 400
    assert own not in found
    assert len(set(found)) == len(found)


def test_a_log_s_customers_are_part_of_it() -> None:
    some = np.arange(5.0)
    people = Observed(
        some, some, some + 9.0, some, Buying(0.7, 4.0), GammaDropout(0.8, 40.0), Spending(6.0, 4.0, 10.0), 0.5
    )
    recency = some.copy()
    recency[3] += 1e-12
    others = [dataclasses.replace(people, recency=recency), *varied(people)]
    assert address(people) not in {address(other) for other in others}


WORLDS = [
    *(f"community={name}" for name in shipped("community") if name not in ("from_file", "own_degrees")),
    *(f"scenario={name}" for name in shipped("scenario") if name not in ("retail_cdnow", "trust_crisis")),
    *(f"market={name}" for name in shipped("market")),
    "population=segments",
]  # fmt: skip


def test_every_kind_of_world_has_an_address_of_its_own() -> None:
    worlds = [setting(words, *["community.blocks=3"] * words.endswith("=blocks")).world for words in WORLDS]
    ties = nx.gnp_random_graph(60, 0.1, seed=1)
    worlds.append(SETTING.world)  # whose crisis comes in the third year
    worlds.append(built(composed([*TINY, "community=from_file"]).values, graph=ties).world)
    found = [address(world) for world in worlds]
    default = [words for words, each in zip(WORLDS, found, strict=False) if each == address(setting().world)]
    assert default == ["community=small_world", "scenario=base", "market=contractual"]
    assert len(set(found)) == len(found) - len(default) + 1


def test_copies_have_the_address_of_the_original() -> None:
    for copied in (copy.deepcopy(PAYLOAD), pickle.loads(pickle.dumps(PAYLOAD))):
        assert address(*copied) == address(*PAYLOAD)
    shared = JobAddresses("b")
    assert shared.of(run_replicate, PAYLOAD) == shared.of(run_replicate, PAYLOAD) == address(*PAYLOAD)


def test_the_work_and_the_basis_are_part_of_it() -> None:
    assert len({address(*PAYLOAD, work=work) for work in (run_replicate, run_summaries, run_point)}) == 3
    assert address(*PAYLOAD, basis="c") != address(*PAYLOAD)


LOOKALIKES = [
    1, 1.0, True, "1", np.float64(1), np.float32(1), np.int64(1), np.array(1.0), np.array([1.0]), [1], (1,), ((1,),),
    {"1": 1}, {1: 1}, None, "None", 0.0, -0.0, 0, False, math.nan, math.inf, "", (), [], {}, ("ab", "c"), ("a", "bc"),
    ("abc",), "abc", {"a": 1, "b": 2}, {"a": 2, "b": 1}, np.zeros((2, 3)), np.zeros((3, 2)), np.zeros(6),
    np.zeros((2, 3), order="F"), np.zeros(6, dtype=np.int64), np.zeros(6, dtype=">f8"), np.array(["a"]),
    np.array([b"a"]),
]  # fmt: skip


def test_values_that_look_alike_are_told_apart() -> None:
    assert len({address(value) for value in LOOKALIKES}) == len(LOOKALIKES)


def test_a_view_has_the_address_of_its_copy() -> None:
    wide = np.arange(12.0).reshape(4, 3)
    assert address(wide[:, 1]) == address(wide[:, 1].copy())


@dataclasses.dataclass(frozen=True)
class Mine(Mechanism):
    """A law of the user's own."""


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, b"bytes", 1j, run_replicate, Mechanism, np.array([object()]), np.array([0], "datetime64[D]"),
     (1, [{"a": object()}])],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_not_known_has_no_address(value: Any) -> None:
    with pytest.raises(Unaddressable):
        address(value)


def test_work_and_laws_from_elsewhere_have_no_address() -> None:
    for work in (math.sqrt, address, lambda: None, JobAddresses("b").of):
        with pytest.raises(Unaddressable):
            address(1, work=work)
    with pytest.raises(Unaddressable, match="Mine"):
        address(dataclasses.replace(SETTING.world, mechanisms=(*SETTING.world.mechanisms, Mine.__new__(Mine))))


def test_any_change_of_the_source_text_is_another_basis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one of the same length, at the same time as far as the file says."""
    for package in ("simulation", "experiments"):
        ignored = shutil.ignore_patterns("__pycache__")
        copy = shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
        monkeypatch.setattr(versions, package, SimpleNamespace(__file__=str(copy / "__init__.py")))
    found = [versions.sources()]
    assert found == [versions.AT_THE_START]
    for name in ("simulation/mechanisms/trust.py", "experiments/execution/jobs.py"):
        file = tmp_path / name
        then, text = file.stat(), file.read_text(encoding="utf-8")
        file.write_text(text.replace("the", "teh", 1), encoding="utf-8")
        os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))
        assert file.stat().st_size == then.st_size
        found.append(versions.sources())
    assert len(set(found)) == 3
