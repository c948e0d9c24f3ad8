"""One outcome from one uniform, for laws that are written for one person; for whole columns see `quantiles`."""

from __future__ import annotations

import math

MOST = 30.0
"""Largest mean of a Poisson count in one week; above it the sum below would lose its small terms."""
LARGEST = 200
"""Largest Poisson count."""


def poisson_count(u: float, mean: float) -> float:
    """A Poisson count: probabilities are summed until they pass u; means are cut at `MOST`."""
    mean = min(mean, MOST)
    term = math.exp(-mean)
    below, count = term, 0.0
    while u > below and count < LARGEST:
        count += 1.0
        term *= mean / count
        below += term
    return count


def normal_deviate(u: float) -> float:
    """A standard normal deviate, to about 1 in 10^16.

    Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37; coefficients of PPND16.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        return q * _ratio_in_the_middle(0.180625 - q * q)
    r = math.sqrt(-math.log(u if q <= 0.0 else 1.0 - u))
    deviate = _ratio_of_the_tail(r - 1.6) if r <= 5.0 else _ratio_far_out(r - 5.0)
    return -deviate if q < 0.0 else deviate


def _ratio_in_the_middle(r: float) -> float:
    above = _polynomial(
        r, 2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
        13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665,
    )  # fmt: skip
    below = _polynomial(
        r, 5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
        5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0,
    )  # fmt: skip
    return above / below


def _ratio_of_the_tail(r: float) -> float:
    above = _polynomial(
        r, 0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
        3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
    )  # fmt: skip
    below = _polynomial(
        r, 1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
        0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0,
    )  # fmt: skip
    return above / below


def _ratio_far_out(r: float) -> float:
    above = _polynomial(
        r, 2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124,
        0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
    )  # fmt: skip
    below = _polynomial(
        r, 2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133,
        0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0,
    )  # fmt: skip
    return above / below


def _polynomial(
    r: float, c7: float, c6: float, c5: float, c4: float, c3: float, c2: float, c1: float, c0: float
) -> float:
    return ((((((c7 * r + c6) * r + c5) * r + c4) * r + c3) * r + c2) * r + c1) * r + c0
