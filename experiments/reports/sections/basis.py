"""What the numbers of a comparison or of a run stand on: how many pairs, and where they are fewer."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import names_in_a_sentence
from experiments.statistics.formatting import confidence_level, counted


def basis_sentence(comparison: Comparison) -> str:
    """At which one level everything is stated, from how many pairs, and which runs and pairs do not count."""
    pairs = len(comparison.against_first().pairs)
    at_once = f" for all {pairs} pairs of strategies at once" if pairs > 1 else ""
    replicates = counted(len(comparison.outcomes[0]), "paired replicate")
    level = f"Intervals are at {confidence_level(comparison.confidence)}{at_once}, from {replicates}."
    return " ".join([level, *_without_partner(comparison), *defined_in(_fewest(comparison), "pairs")])


def defined_in(few: Mapping[str, int], of: str) -> list[str]:
    """Say which measures stand on fewer runs or pairs than the others.

    Args:
        few: number of them by name of the measure; only those that are not defined in all.
        of: "runs" or "pairs".
    """
    if not few:
        return []
    told = names_in_a_sentence([f"{name.replace('_', ' ')} from {number}" for name, number in few.items()])
    return [f"Some measures are not defined in every run, for example if nobody was won: {told} of these {of}."]


def _fewest(comparison: Comparison) -> dict[str, int]:
    """For each measure that is undefined in some pair, how many pairs its numbers stand on, at the least."""
    judged = {measure.name: comparison.against_first(measure.name).pairs.values() for measure in comparison.measures}
    return {
        name: min(pair.replicates for pair in pairs)
        for name, pairs in judged.items()
        if any(pair.undefined for pair in pairs)
    }


def _without_partner(comparison: Comparison) -> list[str]:
    """Folders some of whose runs have a seed that another folder has not."""
    paired = len(comparison.outcomes[0])
    held = {one["folder"]: one["config"]["replicates"] for one in comparison.origins}
    return [
        f"Of the {number} replicates in {folder}, only the {paired} that have a partner with the same seed are used."
        for folder, number in held.items()
        if isinstance(number, int) and number > paired
    ]
