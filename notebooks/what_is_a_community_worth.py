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
# # What is a community worth?
#
# **Customers who answer each other's questions save support costs. Does hosting a community pay?**
#
# A community is credited with three things: service saved, customers brought by members, and ideas. Only the first is
# cash, and hosting costs money that would have bought quality. So three numbers answer the question, and they need
# not agree: what the community is *credited* with, what the *ledger* says, and what remains in *profit* at an equal
# budget.

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import yaml
from courtship import compare, load_strategy, plain, signed
from IPython.display import Markdown

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

# %% [markdown]
# ## Two communities
#
# `hosting_only` is `cx_only` with one additional lever: a support community, open to all. The shipped
# `community_only` also asks customers for ideas and rewards them for bringing friends.

# %%
folder = Path(mkdtemp())
hosting = folder / "hosting_only.yaml"
hosting.write_text(yaml.safe_dump({**load_strategy("cx_only").levers, "hosting": 1.0}))

verdict = compare(
    population={"size": 500},
    strategies=["cx_only", str(hosting), "community_only"],
    weeks=78,
    replicates=8,
    space={"points": 4, "contagion": False},
    **QUICK,
)
verdict

# %% [markdown]
# ## What the ledger says
#
# Every unit of money is in the ledger under its purpose. Both strategies receive the same total, so money spent on
# hosting is missing elsewhere.

# %%
books = verdict.weekly.query("firm == 'focal'").groupby("strategy", sort=False)
spent = books[[name for name in verdict.weekly.columns if name.startswith("ledger_")]].sum()
people = verdict.segments.query("by == 'value'").groupby("strategy", sort=False)["customers"].sum()  # of all replicates
ledger = spent.div(people, axis=0).T.rename(index=lambda name: name.removeprefix("ledger_"))
ledger["hosting_only less cx_only"] = ledger["hosting_only"] - ledger["cx_only"]
ledger[ledger.abs().max(axis=1) > 0].style.format("{:.3f}").set_caption("money per initial customer, undiscounted")

# %%
verdict.plot_ledger()

# %% [markdown]
# ## What the community is credited with
#
# Contribution value: support saved, plus the customers whom members brought and their ideas, at reference values.

# %%
credited = [verdict.finding("contribution_value", b) for b in (1, 2)]
pd.DataFrame(
    {
        one.b: {"contribution value": one.mean_b, "more than cx_only": one.difference, "interval": one.interval}
        for one in credited
    }
).T

# %% [markdown]
# ## Answer

# %%
host = ledger.loc["hosting", "hosting_only"]
profit = verdict.finding("profit", 1)
worth = {
    1: "pays for itself: profit rises by more than what matters",
    -1: "does not pay for itself: profit falls by more than what matters",
    0: {"equivalent": "neither costs nor earns anything that matters"}.get(
        profit.pair.verdict, "cannot be judged yet: luck may be all there is to the difference"
    ),
}[profit.side]
apart = verdict.finding("profit", 2)
Markdown(
    f"**Answer.** A support community is credited with {credited[0].difference} money per initial customer over "
    f"{verdict.setting.world.weeks} weeks and costs {plain(host)} to host. At an equal budget it {worth} "
    f"({profit.difference}, interval {profit.interval}; what matters: {profit.margin}). "
    f"{verdict.both_sides_sentence(1)} With ideas and rewards for friends as well, profit differs from `cx_only` by "
    f"{apart.difference} ({apart.interval}).\n\n"
    f"**Caveat.** A credit is not cash: {signed(credited[1].pair.difference)} of it for `community_only` goes "
    f"with a difference in profit of {apart.difference}. Costs of hosting and how many can answer are guesses; "
    f"{len(verdict.space.places)} points of the parameter space are far too few for a share that could be relied on. "
    "Part of the reason why members stay longer is selection: `mechanism.investment.enabled=false` shows how much."
)
