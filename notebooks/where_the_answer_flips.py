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
# # Where does the answer flip?
#
# **The verdict stands on guesses. Which of them would turn it round, and how far off would they have to be?**
#
# A winner at the defaults is the winner of one choice of guesses. More useful: in which share of all plausible
# worlds does each strategy win, and where lies the border? Three looks: all guesses at once, two against each
# other, one at a time. At each point the status quo is set up anew, so that every world shows the customers'
# observed behaviour.

# %%
from tempfile import mkdtemp

import pandas as pd
from courtship import boundary
from IPython.display import Markdown

from experiments.results.sentences.boundary import flip_sentence
from experiments.results.sentences.comparison import GUESSES
from experiments.statistics.flip_point import State
from experiments.statistics.formatting import percent

# %% [markdown]
# Two parameters are named for a reason: how much there is to spend, and what an encounter costs. Both ask the same
# plain question, whether money is left for encounters once quality is good. Leave `parameters` out, and those that
# part the winners most are found. Everything here is small, to be quick; the folder keeps each run, so that the
# same call with larger numbers runs only what is missing.

# %%
weeks = 26
found = boundary(
    population={"size": 300},
    strategies=["cx_only", "relationship"],
    weeks=weeks,
    replicates=2,
    boundary={
        "space": 8,  # points at which all guesses are drawn at once
        "parameters": ["market.budget_share", "mechanism.encounters.cost"],
        "points": 3,  # levels of each on the map
        "flips": 2,  # parameters that are moved alone
        "levels": 3,
    },
    folder=f"{mkdtemp()}/boundary",
)

# %% [markdown]
# ## All guesses at once
#
# Every doubtful parameter is drawn from its range, all at the same time. Who wins in which share of these worlds,
# and which parameters go with it? With few points luck alone makes some look decisive, so only those are listed that
# luck would not make; the table stays empty where there are none.

# %%
shares = found.shares()
print(found.influence.sentence("boundary.space"))
pd.Series(found.influence.named, name="rank correlation with the lead", dtype=float).to_frame()

# %% [markdown]
# ## Two against each other

# %%
found.plot_map()

# %% [markdown]
# ## One at a time
#
# Everything else stands at its default. The answer flips where the line crosses zero and both strategies are
# shown to lead on their sides; the band is what luck leaves open.

# %%
found.plot_flips()

# %%
found

# %% [markdown]
# ## Answer

# %%
a, b = found.names
ahead = a if shares.a.share > shares.b.share else b
most = max(shares.a, shares.b, key=lambda one: one.share)
turns = [line for line in found.lines if line.flip(found.confidence).state is State.FLIPS]
alone = f"{len(turns)} of the {len(found.lines)} parameters that were moved alone are shown to turn it round."
said = " ".join(flip_sentence(line, found.names, found.confidence) for line in found.lines)
Markdown(
    f"**Answer.** Over {weeks} weeks {ahead} is ahead in {percent(most.share)} of {shares.points} plausible worlds "
    f"(interval {percent(most.ci_low)} to {percent(most.ci_high)}). {alone} {said}\n\n"
    f"**Caveat.** {GUESSES} {shares.points} points and {found.lines[0].differences.shape[1]} replicates give "
    f"directions, not borders, and {weeks} weeks are too short for what pays late: `courtship boundary weeks=260` "
    "takes the usual numbers of both and can be interrupted and resumed."
)
