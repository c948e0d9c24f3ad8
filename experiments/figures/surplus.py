"""Both sides: the firm's gain beside that of its customers, a plane of win-win, firm-only, customer-only, lose-lose."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from experiments.figures.picture import Picture
from experiments.figures.style import GREY, LINE, canvas, colour, spread
from experiments.results.comparison import Comparison
from experiments.results.sentences.comparison import PLANE, both_sides_sentence
from experiments.statistics.formatting import counted, shortened_name
from simulation.draws import Floats

HEIGHT = 5.0
FIRM, CUSTOMERS = "profit", "customer_surplus"


def surplus(comparison: Comparison) -> Picture:
    """Each replicate as a dot, each point of the parameter space as a ring."""
    figure = canvas(HEIGHT)
    axes = figure.add_subplot()
    axes.axhline(0, color=GREY, linewidth=1)
    axes.axvline(0, color=GREY, linewidth=1)
    clouds = []
    for b in range(1, len(comparison.names)):
        rings = gains_by_point(comparison, b)
        axes.plot(rings[:, 0], rings[:, 1], "o", color=colour(b), markerfacecolor="none", alpha=0.55, markersize=6)
        dots = gains_by_replicate(comparison, b)
        axes.plot(dots[:, 0], dots[:, 1], "o", color=colour(b), alpha=0.35, markersize=4, markeredgewidth=0)
        clouds += [rings, dots]
    _scaled(axes, np.concatenate(clouds), comparison.margin(comparison.measures[0]))
    _named(axes, comparison)
    _corners(axes)
    first = shortened_name(comparison.names[0], 18)
    axes.set_title(f"Customers' gain over {first} [money per initial customer]")
    axes.set_xlabel(f"firm's gain over {first} [money per initial customer]")
    return Picture(figure, _caption(comparison), _alt(comparison))


def gains_by_replicate(comparison: Comparison, b: int) -> Floats:
    """Gains of firm and customers by replicate, shape (replicates, 2)."""
    pairs = zip(comparison.outcomes[0], comparison.outcomes[b], strict=True)
    return np.array([[y.measures[name] - x.measures[name] for name in (FIRM, CUSTOMERS)] for x, y in pairs])


def gains_by_point(comparison: Comparison, b: int) -> Floats:
    """Gains of firm and customers by point of the parameter space, shape (points, 2)."""
    if comparison.space is None:
        return np.empty((0, 2))
    gaps = [comparison.space.differences(name, b).mean(axis=1) for name in (FIRM, CUSTOMERS)]
    return np.stack(gaps, axis=1)


def _scaled(axes: Axes, cloud: Floats, least: float) -> None:
    """Zero in sight, room in every corner for its name, and nothing blown up that is too small to matter."""
    for limits, values in ((axes.set_xlim, cloud[:, 0]), (axes.set_ylim, cloud[:, 1])):
        values = values[np.isfinite(values)]
        low, high = min(float(values.min(initial=0)), 0.0), max(float(values.max(initial=0)), 0.0)
        reach = max(high - low, 2 * least, 1e-9)
        limits(min(low - 0.12 * reach, -0.32 * reach), max(high + 0.12 * reach, 0.32 * reach))


def _named(axes: Axes, comparison: Comparison) -> None:
    """A large dot at each mean, and the name beside it."""
    means = [gains_by_replicate(comparison, b).mean(axis=0) for b in range(1, len(comparison.names))]
    low, high = axes.get_ylim()
    heights = spread([float(y) for _, y in means], (high - low) * LINE * 11.5 / 72 / (0.8 * HEIGHT))
    middle = sum(axes.get_xlim()) / 2
    for b, ((x, y), height) in enumerate(zip(means, heights, strict=True), 1):
        axes.plot([x], [y], "o", color=colour(b), markersize=11, markeredgecolor="white", markeredgewidth=1.5)
        right = x < middle
        axes.annotate(shortened_name(comparison.names[b], 22), (x, height), (11 if right else -11, 0), color=colour(b),
                      textcoords="offset points", weight="bold", va="center", ha="left" if right else "right",
                      bbox={"facecolor": "white", "alpha": 0.7, "pad": 1})  # fmt: skip


def _corners(axes: Axes) -> None:
    for (firm, customers), name in PLANE.items():
        x, y = (0.985 if firm > 0 else 0.015), (0.97 if customers > 0 else 0.03)
        axes.text(x, y, name, transform=axes.transAxes, color=GREY, style="italic",
                  bbox={"facecolor": "white", "pad": 1}, ha="right" if firm > 0 else "left",
                  va="top" if customers > 0 else "bottom")  # fmt: skip


def _caption(comparison: Comparison) -> str:
    said = []
    for b in range(1, len(comparison.names)):
        said.append(both_sides_sentence(comparison, b))
        rings = gains_by_point(comparison, b)
        if len(rings):
            counts = {
                name: int(((np.sign(rings[:, 0]) == firm) & (np.sign(rings[:, 1]) == customers)).sum())
                for (firm, customers), name in PLANE.items()
            }
            counts["neither"] = len(rings) - sum(counts.values())
            told = ", ".join(f"{name} at {count}" for name, count in counts.items() if count)
            said.append(f"Of {counted(len(rings), 'point')} of the parameter space {comparison.names[b]} is {told}.")
    rings_too = " Rings: points of the parameter space." if comparison.space is not None else ""
    return f"{' '.join(said)} Large dot: mean; small dots: replicates.{rings_too}"


def _alt(comparison: Comparison) -> str:
    return (
        f"Plane of the firm's gain and the customers' gain of {', '.join(comparison.names[1:])} over "
        f"{comparison.names[0]}; the corners are win-win, firm-only, customer-only and lose-lose."
    )
