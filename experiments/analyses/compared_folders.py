"""Run folders compared: their strategies paired by seed, and nothing run.

A folder that is compared may be gone or be another one tomorrow. What each of them was asked, its manifest and its
configuration, therefore stays with the comparison, so that it can be computed again from that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.config.nested import differences, flat, merged, with_keys
from experiments.config.options import Options, options_of
from experiments.config.own.in_use import HASH, KEY
from experiments.config.roles import LUCK, NUMBERLESS, WORLD, part, role
from experiments.config.setting import Setting, meant
from experiments.inputs.spelling import written
from experiments.results.comparison import Comparison
from experiments.results.read_outcomes import outcomes_of
from experiments.results.run_folder import COMPARED, read_manifest
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome
from simulation.mistake import Mistake

READ = ("run", "compare")
"""Verbs whose folders hold everything that a comparison needs of a run."""
JUDGING = ("precision.margin", "precision.confidence")
"""Keys of what is concluded from runs that are there."""
ENSEMBLE = "population.ensemble"
NOT_RUN: dict[str, dict[str, Any]] = {
    "space": {"points": 0, "contagion": False, "equal": False, "funding": False, "held": []},
    "explain": {"replicates": 0}, "boundary": {"points": 0},
}  # fmt: skip
"""What run folders do not hold, whatever was asked when they were made: nothing of it is run when they are compared."""


@dataclass(frozen=True)
class ComparedFolder:
    """A run folder as it was made.

    Args:
        name: of the folder, for messages.
        manifest: of the run.
        values: its resolved configuration.
    """

    name: str
    manifest: Mapping[str, Any]
    values: Mapping[str, Any]

    @cached_property
    def options(self) -> Options:
        """The values in the types of their keys."""
        return options_of(self.values)

    @property
    def given(self) -> list[str]:
        """Its strategies, by the name or path they were given by."""
        return [self.options.strategy] if self.manifest["verb"] == "run" else list(self.options.strategies)

    @property
    def acting(self) -> set[str]:
        """The strategies that are part of its world."""
        return {self.values["market"]["as_is"], *self.options.rivals}

    @property
    def of_ensemble(self) -> bool:
        """Whether each replicate was run with another member of a calibration's ensemble, as `compare` does."""
        population = self.options.population
        return population.ensemble and (population.source, self.manifest["verb"]) == ("calibrated", "compare")

    @property
    def shared(self) -> dict[str, Any]:
        """What it must have in common with another: the world and the luck, files by their content."""
        files = self.manifest.get("community_files", {})
        contents = {f"community.{key}": file["hash"] for key, file in files.items()}
        if self.manifest["population_file_hash"]:
            contents["population.file"] = self.manifest["population_file_hash"]
        if self.values.get(HASH):
            contents[KEY] = self.values[HASH]
        shared = merged(part(self.values, WORLD, LUCK), {**contents, ENSEMBLE: self.of_ensemble})
        return {**shared, "levers": {name: self.manifest["levers"].get(name) for name in sorted(self.acting)}}


def compare_folders(folders: Sequence[Path], words: Mapping[str, Any] | None = None) -> Comparison:
    """Compare the strategies of several run folders, paired by seed; the first is what the others are compared with.

    Args:
        folders: of runs and comparisons.
        words: what was asked beside them, by key of a leaf; see `_with`.

    Raises:
        Mistake: when a folder is not a whole run, or the folders are not about one world with the same seeds; or for
            words that cannot be obeyed because nothing is run.
    """
    made = []
    for folder in folders:
        manifest, values = read_manifest(folder)
        if manifest["verb"] not in READ:
            given = f"{folder} of {manifest['verb']}"
            raise Mistake("compare", given, f"must be folders of {' and '.join(READ)}", "See courtship ls.")
        made.append(ComparedFolder(str(folder), manifest, values))
    _refuse_other_worlds(made)
    values = _with(_values(made), words or {})
    outcomes = (runs for folder, one in zip(folders, made, strict=True) for runs in outcomes_of(folder, one.manifest))
    return comparison_of(made, outcomes, meant(values, _levers(made)))


def comparison_of(
    made: Sequence[ComparedFolder], outcomes: Iterable[Sequence[Outcome]], setting: Setting
) -> Comparison:
    """The comparison of runs that are there.

    Args:
        made: the folders that they are from.
        outcomes: a list for each strategy of each folder, in their order.
        setting: of the comparison.
    """
    found = list(outcomes)
    common = set.intersection(*({o.seed for o in runs} for runs in found))
    if len(common) < 2:
        given = " and ".join(one.name for one in made)
        raise Mistake("compare", given, "must share at least 2 seeds", "Raise replicates.")
    names = [runs[0].strategy for runs in found]
    if len(names) < 2:
        given = " and ".join(one.name for one in made)
        raise Mistake("compare", given, "must be runs of at least two strategies", "Name another run folder.")
    if len(set(names)) < len(names):
        raise Mistake("compare", ", ".join(names), "must be different strategies")
    paired = tuple(tuple(o for o in sorted(runs, key=lambda o: o.seed) if o.seed in common) for runs in found)
    origins = tuple({"folder": one.name, "manifest": one.manifest, "config": one.values} for one in made)
    return Comparison(setting, Centre(), paired, None, origins=origins)


def compared_folders_of(manifest: Mapping[str, Any]) -> list[ComparedFolder]:
    """The folders that a comparison was made from, as its manifest keeps them; none where it was computed."""
    return [ComparedFolder(str(one["folder"]), one["manifest"], one["config"]) for one in manifest.get(COMPARED, ())]


def without_other_runs(values: Mapping[str, Any]) -> dict[str, Any]:
    """A configuration in which nothing is asked but the runs that a comparison of folders needs."""
    return {**values, **{section: {**values[section], **without} for section, without in NOT_RUN.items()}}


def _refuse_other_worlds(made: Sequence[ComparedFolder]) -> None:
    first, *others = made
    for other in others:
        found = differences(first.shared, other.shared)
        if not found:
            _refuse_other_program(first, other)
            continue
        key = next(iter(found))
        ours, theirs = (_said(flat(one.values).get(key)) for one in (first, other))
        if key == ENSEMBLE:
            ours, theirs = (written(one.of_ensemble) for one in (first, other))
        how = f"{key} is {ours} and {theirs}" if ours != theirs else f"the content of {key} differs"
        raise Mistake(
            "compare", f"{first.name} and {other.name}", f"must be of the same world and the same seed, but {how}",
            "Run one of them again with the settings of the other.",
        )  # fmt: skip


def _refuse_other_program(first: ComparedFolder, other: ComparedFolder) -> None:
    """Two programs may compute two laws, and what they differ in would be taken for what the strategies do."""
    then, now = (one.manifest["versions"] for one in (first, other))
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            was = " and ".join(str(one.get(name, "unknown")) for one in (then, now))
            raise Mistake(
                "compare", f"{first.name} and {other.name}",
                f"must be computed by the same program, but {name} was {was}",
                "Run one of them again with the program of the other.",
            )  # fmt: skip


def _said(value: Any) -> str:
    return "nothing" if value is None else written(value)


def _values(made: Sequence[ComparedFolder]) -> dict[str, Any]:
    values = dict(made[0].values)
    if made[0].options.population.source == "calibrated":
        values = with_keys(values, "population", ensemble=made[0].of_ensemble)
    strategies = [given for one in made for given in one.given]
    counts = [one.options.replicates for one in made]
    known = [count for count in counts if count is not None]
    common = min(known) if len(known) == len(counts) else counts[0]  # of whom all have as many, and no more are paired
    return without_other_runs({**values, "strategies": strategies, "replicates": common})


def _levers(made: Sequence[ComparedFolder]) -> dict[str, Any]:
    """Levers of each strategy as the folder knows them that ran it: others know its name, perhaps with other levers."""
    world = {name: made[0].manifest["levers"][name] for name in made[0].acting}
    return world | {given: one.manifest["levers"][given] for one in made for given in one.given}


def _with(values: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what can still be asked of runs that are there: what is written, and how they are judged.

    Raises:
        Mistake: for any other word that says something else than the folders do.
    """
    there, obeyed = flat(values), {}
    for key, value in words.items():
        if key in JUDGING or role(key).changes in NUMBERLESS:
            obeyed[key] = value
        elif there.get(key) != value:
            asked = f"has no effect here: run folders are compared as they are, with {_said(there.get(key))}"
            raise Mistake(key, _said(value), asked, "Leave it out, or run both again.")
    return merged(values, obeyed)
