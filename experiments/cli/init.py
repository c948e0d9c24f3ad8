"""`courtship init FOLDER`: a small project of the user's own that runs at once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import numpy as np

from experiments.inputs.paths import is_file, is_folder, is_there
from simulation.draws import Draws, luck
from simulation.mistake import Mistake
from simulation.people.heterogeneity import Buying, GammaDropout, Spending
from simulation.quantiles import gamma

SHIPPED = Path(__file__).with_name("starter")
CUSTOMERS, WEEKS, START = 300, 52, datetime.date(2025, 1, 6)
CELLS = (
    ("markdown", "# A first verdict\nWhich of two strategies earns more with the customers of `log.csv`?"),
    ("code", "from courtship import compare\n\nverdict = compare('project.yaml')\nverdict"),
    ("code", "verdict.plot_differences()"),
    ("code", "verdict.plot_weekly()"),
    ("code", "verdict.memo()"),
    ("markdown", "The notebook `your_first_verdict` explains the same steps one by one."),
    ("markdown", "Defaults of grade C are guesses: see what would change the answer."),
    ("code", "verdict.plot_space()"),
)


def start_project(folder: Path) -> list[Path]:
    """Write the project; returns its files.

    Raises:
        Mistake: when the folder holds something already, or cannot be made.
    """
    if is_there(folder) and (not is_folder(folder) or any(folder.iterdir())):
        raise Mistake("init", str(folder), "must be a new or empty folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(SHIPPED.iterdir()):
            if is_file(path):
                (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        (folder / "log.csv").write_text(sample_log(), encoding="utf-8")
        (folder / "first_verdict.ipynb").write_text(notebook(), encoding="utf-8")
    except OSError as error:
        raise Mistake("init", str(folder), f"cannot be written: {error.strerror or error}") from None
    return sorted(folder.iterdir())


def sample_log() -> str:
    """A made-up log: people who buy at their own rate until they leave, spending at their own level."""
    draws, lucks = Draws(7), luck(np.arange(CUSTOMERS))
    rate = Buying(r=1.2, alpha=6.0).buy_rate(draws.of("log.rate", 0, lucks))
    leaves = GammaDropout(s=0.6, beta=12.0).leave_rate(draws.of("log.leaves", 0, lucks))
    spending = Spending()
    level = spending.spend_rate(draws.of("log.level", 0, lucks))
    begins = (draws.of("log.begins", 0, lucks) * 12 * 7).astype(int)
    here = np.ones(CUSTOMERS, dtype=bool)
    rows = []
    for week in range(WEEKS):
        buys = here & ((draws.of("log.buys", week, lucks) < 1.0 - np.exp(-rate)) | (week == begins // 7))
        buys &= week >= begins // 7
        amount = gamma(draws.of("log.amount", week, lucks), spending.p, level)
        day = (draws.of("log.day", week, lucks) * 7).astype(int)
        for person in np.flatnonzero(buys):
            date = START + datetime.timedelta(days=int(7 * week + day[person]))
            rows.append((date, f"c{person + 1:03d}", amount[person]))
        here &= (draws.of("log.stays", week, lucks) >= leaves) | (week < begins // 7)
    lines = [f"{person},{date.isoformat()},{amount:.2f}" for date, person, amount in sorted(rows)]
    return "\n".join(["customer_id,date,amount", *lines, ""])


def notebook() -> str:
    """The notebook, without outputs."""
    cells: list[dict[str, object]] = [
        {"cell_type": kind, "id": f"cell-{k}", "metadata": {}, "source": text}
        | ({"execution_count": None, "outputs": []} if kind == "code" else {})
        for k, (kind, text) in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1)
