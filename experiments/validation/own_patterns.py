"""Patterns of a user's own file as cases: the full market on, with the user's mechanisms, asked as the others are."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.config.overrides import spelled
from experiments.config.own.in_use import KEY, Parts
from experiments.config.own.pattern import Pattern
from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, between, standard_error
from simulation.mistake import Mistake
from simulation.parameters import is_number


def own_cases(parts: Parts) -> tuple[Case, ...]:
    """The patterns of a file, in its order."""
    return tuple(
        Case(
            name=one.name,
            kind="pattern",
            claim=one.claim,
            source=one.source,
            band=f"{one.low:g} to {one.high:g} {one.unit}",
            measure=partial(_seen, one, str(parts.source.path)),
        )
        for one in parts.patterns
    )


def _seen(pattern: Pattern, file: str, trial: ModelUnderTest) -> Reading:
    """The mean over replicates in the world of the package with the mechanisms of the file; the target is the middle.

    Raises:
        Mistake: the function gives no finite number.
    """
    world = trial.setting(*spelled({KEY: file, "weeks": pattern.weeks}), *pattern.words).world
    centre, found = trial.centre(world), []
    for seed in trial.seeds(pattern.runs):
        value = pattern.of(run_market(world, seed, centre))
        if not (is_number(value) and np.isfinite(value)):
            raise Mistake(f"pattern {pattern.name}", value, "must give a finite number for every run")
        found.append(float(value))
    sample, middle = np.array(found), (pattern.low + pattern.high) / 2.0
    error, freedom = standard_error(sample), float(pattern.runs - 1)
    return between(middle, sample.mean(), pattern.low, pattern.high, error, unit=pattern.unit, freedom=freedom)
