"""Levers in groups, from the registry; and strategies that are part one, part the other."""

from __future__ import annotations

from experiments.analyses.explain.lever_groups import JOINED, differing_groups, group_of, with_levers_of
from simulation.mechanisms import registered
from simulation.strategy import Strategy, levers
from tests.worlds import AS_IS, EVERY_LEVER, GIFTS, RELATIONSHIP, laws

LAWS = laws()


def test_every_lever_has_a_group_and_none_is_named_that_there_is_not() -> None:
    known = levers(LAWS)
    assert set(JOINED) <= set(known)
    assert all(group_of(name, LAWS) for name in known)


def test_a_new_mechanisms_levers_are_a_group_of_its_name() -> None:
    for name, kind in registered().items():
        for lever in kind.levers:
            assert lever.name in JOINED or group_of(lever.name, LAWS) == name.replace("_", " ")


def test_encounters_are_apart_from_gifts_and_sincerity() -> None:
    found = differing_groups(AS_IS, RELATIONSHIP, LAWS)
    assert set(found["encounters"]) == {"encounter_share", "listening"}
    assert set(found["gifts"]) == set(GIFTS)
    assert found["sincerity"] == ("sincerity",)
    assert not {"acquisition", "contact frequency"} & set(found), "what does not differ is no group"


def test_a_lever_at_its_idle_value_does_not_differ_from_one_that_is_not_set() -> None:
    spelled = Strategy("spelled", {**AS_IS.levers, "gift_rate": 0.0, "sincerity": 0.5})
    assert differing_groups(AS_IS, spelled, LAWS) == {}


def test_with_all_levers_of_the_other_it_is_the_other() -> None:
    found = differing_groups(AS_IS, EVERY_LEVER, LAWS)
    every = [lever for group in found.values() for lever in group]
    assert dict(with_levers_of(AS_IS, EVERY_LEVER, every).levers) == dict(EVERY_LEVER.levers)
    assert dict(with_levers_of(EVERY_LEVER, AS_IS, every).levers) == dict(AS_IS.levers)
    assert dict(with_levers_of(AS_IS, EVERY_LEVER, []).levers) == dict(AS_IS.levers)
