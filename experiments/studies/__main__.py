"""Lists the studies, or conducts one: `python -m experiments.studies NAME [KEY=VALUE ...] [--into FOLDER]`.

With `--draw` figures are drawn again from the tables that are there, of all studies or of those named; nothing is run.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from experiments.execution.guarding import errors_in_a_sentence
from experiments.studies.study import FOLDER, names, study
from simulation.mistake import Mistake


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    if not arguments:
        for name in names():
            print(f"{name:<28}{study(name).question}")
        return 0
    name, *words = arguments
    if name == "--draw":
        return _draw(words or names())
    into = FOLDER / name
    if "--into" in words:
        at = words.index("--into")
        if len(words) == at + 1:
            raise Mistake("--into", "nothing", "must be a folder")
        into = Path(words[at + 1])
        del words[at : at + 2]
    asked = study(name)
    from experiments.execution.progress import Progress
    from experiments.studies.figures.study import draw_study
    from experiments.studies.run import conduct_study

    findings = conduct_study(asked, Progress(), words)
    findings.write(into)
    picture = draw_study(findings)
    (into / "figure.svg").write_bytes(picture.file("svg"))
    print(findings.table.to_string(index=False, float_format="{:.4g}".format))
    print(picture.caption)
    print(f"written to {into}")
    return 0


def _draw(some: Sequence[str]) -> int:
    from experiments.studies.figures.study import draw_study
    from experiments.studies.run import read_findings

    for name in some:
        (FOLDER / name / "figure.svg").write_bytes(draw_study(read_findings(study(name))).file("svg"))
        print(f"drawn {FOLDER / name}")
    return 0


if __name__ == "__main__":
    sys.exit(errors_in_a_sentence(lambda: main(sys.argv[1:])))
