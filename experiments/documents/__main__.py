"""Writes the generated parts of the documentation: `python -m experiments.documents`.

With `--figure` the panels of the concepts are run first, which takes about two minutes, and drawn; with `--draw` they
are drawn again from docs/concepts.csv, and nothing is run. With `--laws` the pairs of runs behind docs/laws.csv are run
first, which takes about ten minutes of computing; what is finished is kept, so that it can be interrupted and resumed.
"""

from __future__ import annotations

import sys

from experiments.documents.folder import FOLDER
from experiments.documents.pages import page_up_to_date, pages
from experiments.execution.guarding import errors_in_a_sentence
from simulation.mistake import Mistake, nearest

WORDS = ("--figure", "--draw", "--laws")
KEPT = 1.0
"""Gigabytes of finished runs that may be kept."""


def main(arguments: list[str]) -> int:
    """Bring every page up to date; returns the exit status."""
    for word in arguments:
        if word not in WORDS:
            raise Mistake("documents", word, f"must be one of {', '.join(WORDS)}", nearest(word, WORDS))
    if "--laws" in arguments:
        _laws()
    if {"--figure", "--draw"} & set(arguments):
        _figure(run="--figure" in arguments)
    for path in pages():
        before = path.read_text(encoding="utf-8")
        after = page_up_to_date(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
        print(f"{path.relative_to(FOLDER.parent)}: {'written' if after != before else 'unchanged'}")
    return 0


def _laws() -> None:
    from experiments.config.sections import Executor
    from experiments.documents.effects import TABLE, measured_effects
    from experiments.execution.executors import crew
    from experiments.execution.keeping import FinishedJobs, place
    from experiments.execution.progress import Progress
    from simulation.mechanisms import registered

    with crew(Executor(), FinishedJobs(place(None), KEPT)) as workers:
        found = measured_effects(tuple(registered()), workers, Progress())
    found.to_csv(TABLE, index=False, float_format="%.6g")


def _figure(run: bool) -> None:
    from experiments.documents.concept_panels import PANELS
    from experiments.documents.concepts import FIGURE, TABLE, read_concepts_table, run_concept_panels
    from experiments.documents.concepts_figure import draw_concepts
    from experiments.execution.progress import Progress

    if run:
        run_concept_panels(PANELS, Progress()).to_csv(TABLE, index=False, float_format="%.6g")
    FIGURE.write_bytes(draw_concepts(PANELS, read_concepts_table()).file("svg"))
    print(f"drawn {FIGURE.relative_to(FOLDER.parent)}")


if __name__ == "__main__":
    sys.exit(errors_in_a_sentence(lambda: main(sys.argv[1:])))
