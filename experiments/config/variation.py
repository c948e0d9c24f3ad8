"""One composition for many points: what differs between them is set on it directly, a thousand times faster.

Hydra composes anew for each job, a tenth of a second. Most points of a sweep differ in a few plain values, and setting
those is what Hydra itself does last. Where that is not all there is to it (groups, keys inside each other) the point
is composed in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from experiments.config.axes import Level, is_group
from experiments.config.composition import DECIDING, composed, configured
from experiments.config.grammar import may_refer

Values = dict[str, Any]


class Variation:
    """The configurations of many points.

    Args:
        fixed: words that all points share.
    """

    def __init__(self, fixed: Sequence[str]) -> None:
        self.fixed = tuple(fixed)
        self._bases: dict[tuple[tuple[str, ...], tuple[str, ...]], _Base] = {}

    def at(self, levels: Mapping[str, Level]) -> Values:
        """The resolved configuration at one point, as Hydra would compose it.

        Args:
            levels: value of each key that varies.

        Raises:
            Mistake: for a key that there is not, or a value of the wrong type.
        """
        groups = tuple(level.word for key, level in levels.items() if is_group(key) or key in DECIDING)
        plain = {key: level for key, level in levels.items() if not is_group(key) and key not in DECIDING}
        if _entangled([*_keys(self.fixed), *plain]) or any(_nested(level.value) for level in plain.values()):
            return composed([*self.fixed, *(level.word for level in levels.values())]).values
        asked = (groups, tuple(plain))
        if asked not in self._bases:
            self._bases[asked] = _Base([*self.fixed, *groups], plain)
        try:
            return self._bases[asked].moved(plain)
        except OmegaConfBaseException:
            # Composed in full it fails in the same way, and is said clearly.
            return composed([*self.fixed, *(level.word for level in levels.values())]).values


class _Base:
    """A composition that is moved between points which all set the same keys, so that nothing is left behind."""

    def __init__(self, words: Sequence[str], first: Mapping[str, Level]) -> None:
        words = [*words, *(level.word for level in first.values())]
        self.config = configured(words)
        self.refers = may_refer(OmegaConf.to_container(self.config, resolve=False))
        self.values = _container(self.config)

    def moved(self, levels: Mapping[str, Level]) -> Values:
        for key, level in levels.items():
            OmegaConf.update(self.config, key, level.value, merge=True)
        if self.refers or any(may_refer(level.value) for level in levels.values()):
            return _container(self.config)
        values = self.values
        for key in levels:
            values = _with(values, key.split("."), OmegaConf.select(self.config, key))
        return values


def _container(config: Any) -> Values:
    values: Values = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)  # type: ignore[assignment]
    return values


def _with(values: Values, path: Sequence[str], value: Any) -> Values:
    """The same values but for one; sections that did not change are shared."""
    if len(path) == 1:
        plain = OmegaConf.to_container(value) if OmegaConf.is_config(value) else value
        return {**values, path[0]: plain}
    return {**values, path[0]: _with(values[path[0]], path[1:], value)}


def _nested(value: Any) -> bool:
    return isinstance(value, Mapping)


def _keys(words: Sequence[str]) -> list[str]:
    return [key for word in words if not is_group(key := word.partition("=")[0])]


def _entangled(keys: Sequence[str]) -> bool:
    """Whether a key stands inside another one, so that the order of words matters."""
    return any(one != other and other.startswith(f"{one}.") for one in keys for other in keys)
