"""The same market as a Mesa user would write it by hand: an object a customer, plain floats, `math` and `random`.

    laws      the parameters, read from the mechanisms of the model
    customer  one customer's week
    firm      one firm's week
    market    the model: who acts when, and what is written down

It is a peer to measure the model against, not a part of it: the equations are written a second time on purpose, by
customer instead of by mechanism, and luck comes from a generator. Where an object can do less than a column it does:
draws and laws whose result nobody would see are left out.
"""

from __future__ import annotations

from experiments.benchmarks.object_model.market import ObjectMarket

__all__ = ["ObjectMarket"]
