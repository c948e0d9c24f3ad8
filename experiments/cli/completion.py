"""Words for the shell to complete: verbs, flags, groups with their options, keys, and the values that have names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.cli.registry import VERBS
from experiments.cli.words import FLAGS
from experiments.config.leaves import leaves
from experiments.config.schema import GRAPHS
from experiments.config.shipped import groups, shipped
from simulation.alignment.centring import CENTRING
from simulation.market.channel import CHANNELS
from simulation.market.terms import KINDS as MARKETS
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanisms import registered
from simulation.mesa_model.engine import ENGINES
from simulation.mistake import Mistake, nearest
from simulation.parameters import declarations

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
    named = choices()
    for key, leaf in leaves().items():
        yield f"{key}="
        yield from (f"{key}={name}" for name in (("true", "false") if leaf.kind is bool else named.get(key, ())))


def choices() -> Mapping[str, tuple[str, ...]]:
    """The names among which a key of text chooses, from where each of them is declared."""
    from experiments.config.executors import KINDS
    from experiments.config.readers import SOURCES
    from experiments.inputs.delimited import TYPED
    from experiments.inputs.networks.node_matching import UNKNOWN
    from experiments.inputs.transactions.reading import CHOICES
    from experiments.statistics.sensitivity_indices import METHODS
    from experiments.sweeps.expansion import ALL
    from experiments.sweeps.problem import DIFFERENCE
    from experiments.sweeps.tables import MEASURED

    found: dict[str, tuple[str, ...]] = {
        "strategy": shipped("levers"),
        "market.as_is": shipped("levers"),
        "market.kind": MARKETS,
        "engine": tuple(ENGINES),
        "centring": tuple(CENTRING),
        "population.source": SOURCES,
        "population.delimiter": tuple(name for name in TYPED if name.isalpha()),
        **{f"population.{name}": names for name, names in CHOICES.items()},
        "community.graph": tuple(GRAPHS),
        "community.unknown": UNKNOWN,
        "executor.kind": KINDS,
        "design.kind": ALL,
        "sensitivity.method": tuple(METHODS),
        "sensitivity.measure": tuple(MEASURED),
        "sensitivity.of": (DIFFERENCE, *shipped("levers")),
    }
    owners: dict[str, Any] = {f"mechanism.{name}": kind for name, kind in registered().items()}
    owners |= {"market": Terms} | {f"channel.{one.name}": one for one in CHANNELS}
    owners |= {f"touchpoint.{one.name}": one for one in TOUCHPOINTS}
    declared = [*owners.items(), *(("community", graph) for graph in GRAPHS.values())]
    for prefix, owner in declared:
        for name, declaration in declarations(owner).items():
            if declaration.choices:
                found[f"{prefix}.{name}"] = declaration.choices
    return found
