"""Levers that belong together: a group is what a board can decide on, such as gifts or encounters.

A lever belongs to the group named after the mechanism that declares it, unless it is named here. So the levers of a new
mechanism are a group of their own without a line anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulation.mechanism import Mechanism
from simulation.strategy import Strategy

JOINED = {
    "listening": "encounters",  # heard in encounters, and worth nothing without them
    "sincerity": "sincerity",  # declared by reciprocity, which is a law and no decision
    "acquisition_share": "acquisition",
    "content_share": "acquisition",
    "search_share": "acquisition",
    "social_share": "acquisition",
    "prospect_email_share": "acquisition",
    "incentive": "sales incentive",
    "cadence": "contact frequency",
    "letters": "contact frequency",
    "calls": "contact frequency",
    "ease": "ease",
    "reserve": "reserve",
    "hosting": "community",
    "co_creation": "co-creation",
    "referral_reward": "referral",
}
"""The group of a lever where it is not the mechanism that declares it."""


def group_of(lever: str, mechanisms: Iterable[Mechanism]) -> str:
    """The group of a lever.

    Args:
        lever: its name.
        mechanisms: of the world; the one that declares the lever names the group.
    """
    owners = {one.name: mechanism.name for mechanism in mechanisms for one in mechanism.levers}
    return JOINED.get(lever, owners[lever].replace("_", " "))


def differing_groups(a: Strategy, b: Strategy, mechanisms: tuple[Mechanism, ...]) -> dict[str, tuple[str, ...]]:
    """The groups in which two strategies differ, each with its levers that differ, in the order of the mechanisms."""
    found: dict[str, tuple[str, ...]] = {}
    for mechanism in mechanisms:
        for lever in mechanism.levers:
            if a.levers.get(lever.name, lever.idle) != b.levers.get(lever.name, lever.idle):
                group = group_of(lever.name, mechanisms)
                found[group] = (*found.get(group, ()), lever.name)
    return found


def with_levers_of(a: Strategy, b: Strategy, levers: Iterable[str]) -> Strategy:
    """Strategy a, but with some levers as b has them; what b does not set is idle."""
    return Strategy(f"{a.name} with {b.name}'s levers", levers_taken_from(a.levers, b.levers, levers))


def levers_taken_from(own: Mapping[str, float], other: Mapping[str, float], levers: Iterable[str]) -> dict[str, float]:
    """Lever values with some taken from another strategy; those that it leaves idle are left out."""
    chosen = dict(own)
    for lever in levers:
        if lever in other:
            chosen[lever] = other[lever]
        else:
            chosen.pop(lever, None)
    return chosen
