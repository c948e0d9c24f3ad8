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
# **Encounters and communities can be imitated. Is the relationship strategy still worth having when rivals copy it?**
#
# In this model rivals match quality at once, so a polished experience was never a lasting advantage. They copy how
# customers are treated after `market.copy_delay` weeks. We run the same market three times, with the same customers
# and the same random draws: never copied, copied late, copied early.

# %%
import numpy as np
from courtship import compare, plain, signed
from IPython.display import Markdown

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
# The shipped scenario `copycat_competitor` sets the delay to the lower end of its plausible range. A delay beyond the
# horizon means never. `hybrid` is a small dose of the relationship strategy; use `relationship` to see the full one.

# %%
never = compare(**asked, market={"copy_delay": weeks + 1})
late = compare(**asked, market={"copy_delay": weeks / 2})
early = compare("scenario=copycat_competitor", **asked)
worlds = {"never copied": never, "copied at half-time": late, "copied early": early}

# %% [markdown]
# ## The lead in each world
#
# `lead`: how much more `hybrid` earns than `cx_only`, with its interval; the margin is the smallest difference that
# matters.

# %%
import pandas as pd

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
# ## What copying costs
#
# In each replicate the worlds have the same random draws, so the leads can be subtracted pair by pair: the rest is
# the effect of copying.

# %%
cost = {name: verdict.change_from(never) for name, verdict in list(worlds.items())[1:]}
pd.DataFrame({name: {"change of the lead": c.mean, "from": c.ci_low, "to": c.ci_high} for name, c in cost.items()}).T

# %% [markdown]
# The cumulative lead, week by week. Until rivals copy, the curves are the same to the last cent; then they separate.

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
before, after, change = never.verdict("profit"), early.verdict("profit"), cost["copied early"]
copied = early.setting.world.terms.copy_delay
Markdown(
    f"**Answer.** {early.change_sentence(change, 'Being copied early')} What matters: "
    f"{plain(before.margin)}. Copied in week {copied:.0f}, the lead over {weeks} weeks is {signed(after.difference)} "
    f"({after.verdict}); it is {signed(before.difference)} ({before.verdict}) "
    "where nobody copies. Judge the effect of copying by the interval of the change, not by these two "
    "verdicts: they may differ without a significant change, and agree with one.\n\n"
    f"**Caveat.** Only {weeks} weeks were run, of which the early copy leaves {weeks - 26:.0f}: what a rival takes "
    "away adds up with time, so look at your own horizon. How much customers listen to what rivals offer "
    "(`mechanism.commitment.alternative_sensitivity`) is a guess, and no uncertain parameter was varied here."
)
