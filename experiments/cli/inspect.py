"""The verb inspect: what is understood of a log, before anything is fitted to it."""

from __future__ import annotations

import json

from experiments.analyses.inspect import inspected
from experiments.cli.words import Words


def inspect(words: Words) -> int:
    """The verb."""
    intake = inspected(words.overrides)
    if "--json" in words.flags:
        print(json.dumps(intake.as_json(), allow_nan=False))
    elif not words.quiet:
        print("\n".join(intake.lines()))
    return 0
