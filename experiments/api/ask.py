"""A question asked in Python: keyword values become the words of the command line, so that both mean the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from experiments.api.user_mechanisms import refuse_unreachable, without_own_laws
from experiments.config.composition import composed
from experiments.config.overrides import in_python
from experiments.config.own.named import named
from experiments.config.setting import Setting, built
from experiments.execution.keeping import place as kept_in
from experiments.execution.progress import Progress
from experiments.inputs.networks.from_networkx import PREFIX, is_graph
from experiments.inputs.paths import user_path
from experiments.reports.run_folder import Record, warned, write
from experiments.results.reservation import reserved
from simulation.mistake import Mistake

Answer = TypeVar("Answer", bound=Record)


def asked(
    question: Callable[[Setting, Progress, Path | None], Answer],
    verb: str,
    words: Sequence[str],
    values: Mapping[str, Any],
    folder: str | None,
    quiet: bool,
) -> Answer:
    """Ask a question, and write its run folder when one is named; finished jobs are kept, see `keeping`."""
    with named(words, values) as (left, more):
        others, graph = without_graph(more)
        others, laws = without_own_laws(others)
        if laws and folder is not None:
            advice = "Leave folder out, or put the mechanism into a file of your own and add own='mine.py'."
            raise Mistake("folder", folder, "cannot store a mechanism that is defined only in this session", advice)
        setting = built(composed(in_python(left, others), verb).values, graph=graph, own_laws=laws)
        refuse_unreachable(laws, setting.options.executor)
        if folder is None:
            return question(setting, Progress(quiet), kept_in(None))
        with reserved(user_path(folder)) as place:
            answer = question(setting, Progress(quiet), kept_in(place.folder))
            warned(write(answer, place))
        return answer


def without_graph(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], Any]:
    """`community=graph` in words, and the networkx graph itself; None where the community is something else."""
    graph = values.get("community")
    if not is_graph(graph):
        return values, None
    others = {key: value for key, value in values.items() if key != "community"}
    return {"community": "from_file", "community.file": PREFIX, **others}, graph
