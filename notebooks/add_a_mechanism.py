# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Add a mechanism
#
# **Your theory has a mechanism that the model lacks. What would it change, and for which strategy?**
#
# For researchers. A mechanism is a frozen dataclass: parameters with unit, range, grade and source; the columns it
# owns; what it reads and writes; its phase. This notebook defines one and adds it to the model, without changing the
# package.

# %%
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import yaml
from courtship import (
    Column,
    Lever,
    Mechanism,
    Phase,
    Series,
    compare,
    load_strategy,
    parameter,
    percent,
    plain,
)
from IPython.display import Markdown

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

# %% [markdown]
# ## The idea
#
# A note of thanks. People who could write one underestimate its effect on the recipient (Kumar & Epley 2018,
# Psychological Science 29). So let a firm write notes to a share of its customers each week:
#
# $$G \leftarrow \min(1,\; G + e \cdot [\text{note}])$$
#
# $G$ is gratitude, which the model already contains: it fades, and it enters commitment. The new mechanism adds one
# cause of gratitude and no second path to any outcome, so that nothing is counted twice. The direction is published;
# the size is a guess, grade C, with a range that was fixed before any run.


# %%
def grateful(gratitude, noted, effect):
    """Gratitude after this week's notes, any shape."""
    return np.minimum(gratitude + effect * noted, 1.0)


@dataclass(frozen=True)
class ThankYou(Mechanism):
    """Notes of thanks that ask for nothing."""

    effect: float = parameter(
        0.10, "e, gratitude that a note earns", unit="factor", low=0.0, high=0.2, grade="C",
        source="guess; direction Kumar & Epley 2018",
    )  # fmt: skip
    cost: float = parameter(
        0.05,
        "cost of writing a note",
        unit="weekly revenue",
        low=0.02,
        high=0.1,
        grade="C",
        source="guess: minutes of work",
    )

    phase = Phase.CONTACT
    owns = (Column("noted", "whether the customer gets a note of thanks this week", weekly=True),)
    writes = ("gratitude",)
    levers = (Lever("thanks", "chance of a note of thanks in a week", "probability"),)
    purposes = ("thanks",)
    series = (Series("notes", "notes of thanks [notes]", "noted"),)

    def decide(self, row, now):
        row.noted = 0.0

    def settle(self, purse, rows, firms, now):
        rate = now.levers["thanks"][purse.firm]
        wanted = purse.customers & (now.draw("thanks", rows) < rate)
        rows.noted[purse.grant("thanks", wanted, self.cost, lambda: now.draw("thanks.order", rows))] = 1.0

    def apply(self, row, now):
        row.gratitude = grateful(row.gratitude, row.noted, self.effect)


# %% [markdown]
# `decide` and `apply` say what one customer does, and are compiled for all of them; in `settle` the firm pays from its
# account. Random numbers come from a keyed draw, never from a generator, so adding the mechanism changes no other draw.
# A mechanism can access only the columns that it declares, so it cannot do anything that its declaration does not
# state.
#
# ## Known answers first
#
# Before we trust it, it must have no effect where it should have none, and move outcomes in the known direction where
# it acts.

# %%
assert grateful(np.array([0.0, 0.95]), np.array([0.0, 1.0]), 0.1).tolist() == [0.0, 1.0]

small = {"population": {"size": 300}, "weeks": 13, "replicates": 2, "space": {"points": 0, "contagion": False}, **QUICK}
small["executor"] = "inline"
as_it_was = compare(**small, quiet=True)
idle = compare(**small, mechanisms=[ThankYou()], quiet=True)
gap = float((idle.runs["profit"] - as_it_was.runs["profit"]).abs().max())
assert gap == 0.0, "a mechanism whose lever nobody pulls must change nothing"
print(f"added, but with its lever idle, it changes profit by {gap}")

# %% [markdown]
# ## What it changes
#
# Two firms that treat customers alike, except that one of them also says thank you. The class is defined in this
# notebook, which no other process can import, so all runs use this process: `executor=inline`. Its parameters have
# grade C, so they become part of the parameter space automatically.

# %%
thankful = Path(mkdtemp()) / "thankful.yaml"
thankful.write_text(yaml.safe_dump({**load_strategy("cx_only").levers, "thanks": 0.1}))

verdict = compare(
    population={"size": 300},
    strategies=["cx_only", str(thankful)],
    mechanisms=[ThankYou()],
    weeks=52,
    replicates=8,
    space={"points": 4, "contagion": False},
    **QUICK,
    executor="inline",
)
verdict

# %% [markdown]
# The record contains the notes, and the ledger contains the money:

# %%
focal = verdict.weekly.query("firm == 'focal'")
focal.groupby("strategy", sort=False)[["notes", "ledger_thanks", "gratitude"]].agg(
    {"notes": "sum", "ledger_thanks": "sum", "gratitude": "mean"}
)

# %%
verdict.plot_ledger()

# %% [markdown]
# ## Answer

# %%
year = focal.groupby("strategy")[["notes", "ledger_thanks"]].sum().loc["thankful"] / len(verdict.outcomes[1])
varied = [key for key in verdict.space.ranges if "thank_you" in key]
Markdown(
    f"**Answer.** {year['notes']:.0f} notes were sent in {verdict.setting.world.weeks} weeks, for "
    f"{plain(year['ledger_thanks'])} money. {verdict.verdict_sentence()} {verdict.both_sides_sentence()}\n\n"
    f"**Caveat.** Effect and cost are guesses; they were varied with all others ({', '.join(varied)}) at "
    f"{len(verdict.space.places)} points only, of which thankful wins {percent(verdict.shares().b.share)}. A "
    "mechanism is not evidence; it shows what would follow if it were true."
)

# %% [markdown]
# To use it again, put the class into a file of your own, `thanks.py`: `compare(own="thanks.py", ...)` and `courtship
# compare own=./thanks.py` then know its parameters and its lever, run in many processes, and write run folders;
# `docs/how-to/own-parts.md` says how, for measures and patterns too. To add it to the package for everybody, put it
# into `simulation/mechanisms/`; CONTRIBUTING.md says how.
