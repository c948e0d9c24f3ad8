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
# worlds does each strategy win, and where lies the border? Three looks: all guesses at once, one at a time, two
# against each other.

# %%
from tempfile import mkdtemp

import numpy as np
import pandas as pd
from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import compare, sweep
from experiments.answer import GUESSES, space_sentence, verdict_sentence
from experiments.influence import by_luck, correlations
from experiments.rounding import plain, signed
from experiments.sweeps.ranges import plausible

asked = {"population": {"size": 300}, "strategies": ["cx_only", "relationship"], "weeks": 52}

# %% [markdown]
# ## All guesses at once
#
# A Latin hypercube: at each point every doubtful parameter is drawn from its range, and the status quo is set up
# anew, so that each world shows the customers' observed behaviour.

# %%
verdict = compare(**asked, replicates=6, space={"points": 8, "contagion": False})
verdict.plot_space()

# %%
ranks = pd.Series(correlations(verdict), name="rank correlation with the lead of relationship")
luck = by_luck(len(verdict.space.places), len(ranks))
print(
    f"{(ranks.abs() > luck).sum()} of {len(ranks)} parameters stand out from what luck can do at this number of points"
)
ranks.head(6).to_frame()

# %% [markdown]
# With so few points luck alone makes some parameters look decisive. So for the next looks two are named for a
# reason: how much there is to spend, and what an encounter costs. Both are levels of one plain question, whether
# there is money left for encounters once quality is good.
#
# ## Two against each other
#
# Lowest, middle and highest plausible value of each; the ranges come from the declarations, not from this notebook.

# %%
keys = ("market.budget_share", "mechanism.encounters.cost")
ranges = plausible(verdict.setting.world, keys)
levels = {key: [float(f"{x:.4g}") for x in np.linspace(*ends, 3)] for key, ends in ranges.items()}
words = [f"{key}={','.join(map(str, values))}" for key, values in levels.items()]
grid = sweep(*words, **asked, replicates=2, folder=mkdtemp())
gaps = grid.differences()
table = gaps.pivot(index=keys[1], columns=keys[0], values="difference")
table.style.format("{:+.2f}").set_caption("lead of relationship [money per initial customer]")

# %%
names, margin = verdict.names, verdict.verdict("profit").margin
most = float(np.abs(table.to_numpy()).max())
figure, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
axes.imshow(table, cmap="PuOr_r", vmin=-most, vmax=most, origin="lower", aspect="auto")
for row, column in np.ndindex(*table.shape):
    gap = table.iloc[row, column]
    winner = "neither" if abs(gap) <= margin else names[int(gap > 0)]
    shade = "white" if abs(gap) > 0.6 * most else "#262626"
    axes.text(column, row, f"{winner}\n{gap:+.1f}", ha="center", va="center", color=shade)
axes.set_xticks(range(len(table.columns)), [f"{x:g}" for x in table.columns])
axes.set_yticks(range(len(table.index)), [f"{x:g}" for x in table.index])
axes.set_xlabel("budget [share of revenue]")
axes.set_ylabel("cost of an encounter\n[weekly revenue]")
axes.set_title("Who earns more, and by how much", loc="left", fontsize=11)
axes.spines[:].set_visible(False)
axes.tick_params(length=0)
plt.show()

# %% [markdown]
# ## One at a time
#
# The middle row and the middle column of the map: one parameter moves, the other stays. Where the line crosses zero
# the answer flips.


# %%
def flip(line):
    """Where a line of leads crosses zero, by linear interpolation; None where it does not."""
    x, y = line.index.to_numpy(float), line.to_numpy(float)
    for k in range(len(y) - 1):
        if y[k] * y[k + 1] < 0:
            return float(x[k] - y[k] * (x[k + 1] - x[k]) / (y[k + 1] - y[k]))
    return None


lines = {keys[0]: table.iloc[1], keys[1]: table.iloc[:, 1]}


def told(key):
    """What one line says, in words."""
    line, at = lines[key], flip(lines[key])
    ends = f"{line.index[0]:g} to {line.index[-1]:g}"
    if at is None:
        return (
            f"`{key}` alone does not turn it: from {ends} the lead stays on the side of {names[int(line.mean() > 0)]}"
        )
    below, above = (names[int(line.iloc[end] > 0)] for end in (0, -1))
    return f"`{key}` turns it near {plain(at)}: {below} leads below, {above} above"


Markdown("\n".join(f"- {told(key)}." for key in keys))

# %% [markdown]
# ## Answer

# %%
won = {name: int(np.sum(side * table.to_numpy() > margin)) for name, side in zip(names, (-1, 1), strict=True)}
corner = gaps.loc[gaps["difference"].idxmax()]
Markdown(
    f"**Answer.** {verdict_sentence(verdict)} {space_sentence(verdict)} On the map of the two parameters {names[0]} "
    f"wins {won[names[0]]} of {table.size} cells and {names[1]} {won[names[1]]}; {told(keys[0])}; {told(keys[1])}. "
    f"Relationship does best ({signed(corner['difference'])}) at a budget of {corner[keys[0]]:g} and a cost of "
    f"{corner[keys[1]]:g}.\n\n"
    f"**Caveat.** {GUESSES} Cells of the map are means of {int(gaps['pairs'].min())} replicates and flip points are "
    "read off three levels: directions, not numbers. `courtship sweep` takes more of both and can be stopped and "
    "gone on with; `courtship sensitivity` ranks all parameters."
)
