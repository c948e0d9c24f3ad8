"""Copies of one composed configuration, each of which may be changed.

With the value of every leaf OmegaConf copies what describes it (type, key, whether it may be empty), which takes most
of the time. A leaf of a section keeps its description for life, so all copies share it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from omegaconf import DictConfig
from omegaconf.nodes import ValueNode


class Template:
    """A configuration that is copied often.

    Args:
        config: what is copied; it must not be changed any more.
    """

    def __init__(self, config: DictConfig) -> None:
        self._config = config
        self._shared = {id(description): description for description in _descriptions(config)}

    def copied(self) -> DictConfig:
        """An equal configuration of its own."""
        return copy.deepcopy(self._config, dict(self._shared))


def _descriptions(config: DictConfig) -> Iterator[Any]:
    # Those in lists are left out: they hold the place in the list, which changes.
    for name in config:
        node = config._get_node(name)
        if isinstance(node, DictConfig) and not node._is_none() and not node._is_missing():
            yield from _descriptions(node)
        elif isinstance(node, ValueNode):
            yield node._metadata
