"""Verbs that run nothing: what there is, what it means, what this machine is."""

from __future__ import annotations

import json

from experiments.cli.output import records, show_table
from experiments.cli.words import Words
from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.inputs.yaml_file import written
from simulation.mistake import Mistake, nearest


def plan(words: Words) -> int:
    """The order of a week."""
    from experiments.config.reference import plan_table

    table = plan_table(built(composed(words.overrides, "plan").values).world.mechanisms)
    return show_table(words, table)


def schema(words: Words) -> int:
    """What the keys mean."""
    from experiments.config.reference import TABLES

    named = tuple(word for word in words.overrides if not word.startswith("own="))  # whose parts are in the tables
    asked = named or ("parameters", "channels", "touchpoints", "levers")
    for name in asked:
        if name not in TABLES:
            raise Mistake("schema", name, f"must be one of {', '.join(TABLES)}", nearest(name, TABLES))
    if "--json" in words.flags:
        print(json.dumps({name: records(TABLES[name]()) for name in asked}, allow_nan=False))
        return 0
    for name in asked:
        show_table(words, TABLES[name]())
    return 0


def cite(words: Words) -> int:
    """The literature behind the mechanisms in use."""
    from experiments.results.literature import bibliography

    entries = bibliography(built(composed(words.overrides, "cite").values).world.mechanisms)
    print(json.dumps({"bibtex": entries}) if "--json" in words.flags else entries)
    return 0


def doctor(words: Words) -> int:
    """The state of this machine."""
    from experiments.cli.doctor import machine_report, machine_report_in_words

    if words.overrides:
        raise Mistake("doctor", " ".join(words.overrides), "takes no words")
    found = machine_report()
    print(json.dumps(found) if "--json" in words.flags else machine_report_in_words(found))
    return 0


def completion(words: Words) -> int:
    """A script for the shell."""
    from experiments.cli.completion import script

    if len(words.overrides) != 1:
        raise Mistake("completion", " ".join(words.overrides) or "nothing", "must be one shell: bash, zsh or fish")
    print(script(words.overrides[0]), end="")
    return 0


def show_configuration(words: Words) -> int:
    """The resolved configuration as YAML, and nothing is run."""
    print(written(composed(words.overrides, words.verb).values), end="")
    return 0
