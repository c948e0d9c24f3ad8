"""Audit: `python -m experiments.audit [seeds=32] [jobs=1] [into=FILE.csv]`; prints the verdicts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from abmfact import load_audit, run_audit

from experiments.audit.table import rows
from experiments.documents.folder import FOLDER
from experiments.execution.guarding import errors_in_a_sentence
from experiments.execution.progress import Progress
from simulation.mistake import Mistake, nearest

CLAIMS, TABLE = Path(__file__).with_name("claims.yaml"), FOLDER / "audit.csv"


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status: 1 if a claim does not stand."""
    asked = {"seeds": "", "jobs": "1", "into": str(TABLE)}
    for word in arguments:
        key, _, value = word.partition("=")
        if key not in asked:
            raise Mistake("audit", word, f"must say one of {', '.join(asked)}", nearest(key, asked))
        asked[key] = value
    numbers = {key: _whole(key, asked[key]) for key in ("seeds", "jobs") if asked[key]}
    audit = load_audit(CLAIMS, numbers)
    with ExitStack() as stack:
        result = run_audit(audit, AuditProgress(stack))
    found = rows(result)
    found.to_csv(asked["into"], index=False, float_format="%.6g")
    print(found.drop(columns="statement").to_string(index=False, float_format="{:.3g}".format))
    print(f"written to {asked['into']}")
    return int(result.any_flagged)


class AuditProgress:
    """Shows how far an audit is, which tells how many pairs there are when the first one is done.

    Args:
        stack: closes what is shown.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._done: Callable[[], None] | None = None

    def __call__(self, _: int, pairs: int) -> None:
        """One pair more is done."""
        if self._done is None:
            self._done = self._stack.enter_context(Progress().task("pairs", pairs))
        self._done()


def _whole(key: str, given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise Mistake(key, given, "must be a whole number from 1")
    return int(given)


if __name__ == "__main__":
    sys.exit(errors_in_a_sentence(lambda: main(sys.argv[1:])))
