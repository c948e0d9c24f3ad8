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
# # What if the competitor copies us?
#
# **Encounters and communities can be imitated. Is the relationship strategy still worth having when rivals take it
# over?**
#
# Quality is matched at once in this model, so a polished experience never was an advantage that lasts. How
# customers are treated is taken over after `market.copy_delay` weeks. We run the same market three times, with the
# same customers and the same luck: nobody ever copies, copied late, copied early.

# %%
import numpy as np
from IPython.display import Markdown

from experiments import compare
from experiments.rounding import percent, plain, signed
from experiments.verdict import paired

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

weeks = 78
asked = {
    "population": {"size": 400},
    "weeks": weeks,
    "replicates": 6,
    "space": {"points": 0, "contagion": False},
    **QUICK,
    "strategies": ["cx_only", "hybrid"],
}

# %% [markdown]
# The shipped scenario `copycat_competitor` sets the delay to the lower end of what is plausible. A delay beyond the
# horizon means never. `hybrid` is the relationship strategy in a small dose; put `relationship` there to see the
# large one.

# %%
never = compare(**asked, market={"copy_delay": weeks + 1})
late = compare(**asked, market={"copy_delay": weeks / 2})
early = compare("scenario=copycat_competitor", **asked)
worlds = {"never copied": never, "copied at half-time": late, "copied early": early}

# %% [markdown]
# ## What the lead is in each world
#
# `lead`: by how much `hybrid` earns more than `cx_only`, with its interval; the margin is the smallest difference
# that matters.

# %%
import pandas as pd


def lead(verdict):
    """Profit of the second strategy less that of the first, one value a replicate."""
    profit = verdict.runs.pivot(index="seed", columns="strategy", values="profit")
    return (profit[verdict.names[1]] - profit[verdict.names[0]]).to_numpy()


rows = {}
for name, verdict in worlds.items():
    found = verdict.verdict("profit")
    rows[name] = {
        "copied in week": verdict.setting.world.terms.copy_delay,
        "lead": found.difference,
        "from": found.ci_low,
        "to": found.ci_high,
        "margin": found.margin,
        "verdict": found.verdict,
    }
pd.DataFrame(rows).T

# %% [markdown]
# ## What the copy costs
#
# Replicate by replicate the worlds share their luck, so the leads can be subtracted pair by pair: what is left is
# what the copy did.

# %%
cost = {
    name: paired(lead(never), lead(verdict), margin=never.verdict("profit").margin, names=("never copied", name))
    for name, verdict in list(worlds.items())[1:]
}
pd.DataFrame(
    {name: {"change of the lead": c.difference, "from": c.ci_low, "to": c.ci_high} for name, c in cost.items()}
).T

# %% [markdown]
# Week by week: the lead that has built up. Until the copy the curves are the same to the last cent; after it they
# part.

# %%
from matplotlib import pyplot as plt

figure, axes = plt.subplots(figsize=(8, 4.2))
for (name, verdict), shade in zip(worlds.items(), ("#0072B2", "#00795A", "#C04A00"), strict=True):
    axes.plot(np.cumsum(verdict.cash_difference().mean(axis=0)), label=name, color=shade, linewidth=2)
    copied = verdict.setting.world.terms.copy_delay
    if copied < weeks:
        axes.axvline(copied, color=shade, linestyle=":", linewidth=1.2)
axes.axhline(0, color="#6B6B6B", linewidth=0.8)
axes.set_xlabel("week (dotted: the rival starts to copy)")
axes.set_title("Lead of hybrid over cx_only so far [money per initial customer]", loc="left", fontsize=11)
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
plt.show()

# %% [markdown]
# ## Answer

# %%
worst, change = early.verdict("profit"), cost["copied early"]
before = never.verdict("profit")
same = before.verdict == worst.verdict
kept = (
    f"The verdict on profit is the same with and without the copy: {worst.verdict}."
    if same
    else f"The copy changes the verdict on profit from {before.verdict} to {worst.verdict}."
)
size = (
    "whatever it did is too small to matter"
    if change.verdict == "equivalent"
    else "which is more than luck and enough to matter"
    if change.verdict in ("never copied", "copied early")
    else "of which luck may be the whole"
)
Markdown(
    f"**Answer.** {kept} Copied in week {early.setting.world.terms.copy_delay:.0f}, the lead of {early.names[1]} "
    f"over {weeks} weeks changes from {signed(before.difference)} to {signed(worst.difference)} money per initial "
    f"customer; the copy changes it by {signed(change.difference)} ({percent(change.confidence)} interval "
    f"{signed(change.ci_low)} to {signed(change.ci_high)}), {size} (what matters: {plain(change.margin)}).\n\n"
    f"**Caveat.** Only {weeks} weeks were run, of which the early copy leaves {weeks - 26:.0f}: what a rival takes "
    "away adds up with time, so look at your own horizon. How much customers listen to what rivals offer "
    "(`mechanism.commitment.alternative_sensitivity`) is a guess, and no doubtful parameter was varied here."
)
