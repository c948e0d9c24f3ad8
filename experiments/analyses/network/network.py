"""What `courtship graph` shows and writes: the community of one replicate, in numbers and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from experiments.analyses.network.description import NetworkReport, describe_network
from experiments.config.setting import Setting
from simulation.community import Community

MOST_TIES = 1_000_000
"""Stored ties up to which a community is kept for drawing it again."""
NAMED = 3
"""People with the most ties, who are named in the drawing."""


@dataclass(frozen=True, eq=False)
class NetworkAnswer:
    """A community and what there is to say of it.

    Args:
        setting: what was asked.
        community: of the first replicate.
        report: in numbers.
        named: what people are called, by row; empty in graphs that were generated.
    """

    verb: ClassVar[str] = "graph"
    answer_file: ClassVar[str] = "network.json"

    setting: Setting
    community: Community
    report: NetworkReport
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """What the report says, one row a number."""
        return self.report.table

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """How many people have how many ties, and strong ones."""
        most = int(self.community.degree.max()) + 1
        people, strong = (
            np.bincount(degree, minlength=most) for degree in (self.community.degree, self.community.strong_degree)
        )
        counts = {"ties": np.arange(most), "people": people, "people_by_strong_ties": strong}
        return {"degrees": pd.DataFrame(counts)}

    def name(self, row: int) -> str:
        """What a person is called; nothing in graphs that were generated."""
        return self.named.get(str(row), "")

    @property
    def drawn_from(self) -> dict[str, Any]:
        """What figures are drawn from; the ties of a crowd are not kept a second time."""
        community = self.community if len(self.community.neighbour) <= MOST_TIES else None
        return {"community": community, "report": self.report, "named": self.named}

    def as_json(self) -> dict[str, Any]:
        """The content of network.json."""
        return {"graph": self.setting.options.community.graph, **self.report.as_json()}


def describe_community(setting: Setting, *_: object) -> NetworkAnswer:
    """Build the community of the first replicate and describe it; nothing else is needed of who computes."""
    community = setting.world.community(setting.seed_of(0))
    intake = None if setting.own is None else setting.own.intake
    named = {} if setting.own is None else {str(row): setting.own.name(row) for row in best_connected(community)}
    return NetworkAnswer(setting, community, describe_network(community, intake), named)


def best_connected(community: Community) -> list[int]:
    """Rows of the people with the most ties, the earlier row first among equals."""
    degree = community.degree
    best = np.argsort(-degree, kind="stable")[:NAMED]
    return [int(row) for row in best if degree[row] > 0]
