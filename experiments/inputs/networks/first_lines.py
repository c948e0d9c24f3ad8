"""Lines that are no ties although they look like some: names of columns, and numbers of people and ties."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from experiments.inputs.networks.edge_list import Ties
from simulation.mistake import Mistake

HEADERS = [
    set(names.split())
    for names in (
        "source target", "sourceid targetid", "from to", "fromid toid", "fromnode tonode", "fromnodeid tonodeid",
        "src dst", "node1 node2", "id1 id2", "user1 user2", "person1 person2", "customer1 customer2", "userid friendid",
        "user friend", "follower followee", "tail head", "nodea nodeb", "node neighbor", "userid userid2",
    )
]  # fmt: skip
"""How the two ends of ties are called where a first line names the columns, in small letters and without signs."""
_WORDS = frozenset[str]().union(*HEADERS)
REPEATED = "Files that were put one behind the other repeat it: take that line out."
_NUMBERED = re.compile(r"-?\w*\d")


def refuse_sizes(path: Path, ties: Ties, top: list[str]) -> None:
    """Refuse a first line that says how many people and ties there are, as METIS and many benchmarks have it."""
    if not top or not all(map(str.isdecimal, top)) or (len(top) > 2 and top[0] != top[1]):
        return
    if int(top[-1]) != len(ties.source) - 1 or len(ties.source) < 3:
        return
    people = len({*ties.source[1:], *ties.target[1:]})
    if people <= int(top[0]) <= 2 * people:
        advice = "Take that line out, or put a # before it; if it is a tie, put it below another one."
        given = f"the line '{' '.join(top)}' above {top[-1]} ties of {people} people"
        raise Mistake(str(path), given, "looks like a line of counts", advice)


def refuse_header(path: Path, ties: Ties, labels: list[Any]) -> None:
    """Refuse a first line that names the columns, which would be two people and a tie."""
    if not ties.source:
        return
    ends = np.concatenate([np.frombuffer(one, dtype=np.int64) for one in (ties.source, ties.target)])
    first = [labels[k] for k in (ties.source[0], ties.target[0])]
    alone = (np.bincount(ends, minlength=len(labels))[[ties.source[0], ties.target[0]]] == 1).all()
    others = (label for k, label in enumerate(labels) if k not in (ties.source[0], ties.target[0]))
    numbers = all(_NUMBERED.fullmatch(str(label)) for label in others)
    named = {plain(label) for label in first} in HEADERS
    if alone and (
        named or (numbers and not any(_NUMBERED.fullmatch(str(label)) for label in first) and len(labels) > 2)
    ):
        advice = "Take that line out, or save the ties as a CSV and name its columns."
        raise Mistake(
            str(path),
            f"the line '{' '.join(map(str, first))}' above the ties",
            "looks like a header, and files of this form have no header",
            advice,
        )
    names = {k: bare for k, label in enumerate(labels) if (bare := plain(label)) in _WORDS}
    for one, other in zip(ties.source, ties.target, strict=True) if len(names) > 1 else ():
        if one in names and other in names and {names[one], names[other]} in HEADERS:
            raise Mistake(
                str(path), f"the line '{labels[one]} {labels[other]}' among the ties", "looks like a header", REPEATED
            )


def plain(label: Any) -> str:
    """A name in small letters, without blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", str(label).casefold())
