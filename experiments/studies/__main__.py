"""Lists the studies, or conducts one: `python -m experiments.studies NAME [KEY=VALUE ...] [--into FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import guarded
from experiments.studies.study import FOLDER, names, study
from simulation.mistake import Mistake


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    if not arguments:
        for name in names():
            print(f"{name:<28}{study(name).question}")
        return 0
    name, *words = arguments
    into = FOLDER / name
    if "--into" in words:
        at = words.index("--into")
        if len(words) == at + 1:
            raise Mistake("--into", "nothing", "must be a folder")
        into = Path(words[at + 1])
        del words[at : at + 2]
    asked = study(name)
    from experiments.figures.study import drawn
    from experiments.progress import Progress
    from experiments.studies.conducting import conducted

    findings = conducted(asked, Progress(), words)
    into.mkdir(parents=True, exist_ok=True)
    for table, rows in {"table": findings.table, **findings.details}.items():
        rows.to_csv(into / f"{table}.csv", index=False, float_format="%.6g")
    picture = drawn(findings)
    (into / "figure.svg").write_bytes(picture.file("svg"))
    print(findings.table.to_string(index=False, float_format="{:.4g}".format))
    print(picture.caption)
    print(f"written to {into}")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
