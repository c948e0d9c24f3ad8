"""From words on the command line to a checked configuration: Hydra composes, and every mistake is said in our words.

Every word is checked by itself before Hydra sees it (is there such a key, such an option, is the value of its kind), so
that all mistakes come in one message and no text of Hydra's or OmegaConf's is ever shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.types import QuotedString, Sweep
from hydra.errors import HydraException
from omegaconf import DictConfig, MissingMandatoryValue, OmegaConf, open_dict
from omegaconf.errors import InterpolationValidationError, OmegaConfBaseException, ValidationError

from experiments.config.contradictions import refuse_contradicted
from experiments.config.grammar import may_refer, parsed, refers
from experiments.config.held import KEY, with_held
from experiments.config.idle_levers import refuse_idle_levers
from experiments.config.leaves import is_text, known_keys, leaves, sections, suggestion
from experiments.config.nested import flat
from experiments.config.options import options_of
from experiments.config.overrides import PLACES, expanded, key_of, said, spelled
from experiments.config.own.in_use import HASH, in_use, remembered
from experiments.config.own.in_use import KEY as OWN
from experiments.config.own.named import pinned, refuse_unnamed
from experiments.config.readers import PURCHASES
from experiments.config.roles import WORLD, role
from experiments.config.schema import schema
from experiments.config.shipped import folder, groups, shipped
from experiments.config.template import Template, section_of
from experiments.config.unread import refuse_unread
from experiments.inputs.paths import is_there, user_path
from experiments.inputs.transactions.given import refuse_tables_as_words
from experiments.inputs.yaml_file import ENDINGS
from simulation.mistake import Mistake, nearest

DECIDING = ("population.source", "population.file")
"""Keys whose values decide defaults of others, as an option of a group does; see `_following`."""
SHOWN = 8
"""Mistakes that one message names."""
__all__ = [
    "Composition", "composed", "configured", "folder", "groups", "is_path", "known_keys", "refuse_words", "shipped",
]  # fmt: skip


def register() -> None:
    """Make the schema known to Hydra under the name that config.yaml starts from."""
    ConfigStore.instance().store(name="schema", node=_schema(), provider="courtship")


@remembered
def _schema() -> type[Any]:
    return schema(shipped("levers"))


@dataclass(frozen=True)
class Composition:
    """A composed configuration.

    Args:
        values: of all keys but Hydra's own, nested and plain.
        folder: where the run is to be written (`hydra.run.dir`).
        named: whether the words say where; else it may be another one where somebody was faster.
    """

    values: dict[str, Any]
    folder: Path
    named: bool


def composed(overrides: Sequence[str], verb: str | None = None, implied: Sequence[str] = ()) -> Composition:
    """The configuration that the overrides ask for, types checked.

    Args:
        overrides: words in Hydra's grammar, such as "weeks=104", and project files.
        verb: names the run folder, and refuses words that it does not read; None: nobody asks yet.
        implied: words that the verb says before all others.

    Raises:
        Mistake: for all words that ask for what there is not, and for words that have no effect.
    """
    words = _named(refuse_words([*implied, *expanded(overrides)]))
    values, (place,) = _composed(words, verb or "run")
    if first := _following(values, words):
        values, (place,) = _composed([*first, *words], verb or "run")
    if verb is not None:
        refuse_unread(said(expanded(overrides)), verb, [values])
        refuse_idle_levers([values], verb)
    if verb in role(KEY).verbs:
        values = with_held(values, overrides)
    run_folder = user_path(place)
    try:
        with suppress(OSError):
            os.lstat(run_folder)
    except ValueError as error:  # a NUL, or half of a character
        raise Mistake(PLACES[0], place, f"cannot be a path: {error}", "Choose another folder.") from None
    named = any(word.startswith(f"{PLACES[0]}=") for word in words)
    return Composition(values, run_folder if named else _unused(run_folder), named)


def values_said(nested: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """What words of one question say, by the key of each leaf that they set; of a scenario, all of the world."""
    values = flat(nested)
    found: dict[str, Any] = {}
    for word in said(words):
        key = (key_of(word) or "").partition("@")[0].replace("/", ".")
        below = {name: value for name, value in values.items() if name == key or name.startswith(f"{key}.")}
        every = {name: value for name, value in values.items() if role(name).changes is WORLD}
        found |= below or (every if key in groups() else {})
    return found


def places_of(overrides: Sequence[str], verb: str, number: int) -> tuple[Path, str]:
    """Where one of many runs is to be written: the folder of all, and the name of its own (`hydra.sweep`)."""
    words = [*_named(refuse_words(expanded(overrides), PLACES)), f"hydra.job.num={number}"]
    _, (parent, name) = _composed(words, verb, many=True)
    return user_path(parent), name


def _composed(words: Sequence[str], verb: str, many: bool = False) -> tuple[dict[str, Any], list[str]]:
    """The values, and the folder of their run, or of many runs with that of this one in it.

    Hydra composes the groups, which takes a tenth of a second, so what it made of them is remembered; all other words
    are set on a copy in their order, which is what Hydra itself does last.
    """
    try:
        template = _of_groups(_chosen(words))
        config = _moved(template, words, verb)
        hydra = config.hydra
        folders = [str(hydra.sweep.dir), str(hydra.sweep.subdir)] if many else [str(hydra.run.dir)]
        with open_dict(config):
            del config["hydra"]
        found: dict[str, Any] = OmegaConf.to_container(config, resolve=True)  # type: ignore[assignment]
        values = template.with_sections(found)
        missing = sorted(_missing(values))
    except (HydraException, OmegaConfBaseException, MissingMandatoryValue, RecursionError) as error:
        raise _said_clearly(error, words) from None
    if missing:
        raise Mistake(missing[0], "nothing", "must be given", f"Add {missing[0]}=...")
    return pinned(values), folders


def configured(overrides: Sequence[str]) -> DictConfig:
    """The typed configuration that the overrides ask for, on which further values can be set; see `composed`."""
    words = _named(refuse_words(expanded(overrides)))
    values, _ = _composed(words, "run")
    words = [*_following(values, words), *words]
    config = _moved(_of_groups(_chosen(words)), words, "run", whole=True)
    with open_dict(config):
        del config["hydra"]
    for key in (OWN, HASH):
        OmegaConf.update(config, key, values[key])
    return config


def _chosen(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word.partition("=")[0] in groups())


def _moved(template: Template, words: Sequence[str], verb: str, whole: bool = False) -> DictConfig:
    """The sections that words speak of, or all, as the words have them that choose no option of a group."""
    chosen = _chosen(words)
    overrides = [parsed(word) for word in words if word not in chosen]
    said_ = [(str(override.key_or_group), override.value()) for override in overrides]
    if whole or any(may_refer(value) for _, value in said_):
        config = template.copied()
    else:
        config = template.sections({section_of(key) for key, _ in said_})
    for key, value in [*_job(words, verb).items(), *said_]:
        OmegaConf.update(config, key, value, merge=True)
    return config


def _job(words: Sequence[str], verb: str) -> dict[str, Any]:
    """What Hydra would know of the job, to which the name of a folder may refer."""
    asked = [str(word) for word in words if not word.startswith("hydra.")]
    return {
        "hydra.job.name": verb,
        "hydra.job.override_dirname": ",".join(sorted(asked)),
        "hydra.overrides.task": asked,
    }


def _missing(values: Any, key: str = "") -> Iterator[str]:
    """Keys whose value must be given and is not; OmegaConf looks for them in its own tree, which takes longer."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield from _missing(value, f"{key}.{name}" if key else str(name))
    elif isinstance(values, list):
        for number, value in enumerate(values):
            yield from _missing(value, f"{key}[{number}]")
    elif values == "???":
        yield key


def _of_groups(words: tuple[str, ...]) -> Template:
    parts = in_use()
    return _template(words, None if parts is None else parts.source.hash)


@lru_cache(maxsize=64)
def _template(words: tuple[str, ...], _own: str | None) -> Template:
    """What Hydra makes of words that choose options, beside the parts of a file whose hash is given."""
    register()
    GlobalHydra.instance().clear()
    with initialize_config_dir(str(folder()), version_base="1.3"):
        return Template(compose("config", list(words), return_hydra_config=True))


def refuse_words(words: Sequence[str], places: Sequence[str] = PLACES[:1], several: bool = False) -> list[str]:
    """The words again, when each of them asks for something that there is.

    Args:
        words: in Hydra's grammar.
        places: keys of Hydra's own that the verb obeys.
        several: whether a key may have several values.

    Raises:
        Mistake: one for all words that are wrong.
    """
    refuse_tables_as_words(words)
    refuse_unnamed(words)
    wrong = []
    for word in words:
        try:
            _refuse(word, places, several)
        except Mistake as mistake:
            wrong.append(mistake)
    if wrong:
        raise together(wrong)
    refuse_contradicted(words)
    return list(words)


def together(wrong: Sequence[Mistake]) -> Mistake:
    """All mistakes in one, each in its own sentence; of very many the first."""
    if len(wrong) == 1:
        return wrong[0]
    sentences = " ".join(map(str, wrong[1:SHOWN])) + (f" And {len(wrong) - SHOWN} more." if len(wrong) > SHOWN else "")
    return Mistake(wrong[0].thing, wrong[0].given, wrong[0].allowed, f"{wrong[0].advice} Also {sentences}".strip())


def _refuse(word: str, places: Sequence[str], several: bool) -> None:
    key, _, raw = word.partition("=")
    if word.startswith(("+", "~")):
        raise Mistake(word, word[0], "keys cannot be added or removed", "Leave out the + or ~.")
    if "=" not in word or not key:
        raise Mistake("override", word, "must be KEY=VALUE")
    if key == "hydra" or key.startswith(("hydra.", "hydra/")):
        if key in places:
            return
        obeyed = f"must be {' or '.join(places)}" if key in PLACES else "is a setting of Hydra that has no effect here"
        raise Mistake(key, raw or "nothing", obeyed, "Of Hydra's own keys only hydra.run.dir is read.")
    if key not in leaves() and key not in groups() and key not in sections():
        raise Mistake(key, raw or "nothing", "there is no such key", suggestion(key))
    override = parsed(word)
    if isinstance(override._value, Sweep) or override.is_sweep_override():
        if not several:
            advice = f"For one run each add --multirun; a list is written {key}=[a,b]."
            if is_text(key):
                advice += f" Text with a comma stands between quotes: {key}=\"'a,b'\"."
            raise Mistake(key, raw, "must be one value", advice)
        return
    if raw != "???" or key not in leaves():
        refuse_value(key, raw, override.value(), isinstance(override._value, QuotedString))


def refuse_value(key: str, raw: str, value: Any, is_quoted: bool = False) -> None:
    """Refuse a value that is not of the kind that its key takes.

    Args:
        key: of the schema, or a group.
        raw: as it was given.
        value: as it was read.
        is_quoted: whether it stood between quotes.

    Raises:
        Mistake: naming the key.
    """
    raw = raw or "nothing"
    if key in leaves() and refers(value):
        return  # what it refers to is checked where it is composed
    if key in sections() and isinstance(value, dict):
        for name, inner in value.items():
            below = f"{key}.{name}"
            if below not in leaves() and below not in sections():
                raise Mistake(below, str(inner), "there is no such key", suggestion(below))
            refuse_value(below, str(inner), inner)
    elif key in groups():
        if (
            isinstance(value, str)
            and value != "???"
            and (value in shipped(key) or (key == "population" and is_path(value)))
        ):
            return
        given = value if isinstance(value, str) and value else raw
        raise Mistake(key, given, f"must be one of {', '.join(shipped(key))}", nearest(given, shipped(key)))
    elif key in sections():
        first = next(name for name in (*leaves(), *sections()) if name.startswith(f"{key}."))
        raise Mistake(key, raw, f"holds further keys, such as {first}")
    elif not leaves()[key].takes(value) or (value == "" and not is_quoted and not leaves()[key].is_text):
        raise Mistake(key, raw, leaves()[key].allowed)


def _unused(run_folder: Path) -> Path:
    """The folder, or the same with a number when another run began in the same second."""
    number, free = 1, run_folder
    while is_there(free):
        number += 1
        free = run_folder.with_name(f"{run_folder.name}_{number}")
    return free


def _named(words: Sequence[str]) -> list[str]:
    """The words, a calibrated population that is given by its path being said in two."""
    found: list[str] = []
    for word in words:
        value = _text(word) if word.startswith("population=") else ""
        is_calibrated = is_path(value)
        found += ["population=calibrated", *spelled({"population.file": value})] if is_calibrated else [word]
    return found


def _following(values: Mapping[str, Any], words: Sequence[str]) -> list[str]:
    """Defaults that follow from the composed values, to be said before all other words, so that these win.

    A log of purchases has no contracts: unless a market is asked for, it is a non-contractual one. A calibrated
    population brings the values that it narrowed. What was composed decides, in whatever words it was asked for.
    """
    population, keys = options_of(values).population, {key_of(word) for word in words}
    first: list[str] = []
    if population.source in PURCHASES and not keys & {"market", "market.kind"}:
        first.append("market=non_contractual")
    if population.source == "calibrated" and population.file is not None:
        from experiments.inputs.calibrated import read

        calibrated = read(population.file)
        first += spelled({"population.prospects": calibrated.prospects, **calibrated.best.parameters})
    return first


def _text(word: str) -> str:
    """The text that a word gives to its key; the empty string where it is something else, or refers to another key."""
    value = parsed(word).value()
    return str(OmegaConf.create({"text": value}).text) if isinstance(value, str) and not refers(value) else ""


def is_path(word: str) -> bool:
    """Whether a word is the path of a file and no shipped name."""
    return Path(word).suffix.lower() in ENDINGS or len(Path(word).parts) > 1


def _said_clearly(error: Exception, words: Sequence[str]) -> Mistake:
    """What is left to go wrong once every word is right by itself: references, and values that they bring."""
    key = str(getattr(error, "full_key", "") or "")
    given = {name: word.partition("=")[2] for word in words if (name := key_of(word)) is not None}
    referring = [name for name, raw in given.items() if refers(raw)]
    name = key if key in referring else next(iter(referring), "")
    if name:
        if name in leaves() and isinstance(error, (ValidationError, InterpolationValidationError)):
            return Mistake(name, given[name], leaves()[name].allowed)
        return Mistake(name, given[name], "refers to a value that does not exist")
    if key in leaves():
        return Mistake(key, given.get(key) or "nothing", leaves()[key].allowed)
    return Mistake("configuration", " ".join(words) or "nothing", "cannot be combined", "Use fewer words.")


@remembered
def _default_text() -> str:
    return json.dumps(composed(()).values)


def default_values() -> dict[str, Any]:
    """What is used where no word says otherwise, as plain nested values."""
    found: dict[str, Any] = json.loads(_default_text())
    return found
