"""How results show themselves in a notebook: a table at once, a figure when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from experiments.figures import Picture
    from experiments.reports.memo import Memo

Figure = Any
"""A matplotlib figure; matplotlib itself has one door, `experiments.figures`."""


class Shown:
    """Adds `plot_...` and a rich representation to a result that has a `table`."""

    table: Any

    def plot(self, name: str) -> Figure:
        """One figure by name, see `experiments.figures`.

        Raises:
            Mistake: when the result bears no figure of that name.
        """
        from experiments.figures import draw
        from simulation.mistake import Mistake, nearest

        pictures = draw(self)
        if name not in pictures:
            raise Mistake("figure", name, f"must be one of {', '.join(pictures)}", nearest(name, pictures))
        return pictures[name].figure

    def plot_weekly(self) -> Figure:
        """Weekly curves with bands."""
        return self.plot("weekly")

    def plot_lifecycle(self) -> Figure:
        """How far people came on the way from hearing of the firm to speaking for it."""
        return self.plot("lifecycle")

    def plot_typology(self) -> Figure:
        """What customers are to the firm, over time."""
        return self.plot("typology")

    def _repr_html_(self) -> str:
        table: pd.DataFrame = self.table
        return table.to_html(float_format=lambda value: f"{value:.4g}", na_rep="")


class ShownComparison(Shown):
    """What a comparison can show besides."""

    @cached_property
    def figures(self) -> Mapping[str, Picture]:
        """All figures by name, drawn once for the report and the folder; `plot` draws anew for whoever changes one."""
        from experiments.figures import draw

        return draw(self)

    def memo(self) -> Memo:
        """The decision between all strategies on one page, see `experiments.reports.memo`."""
        from experiments.reports.memo import memo

        return memo(self)  # type: ignore[arg-type]

    def _repr_html_(self) -> str:
        from experiments.results.sentences.comparison import verdict_sentence

        said = [verdict_sentence(self, b) for b in range(1, len(self.names))]  # type: ignore[attr-defined,arg-type]
        return "".join(f"<p>{escape(sentence)}</p>" for sentence in said) + super()._repr_html_()

    def plot_differences(self) -> Figure:
        """Paired differences with intervals and the smallest difference that matters."""
        return self.plot("differences")

    def plot_breakeven(self) -> Figure:
        """What it costs week by week until it pays."""
        return self.plot("breakeven")

    def plot_segments(self) -> Figure:
        """Who wins by segment."""
        return self.plot("segments")

    def plot_surplus(self) -> Figure:
        """The firm's gain beside the customers'."""
        return self.plot("surplus")

    def plot_ledger(self) -> Figure:
        """From one strategy's profit to the other's, by purpose."""
        return self.plot("ledger")

    def plot_space(self) -> Figure:
        """The doubtful space and what separates the winners."""
        return self.plot("space")
