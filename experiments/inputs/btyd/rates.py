"""How two rates differ between customers, at the edge: purchase and dropout rates, each gamma, equal, or nil.

A limit is described by what is left of it, the mean rate, and by the shape where rates differ:

    purchase rates     differ: r, λ       equal: λ
    dropout rates      differ: s, μ       equal: μ       nobody ever drops out: nothing       some do at once: s
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from experiments.inputs.btyd.limits import ALIKE, SUSPECT
from experiments.inputs.btyd.maximum_likelihood import Edge, Family

Law = TypeVar("Law")
Gamma: TypeAlias = tuple[float, float]
"""Shape and scale of a rate."""


@dataclass(frozen=True)
class Spread:
    """How one rate differs between customers.

    Args:
        free: names of what is free.
        make: shape and scale.
        remark: what is special; empty where rates differ.
        edge: name of what lies at its limit, its value there, and one far from it; None where rates differ.
        inward: shape and scale of such a value.
    """

    free: tuple[str, ...]
    make: Callable[[Mapping[str, float]], Gamma]
    remark: str = ""
    edge: tuple[str, float, float] | None = None
    inward: Callable[[float, Mapping[str, float]], Gamma] = lambda value, free: (value, value)


def differing(shape: str, rate: str) -> Spread:
    """A gamma law."""
    return Spread((shape, rate), lambda free: (free[shape], free[shape] / free[rate]))


def equal(shape: str, rate: str, remark: str) -> Spread:
    """The same rate for everybody."""
    return Spread(
        (rate,),
        lambda free: (ALIKE, ALIKE / free[rate]),
        remark,
        (shape, ALIKE, 0.05),
        lambda value, free: (value, value / free[rate]),
    )


def nil(rate: str, remark: str) -> Spread:
    """A rate of 0 for everybody."""
    return Spread(
        (), lambda free: (0.0, 1.0), remark, (rate, 0.0, 1.0), lambda value, free: (ALIKE, ALIKE / value)
    )  # fmt: skip


def at_once(shape: str, scale: str, soonest: float, remark: str) -> Spread:
    """A rate so large for some that it acts at once, and next to nothing for the others."""
    return Spread(
        (shape,),
        lambda free: (free[shape], soonest),
        remark,
        (scale, soonest, 1e3),
        lambda value, free: (free[shape], value),
    )


@dataclass(frozen=True)
class TwoRates(Generic[Law]):
    """A law of buying and dropping out.

    Args:
        build: makes it of shape and scale of the purchase rate, then of the dropout rate.
        buying: how purchase rates differ.
        dropout: how dropout rates do.
    """

    build: Callable[[float, float, float, float], Law]
    buying: Spread
    dropout: Spread

    def family(self, start: Mapping[str, float], bounds: Mapping[str, tuple[float, float]]) -> Family[Law]:
        """What is left free of it.

        Args:
            start: of r, s and both rates.
            bounds: of the shapes.
        """
        some = (self.buying, self.dropout)
        begin = {name: min(start[name], SUSPECT / 2) for spread in some for name in spread.free}
        edges = tuple(Edge(*spread.edge, self._inward(spread)) for spread in some if spread.edge is not None)
        remark = "; ".join(spread.remark for spread in some if spread.remark)
        return Family(lambda **free: self._law(free), begin, bounds, edges, remark)

    def _law(self, free: Mapping[str, float]) -> Law:
        return self.build(*self.buying.make(free), *self.dropout.make(free))

    def _inward(self, spread: Spread) -> Callable[[float], Callable[..., Law]]:
        def laws(value: float) -> Callable[..., Law]:
            def build(**free: float) -> Law:
                pairs = [
                    one.inward(value, free) if one is spread else one.make(free) for one in (self.buying, self.dropout)
                ]
                return self.build(*pairs[0], *pairs[1])

            return build

        return laws
