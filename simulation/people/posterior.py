"""What a customer's history says of the customer: exact draws from the posterior, by inversion.

While alive a customer buys at rate λ ~ Gamma(r, α) and leaves at rate μ ~ Gamma(s, β) [1/week], independently
(Pareto/NBD). After x repeat transactions, the last at t_x, watched for T weeks, the customer is alive with the
probability of `alive`, or has left at the time τ of `leaving`, and

    alive:        λ ~ Gamma(r+x, α+T),   μ ~ Gamma(s, β+T)
    left at τ:    λ ~ Gamma(r+x, α+τ),   μ ~ Gamma(s+1, β+τ)

In words: given when the customer left, the history is a plain count over a known time; only that time is uncertain.
Spend (gamma-gamma): amounts z ~ Gamma(p, ν) with ν ~ Gamma(q, γ), so that x amounts of mean m leave

    ν ~ Gamma(p·x + q, γ + x·m)

Every draw is the image of a given uniform, element by element: a customer computed alone has the same numbers.

Source: Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1), 1-24; Fader, Hardie
& Lee (2005), RFM and CLV: using iso-value curves for customer base analysis, J. Marketing Research 42, 415-430.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.people.alive_probability import Floats, Numbers, probability_alive
from simulation.people.dropout_time import time_of_leaving
from simulation.quantiles import gamma as gamma_quantile


def pareto_nbd_posterior(
    x: Numbers,
    t_x: Numbers,
    age: Numbers,
    r: Numbers,
    alpha: Numbers,
    s: Numbers,
    beta: Numbers,
    u_alive: Numbers,
    u_time: Numbers,
    u_rate: Floats,
    u_dropout: Floats,
) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Draw whether customers are alive at T, how often they buy and how fast they leave; elementwise, any shape.

    Args:
        x: repeat transactions [1].
        t_x: time of the last transaction since the first [week].
        age: T, time since the first transaction [week].
        r: shape of the purchase rate [1].
        alpha: rate of the purchase rate [week].
        s: shape of the dropout rate [1]; a scalar 0: nobody ever leaves.
        beta: rate of the dropout rate [week].
        u_alive: uniform in (0, 1) that decides whether the customer is alive.
        u_time: uniform in (0, 1) for the time of leaving.
        u_rate: uniform in (0, 1) for the purchase rate.
        u_dropout: uniform in (0, 1) for the dropout rate.

    Returns:
        alive; purchase rate while alive [1/week]; dropout rate [1/week].
    """
    alive: npt.NDArray[np.bool_] = np.asarray(u_alive < probability_alive(x, t_x, age, r, alpha, s, beta))
    watched: Floats = np.where(
        alive, np.asarray(age, dtype=np.float64), time_of_leaving(x, t_x, age, r, alpha, s, beta, u_time)
    )
    rate = gamma_quantile(u_rate, _floats(np.add(r, x)), _floats(np.add(alpha, watched)))
    leaves = np.where(alive, s, np.add(s, 1.0))
    dropout = gamma_quantile(u_dropout, _floats(leaves), _floats(np.add(beta, watched)))
    dropout[leaves == 0] = 0.0
    return alive, rate, dropout


def spend_posterior(x: Numbers, mean: Numbers, p: Numbers, q: Numbers, gamma: Numbers, u: Floats) -> Floats:
    """Draw ν, the rate of a customer's amounts, so that p/ν is the mean amount; elementwise, any shape.

    Args:
        x: transactions that `mean` averages over [1]; 0 draws from the prior.
        mean: mean amount [money]; without meaning where x = 0.
        p: shape of amounts [1].
        q: shape of the rate of amounts [1].
        gamma: rate of the rate of amounts [money].
        u: uniform in (0, 1).

    Returns:
        ν [1/money].
    """
    return gamma_quantile(u, _floats(np.multiply(p, x) + q), _floats(np.multiply(x, mean) + gamma))


def _floats(values: Numbers) -> Floats:
    return np.asarray(values, dtype=np.float64)
