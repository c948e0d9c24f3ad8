"""The values that are shipped: groups of the configuration, and the options of each, read off their folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import simulation
from experiments.inputs.yaml_file import mapping

DEFAULTS = "config.yaml"


@cache
def folder() -> Path:
    """Where the shipped values are: beside the packages in a checkout, inside the package when installed."""
    package = Path(simulation.__file__).parent
    beside = package.parent / "configs"
    return beside if (beside / DEFAULTS).is_file() else package / "conf"


@cache
def shipped(group: str) -> tuple[str, ...]:
    """Names of the shipped values of a folder of values, such as "population"."""
    return tuple(sorted(path.stem for path in (folder() / group).glob("*.yaml")))


@cache
def groups() -> tuple[str, ...]:
    """Groups of which a configuration takes one option each, in the order in which they are composed."""
    defaults = mapping(folder() / DEFAULTS, "defaults", DEFAULTS, "defaults")["defaults"]
    names = (str(name) for one in defaults if isinstance(one, dict) for name in one)
    return tuple(name for name in names if not name.startswith("override"))
