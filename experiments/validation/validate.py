"""Running cases: a family is one job, because its cases share what they simulate."""

from __future__ import annotations

import time

from experiments.config.own.in_use import in_use
from experiments.config.setting import Setting
from experiments.execution.executors import crew
from experiments.execution.progress import Progress
from experiments.validation.model_under_test import ModelUnderTest
from experiments.validation.observation import Reading
from experiments.validation.registry import FAMILIES, known_cases
from experiments.validation.validation import Validation


def read_cases(names: tuple[str, ...], seed: int) -> list[tuple[Reading, float]]:
    """What some cases found, and the processor time of each [s]; the job of a worker."""
    found, known = [], known_cases(in_use())
    for name in names:
        start = time.process_time()
        reading = known[name].measure(ModelUnderTest(seed=seed))
        found.append((reading, time.process_time() - start))
    return found


def validated(setting: Setting, names: tuple[str, ...], progress: Progress) -> Validation:
    """Run cases.

    Args:
        setting: who computes, and the seed.
        names: of the cases.
        progress: shows families that are done.
    """
    known, shipped = known_cases(setting.parts), {case.name for family in FAMILIES for case in family}
    families = [tuple(case.name for case in family if case.name in names) for family in FAMILIES]
    families += [(name,) for name in known if name in names and name not in shipped]
    families = [family for family in families if family]
    with crew(setting.options.executor) as workers, progress.task("validation", len(families)) as done:
        found = workers.do(read_cases, [(family, setting.options.seed) for family in families], done)
    by_name = {
        name: pair
        for family, pairs in zip(families, found, strict=True)
        for name, pair in zip(family, pairs, strict=True)
    }
    readings = {name: by_name[name][0] for name in known if name in by_name}
    return Validation(setting, readings, {name: by_name[name][1] for name in readings})
