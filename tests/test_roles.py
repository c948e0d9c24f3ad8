"""What a key changes is said once, and every identity says the same."""

from __future__ import annotations

import json
from dataclasses import field, make_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.cli.registry import VERBS
from experiments.config.composition import composed
from experiments.config.leaves import known_keys
from experiments.config.nested import differences, flat, merged
from experiments.config.roles import (
    LEVERS,
    LUCK,
    OUTPUT,
    ROLES,
    RUN,
    WORLD,
    Changes,
    acting,
    matters,
    may_vary,
    part,
    refuse_nameless,
    role,
    values_hash,
)  # fmt: skip
from experiments.config.schema import leaves_of
from experiments.sweeps.identity import point_key, world_key


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    found: dict[str, Any] = composed(()).values
    return found


def test_every_key_of_the_schema_has_a_role_and_every_verb_of_a_role_is_there(values: dict[str, Any]) -> None:
    refuse_nameless(iter(known_keys()))
    assert set(flat(values)) == set(known_keys())
    assert {verb for one in ROLES.values() for verb in one.verbs} <= set(VERBS)
    assert {one.changes for one in ROLES.values()} == set(Changes)


def test_a_section_without_a_role_is_refused() -> None:
    Loyalty = make_dataclass("Loyalty", [("points", int, 0)])
    Whole = make_dataclass("Whole", [("weeks", int, 5), ("loyalty", Loyalty, field(default_factory=Loyalty))])
    with pytest.raises(LookupError, match=r"loyalty\.points: .* does not say what this part of the schema changes"):
        refuse_nameless(leaves_of(Whole))
    with pytest.raises(LookupError, match="names what is not in the schema"):
        refuse_nameless(iter(["weeks"]))


def test_an_identity_changes_with_exactly_the_keys_that_change_what_it_identifies(values: dict[str, Any]) -> None:
    verbs = {verb for one in ROLES.values() for verb in one.verbs}
    hashes = {verb: values_hash(values, verb) for verb in verbs}
    world, point = world_key(values, {}, {}), point_key(values)
    assert part(values, *Changes) == values
    for key in known_keys():
        if key.startswith("levers.") and key.split(".")[1] not in ("as_is", "relationship", "neglect"):
            continue  # one that is always in use, one that some verbs use, and one that nobody does stand for all
        changes = role(key).changes
        other = merged(values, {key: ["another"]})
        assert (world_key(other, {}, {}) != world) == (changes is WORLD), key
        assert (point_key(other) != point) == (changes in RUN), key
        for verb in verbs:
            counts = matters(key, verb) and (changes is not LEVERS or key.split(".")[1] in acting(values, verb))
            if key not in ("market.as_is", "rivals", "strategy", "strategies"):  # others act, whose levers count
                assert (values_hash(other, verb) != hashes[verb]) == counts, (key, verb)
    for key in ("market.as_is", "strategy"):
        assert values_hash(merged(values, {key: "neglect"}), "run") != hashes["run"]
    assert values_hash(merged(values, {"strategies": ["hybrid", "neglect"]}), "run") == hashes["run"]
    assert values_hash(merged(values, {"strategies": ["hybrid", "neglect"]}), "compare") != hashes["compare"]


def test_who_computes_and_what_is_written_matters_to_no_verb() -> None:
    for key in ("executor.kind", "executor.workers", "engine", "output.figures", "output.weekly", "classroom.port"):
        assert not any(matters(key, verb) for verb in VERBS)
        assert not may_vary(key)
    assert role("output.attribution").changes is not OUTPUT  # what a channel caused is found by running without it
    assert role("seed").changes is LUCK
    assert may_vary("scenario")
    assert may_vary("population.churn")
    assert not any(map(may_vary, ("hydra.run.dir", "classroom.port", "calibrate.members", "population.ensemble")))


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.text("ab.", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(base=st.dictionaries(st.sampled_from("abc"), TREES), values=st.dictionaries(st.sampled_from("abc"), TREES))
def test_what_differs_is_all_that_is_needed(base: dict[str, Any], values: dict[str, Any]) -> None:
    """Whatever two configurations are made of; keys that are gone are the one thing that a schema does not have."""
    whole = {**base, **values}
    found = merged(base, differences(base, whole))
    assert json.dumps(found, sort_keys=True) == json.dumps(whole, sort_keys=True)
    assert differences(base, base) == {}
