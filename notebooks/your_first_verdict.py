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
# # Your first verdict
#
# **Which earns more with *my* customers: an ever more polished experience, or a relationship?**
#
# Ten minutes, from a CSV of transactions to a memo for the people who decide. All you need is what every firm has:
# who bought, on which day, for how much.

# %%
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
from courtship import compare, inspect, percent
from IPython.display import Markdown

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

# %% [markdown]
# ## The log
#
# `courtship init FOLDER` writes a small project with a made-up log. To use your own log, set `log` to its path; if
# its columns have other names, give them below, in `population`.

# %%
project = Path(mkdtemp()) / "project"
subprocess.run([sys.executable, "-m", "courtship", "init", str(project), "--quiet"], check=True)

log = project / "log.csv"
population = {"file": str(log), "customer": "customer_id", "date": "date", "amount": "amount"}
pd.read_csv(log).head()

# %% [markdown]
# A log shows how often people buy, how many never came back, and how much they spend. It does not show why. So
# everything about relationships below rests on published research and on guesses, and the memo says so.

# %%
found = inspect(log, customer="customer_id", date="date", amount="amount")
Markdown(
    f"The log has **{found.customers:,} customers**; {percent(found.repeat_share)} of them bought on two days or more, "
    f"{found.purchases / found.customers:.1f} days on average, between {found.first} and {found.last}."
)

# %% [markdown]
# ## The comparison
#
# Both strategies have the same customers, the same random draws and the same budget. `cx_only` spends it on the
# experience; `relationship` moves part of it to encounters in which customers take part. `space.points` varies all
# uncertain parameters together, to show whether the verdict holds if the guesses are wrong.
#
# Few replicates and points keep this quick. For a decision, leave `replicates` out, so that the model continues until
# the interval is narrow, and set `weeks` to your planning horizon.

# %%
verdict = compare(
    "population=from_transactions",
    population=population,
    strategies=["cx_only", "relationship"],
    weeks=52,
    replicates=8,
    space={"points": 6, "contagion": False},
    **QUICK,
)
verdict

# %% [markdown]
# Each bar is a difference with its interval; inside the grey band it is too small to matter.

# %%
verdict.plot_differences()

# %% [markdown]
# The cumulative cost, week by week, until it pays off, if it does.

# %%
verdict.plot_breakeven()

# %% [markdown]
# ## The memo
#
# One page; every sentence and number comes from the comparison. It is also a file: Markdown to edit, HTML to print.

# %%
memo = verdict.memo()
memo.save(project / "memo.html")
print(memo.save(project / "memo.md"))
memo

# %% [markdown]
# ## Answer

# %%
Markdown(f"**Answer.** {verdict.recommendation()} {verdict.verdict_sentence()}\n\n**Caveat.** {verdict.caveat}")

# %% [markdown]
# Next: `where_the_answer_flips` finds the guesses that decide; `design_your_own_strategy` tests a plan of your own.
# The same from a terminal, memo included:
#
# ```sh
# courtship compare population=from_transactions population.file=log.csv
# ```
