"""What `courtship graph` shows and writes: the community of one replicate, in numbers and as a picture."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments import folder as run_folder
from experiments.config.building import Setting
from experiments.folder import Written
from experiments.networks.describe import NetworkReport, described
from experiments.single import SEED_STEP
from simulation.community import Community


@dataclass(frozen=True, eq=False)
class LookedAt:
    """A community and what there is to say of it.

    Args:
        setting: what was asked.
        community: of the first replicate.
        report: in numbers.
    """

    setting: Setting
    community: Community
    report: NetworkReport

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
        return "" if self.setting.own is None else self.setting.own.name(row)

    def as_json(self) -> dict[str, Any]:
        """The content of network.json."""
        return {"graph": self.setting.values["community"]["graph"], **self.report.as_json()}


def looked_at(setting: Setting) -> LookedAt:
    """Build the community of the first replicate and describe it."""
    community = setting.world.community(setting.values["seed"] * SEED_STEP)
    intake = None if setting.own is None else setting.own.intake
    return LookedAt(setting, community, described(community, intake))


def write_graph(found: LookedAt, folder: Path) -> Path:
    """Write the run folder of `graph`."""
    texts = {"network.json": json.dumps(found.as_json(), indent=2, allow_nan=False)}
    return run_folder.write(
        folder, Written("graph", found.setting, found.tables, texts, lambda to: _figures(found, to))
    )


def _figures(found: LookedAt, folder: Path) -> None:
    if not found.setting.values["output"]["figures"]:
        return
    from experiments.figures.community import DRAWN, drawing
    from experiments.figures.degrees import degrees
    from experiments.figures.house import house
    from experiments.figures.picture import save

    with house():
        drawn = {"degrees": degrees(found.community, found.report)}
        if found.community.size <= DRAWN:
            drawn = {"network": drawing(found.community, found.report, found.name), **drawn}
    save(drawn, folder / "figures")
