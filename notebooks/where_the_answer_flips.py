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
# # What would change the answer?
#
# **The verdict depends on guesses. Which of them would reverse it, and how far off would they have to be?**
#
# The winner at the defaults wins for one choice of guesses. It is more useful to know in which share of all plausible
# worlds each strategy wins, and where the boundary is. We look at all guesses together, at two against each other,
# and at one at a time. At each point the status quo is aligned with the observed behaviour of the customers.

# %%
from tempfile import mkdtemp

import pandas as pd
from courtship import boundary, percent
from IPython.display import Markdown

# %% [markdown]
# We name two parameters: the size of the budget and the cost of an encounter. Both decide whether money is left for
# encounters once quality is good. If you leave `parameters` out, those that best separate the winners are found.
# Everything here is small, to be quick; the folder keeps each run, so the same call with larger numbers runs only
# what is missing.

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
# All uncertain parameters are drawn together from their ranges. In which share of these worlds does each strategy
# win, and which parameters are related to that? With few points some look decisive by chance, so only those that
# exceed chance are listed; the table may be empty.

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
# All other parameters have their defaults. The winner changes where the line crosses zero and each strategy clearly
# leads on its side; the band shows the random variation.

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
alone = f"{len(found.turning())} of the {len(found.lines)} parameters varied alone are shown to change the winner."
Markdown(
    f"**Answer.** Over {weeks} weeks {ahead} is ahead in {percent(most.share)} of {shares.points} plausible worlds "
    f"(interval {percent(most.ci_low)} to {percent(most.ci_high)}). {alone} {found.flip_sentences()}\n\n"
    f"**Caveat.** {found.caveat} {shares.points} points and {found.lines[0].differences.shape[1]} replicates give "
    f"directions, not boundaries, and {weeks} weeks are too short for what pays late: `courtship boundary weeks=260` "
    "takes the usual numbers of both and can be interrupted and resumed."
)
