"""All verbs, one record each, from which the command line, its help and its completion derive.

A verb that asks something of the model says which function computes its answer; the rest is the same for all of them:
the words become a setting, a folder is reserved, the record is written with its figures, and its table is shown.
Functions are named and not imported, so that help appears at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

PLAIN = "experiments.reports.terminal:table_of"


@dataclass(frozen=True)
class Verb:
    """One command.

    Args:
        name: its word on the command line.
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
    Verb("run", "simulate one strategy",
         "experiments.analyses.run:ran", "experiments.reports.terminal:run_table"),
    Verb("compare", "which strategy wins, how certain that is, and what would change the answer",
         do="experiments.cli.verbs:compare"),
    Verb("explain", "which levers and mechanisms cause the difference between two strategies",
         "experiments.analyses.explain.explain:answered", "experiments.reports.terminal:explained_table"),
    Verb("graph", "describe and draw the social network, a generated one or your own",
         "experiments.analyses.network.network:describe_community", simulates=False),
    Verb("sweep", "run many settings of the parameters; can be interrupted at any time and resumed",
         do="experiments.cli.sweep:sweep"),
    Verb("sensitivity",
         "which parameters matter (Morris or Sobol), for one strategy or for the difference of two",
         do="experiments.cli.sweep:sensitivity"),
    Verb("boundary", "where the winner changes: a map, flip points, and the region in which each strategy wins",
         do="experiments.cli.boundary:boundary"),
    Verb("inspect", "show how a log of purchases is read, and what is wrong with it",
         do="experiments.cli.inspect:inspect"),
    Verb("calibrate", "estimate parameters from your log, with intervals and a test of the forecast",
         do="experiments.cli.calibrate:calibrate"),
    Verb("classroom", "watch two markets run side by side on a page in the browser",
         do="experiments.cli.classroom:serve_classroom"),
    Verb("resume", "resume the sweep in a folder", do="experiments.cli.sweep:resume",
         usage="courtship resume FOLDER [executor=... executor.workers=...] [--retry-failed]"),
    Verb("ls", "list sweeps and runs and how far each has got",
         do="experiments.cli.sweep:ls", usage="courtship ls [FOLDER]", keys=False),
    Verb("validate", "test the model against limit cases and published patterns; exit status 1 if one fails",
         do="experiments.cli.verbs:validate"),
    Verb("init", "create a small project that is ready to run: a strategy, a log and a notebook",
         do="experiments.cli.verbs:init", usage="courtship init FOLDER", keys=False),
    Verb("doctor", "report this machine, the installed packages, and how fast the model runs here",
         do="experiments.cli.lookups:doctor", usage="courtship doctor", keys=False),
    Verb("completion", "print the completion script for bash, zsh or fish",
         do="experiments.cli.lookups:completion", usage="courtship completion bash|zsh|fish", keys=False),
    Verb("plan", "print the order of a week: phases, mechanisms, and the columns each reads and writes",
         do="experiments.cli.lookups:plan"),
    Verb("schema", "print tables of parameters, channels, touchpoints, levers, columns, measures and series",
         do="experiments.cli.lookups:schema", usage="courtship schema [TABLE ...]", keys=False),
    Verb("cite", "print the BibTeX references of the mechanisms in use", do="experiments.cli.lookups:cite"),
    Verb("export", "write a run folder as an Excel workbook, with a definition of every column",
         do="experiments.cli.verbs:export", usage="courtship export FOLDER [FILE.xlsx] --xlsx", keys=False),
    Verb("report", "write the report, memo and figures of a finished run folder again, without new runs",
         do="experiments.cli.verbs:report", usage="courtship report FOLDER"),
    Verb("replay", "compute a run folder again and check that the results are identical",
         do="experiments.cli.verbs:replay", usage="courtship replay FOLDER", keys=False),
)  # fmt: skip
VERBS: dict[str, Verb] = {verb.name: verb for verb in ALL}


def function_named(name: str) -> Any:
    """What a "module:function" names."""
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
