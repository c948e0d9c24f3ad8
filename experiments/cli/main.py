"""The command line: `courtship VERB [Hydra overrides]`.

Nothing heavy is imported until a verb needs it, so that help is there at once. A mistake of the user's is one sentence
and exit status 2; a fault of the machine's or of ours is one sentence and exit status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from experiments.cli.registry import VERBS, function_named
from experiments.cli.words import FULL, HELP, Words, parse_words
from experiments.execution.guarding import errors_in_a_sentence
from experiments.execution.streams import made_safe

NAMING = ("own=", "trust=")
"""How words begin that name a Python file of the user's own, see `config.own`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit status."""
    made_safe()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(HELP.format(verbs="\n".join(f"  {verb.name:<13}{verb.sentence}" for verb in VERBS.values())), end="")
        return 0
    return errors_in_a_sentence(lambda: _do(arguments))


def _do(arguments: Sequence[str]) -> int:
    words = parse_words(arguments)
    if not any(word.startswith(NAMING) for word in words.overrides):
        return _done(words)
    from experiments.config.own.named import named, refuse_idle_trust

    with named(words.overrides) as (left, _):
        refuse_idle_trust(words.overrides, left, VERBS[words.verb].keys)
        return _done(replace(words, overrides=tuple(left)))


def _done(words: Words) -> int:
    verb = VERBS[words.verb]
    if words.flags & {"--help", "-h", FULL}:
        from experiments.cli.help import show_help

        return show_help(verb, whole=FULL in words.flags)
    if "--cfg" in words.flags:
        from experiments.cli.lookups import show_configuration

        return show_configuration(words)
    if verb.keys:
        from experiments.config.overrides import expanded

        words = replace(words, overrides=tuple(expanded(words.overrides)))
    work = function_named(verb.do) if verb.do else partial(function_named("experiments.cli.verbs:answer_verb"), verb)
    if words.flags & {"--multirun", "-m"}:
        from experiments.cli.multirun import run_every_job

        status = run_every_job(words, work)
        if not words.quiet:
            print("courtship sweep does the same faster, and can be interrupted and resumed.", file=sys.stderr)
        return status
    return int(work(words))
