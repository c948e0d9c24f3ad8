"""A log of a million rows, from the file to fitted laws with their doubt, and the reading of five million.

`python -m experiments.benchmarks.calibration_log FILE [FOLDER]` prints seconds and bytes as JSON: of calibrating into
the folder, or of reading where there is none.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from experiments.benchmarks.isolated import peak
from experiments.benchmarks.measurement import Figure
from experiments.execution.progress import Progress
from simulation.draws import Draws, luck
from simulation.quantiles import gamma

ROWS, DAYS, PURCHASES = 1_000_000, 730, 3.7
"""Rows, days and about how many purchases a customer makes in them."""
SECONDS, BYTES = 60.0, 2.0e9
MANY, READ_BYTES = 5_000_000, 4.0e9
"""Rows that are only read, and the memory that this may take."""


def write_log(path: Path, rows: int = ROWS) -> Path:
    """A log of customers who buy and leave as Pareto/NBD has it, written as a shop would write it."""
    customers = round(rows / PURCHASES)
    draws, lucks = Draws(1), luck(np.arange(customers))
    first = draws.of("first", 0, lucks) * DAYS * 0.6
    rate = gamma(draws.of("rate", 0, lucks), 0.6, 10.0) / 7.0
    stays = -np.log(draws.of("stays", 0, lucks)) / gamma(draws.of("dropout", 0, lucks), 0.8, 40.0) * 7.0
    worth = 30.0 / gamma(draws.of("worth", 0, lucks), 4.0, 4.0)
    start, number = date(2023, 1, 1), 0
    day = first.copy()
    alive = np.ones(customers, dtype=np.bool_)
    with path.open("w", encoding="utf-8") as text:
        text.write("customer_id,date,amount\n")
        while alive.any():
            spent = worth * (0.5 + draws.of("spent", number, lucks))
            for who in np.flatnonzero(alive).tolist():
                text.write(f"c{who},{start + timedelta(days=int(day[who]))},{spent[who]:.2f}\n")
            day -= np.log(draws.of("gap", number, lucks)) / rate
            alive &= (day < DAYS) & (day - first < stays)
            number += 1
    return path


def run(file: str, folder: str) -> dict[str, float]:
    """Calibrate, without the check, whose length depends on its replicates and not on the log."""
    from experiments.api import calibrate

    before, start, worked = peak(), time.perf_counter(), time.process_time()
    words = (f"population.file={file}", "calibrate.replicates=0", "executor=inline")
    answer = calibrate(*words, folder=folder, quiet=True)
    return {
        "seconds": time.perf_counter() - start,
        "worked": time.process_time() - worked,
        "peak": peak(),
        "before": before,
        "customers": len(answer.log.ids),
        "rows": len(answer.log.day),
    }


def read(file: str) -> dict[str, float]:
    """Read a log, and account for its rows."""
    from experiments.inputs.transactions.read_log import read_log

    before, start, worked = peak(), time.perf_counter(), time.process_time()
    log = read_log(file)
    return {
        "seconds": time.perf_counter() - start,
        "worked": time.process_time() - worked,
        "peak": peak(),
        "before": before,
        "customers": len(log.ids),
        "rows": 0 if log.intake is None else log.intake.rows,
    }


def _alone(*words: str) -> dict[str, float]:
    """In a process of its own, so that its memory can be told from everybody else's."""
    command = [sys.executable, "-m", "experiments.benchmarks.calibration_log", *words]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def measured(progress: Progress) -> list[Figure]:
    """What a million rows cost to calibrate to, and five million to read."""
    with tempfile.TemporaryDirectory() as place, progress.task("logs", 4) as done:
        file = write_log(Path(place) / "log.csv")
        done()
        found = _alone(str(file), str(Path(place) / "run"))
        done()
        write_log(file, MANY)
        done()
        many = _alone(str(file))
        done()
    what = f"calibrate on {found['rows']:,.0f} rows of {found['customers']:,.0f} customers"
    reading = f"read {many['rows']:,.0f} rows of {many['customers']:,.0f} customers"
    return [
        Figure(what, found["seconds"], "s", below=SECONDS, note="waiting for a busy machine included"),
        Figure("its processor time", found["worked"], "s"),
        Figure("its peak memory", found["peak"] / 1e9, "GB", below=BYTES / 1e9),
        Figure(reading, many["seconds"], "s", below=SECONDS, note="waiting for a busy machine included"),
        Figure("its processor time", many["worked"], "s"),
        Figure("its peak memory", many["peak"] / 1e9, "GB", below=READ_BYTES / 1e9),
    ]


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:]) if len(sys.argv) > 2 else read(sys.argv[1])))
