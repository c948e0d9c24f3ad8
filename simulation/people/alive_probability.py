"""Is a silent customer gone? The probability of being alive, and the integral that it rests on.

While alive a customer buys at rate λ ~ Gamma(r, α) and leaves at rate μ ~ Gamma(s, β) [1/week], independently. After x
repeat transactions, the last at t_x, watched for T weeks:

    P(alive) = 1 / (1 + s · (α+T)^(r+x) · (β+T)^s · ∫ from t_x to T of f(τ) dτ)
    f(τ)     = (α+τ)^-(r+x) · (β+τ)^-(s+1)                      τ: the week in which the customer left

In words: the longer the silence, measured in the customer's own gaps, the likelier it is that the customer has left.
The textbook's form of the integral overflows for frequent buyers. Euler's transformation leaves

    ∫ from t to ∞ of f(τ) dτ = (α+t)^-(r+x) · (β+t)^-s · ₂F₁(1, r+x; r+s+x+1; (α-β)/(α+t)) / (r+s+x)       α ≥ β
                             = (α+t)^(1-r-x) · (β+t)^-(s+1) · ₂F₁(1, s+1; r+s+x+1; (β-α)/(β+t)) / (r+s+x)  α < β

in which all terms of the series are positive.

Source: Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will they do next?,
Management Science 33(1), 1-24; the two cases after Fader & Hardie (2005), A note on deriving the Pareto/NBD model.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.float64] | npt.NDArray[np.int64] | float

NODES = 201
_CHUNK = 256  # rows at a time: their nodes stay in cache; results do not depend on it


def unit_hypergeometric(b: Numbers, c: Numbers, z: Numbers) -> Floats:
    """₂F₁(1, b; c; z) for c > b > 0 and 0 <= z < 1, any shape; 1e-8 or better.

    SciPy's is not finite for large b with z near 1; there Euler's integral is summed by the double exponential rule,

        ₂F₁(1, b; c; z) = (c-1) · I(c),     I(c) = ∫ from 0 to ∞ of e^(-(c-1)w) · (1-z+z·e^-w)^-b dw.

    Where the integrand rises before it falls (c-1 < b·z, of b > 200 only where c < b+1), the next one does not, and
    integration by parts leads back: (c-1)·(1-z)·I(c) = 1 - (c-b)·z·I(c+1).
    """
    b, c, z = (np.asarray(value, dtype=np.float64) for value in np.broadcast_arrays(b, c, z))
    result: Floats = np.array(special.hyp2f1(1.0, b, c, z), dtype=np.float64)
    failed = ~np.isfinite(result)
    if failed.any():
        b, c, z = b[failed], c[failed], z[failed]
        falls = c - 1.0 > b * z + 0.1 * (c < b + 1.0)
        found: Floats = np.empty(b.shape)
        found[falls] = _falling(b[falls], c[falls], z[falls])
        b, c, z = b[~falls], c[~falls], z[~falls]
        found[~falls] = (1.0 - (c - b) * z * _falling(b, c + 1.0, z) / c) / (1.0 - z)
        result[failed] = found
    return result


def _falling(b: Floats, c: Floats, z: Floats) -> Floats:
    """₂F₁(1, b; c; z) by Euler's integral, whose integrand falls from the start."""
    node = np.linspace(-4.5, 4.5, NODES)[:, np.newaxis]
    place = np.exp(node - np.exp(-node))
    weight = 9.0 / (NODES - 1) * place * (1.0 + np.exp(-node))
    result = np.empty(b.shape)
    for rows in (slice(start, start + _CHUNK) for start in range(0, len(b), _CHUNK)):
        length = 1.0 / (c[rows] - 1.0 - b[rows] * z[rows])  # the integrand begins to fall at this scale
        w = length * place
        heights = weight * np.exp(-(c[rows] - 1.0) * w - b[rows] * np.log1p(z[rows] * np.expm1(-w)))
        result[rows] = (c[rows] - 1.0) * length * heights.sum(axis=0)
    return result


def log_time_left(t: Numbers, x: Numbers, r: Numbers, alpha: Numbers, s: Numbers, beta: Numbers) -> Floats:
    """log of ∫ from t to ∞ of f(τ) dτ, any shape.

    Args:
        t: lower limit [week].
        x: repeat transactions [1].
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1].
        beta: rate of the dropout rate [week].
    """
    t, x, r, alpha, s, beta = (np.asarray(value, dtype=np.float64) for value in (t, x, r, alpha, s, beta))
    total = r + s + x
    slow = alpha >= beta
    share = np.abs(alpha - beta) / (np.maximum(alpha, beta) + t)
    series = unit_hypergeometric(np.where(slow, r + x, s + 1.0), total + 1.0, share)
    buying, staying = np.log(alpha + t), np.log(beta + t)
    result: Floats = np.log(series) - np.log(total) - (r + x) * buying - s * staying
    result += np.where(slow, 0.0, buying - staying)
    return result


def log_time_within(
    t_x: Numbers,
    age: Numbers,
    x: Numbers,
    r: Numbers,
    alpha: Numbers,
    s: Numbers,
    beta: Numbers,
) -> Floats:
    """log of ∫ from t_x to T of f(τ) dτ, any shape; -690 below its upper bound where the interval is empty."""
    start = log_time_left(t_x, x, r, alpha, s, beta)
    fall = np.minimum(log_time_left(age, x, r, alpha, s, beta) - start, -1e-300)
    result: Floats = start + np.log(-np.expm1(fall))
    return result


def probability_alive(
    x: Numbers,
    t_x: Numbers,
    age: Numbers,
    r: Numbers,
    alpha: Numbers,
    s: Numbers,
    beta: Numbers,
) -> Floats:
    """P(alive at T | x, t_x, T), any shape.

    Args:
        x: repeat transactions [1].
        t_x: time of the last transaction since the first [week].
        age: T, time since the first transaction [week].
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1]; a scalar 0: nobody ever leaves.
        beta: rate of the dropout rate [week].
    """
    if np.ndim(s) == 0 and s == 0:  # nobody ever leaves
        return np.ones(np.broadcast(x, t_x, age, r, alpha, beta).shape)
    log_odds = np.log(s) + log_time_within(t_x, age, x, r, alpha, s, beta)
    log_odds += np.add(r, x) * np.log(np.add(alpha, age)) + s * np.log(np.add(beta, age))
    result: Floats = special.expit(-log_odds)
    return result
