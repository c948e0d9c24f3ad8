"""Results as a notebook sees them: the record itself, which shows its table at once and its figures when asked for.

A view is a record with more methods, so that whatever takes the record takes the view. Matplotlib is imported when the
first figure is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.explain.explain import Explained
from experiments.analyses.sensitivity import Sensitivity
from experiments.api.told import BoundaryTold, ComparisonTold
from experiments.config.own.in_use import using
from experiments.results.run import Run
from experiments.validation.validation import Validation
from simulation.mistake import Mistake, nearest

if TYPE_CHECKING:
    from experiments.figures import Picture
    from experiments.reports.memo import Memo

Figure = Any
"""A matplotlib figure; matplotlib itself has one door, `experiments.figures`."""
MOST_ROWS = 40
PARTS = "own_parts"
"""Attribute of a record without a setting: the file of the user's own that its question named."""
Seen = TypeVar("Seen")


class View:
    """Adds `plot` and a rich representation to a record that has a `table`."""

    table: Any

    @contextmanager
    def as_asked(self) -> Iterator[None]:
        """Within it the file of the user's own counts that the question named."""
        setting = getattr(self, "setting", None)
        with using(vars(self).get(PARTS) if setting is None else setting.parts):
            yield

    def plot(self, name: str) -> Figure:
        """One figure by name, see `experiments.figures`.

        Raises:
            Mistake: when the result bears no figure of that name.
        """
        from experiments.figures import draw

        with self.as_asked():
            pictures = draw(self)
        if name not in pictures:
            raise Mistake("figure", name, f"must be one of {', '.join(pictures)}", nearest(name, pictures))
        return pictures[name].figure

    def _repr_html_(self) -> str:
        with self.as_asked():
            table: pd.DataFrame = self.table
        return str(table.to_html(float_format=lambda value: f"{value:.4g}", na_rep="", max_rows=MOST_ROWS))


class OverTime(View):
    """What a run and a comparison have in common."""

    def plot_weekly(self) -> Figure:
        """Weekly curves with bands."""
        return self.plot("weekly")

    def plot_lifecycle(self) -> Figure:
        """How far people came on the way from hearing of the firm to speaking for it."""
        return self.plot("lifecycle")

    def plot_typology(self) -> Figure:
        """What customers are to the firm, over time."""
        return self.plot("typology")


class RunView(OverTime, Run):
    """A finished run."""


class ComparisonView(OverTime, ComparisonTold):
    """A finished comparison; shown as its verdicts in words, with the table."""

    @cached_property
    def figures(self) -> Mapping[str, Picture]:
        """All figures by name, drawn once; `plot` draws anew for whoever changes one."""
        from experiments.figures import draw

        with self.as_asked():
            return draw(self)

    def memo(self) -> Memo:
        """The decision between all strategies on one page, see `experiments.reports.memo`."""
        from experiments.reports.memo import memo

        with self.as_asked():
            return memo(self)

    def _repr_html_(self) -> str:
        said = [self.verdict_sentence(b) for b in range(1, len(self.names))]
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
        """The parameter space and what separates the winners."""
        return self.plot("space")


class ExplainedView(View, Explained):
    """A finished explanation."""

    def plot_levers(self) -> Figure:
        """From one strategy's profit to the other's, by group of levers."""
        return self.plot("levers")

    def plot_mechanisms(self) -> Figure:
        """What each mechanism adds to the lead."""
        return self.plot("mechanisms")


class BoundaryView(View, BoundaryTold):
    """Where the winner flips."""

    def plot_map(self) -> Figure:
        """Who wins over two parameters."""
        return self.plot("map")

    def plot_flips(self) -> Figure:
        """The difference along one parameter after the other."""
        return self.plot("flips")


class SensitivityView(View, Sensitivity):
    """Which parameters matter."""

    def plot_indices(self) -> Figure:
        """Every parameter's index with its interval, and what half of the sample said."""
        return self.plot("sensitivity")


class CalibrationView(View, Calibration):
    """What fits a log."""

    def plot_repeats(self) -> Figure:
        """Cumulative repeat purchases, predicted and actual."""
        return self.plot("repeats")

    def plot_identifiability(self) -> Figure:
        """Ranges before and after."""
        return self.plot("identifiability")


class ValidationView(View, Validation):
    """Whether limit cases and patterns hold."""


def viewed(view: Callable[..., Seen], record: Any) -> Seen:
    """A record as the view of its kind; it holds the same objects."""
    made = view(**{field.name: getattr(record, field.name) for field in fields(record)})
    vars(made)[PARTS] = vars(record).get(PARTS)
    return made
