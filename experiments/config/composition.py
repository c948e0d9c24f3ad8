"""From words on the command line to a checked configuration, with Hydra's grammar and our own one-line errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from omegaconf import DictConfig, MissingMandatoryValue, OmegaConf, open_dict
from omegaconf.errors import OmegaConfBaseException

import simulation
from experiments.config.schema import schema
from simulation.mistake import Mistake, nearest

OPEN = ("levers.",)


@cache
def folder() -> Path:
    """Where the shipped values are: beside the packages in a checkout, inside the package when installed."""
    package = Path(simulation.__file__).parent
    beside = package.parent / "configs"
    return beside if (beside / "config.yaml").is_file() else package / "conf"


@cache
def shipped(group: str) -> tuple[str, ...]:
    """Names of the shipped values of a folder of values, such as "population"."""
    return tuple(sorted(path.stem for path in (folder() / group).glob("*.yaml")))


def register() -> None:
    """Make the schema known to Hydra under the name that config.yaml starts from."""
    ConfigStore.instance().store(name="schema", node=schema(shipped("levers")), provider="courtship")


@dataclass(frozen=True)
class Composition:
    """A composed configuration.

    Args:
        config: without Hydra's own section.
        folder: where the run is to be written (`hydra.run.dir`).
    """

    config: DictConfig
    folder: Path


def composed(overrides: Sequence[str], verb: str = "run") -> Composition:
    """The configuration that the overrides ask for, types checked.

    Args:
        overrides: words in Hydra's grammar, such as "weeks=104".
        verb: names the run folder.

    Raises:
        Mistake: in one sentence, for whatever Hydra or OmegaConf refuses.
    """
    for word in overrides:
        if word.startswith(("+", "~")) and not word.lstrip("+~").startswith("hydra"):
            raise Mistake(word, word[0], "keys cannot be added or removed", "Leave the sign out.")
    overrides = _with_market(overrides)
    register()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(folder()), version_base="1.3", job_name=verb):
            config = compose("config", list(overrides), return_hydra_config=True)
        run_folder = Path(config.hydra.run.dir)
        with open_dict(config):
            del config["hydra"]
        OmegaConf.resolve(config)
        missing = sorted(OmegaConf.missing_keys(config))
    except (HydraException, OmegaConfBaseException, MissingMandatoryValue) as error:
        raise _said_clearly(error, overrides) from None
    if missing:
        raise Mistake(missing[0], "nothing", "must be given", f"Add {missing[0]}=...")
    return Composition(config, run_folder)


def _with_market(overrides: Sequence[str]) -> list[str]:
    """A log of purchases has no contracts: unless a market is asked for, it is a non-contractual one."""
    asked = dict(word.partition("=")[::2] for word in overrides)
    log = asked.get("population") in ("cdnow", "from_transactions")
    return [*(["market=non_contractual"] if log and "market" not in asked else []), *overrides]


def keys(config: Any, prefix: str = "") -> Iterator[str]:
    """All dotted keys that hold a value."""
    for key in config:
        child = OmegaConf.select(config, key)
        if isinstance(child, DictConfig):
            yield from keys(child, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


@cache
def known_keys() -> tuple[str, ...]:
    """All keys of the schema."""
    return tuple(keys(OmegaConf.structured(schema(shipped("levers")))))


def _said_clearly(error: Exception, overrides: Sequence[str]) -> Mistake:
    """Translate an exception of Hydra or OmegaConf; their texts name internal types that no user knows."""
    cause: BaseException = error.__cause__ or error
    text = str(cause) if isinstance(cause, OmegaConfBaseException) else str(error)
    first = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    key = str(getattr(cause, "full_key", "") or "")
    if not key and (match := re.search(r"[Cc]ould not override '([^']+)'", str(error))):
        key = match[1]
    given = next((word.partition("=")[2] for word in overrides if word.partition("=")[0] == key), "")
    if re.search(r"Key '.*' (is )?not in|not in struct", text):
        asked = [word.partition("=")[0] for word in overrides]
        word = next((w for w in asked if w not in known_keys() and (w.endswith(key) or w.startswith(key))), key)
        given = next((w.partition("=")[2] for w in overrides if w.partition("=")[0] == word), "")
        return Mistake(word, given or "a value", "there is no such key", _suggestion(word))
    if match := re.search(r"Could not find '([^']+)/([^'/]+)'", str(error)):
        group, option = match[1], match[2]
        allowed = ", ".join(shipped(group)) or "nothing"
        return Mistake(group, option, f"must be one of {allowed}", nearest(option, shipped(group)))
    if match := re.search(r"Value '(.*)' of type '.*' could not be converted to (\w+)", text):
        return Mistake(key, match[1], f"must be {_SPOKEN.get(match[2], match[2].lower())}")
    if "LexerNoViableAlt" in text or "mismatched input" in text or "Error parsing" in text or "no viable" in text:
        return Mistake("override", first, "must be KEY=VALUE in Hydra's grammar", "Quote special characters.")
    return Mistake(key or "configuration", given or first, first if given else "could not be composed")


_SPOKEN = {"Float": "a number", "Integer": "a whole number", "Boolean": "true or false", "String": "text"}


def _suggestion(word: str) -> str:
    """The closest key; a missing `mechanism.` in front is the commonest slip."""
    names = known_keys()
    ending = [name for name in names if name.endswith(f".{word}")]
    if ending:
        return f"Did you mean {ending[0]}?"
    short = {name.removeprefix("mechanism."): name for name in names if not name.startswith(OPEN)}
    close = nearest(word.removeprefix("mechanism."), short)
    return close.replace("mean ", "mean mechanism.") if close and short[close[13:-1]] != close[13:-1] else close
