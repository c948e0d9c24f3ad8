"""Words for the shell to complete: verbs, groups with their options, keys and schema tables."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.command import FLAGS, VERBS
from experiments.config.composition import groups, known_keys, shipped
from simulation.mistake import Mistake, nearest

BASH = """\
# courtship completion bash > ~/.local/share/bash-completion/completions/courtship
_courtship() {{
  COMPREPLY=($(compgen -W "{words}" -- "${{COMP_LINE##* }}"))
  [[ ${{COMPREPLY[0]}} == *= ]] && compopt -o nospace
  # bash splits words at "=", so what stands before it is typed already.
  [[ ${{COMP_LINE##* }} == *=* ]] && COMPREPLY=("${{COMPREPLY[@]#*=}}")
}}
complete -o default -F _courtship courtship
"""
ZSH = """\
#compdef courtship
# courtship completion zsh > a folder of $fpath, as _courtship
_courtship() {{ compadd -S '' -- {words} }}
_courtship "$@"
"""
FISH = """\
# courtship completion fish > ~/.config/fish/completions/courtship.fish
complete -c courtship -a "{words}"
"""
SHELLS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def script(shell: str) -> str:
    """The script that a shell reads; the words stand in it, so that completing starts no program.

    Raises:
        Mistake: for an unknown shell.
    """
    if shell not in SHELLS:
        raise Mistake("shell", shell, f"must be one of {', '.join(SHELLS)}", nearest(shell, SHELLS))
    return SHELLS[shell].format(words=" ".join(words()))


def words() -> Iterator[str]:
    """All words worth completing."""
    yield from VERBS
    yield from sorted(flag for flag in FLAGS if flag.startswith("--"))
    for group in groups():
        yield from (f"{group}={option}" for option in shipped(group))
    yield from (f"strategy={name}" for name in shipped("levers"))
    yield from (f"{key}=" for key in known_keys())
