"""The Python door: each verb of the command line as a function, and the names for parts of one's own.

    import courtship

    verdict = courtship.compare("population=cdnow", weeks=156, replicates=60)
    verdict.table
    verdict.plot_weekly()

Names and values are those of the command line: words such as "mechanism.fatigue.half_life=4", or keywords, where a
nested key is a nested dictionary: `mechanism={"fatigue": {"half_life": 4}}`. The community may be a networkx graph:
`compare(community=graph)`; the people may be a table of purchases, of pandas, Polars or Arrow:
`compare(population=table)`. `own="mine.py"` names a Python file of your own with mechanisms, measures and patterns;
`run` and `compare` also take mechanisms that are in no file: `compare(mechanisms=[Mine()])`.

What a function gives is a record of numbers that also shows its figures, see `experiments.api.views`. Nothing heavy is
imported before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from experiments.api.sweep_view import SweepView
    from experiments.api.views import (
        BoundaryView,
        CalibrationView,
        ComparisonView,
        ExplainedView,
        RunView,
        SensitivityView,
        ValidationView,
    )
    from experiments.config.own.pattern import pattern
    from experiments.config.setting import Setting
    from experiments.execution.progress import Progress
    from experiments.inputs.transactions.intake import LogIntake
    from experiments.statistics.equivalence import verdict_on_interval
    from experiments.statistics.formatting import percent, plain, signed
    from experiments.statistics.paired import t_interval
    from experiments.validation.validation import Validation
    from simulation.column import Column
    from simulation.measure import measure
    from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
    from simulation.mesa_model.model import Courtship
    from simulation.mistake import Mistake
    from simulation.parameters import parameter
    from simulation.population import Rows
    from simulation.strategy import Strategy

__all__ = [
    "Column",
    "Courtship",
    "Lever",
    "Mechanism",
    "Mistake",
    "Now",
    "Phase",
    "Rows",
    "Series",
    "Strategy",
    "boundary",
    "calibrate",
    "compare",
    "explain",
    "inspect",
    "load_strategy",
    "measure",
    "open_store",
    "parameter",
    "pattern",
    "percent",
    "plain",
    "report",
    "run",
    "schema",
    "sensitivity",
    "signed",
    "sweep",
    "t_interval",
    "validate",
    "verdict_on_interval",
]
PARTS = {
    "Column": "simulation.column",
    "Courtship": "simulation.mesa_model.model",
    "Lever": "simulation.mechanism",
    "Mechanism": "simulation.mechanism",
    "Mistake": "simulation.mistake",
    "Now": "simulation.mechanism",
    "Phase": "simulation.mechanism",
    "Rows": "simulation.population",
    "Series": "simulation.mechanism",
    "Strategy": "simulation.strategy",
    "measure": "simulation.measure",
    "verdict_on_interval": "experiments.statistics.equivalence",
    "pattern": "experiments.config.own.pattern",
    "percent": "experiments.statistics.formatting",
    "plain": "experiments.statistics.formatting",
    "signed": "experiments.statistics.formatting",
    "t_interval": "experiments.statistics.paired",
    "parameter": "simulation.parameters",
}
"""Names that this door gives, with the module that each comes from when it is asked for."""


def __getattr__(name: str) -> Any:
    if name not in PARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(PARTS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def run(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> RunView:
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
    from experiments.api.views import RunView, viewed

    return viewed(RunView, asked(ran, "run", words, values, folder, quiet))


def compare(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> ComparisonView:
    """Which of several strategies wins; arguments as for `run`."""
    from experiments.analyses.compare import compared
    from experiments.api.ask import asked
    from experiments.api.views import ComparisonView, viewed

    return viewed(ComparisonView, asked(compared, "compare", words, values, folder, quiet))


def calibrate(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> CalibrationView:
    """Which parameters fit a log of purchases, and what it leaves open; arguments as for `run`."""
    from experiments.api.calibrating import asked
    from experiments.api.views import CalibrationView, viewed

    return viewed(CalibrationView, asked(words, values, folder, quiet))


def inspect(log: Any = None, *words: str, **values: Any) -> LogIntake:
    """What is understood of a log of purchases, and what is wrong with it.

    Args:
        log: a path, or a table of pandas, Polars or Arrow; None: the population that the words name.
        words: overrides in Hydra's grammar, such as "population.returns=net".
        values: how the log is to be read, without `population.`: returns="net", date_format="day_first".

    Raises:
        Mistake: with everything that is wrong with the log.
    """
    from experiments.api.inspecting import asked

    return asked(log, words, values)


def explain(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> ExplainedView:
    """Which levers and mechanisms carry the difference between two strategies; arguments as for `run`."""
    from experiments.analyses.explain.explain import answered
    from experiments.api.ask import asked
    from experiments.api.views import ExplainedView, viewed

    return viewed(ExplainedView, asked(answered, "explain", words, values, folder, quiet))


def sweep(
    *words: str, folder: str | None = None, quiet: bool = False, retry_failed: bool = False, **values: Any
) -> SweepView:
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


def boundary(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> BoundaryView:
    """Where the winner flips; arguments as for `sweep`."""
    from experiments.analyses.boundary.analysis import answered
    from experiments.api.sweeps import answer_of
    from experiments.api.views import BoundaryView, viewed

    return viewed(BoundaryView, answer_of("boundary", answered, words, values, folder, quiet))


def load_strategy(given: str | Path | Mapping[str, float], own: str | Path | None = None) -> Strategy:
    """A strategy, checked as every run checks it.

    Args:
        given: a shipped name, the path of a YAML file of your own, or levers with their values.
        own: the Python file of your own whose levers it may use.

    Raises:
        Mistake: naming the lever that there is not, or the value that it cannot have.
    """
    from experiments.api.looking import strategy

    return strategy(given, own)


def schema(table: str = "parameters", own: str | Path | None = None) -> pd.DataFrame:
    """What there is, as `courtship schema` shows it.

    Args:
        table: parameters, channels, touchpoints, levers, columns, measures or series.
        own: the Python file of your own whose parts are to be in it.

    Raises:
        Mistake: for another table.
    """
    from experiments.api.looking import table as found

    return found(table, own)


def open_store(folder: str) -> SweepView:
    """The sweep of a folder, whole or still running.

    Raises:
        Mistake: when there is none that can be read.
    """
    from experiments.api.sweep_view import SweepView

    return SweepView(folder)


def report(folder: str, trust: str | None = None) -> tuple[str, ...]:
    """Draw the report, memo and figures of a finished run folder once more; nothing is computed.

    Args:
        folder: of any verb that draws; also one whose drawing failed, or that an earlier version wrote.
        trust: the Python file of your own that the run used; it must be what it was.

    Returns:
        The files that were drawn, by their path in the folder.

    Raises:
        Mistake: when it is no whole run folder, or keeps too little.
    """
    from experiments.config.own.named import named
    from experiments.inputs.paths import user_path
    from experiments.reports.redrawing import redrawn
    from experiments.reports.run_folder import warned

    with named((), {"trust": trust}):
        written = redrawn(user_path(folder))
    warned(written)
    return written.drawn


def sensitivity(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> SensitivityView:
    """Which parameters matter; arguments as for `sweep`."""
    from experiments.analyses.sensitivity import answered
    from experiments.api.sweeps import answer_of
    from experiments.api.views import SensitivityView, viewed

    return viewed(SensitivityView, answer_of("sensitivity", answered, words, values, folder, quiet))


def validate(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> ValidationView:
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
    from experiments.api.views import ValidationView, viewed
    from experiments.config.own.named import named
    from experiments.validation.registry import apart, selected
    from experiments.validation.validate import validated

    cases = (f"case={values.pop(key)}" for key in ("case",) if key in values)
    with named((*words, *cases), values) as (left, more):
        chosen, rest = apart(tuple(left))
        names = selected(chosen)

        def answered(setting: Setting, progress: Progress, _: Path | None) -> Validation:
            return validated(setting, names, progress)

        return viewed(ValidationView, asked(answered, "validate", rest, more, folder, quiet))
