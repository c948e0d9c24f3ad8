"""Hunt: `python -m experiments.hunting [kind=…] [goal=…] [points=0] [rounds=12] [into=FILE.csv] [WORD …]`.

Each place is looked at with every lever alone, then by a search for each goal. What is finished is kept, so the same
command goes on where it was stopped. Further words are overrides of the configuration.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.config.composition import composed
from experiments.config.options import options_of
from experiments.execution.executors import WorkerPool, crew
from experiments.execution.guarding import errors_in_a_sentence
from experiments.execution.keeping import FinishedJobs
from experiments.execution.keeping import place as store
from experiments.execution.progress import Progress
from experiments.hunting.dissection import dissect_programme
from experiments.hunting.hunt import GOALS, ProgrammeGain, ProgrammeSearch
from experiments.hunting.places import CENTRE, KINDS, SearchedMarket, searched_market
from simulation.mistake import Mistake

OWN = {"kind": ",".join(KINDS), "goal": ",".join(GOALS), "points": "0", "rounds": "12", "into": "docs/hunt.csv"}


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    given = dict(word.split("=", 1) for word in arguments if word.partition("=")[0] in OWN)
    words = tuple(word for word in arguments if word.partition("=")[0] not in OWN)
    asked = {**OWN, **given}
    kinds, points, rounds = asked["kind"].split(","), _whole("points", asked), _whole("rounds", asked)
    goals = asked["goal"].split(",")
    for key, named, known in (("kind", kinds, list(KINDS)), ("goal", goals, list(GOALS))):
        if strange := sorted(set(named) - set(known)):
            raise Mistake(key, ", ".join(strange), f"must be among {', '.join(known)}")
    options, rows = options_of(composed(words).values), list[dict[str, Any]]()
    with crew(options.executor, FinishedJobs(store(Path(asked["into"]).parent), options.output.keep)) as workers:
        for kind in kinds:
            for point in range(CENTRE, points + 1):
                rows += _rows(searched_market(kind, point, points, words), goals, rounds, workers)
                pd.DataFrame(rows).to_csv(asked["into"], index=False, float_format="%.6g")
    print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3g}".format))
    print(f"written to {asked['into']}")
    return 0


def _rows(where: SearchedMarket, goals: Sequence[str], rounds: int, workers: WorkerPool) -> Iterator[dict[str, Any]]:
    hunt = ProgrammeSearch(where, workers, Progress())
    alone = hunt.each_alone()
    for name, how, find in alone:
        yield {**_row(hunt, find), "what": "alone", "goal": "", "worth": f"{name}: {how}"}
    for goal in goals if rounds else ():
        best = hunt.best(goal, rounds, [find for *_, find in alone])
        yield {**_row(hunt, best), "what": "best", "goal": goal, "worth": ""}
        exploit, worth = dissect_programme(hunt, best, goal)
        yield {**_row(hunt, exploit), "what": "exploit", "goal": goal, "worth": _said(worth)}


def _row(hunt: ProgrammeSearch, find: ProgrammeGain) -> dict[str, Any]:
    numbers = {name: find.gains[name] for name in GOALS} | {f"{name}_error": find.errors[name] for name in GOALS}
    return {"place": str(hunt.place), "what": "", "goal": "", "levers": _said(find.levers), "worth": "", **numbers}


def _said(numbers: Any) -> str:
    return " ".join(f"{name}={value:.3g}" for name, value in numbers.items())


def _whole(key: str, asked: dict[str, str]) -> int:
    if not asked[key].isdecimal():
        raise Mistake(key, asked[key], "must be a whole number from 0")
    return int(asked[key])


if __name__ == "__main__":
    sys.exit(errors_in_a_sentence(lambda: main(sys.argv[1:])))
