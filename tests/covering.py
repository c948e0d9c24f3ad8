"""Small sets of worlds in which every option of every axis occurs, or every two options of different axes together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product

Axes = Mapping[str, Sequence[str]]
Row = dict[str, str]


def each_once(axes: Axes) -> list[Row]:
    """As few rows as there are options of the longest axis; an option that is dear comes first and so comes once.

    Args:
        axes: options by name; whatever an axis has too few of is filled with its last one. Each axis begins at another
            row, so that the first options do not all meet.
    """
    rows = max(map(len, axes.values()))
    found = []
    for row in range(rows):
        places = {name: (row + shift) % rows for shift, name in enumerate(axes)}
        found.append({name: axes[name][min(place, len(axes[name]) - 1)] for name, place in places.items()})
    return found


def pairwise(full: Axes, rest: Axes, possible: Callable[[Row], bool]) -> list[Row]:
    """The full product of some axes, filled up so that every two options of any two axes meet where that is possible.

    Args:
        full: axes whose product is taken.
        rest: axes that are filled in: to each row the options that meet most others for the first time.
        possible: whether a row of the product can be asked for.
    """
    missing = {frozenset(pair) for pair in _pairs(_all(full | rest))}
    found = []
    for options in product(*full.values()):
        row = dict(zip(full, options, strict=True))
        if not possible(row):
            continue
        for name, choices in rest.items():
            row[name] = max(choices, key=lambda choice: len(missing & _met({**row, name: choice})))
        missing -= _met(row)
        found.append(row)
    return found


def _all(axes: Axes) -> list[list[tuple[str, str]]]:
    return [[(name, option) for option in options] for name, options in axes.items()]


def _pairs(axes: Sequence[Sequence[tuple[str, str]]]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    return [pair for one, other in combinations(axes, 2) for pair in product(one, other)]


def _met(row: Row) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(pair) for pair in combinations(row.items(), 2)}
