"""A finished record back from its run folder, with all that figures and pages ask of it; nothing is computed.

The log and the network that the run was made from need not be there any more: nothing that is drawn looks at them. So
the world of what comes back has the mechanisms, terms and strategies of the run, and people of whom only the number is
true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import ArrowException

from experiments.config.composition import default_values
from experiments.config.ensemble import Ensemble
from experiments.config.options import section_of
from experiments.config.overrides import typed
from experiments.config.sections import SensitivityRule
from experiments.config.setting import Setting, meant
from experiments.inputs.paths import is_file
from experiments.results.plain_data import from_plain, named_in
from experiments.results.run_folder import CONFIG, DRAWN_FROM, MANIFEST, read_answer, read_manifest, require_as_written
from simulation.mistake import Mistake


def read_record(folder: Path) -> tuple[Any, dict[str, Any]]:
    """The record of a run folder, and its manifest.

    Raises:
        Mistake: when it is no whole run folder, nothing is drawn of its verb, or it was written by a version that
            kept too little.
    """
    manifest, values = read_manifest(folder)
    verb = manifest["verb"]
    if verb not in READERS:
        none = f"is a folder of {verb}, which has no report, memo or figures"
        workbook = typed("courtship", "export", str(folder), "--xlsx")
        raise Mistake("report", str(folder), none, f"Its tables as a workbook: {workbook}")
    try:
        return READERS[verb](folder, manifest, values), manifest
    except Mistake:
        raise
    except (OSError, ArrowException, LookupError, ValueError, TypeError, AttributeError) as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise Mistake(
            "folder", str(folder), f"must contain all data for its figures; they cannot be read: {why}"
        ) from None


def _compare(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.results.comparison import Comparison
    from experiments.results.read_outcomes import outcomes_of

    kept = _kept(folder, manifest, Comparison)
    names = kept.pop("names")
    by_name = {runs[0].strategy: tuple(runs) for runs in outcomes_of(folder, manifest)}
    setting = drawable_setting(values, manifest)
    if kept["ensemble"] is not None:
        file, members, carried = kept["ensemble"]
        setting = replace(setting, ensemble=Ensemble(file, (setting.world,) * members, tuple(carried)))
    del kept["ensemble"]
    return Comparison(setting=setting, outcomes=tuple(by_name[name] for name in names), **kept)


def _run(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.results.read_outcomes import outcomes_of
    from experiments.results.run import Run

    return Run(
        setting=drawable_setting(values, manifest),
        outcomes=tuple(outcomes_of(folder, manifest)[0]),
        **_kept(folder, manifest, Run),
    )


def _explain(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.analyses.explain.explain import Explained

    return Explained(setting=drawable_setting(values, manifest), **_kept(folder, manifest, Explained))


def _validate(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.validation.registry import known_cases
    from experiments.validation.validation import Validation

    kept = _kept(folder, manifest, Validation)
    setting = drawable_setting(values, manifest)
    known = known_cases(setting.parts)
    there = {name: reading for name, reading in kept.pop("readings").items() if name in known}
    return Validation(setting=setting, readings=there, **kept)


def _graph(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.analyses.network.network import NetworkAnswer

    kept = _kept(folder, manifest, NetworkAnswer)
    if kept["community"] is None:
        raise Mistake("report", str(folder), "had too many ties to store them", "Run courtship graph again.")
    return NetworkAnswer(setting=drawable_setting(values, manifest), **kept)


def _calibrate(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.analyses.calibrate.calibration import Calibration

    kept = _kept(folder, manifest, Calibration)
    given: dict[str, Any] = {field.name: None for field in fields(Calibration)}
    given |= {
        "setting": drawable_setting(values, manifest),
        "identifiability": _table(folder, manifest, "identifiability"),
    }
    given |= {"check": kept["check"], "matching": kept["matched"] or None, "unchecked": ""}
    found = Calibration(**given)
    found.__dict__["table"] = _table(folder, manifest, "laws")  # where the laws would put it, were they still there
    return found


def _sensitivity(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.analyses.sensitivity import Sensitivity

    kept = _kept(folder, manifest, Sensitivity)
    kept["settings"] = section_of(SensitivityRule, kept["settings"])
    return Sensitivity(folder=folder, table=_table(folder, manifest, "sensitivity"), **kept)


def _boundary(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> Any:
    from experiments.analyses.boundary.boundary import Boundary

    return Boundary(folder=folder, **_kept(folder, manifest, Boundary))


READERS: dict[str, Callable[[Path, Mapping[str, Any], dict[str, Any]], Any]] = {
    "run": _run,
    "compare": _compare,
    "explain": _explain,
    "graph": _graph,
    "sensitivity": _sensitivity,
    "boundary": _boundary,
    "calibrate": _calibrate,
    "validate": _validate,
}
"""Verbs of which something is drawn."""


def drawable_setting(values: dict[str, Any], manifest: Mapping[str, Any]) -> Setting:
    """What a configuration means, without the log and the network it names; see the head of this file.

    Args:
        values: as the run wrote them, perhaps by an earlier version: keys that have come since take their defaults.
        manifest: of the run.
    """
    defaults = default_values()
    there = _over(defaults, values)
    people = {**defaults["population"], "size": max(int(manifest.get("people") or 2), 2)}
    community = {**defaults["community"], "graph": "complete", "strong_ties": 0.0}  # the only one for any number
    stand_in = {**there, "population": people, "community": community}
    setting = meant(stand_in, manifest["levers"], to_run=False)
    presumed = manifest.get("presumed")
    return replace(
        setting, values=there, intake=manifest.get("intake"), presumed=None if presumed is None else tuple(presumed)
    )


def _over(defaults: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values over defaults, the order of keys being that of the values."""
    found = {
        key: _over(defaults[key], value)
        if isinstance(value, Mapping) and isinstance(defaults.get(key), Mapping)
        else value
        for key, value in values.items()
    }
    return found | {key: value for key, value in defaults.items() if key not in values}


def _kept(folder: Path, manifest: Mapping[str, Any], kind: type) -> dict[str, Any]:
    """What the record kept beside its tables."""
    if not is_file(folder / DRAWN_FROM):
        raise Mistake("report", str(folder), f"has no {DRAWN_FROM}, without which it cannot be drawn again",
                      f"Computing it again also draws it: see {CONFIG} and {MANIFEST}.")  # fmt: skip
    require_as_written(folder, manifest, DRAWN_FROM)
    data = read_answer(folder, DRAWN_FROM)
    found = from_plain(data, named_in(kind))
    if not isinstance(found, dict):
        raise ValueError(f"{DRAWN_FROM} holds no fields")
    return found


def _table(folder: Path, manifest: Mapping[str, Any], name: str) -> pd.DataFrame:
    require_as_written(folder, manifest, f"{name}.parquet")
    return pd.read_parquet(folder / f"{name}.parquet")
