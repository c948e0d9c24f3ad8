"""How the model is put to questions.

In a notebook:

    from experiments import compare, run

    verdict = compare("population=cdnow", weeks=156, replicates=60)
    verdict.table
    verdict.plot_weekly()

Names and values are those of the command line: words such as "mechanism.fatigue.half_life=4", or keywords, where a
nested key is a nested dictionary: `mechanism={"fatigue": {"half_life": 4}}`. The community may be a networkx graph:
`compare(community=graph)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.comparison import Comparison
    from experiments.single import Run

__all__ = ["compare", "run"]


def run(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Run:
    """What happens under one strategy.

    Args:
        words: overrides in Hydra's grammar.
        folder: where a run folder is written; None writes nothing.
        quiet: show no progress.
        values: overrides as Python values.

    Raises:
        Mistake: naming what is wrong, what was given and what is allowed.
    """
    from experiments.asked import asked
    from experiments.single import ran

    return asked(ran, "run", words, values, folder, quiet)


def compare(*words: str, folder: str | None = None, quiet: bool = False, **values: Any) -> Comparison:
    """Which of several strategies wins; arguments as for `run`."""
    from experiments.asked import asked
    from experiments.comparison import compared

    return asked(compared, "compare", words, values, folder, quiet)
