"""Mechanisms that a user wrote in a session and that are in no file: `compare(mechanisms=[Mine()])`.

They act in the world as those of the package do: their columns are made, their levers may be set, their parameters of
grade C belong to the parameter space. The configuration does not know them, so no run folder can hold such a run; it
knows those of a file, see `config.own`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.config.sections import Executor
from experiments.execution.executors import crew
from experiments.execution.fingerprints import of, of_class
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanism import Mechanism
from simulation.mechanisms import registered
from simulation.mistake import Mistake
from simulation.world.wiring import refuse_unwired

KEY = "mechanisms"


def without_own_laws(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Mechanism, ...]]:
    """Values that can be spelled in words, and the mechanisms that cannot.

    Raises:
        Mistake: for what is no mechanism, and for what does not fit to those of the package.
    """
    laws = values.get(KEY) or ()
    given: list[Any] = list(laws) if isinstance(laws, Iterable) and not isinstance(laws, str) else [laws]
    for law in given:
        if not isinstance(law, Mechanism):
            raise Mistake(KEY, law, "must be instances of classes derived from Mechanism", "Write [Mine()].")
    touchpoints = [touchpoint.name for touchpoint in TOUCHPOINTS]
    refuse_unwired(list(registered().values()), [type(law) for law in given], touchpoints)
    return {key: value for key, value in values.items() if key != KEY}, tuple(given)


def refuse_unreachable(laws: Sequence[Mechanism], asked: Executor) -> None:
    """Other processes import a class anew, from its file as it is now, and cannot import one of a notebook.

    Args:
        laws: of the user.
        asked: who is to compute.

    Raises:
        Mistake: where workers would not have the very class that this session has.
    """
    executor = asked.kind
    if not laws or executor == "inline":
        return
    written = [type(law).__name__ for law in laws if type(law).__module__ == "__main__"]
    if written:
        advice = f"Add executor=inline, or put {', '.join(written)} into a file that can be imported."
        raise Mistake("executor", executor, "cannot reach a class that was written in a notebook", advice)
    kinds = [type(law) for law in laws]
    advice = "Add executor=inline, or start this session again."
    with crew(asked, quiet=True) as workers:
        try:
            theirs = workers.do(of_class, [(kind.__module__, kind.__qualname__) for kind in kinds])
        except (ImportError, AttributeError, SyntaxError) as error:
            raise Mistake("executor", executor, f"cannot import a class of this session: {error}", advice) from None
    for kind, found in zip(kinds, theirs, strict=True):
        if found != of(kind):
            other = f"finds another {kind.__name__} than this session: its file, or a value that it uses, has changed"
            raise Mistake("executor", executor, other, advice)
