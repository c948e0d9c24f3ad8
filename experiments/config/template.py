"""What Hydra made of the groups, of which the configurations of many words are made.

OmegaConf takes its time: a copy of some eight hundred leaves takes longer than all else about a word. So only the
sections that words speak of are copied, and all copies share what describes a leaf (its type, its key), which a leaf
keeps for life; the plain values of the other sections are known.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.nodes import ValueNode

HYDRA, READ = "hydra", ("run", "sweep", "job", "overrides")
"""Hydra's own section, and what is read of it."""


class Template:
    """A configuration that is made other ones of.

    Args:
        config: with Hydra's own section; it must not be changed any more.
    """

    def __init__(self, config: DictConfig) -> None:
        self._config = config
        self._shared = {id(description): description for description in _descriptions(config)}
        self._parts: dict[frozenset[str], Template] = {}
        self._values: dict[str, Any] = OmegaConf.to_container(config)  # type: ignore[assignment]
        self._values.pop(HYDRA, None)

    @property
    def values(self) -> dict[str, Any]:
        """Plain values without Hydra's, the caller's own."""
        return copy.deepcopy(self._values)

    def copied(self) -> DictConfig:
        """The whole configuration, the caller's own."""
        return copy.deepcopy(self._config, dict(self._shared))

    def sections(self, names: Collection[str]) -> DictConfig:
        """Some of its sections, the caller's own, and of Hydra's what is read.

        Args:
            names: of sections, such as market, or of sections within them, such as mechanism.trust.
        """
        asked = frozenset(names)
        if asked not in self._parts:
            within: dict[str, set[str]] = {HYDRA: set(READ)}
            for section, _, name in (name.partition(".") for name in asked):
                if name and section not in asked:
                    within.setdefault(section, set()).add(name)
            config = _without(self.copied(), asked | within.keys())
            for section, kept in within.items():
                config = _without(config, kept, section)
            self._parts[asked] = Template(config)
        return self._parts[asked].copied()

    def with_sections(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """All plain values, those of some sections being others; see `sections`."""
        values = self.values
        for name, value in found.items():
            both = isinstance(value, dict) and isinstance(values.get(name), dict)
            values[name] = {**values[name], **value} if both else value
        return values


def section_of(key: str) -> str:
    """The innermost section that `Template.sections` can take alone and that has a leaf in it."""
    first, *others = key.split(".")
    return f"{first}.{others[0]}" if len(others) > 1 else first


def _without(config: DictConfig, kept: Collection[str], section: str | None = None) -> DictConfig:
    """The configuration, or a section of it, without all other keys; what is left keeps its types."""
    place = config if section is None else config[section]
    with open_dict(place):
        for name in [name for name in place if name not in kept]:
            del place[name]
    return config


def _descriptions(config: DictConfig) -> Iterator[Any]:
    # Those in lists are left out: they hold the place in the list, which changes.
    for name in config:
        node = config._get_node(name)
        if isinstance(node, DictConfig) and not node._is_none() and not node._is_missing():
            yield from _descriptions(node)
        elif isinstance(node, ValueNode):
            yield node._metadata
