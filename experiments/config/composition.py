"""From words on the command line to a checked configuration, with Hydra's grammar and our own one-line errors."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException, OverrideParseException
from omegaconf import DictConfig, MissingMandatoryValue, OmegaConf, open_dict
from omegaconf.errors import OmegaConfBaseException

import simulation
from experiments.config.own_file import ENDINGS
from experiments.config.schema import schema
from experiments.config.words import expanded, spelled
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


@cache
def groups() -> tuple[str, ...]:
    """Names of the groups, each a folder of shipped values; strategies have keys of their own."""
    return tuple(sorted(path.name for path in folder().iterdir() if path.is_dir() and path.name != "levers"))


@cache
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


def composed(overrides: Sequence[str], verb: str = "run", resolved: bool = True) -> Composition:
    """The configuration that the overrides ask for, types checked.

    Args:
        overrides: words in Hydra's grammar, such as "weeks=104".
        verb: names the run folder.
        resolved: replace interpolations by what they refer to now.

    Raises:
        Mistake: in one sentence, for whatever Hydra or OmegaConf refuses.
    """
    refuse_signs(overrides)
    overrides = _with_market(_with_population(expanded(overrides)))
    register()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(folder()), version_base="1.3", job_name=verb):
            config = compose("config", list(overrides), return_hydra_config=True)
        run_folder = Path(config.hydra.run.dir)
        with open_dict(config):
            del config["hydra"]
        if resolved:
            OmegaConf.resolve(config)
        missing = sorted(OmegaConf.missing_keys(config))
    except (HydraException, OmegaConfBaseException, MissingMandatoryValue) as error:
        raise said_clearly(error, overrides) from None
    if missing:
        raise Mistake(missing[0], "nothing", "must be given", f"Add {missing[0]}=...")
    named = any(word.startswith("hydra.run.dir=") for word in overrides)
    return Composition(config, run_folder if named else _unused(run_folder))


def refuse_signs(overrides: Sequence[str]) -> None:
    """Refuse what Hydra's grammar knows and this program does not: keys that come or go.

    Raises:
        Mistake: naming the word.
    """
    for word in overrides:
        if word.startswith(("+", "~")) and not word.lstrip("+~").startswith("hydra"):
            raise Mistake(word, word[0], "keys cannot be added or removed", "Leave the sign out.")
        if word.startswith("="):
            raise Mistake("override", word, "must be KEY=VALUE")


def _unused(run_folder: Path) -> Path:
    """The folder, or the same with a number when another run began in the same second."""
    number, free = 1, run_folder
    while free.exists():
        number += 1
        free = run_folder.with_name(f"{run_folder.name}_{number}")
    return free


def _with_population(overrides: Sequence[str]) -> list[str]:
    """A calibrated population is given by its path; what it narrowed comes before all other words, so that they win."""
    first: list[str] = []
    words: list[str] = []
    for word in overrides:
        key, _, value = word.partition("=")
        value = value.strip("'\"")
        if key != "population" or not is_path(value):
            words.append(word)
            continue
        from experiments.calibrated import read

        calibrated = read(value)
        first = list(spelled({"population.prospects": calibrated.prospects, **calibrated.best.parameters}))
        words += ["population=calibrated", *spelled({"population.file": value})]
    return [*first, *words]


def is_path(word: str) -> bool:
    """Whether a word is the path of a file and no shipped name."""
    return Path(word).suffix.lower() in ENDINGS or len(Path(word).parts) > 1


def _with_market(overrides: Sequence[str]) -> list[str]:
    """A log of purchases has no contracts: unless a market is asked for, it is a non-contractual one."""
    asked = dict(word.partition("=")[::2] for word in overrides)
    log = asked.get("population") in ("cdnow", "from_transactions", "calibrated")
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


def said_clearly(error: Exception, overrides: Sequence[str]) -> Mistake:
    """Translate an exception of Hydra or OmegaConf; their texts name internal types that no user knows."""
    cause: BaseException = error.__cause__ or error
    text = f"{error}\n{cause}"
    words = {word.partition("=")[0]: word.partition("=")[2] for word in overrides}
    if match := re.search(r"Could not find '([^']+)'", text):
        group = next((key for key in words if match[1] == f"{key}/{words[key]}"), match[1].rpartition("/")[0])
        option = match[1].removeprefix(f"{group}/")
        options = sorted(set(re.findall(r"^\t(\S+)$", text, re.MULTILINE)) or shipped(group))
        allowed = f"must be one of {', '.join(options)}" if options else "there is no such option"
        return Mistake(group, option, allowed, nearest(option, options))
    if match := re.search(r"(?:Ambiguous value for argument|Sweep parameters) '([^'=]+)=(.*)'", text):
        advice = f"For one run each add --multirun; a list is written {match[1]}=[a,b]."
        return Mistake(match[1], match[2], "must be one value", advice)
    if isinstance(error, OverrideParseException):
        return Mistake("override", error.override, "must be KEY=VALUE", "Quote a value with spaces: KEY=\"'a b'\".")
    if re.search(r"[Ii]nterpolation", text):
        key = next((key for key, value in words.items() if "${" in value), "configuration")
        return Mistake(key, words.get(key, ""), "refers to a value that there is not")
    key = str(getattr(cause, "full_key", "") or "")
    if not key and (match := re.search(r"[Cc]ould not override '([^']+)'", text)):
        key = match[1]
    if allowed := _allowed(key):
        match = re.search(r"Value '(.*)' of type", text)
        return Mistake(key, words.get(key) or (match and match[1]) or "nothing", allowed)
    word = next((word for word in words if word not in known_keys() and word.startswith(key)), key)
    word = next((word for word in words if word not in known_keys() and word.endswith(key)), word)
    if word in words:
        return Mistake(word, words[word] or "nothing", "there is no such key", _suggestion(word))
    return Mistake("configuration", next(iter(text.splitlines()), "nothing"), "could not be composed")


def _allowed(key: str) -> str:
    """What kind of value a key takes, in words; the empty string where there is no such key."""
    kind: Any = schema(shipped("levers"))
    for part in key.split("."):
        kind = get_type_hints(kind).get(part) if dataclasses.is_dataclass(kind) else None
    if dataclasses.is_dataclass(kind):
        return f"holds further keys, such as {key}.{dataclasses.fields(kind)[0].name}"
    return next((spoken for name, spoken in _SPOKEN.items() if name in str(kind)), "")


_SPOKEN = {
    "list": "must be a list of names, such as [cx_only,relationship]",
    "float": "must be a number",
    "int": "must be a whole number",
    "bool": "must be true or false",
    "str": "must be text",
}


def _suggestion(word: str) -> str:
    """The closest key; a missing `mechanism.` in front is the commonest slip."""
    names = known_keys()
    ending = [name for name in names if name.endswith(f".{word}")]
    if ending:
        return f"Did you mean {ending[0]}?"
    if word.startswith(OPEN):
        return nearest(word, names)
    short = {name.removeprefix("mechanism."): name for name in names if not name.startswith(OPEN)}
    close = difflib.get_close_matches(word.removeprefix("mechanism."), list(short), n=1)
    return f"Did you mean {short[close[0]]}?" if close else "See courtship schema parameters for all keys."


def values_by_key(config: DictConfig) -> dict[str, Any]:
    """The value of every dotted key."""
    return {key: OmegaConf.select(config, key) for key in keys(config)}


def as_yaml(config: DictConfig) -> str:
    """A configuration as YAML."""
    return OmegaConf.to_yaml(config)
