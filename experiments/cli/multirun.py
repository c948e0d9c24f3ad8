"""`--multirun`: every combination of a=1,2 b=range(0,3) is one run in a folder of its own.

The combinations are Hydra's: the words are read with its grammar, and the last key varies fastest. Its launchers and
sweepers are not used; `courtship sweep` does the same in many processes, and can be interrupted and resumed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

from experiments.cli.words import Words
from experiments.config.axes import expanded_axes
from experiments.config.composition import places_of
from experiments.config.overrides import PLACES, spelled
from experiments.execution.guarding import errors_in_a_sentence
from simulation.mistake import Mistake

RUNS = ("run", "compare")


def run_every_job(words: Words, do: Callable[[Words], int]) -> int:
    """Do every job of a multirun; one that fails says so, and the others go on.

    Args:
        words: their overrides may hold several values, such as seed=1,2 or weeks=range(52,156,52).
        do: the verb.

    Returns:
        The worst exit status of a job.

    Raises:
        Mistake: when the verb writes no run folder, or words ask for what there is not.
    """
    if words.verb not in RUNS:
        raise Mistake("--multirun", words.verb, f"works with {' and '.join(RUNS)} only")
    listed = expanded_axes(words.overrides)
    named = [f"{PLACES[1]}={word.partition('=')[2]}" for word in words.overrides if word.startswith(PLACES[:2])]
    named += [word for word in words.overrides if word.startswith(f"{PLACES[2]}=")]
    statuses: list[int] = []
    parent = None
    for number, job in enumerate(itertools.product(*listed)):
        try:
            folder, name = places_of([*job, *named], words.verb, number)
            parent = parent or folder
            statuses.append(do(replace(words, overrides=(*job, *spelled({PLACES[0]: str(parent / name)})))))
        except Exception as error:
            statuses.append(errors_in_a_sentence(_raising(error)))
    return max(statuses, default=0)


def _raising(error: Exception) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work
