"""The command line: `courtship VERB [Hydra overrides]`.

Nothing heavy is imported until a verb needs it, so that help is there at once. A mistake of the user's is one sentence
and exit status 2; a fault of the machine's or of ours is one sentence and exit status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from experiments.cli.words import HELP, VERBS, WITHOUT_KEYS, parsed
from experiments.execution.guarding import guarded
from experiments.execution.streams import made_safe


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit status."""
    made_safe()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(HELP.format(verbs="\n".join(f"  {verb:<13}{what}" for verb, what in VERBS.items())), end="")
        return 0
    return guarded(lambda: _do(arguments))


def _do(arguments: Sequence[str]) -> int:
    words = parsed(arguments)
    from experiments.cli import lookups

    if words.flags & {"--help", "-h"}:
        return lookups.show_help(words)
    if "--cfg" in words.flags:
        return lookups.show_configuration(words)
    from experiments.cli import verbs
    from experiments.config.overrides import expanded

    if words.verb not in WITHOUT_KEYS:
        words = replace(words, overrides=tuple(expanded(words.overrides)))
    if words.flags & {"--multirun", "-m"}:
        from experiments.cli.multirun import each

        status = each(words, verbs.DO[words.verb])
        if not words.quiet:
            print("courtship sweep does the same faster, and can be stopped and gone on with.", file=sys.stderr)
        return status
    return verbs.DO[words.verb](words)
