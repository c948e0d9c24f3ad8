"""Hydra's own `--multirun`: every combination of a=1,2 b=range(0,3) is one run in a folder of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from omegaconf import DictConfig
from omegaconf.errors import OmegaConfBaseException

from experiments.command import Words, guarded
from experiments.config.composition import folder, refuse_signs, register, said_clearly
from simulation.mistake import Mistake

RUNS = ("run", "compare")


def each(words: Words, do: Callable[[Words], int]) -> int:
    """Do every job of a multirun; one that fails says so, and the others go on.

    Args:
        words: their overrides may hold several values, such as seed=1,2 or weeks=range(52,156,52).
        do: the verb.

    Returns:
        The worst exit status of a job.

    Raises:
        Mistake: when the verb writes no run folder, or Hydra refuses the overrides.
    """
    if words.verb not in RUNS:
        raise Mistake("--multirun", words.verb, f"works with {' and '.join(RUNS)} only")
    refuse_signs(words.overrides)
    register()
    statuses: list[int] = []

    def job(_: DictConfig) -> None:
        asked, place = HydraConfig.get().overrides.task, HydraConfig.get().runtime.output_dir
        one = replace(words, overrides=(*asked, f"hydra.run.dir='{place}'"))
        try:
            statuses.append(do(one))
        except Exception as error:
            statuses.append(guarded(_raising(error)))
        finally:
            with suppress(OSError):
                Path(place).rmdir()  # Hydra makes the folder before the run; one that stays empty looks like a run

    try:
        with _arguments(f"hydra.job.name={words.verb}", *words.overrides, "--multirun"):
            hydra.main(config_path=str(folder()), config_name="config", version_base="1.3")(job)()
    except (HydraException, OmegaConfBaseException) as error:
        raise said_clearly(error, words.overrides) from None
    return max(statuses, default=0)


def _raising(error: Exception) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@contextmanager
def _arguments(*words: str) -> Iterator[None]:
    """The command line as Hydra is to see it; exceptions come through instead of being printed."""
    arguments, full = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv, os.environ["HYDRA_FULL_ERROR"] = [arguments[0], *words], "1"
    try:
        yield
    finally:
        sys.argv = arguments
        if full is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full
