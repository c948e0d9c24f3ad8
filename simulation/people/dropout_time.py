"""When did a customer leave who has left? The time of leaving, by inversion of its distribution.

    density of τ ∝ f(τ) = (α+τ)^-(r+x) · (β+τ)^-(s+1),      t_x < τ < T

In words: soon after the last transaction, the sooner the more often the customer used to buy. In v = log(m+τ) the
density is nearly exponential if m matches the slope of f at t_x, so the range is cut into panels that grow with the
square of their number; each is integrated as an exponential with Simpson's correction, and inverted as an exponential.
That costs 129 densities per customer, whatever the parameters, and no customer's result depends on another.

Source: the integrand of Schmittlein, Morrison & Colombo (1987), Management Science 33(1); the quadrature is ours.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from simulation.people.alive_probability import Floats, Numbers

PANELS = 64
_CHUNK = 16_384  # rows at a time: the panels of one chunk stay in cache; results do not depend on it


def time_of_leaving(
    x: Numbers,
    t_x: Numbers,
    age: Numbers,
    r: Numbers,
    alpha: Numbers,
    s: Numbers,
    beta: Numbers,
    u_time: Numbers,
) -> Floats:
    """Quantile of τ in (t_x, T), given that the customer has left [week]; any shape.

    Args:
        x: repeat transactions [1].
        t_x: time of the last transaction since the first [week].
        age: T, time since the first transaction [week].
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1].
        beta: rate of the dropout rate [week].
        u_time: level of the quantile, in (0, 1).
    """
    rows = np.broadcast_arrays(x, t_x, age, r, alpha, s, beta, u_time)
    flat = [np.ascontiguousarray(row, dtype=np.float64).reshape(-1) for row in rows]
    result = np.empty(flat[0].size)
    for start in range(0, result.size, _CHUNK):
        result[start : start + _CHUNK] = _inverted(*(row[start : start + _CHUNK] for row in flat))
    return result.reshape(rows[0].shape)


def _inverted(
    x: Floats, t_x: Floats, age: Floats, r: Floats, alpha: Floats, s: Floats, beta: Floats, u_time: Floats
) -> Floats:
    buys, stays = r + x, s + 1.0
    scale = (buys + stays) / (buys / (alpha + t_x) + stays / (beta + t_x))  # m + t_x
    length = np.log1p((age - t_x) / scale)

    def log_density(v: Floats) -> Floats:
        elapsed = scale * np.expm1(v)
        log_f: Floats = v - buys * np.log1p(elapsed / (alpha + t_x)) - stays * np.log1p(elapsed / (beta + t_x))
        return log_f

    edges = (np.arange(PANELS + 1) / PANELS) ** 2
    mass = np.zeros((PANELS + 1, x.size))
    slope = np.empty((PANELS, x.size))
    before = np.zeros(x.size)
    for panel in range(PANELS):
        width = length * (edges[panel + 1] - edges[panel])
        after = log_density(length * edges[panel + 1])
        middle = log_density(length * ((edges[panel] + edges[panel + 1]) / 2))
        slope[panel] = after - before
        bulge = np.exp(middle - (before + after) / 2)
        exponential = width * np.exp(before) * special.exprel(slope[panel])
        mass[panel + 1] = mass[panel] + exponential * ((2.0 + 4.0 * bulge) / 6.0)
        before = after
    target = u_time * mass[PANELS]
    panel_of = np.zeros(x.size, dtype=np.intp)
    for panel in range(1, PANELS):
        panel_of += mass[panel] <= target
    column = np.arange(x.size)
    low, high = mass[panel_of, column], mass[panel_of + 1, column]
    share = np.clip((target - low) / np.maximum(high - low, 1e-300), 0.0, 1.0)
    bend = slope[panel_of, column]
    flat = np.abs(bend) < 1e-8
    within = np.where(flat, share, np.log1p(share * np.expm1(bend)) / np.where(flat, 1.0, bend))
    v = length * (edges[panel_of] + within * (edges[panel_of + 1] - edges[panel_of]))
    result: Floats = np.minimum(t_x + scale * np.expm1(v), age)
    return result
