"""Answers of jobs come back from their bytes as they were, to the last bit, and nothing else is ever made of bytes."""

from __future__ import annotations

import math
import pickle
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from experiments.analyses.calibrate import forecast, moments
from experiments.analyses.calibrate.targets import Target
from experiments.execution.codec import decode, encode
from experiments.execution.content import JobAddresses
from experiments.execution.jobs import run_point, run_replicate, run_summaries
from experiments.execution.without_channel import joined_without
from simulation.alignment.centring import centre_world
from tests.commands import setting

DTYPES = st.sampled_from(["<f8", ">f8", "<f4", "<i8", "<i4", "|i1", "|u1", "<u8", "|b1", "<c16", "<U3", "|S2"])
ARRAYS = DTYPES.flatmap(lambda dtype: nps.arrays(dtype, nps.array_shapes(min_dims=0, min_side=0, max_side=4)))
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | ARRAYS | ARRAYS.map(np.asfortranarray)
    | ARRAYS.filter(lambda array: array.size > 0 and array.dtype.kind not in "SU").map(lambda array: array.flat[0])
    | ARRAYS.filter(lambda array: array.ndim > 1 and array.shape[-1] > 0).map(lambda array: array[..., 0])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=12,
)


def same(one: Any, other: Any) -> bool:
    """Whether two values are of one kind and equal to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        kept = other.flags.c_contiguous or other.flags.f_contiguous
        own = one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
        return bool(kept and own and other.flags.writeable and other.flags.owndata)
    if isinstance(one, np.generic):
        return bool(one.dtype == other.dtype and one.tobytes() == other.tobytes())
    if isinstance(one, float):
        return struct.pack("<d", one) == struct.pack("<d", other)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__)
    return bool(one == other)


@given(VALUES)
def test_any_value_comes_back(value: Any) -> None:
    assert same(value, decode(encode(value)))


def answers() -> dict[str, Any]:
    """What each job answers in a tiny world."""
    asked = setting("strategies=[cx_only,relationship]", verb="compare")
    centre = centre_world(asked.world)
    impossible = {"mechanism.contact.inbound_rate": 30.0, "market.budget_share": 0.06}
    return {
        "centred": centre,
        "replicate": run_replicate(asked.world, centre, asked.strategies, 7),
        "by agents": run_replicate(asked.world, centre, asked.strategies[:1], 7, "agents"),
        "tried": run_summaries(asked.world, centre, asked.strategies, 7, "columns", off="trust", weeks=3),
        "point": run_point(asked.world, centre, {"market.margin": 0.4}, asked.strategies, (7, 8)),
        "point that cannot be": run_point(asked.world, centre, impossible, asked.strategies, (7,)),
        "joined_without": joined_without(asked.world, centre, asked.strategies[0], 7, "columns", "advertising"),
        "repeats": forecast.repeat_purchases(asked.world, 7),
        "simulated": moments.simulated_statistics(asked.world, centre, {}, [Target("nps", 3, 10.0, 1.0)], (7, 8)),
    }


def test_the_answer_of_every_job_comes_back() -> None:
    for job, answer in answers().items():
        again = decode(encode(answer))
        assert same(answer, again), job
        assert JobAddresses("").hashed(answer) == JobAddresses("").hashed(again)
        assert encode(again) == encode(answer)


class Elsewhere:
    """A kind that is no record."""


@pytest.mark.parametrize("value", [object(), {1}, b"x", np.array([object()]), Elsewhere(), [Elsewhere], lambda: 0])
def test_what_could_not_come_back_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        encode(value)


def text(content: str, rest: bytes = b"") -> bytes:
    return struct.pack("<q", len(content)) + content.encode() + rest


HOSTILE = [
    b"", b"\0" * 7, pickle.dumps(Elsewhere()), text("["), text("[]"), text('["array","|O",[1],"C"]', b"\0" * 8),
    text('["array","<f8",[2],"C"]', b"\0" * 8), text('["array","<f8",[1],"C"]', b"\0" * 9), text('["Elsewhere",[]]'),
    text('["Path",["x"]]'), text('["Centre",[1,2]]' + " " * 3, b"x"), text('["float","00"]'), text('["eval",["1"]]'),
    text('["scalar","|O","0000000000000000"]'), text('["dict",[[["list",[]],1]]]'), text('["array","<f8",[-1],"C"]'),
    text("[" * 100_000), struct.pack("<q", -5) + b"null", text('["array","no such",[1],"C"]', b"\0"),
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode(content)


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content: bytes) -> None:
    try:
        decode(content)
    except ValueError:
        return


@given(st.data())
def test_a_byte_more_or_less_is_noticed_or_harmless(data: st.DataObject) -> None:
    content = encode({"a": [np.arange(3.0), math.nan, (1, "x")]})
    at = data.draw(st.integers(0, len(content) - 1))
    changed = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    for broken in (changed, content[:at], content + b"\0"):
        try:
            decode(broken)
        except ValueError:
            continue
