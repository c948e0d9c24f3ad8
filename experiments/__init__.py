"""How the model is put to questions.

In a notebook:

    from experiments import compare, run

    verdict = compare("population=cdnow", weeks=156, replicates=60)
    verdict.table
    verdict.plot_weekly()

Names and values are those of the command line: words such as "mechanism.fatigue.half_life=4", or keywords, where a
nested key is a nested dictionary: `mechanism={"fatigue": {"half_life": 4}}`. The community may be a networkx graph:
`compare(community=graph)`; the people may be a table of purchases, of pandas, Polars or Arrow:
`compare(population=table)`. `run` and `compare` take mechanisms of your own: `compare(mechanisms=[Mine()])`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from experiments.analyses.boundary.answer import Boundary
    from experiments.analyses.calibrate.calibration import Calibration
    from experiments.analyses.explain.asking import Explained
    from experiments.analyses.sensitivity import Sensitivity
    from experiments.config.building import Setting
    from experiments.execution.progress import Progress
    from experiments.inputs.transactions.intake import LogIntake
    from experiments.results.comparison import Comparison
    from experiments.results.run import Run
    from experiments.sweeps.result import Sweep
    from experiments.validation.validation import Validation

__all__ = [
    "boundary",
    "calibrate",
    "compare",
    "explain",
    "inspect",
    "open_store",
    "report",
    "run",
    "sensitivity",
    "sweep",
    "validate",
]


def run(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Run:
    """What happens under one strategy.

    Args:
        words: overrides in Hydra's grammar.
        folder: where a run folder is written; None writes none. Finished jobs are kept beside it, or in `outputs`, so
            that the same question goes on after a kill; `output={"keep": 0}` keeps none.
        quiet: show no progress.
        values: overrides as Python values.

    Raises:
        Mistake: naming what is wrong, what was given and what is allowed.
    """
    from experiments.analyses.run import ran
    from experiments.api.ask import asked

    return asked(ran, "run", words, values, folder, quiet)


def compare(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Comparison:
    """Which of several strategies wins; arguments as for `run`."""
    from experiments.analyses.compare import compared
    from experiments.api.ask import asked

    return asked(compared, "compare", words, values, folder, quiet)


def calibrate(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Calibration:
    """Which parameters fit a log of purchases, and what it leaves open; arguments as for `run`."""
    from experiments.analyses.calibrate.asking import asked

    return asked(words, values, folder, quiet)


def inspect(log: Any = None, *words: str, **values: Any) -> LogIntake:
    """What is understood of a log of purchases, and what is wrong with it.

    Args:
        log: a path, or a table of pandas, Polars or Arrow; None: the population that the words name.
        words: overrides in Hydra's grammar, such as "population.returns=net".
        values: how the log is to be read, without `population.`: returns="net", date_format="day_first".

    Raises:
        Mistake: with everything that is wrong with the log.
    """
    from experiments.cli.inspect import asked

    return asked(log, words, values)


def explain(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Explained:
    """Which levers and mechanisms carry the difference between two strategies; arguments as for `run`."""
    from experiments.analyses.explain.asking import answered
    from experiments.api.ask import asked

    return asked(answered, "explain", words, values, folder, quiet)


def sweep(
    *words: str, folder: str | None = None, quiet: bool = False, retry_failed: bool = False, **values: Any
) -> Sweep:
    """What happens over a space of points, or what is missing of it.

    Args:
        words: overrides in Hydra's grammar; what varies is said here: "weeks=52,104", "seed=range(0,10)".
        folder: where it is kept; None: where the same question was asked last, else a new folder of outputs/sweep.
        quiet: show no progress.
        retry_failed: run again what failed.
        values: overrides as Python values, the same at every point.

    Raises:
        Mistake: naming what is wrong, what was given and what is allowed.
    """
    from experiments.api.sweeps import asked

    return asked(words, values, folder, quiet, retry_failed)


def boundary(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Boundary:
    """Where the winner flips; arguments as for `sweep`."""
    from experiments.analyses.boundary.asking import answered
    from experiments.api.sweeps import answer_of

    return answer_of("boundary", answered, words, values, folder, quiet)


def open_store(folder: str) -> Sweep:
    """The sweep of a folder, whole or still running.

    Raises:
        Mistake: when there is none that can be read.
    """
    from experiments.sweeps.result import open_store

    return open_store(folder)


def report(folder: str) -> tuple[str, ...]:
    """Draw the report, memo and figures of a finished run folder once more; nothing is computed.

    Args:
        folder: of any verb that draws; also one whose drawing failed, or that an earlier version wrote.

    Returns:
        The files that were drawn, by their path in the folder.

    Raises:
        Mistake: when it is no whole run folder, or keeps too little.
    """
    from experiments.cli.redrawing import redrawn
    from experiments.inputs.paths import user_path
    from experiments.reports.run_folder import warned

    written = redrawn(user_path(folder))
    warned(written)
    return written.drawn


def sensitivity(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Sensitivity:
    """Which parameters matter; arguments as for `sweep`."""
    from experiments.analyses.sensitivity import answered
    from experiments.api.sweeps import answer_of

    return answer_of("sensitivity", answered, words, values, folder, quiet)


def validate(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Validation:
    """Whether the limit cases and the published patterns hold.

    Args:
        words: "limits", "patterns" or "case=NAME"; none of them: all cases; and who computes, "executor=inline".
        folder: where a run folder is written; None writes nothing.
        quiet: show no progress.
        values: overrides as Python values.

    Raises:
        Mistake: for a case that there is not, or a key that would change the model.
    """
    from experiments.api.ask import asked
    from experiments.validation.families import apart, selected
    from experiments.validation.validating import validated

    chosen, rest = apart((*words, *(f"case={values.pop(key)}" for key in ("case",) if key in values)))
    names = selected(chosen)

    def answered(setting: Setting, progress: Progress, _: Path | None) -> Validation:
        return validated(setting, names, progress)

    return asked(answered, "validate", rest, values, folder, quiet)
