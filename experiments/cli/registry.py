"""All verbs, one record each, from which the command line, its help and its completion derive.

A verb that asks something of the model says what computes its answer; the rest is the same for all of them: words
become a setting, a folder is taken, the record is written with its figures, and its table is shown. Functions are named
and not imported, so that help is there at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

PLAIN = "experiments.reports.terminal:table_of"


@dataclass(frozen=True)
class Verb:
    """What can be asked.

    Args:
        name: the word on the command line.
        sentence: what it does.
        compute: "module:function" that makes a record of a setting, a progress and the folder of finished jobs.
        table: "module:function" that makes what the terminal shows of the record.
        do: "module:function" that takes the command line's words and returns the exit status, for verbs that are
            not computed from a setting alone.
        usage: how it is called, for verbs whose help is one line.
        keys: whether it takes keys and project files; else names and folders.
        simulates: whether what is asked is to be run, so that a setting that cannot be is refused.
    """

    name: str
    sentence: str
    compute: str = ""
    table: str = PLAIN
    do: str = ""
    usage: str = ""
    keys: bool = True
    simulates: bool = True


ALL = (
    Verb("run", "what happens under one strategy",
         "experiments.analyses.run:ran", "experiments.reports.terminal:run_table"),
    Verb("compare", "which of several strategies wins, how sure, and where it flips",
         do="experiments.cli.verbs:compare"),
    Verb("explain", "why: which levers and which mechanisms carry the difference between two strategies",
         "experiments.analyses.explain.explain:answered", "experiments.reports.terminal:explained_table"),
    Verb("graph", "who talks to whom: a community in numbers and as a picture, your own network too",
         "experiments.analyses.network.network:describe_community", simulates=False),
    Verb("sweep", "what happens over a space of points; can be interrupted at any moment and resumed",
         do="experiments.cli.sweep:sweep"),
    Verb("sensitivity",
         "which parameters matter: Morris or Sobol, on a measure or on the difference of two strategies",
         do="experiments.cli.sweep:sensitivity"),
    Verb("boundary", "where does the winner flip: a map, flip points, and the corner in which each strategy wins",
         do="experiments.cli.boundary:boundary"),
    Verb("inspect", "what is understood of a log of purchases, and what is wrong with it",
         do="experiments.cli.inspect:inspect"),
    Verb("calibrate", "which parameters fit your log, how sure, and how far to trust the forecast",
         do="experiments.cli.calibrate:calibrate"),
    Verb("classroom", "let me see it move: two markets side by side, a page in the browser",
         do="experiments.cli.classroom:serve_classroom"),
    Verb("resume", "go on with the sweep of a folder", do="experiments.cli.sweep:resume",
         usage="courtship resume FOLDER [executor=... executor.workers=...] [--retry-failed]"),
    Verb("ls", "what sweeps and runs there are, and how far they came",
         do="experiments.cli.sweep:ls", usage="courtship ls [FOLDER]", keys=False),
    Verb("validate", "do the limit cases and the published patterns hold; status 1 when one fails",
         do="experiments.cli.verbs:validate"),
    Verb("init", "a small project of your own: a strategy, a log, a notebook, ready to run",
         do="experiments.cli.verbs:init", usage="courtship init FOLDER", keys=False),
    Verb("doctor", "what this machine is, what is installed, and how fast it runs the model",
         do="experiments.cli.lookups:doctor", usage="courtship doctor", keys=False),
    Verb("completion", "the words that bash, zsh or fish complete",
         do="experiments.cli.lookups:completion", usage="courtship completion bash|zsh|fish", keys=False),
    Verb("plan", "the order of a week: phases, mechanisms, what they read and write",
         do="experiments.cli.lookups:plan"),
    Verb("schema", "parameters, channels, touchpoints, levers, columns, measures, series",
         do="experiments.cli.lookups:schema", usage="courtship schema [TABLE ...]", keys=False),
    Verb("cite", "BibTeX of the mechanisms in use", do="experiments.cli.lookups:cite"),
    Verb("export", "a run folder as an Excel workbook of tidy sheets with definitions",
         do="experiments.cli.verbs:export", usage="courtship export FOLDER [FILE.xlsx] --xlsx", keys=False),
    Verb("report", "the report, memo and figures of a finished run folder once more; nothing is computed",
         do="experiments.cli.verbs:report", usage="courtship report FOLDER"),
    Verb("replay", "compute a run folder again and tell whether it came out the same",
         do="experiments.cli.verbs:replay", usage="courtship replay FOLDER", keys=False),
)  # fmt: skip
VERBS: dict[str, Verb] = {verb.name: verb for verb in ALL}


def function_named(name: str) -> Any:
    """What a "module:function" names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
