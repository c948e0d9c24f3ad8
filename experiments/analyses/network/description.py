"""Any community in numbers, and in the words of the terminal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from experiments.inputs.networks.user_network import Intake
from experiments.statistics.formatting import plain
from simulation.community import Community

QUANTILES = {
    "minimum": 0.0,
    "p10": 0.1,
    "p25": 0.25,
    "median": 0.5,
    "p75": 0.75,
    "p90": 0.9,
    "p99": 0.99,
    "maximum": 1.0,
}


@dataclass(frozen=True)
class NetworkReport:
    """A community in numbers.

    Args:
        people: number of people.
        ties: number of ties, each counted once.
        strong_ties: how many of them are strong.
        mean_degree: ties per person.
        mean_strong_degree: strong ties per person.
        clustering: probability that two friends of a person know each other, averaged over people.
        components: groups of people that no tie leaves, people without ties not counted.
        largest_component: share of people in the largest of them.
        isolated: people without ties.
        degree: quantiles of ties per person.
        intake: what a file held and what was left out; None for graphs that were generated.
        left_out: ties that a generated graph should have had and lost, as they would tie a person to itself or a pair
            twice; 0 where there is an intake, which tells them apart.
    """

    people: int
    ties: int
    strong_ties: int
    mean_degree: float
    mean_strong_degree: float
    clustering: float
    components: int
    largest_component: float
    isolated: int
    degree: dict[str, int]
    intake: Intake | None = None
    left_out: int = 0

    def as_json(self) -> dict[str, Any]:
        """The content of network.json."""
        return asdict(self)

    @property
    def table(self) -> pd.DataFrame:
        """One row a number, in words."""
        rows = [
            ("people", plain(self.people, 0)),
            ("ties", plain(self.ties, 0)),
            ("  of them strong", plain(self.strong_ties, 0)),
            *([("  left out: to oneself, or drawn again", plain(self.left_out, 0))] if self.left_out else []),
            ("ties per person", plain(self.mean_degree, 2)),
            ("  of them strong", plain(self.mean_strong_degree, 2)),
            ("clustering (friends of a person who know each other)", plain(self.clustering, 3)),
            ("components", plain(self.components, 0)),
            ("  share of people in the largest", f"{plain(100 * self.largest_component, 1)} %"),
            ("people without ties", plain(self.isolated, 0)),
            *((f"ties per person, {name}", plain(value, 0)) for name, value in self.degree.items()),
        ]
        return pd.DataFrame([*rows, *_intake_rows(self.intake)], columns=["", "number"])


def describe_network(community: Community, intake: Intake | None = None) -> NetworkReport:
    """Look at a community.

    Args:
        community: of any kind.
        intake: where it was brought along.
    """
    degree = community.degree
    groups = _groups(community)
    tied = np.unique(groups[degree > 0]).size
    return NetworkReport(
        people=community.size,
        ties=int(degree.sum(dtype=np.int64)) // 2,
        strong_ties=int(np.count_nonzero(community.strong)) // 2,
        mean_degree=float(community.mean_degree),
        mean_strong_degree=float(community.mean_strong_degree),
        clustering=community.clustering(),
        components=int(tied),
        largest_component=float(np.bincount(groups).max() / community.size) if tied else 0.0,
        isolated=int(np.count_nonzero(degree == 0)),
        degree={name: int(np.quantile(degree, q, method="inverted_cdf")) for name, q in QUANTILES.items()},
        intake=intake,
        left_out=community.dropped.self_loops + community.dropped.duplicates if intake is None else 0,
    )


def _groups(community: Community) -> Any:
    """The number of everybody's component, shape (N,)."""
    if community.complete:
        return np.zeros(community.size, dtype=np.int64)
    ones = np.ones(community.neighbour.size, dtype=np.int8)
    shape = (community.size, community.size)
    return connected_components(csr_array((ones, community.neighbour, community.start), shape), directed=False)[1]


def _intake_rows(intake: Intake | None) -> list[tuple[str, str]]:
    if intake is None:
        return []
    rows = [(f"{intake.origin}: people named", intake.nodes), ("  ties listed", intake.listed)]
    if intake.customers is not None and intake.prospects is not None:
        rows += [
            ("  people who are customers of the log", intake.customers),
            ("  people who became prospects", intake.prospects),
        ]
    if intake.respelled:
        rows.append(("  merged: further spellings of an id", intake.respelled))
    rows += [
        ("  left out: self-loops", intake.self_loops),
        ("  merged: ties listed in both directions", intake.reciprocal),
        ("  merged: ties listed again", intake.repeated),
        ("  left out: people whom the log does not know", intake.unknown),
        ("  left out: ties of such people", intake.ties_of_unknown),
    ]
    how = {"marked": "as marked", "heaviest": "the heaviest", "embedded": "the most embedded"}[intake.strength]
    words = [("  strong ties", how)] + ([("  not used", ", ".join(intake.unused))] if intake.unused else [])
    return [(name, plain(number, 0)) for name, number in rows] + words
