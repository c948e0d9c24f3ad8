"""Nested values by dotted key: all of them, what differs between two, and one with some of them replaced."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested values by dotted key; lists as lists."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        else:
            listed = isinstance(value, Sequence) and not isinstance(value, str)
            found[f"{prefix}{key}"] = list(value) if listed else value
    return found


def differences(base: Mapping[str, Any], values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """All that must be merged into one configuration to get the other, by dotted key; see `merged`.

    Sections of the same keys are gone through; everything else, lists and mappings too, is taken whole.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        known = base.get(name, _ABSENT)
        if isinstance(value, Mapping) and isinstance(known, Mapping) and value.keys() == known.keys():
            found |= differences(known, value, f"{prefix}{name}.")
        elif not _same(known, value):
            found[f"{prefix}{name}"] = value
    return found


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values with some replaced, by dotted key."""
    values: dict[str, Any] = json.loads(json.dumps(base))
    for key, value in changes.items():
        *sections, name = key.split(".")
        inner = values
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    return values


def with_keys(values: Mapping[str, Any], section: str, **keys: Any) -> dict[str, Any]:
    """Nested values with some keys of one section replaced; all else is shared with what was given."""
    return {**values, section: {**values[section], **keys}}


_ABSENT = object()


def _same(one: Any, other: Any) -> bool:
    """Whether two values are written alike; 1, 1.0 and true are equal in Python, and three different values here."""
    if isinstance(one, (Mapping, list)):
        return json.dumps(one) == json.dumps(other)
    return type(one) is type(other) and bool(one == other)
