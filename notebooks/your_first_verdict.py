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
# Ten minutes, from a CSV of transactions to a memo for the people who decide. All it needs is what every firm has:
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
# `courtship init FOLDER` writes a small project with a made-up log. To use your own, let `log` point at it; columns
# that are called otherwise are named below, in `population`.

# %%
project = Path(mkdtemp()) / "project"
subprocess.run([sys.executable, "-m", "courtship", "init", str(project), "--quiet"], check=True)

log = project / "log.csv"
population = {"file": str(log), "customer": "customer_id", "date": "date", "amount": "amount"}
pd.read_csv(log).head()

# %% [markdown]
# What a log tells: how often people buy, how many never came back, how much they spend. What it does not tell: why.
# So everything about relationships below stands on published research and on guesses, and the memo says so.

# %%
found = inspect(log, customer="customer_id", date="date", amount="amount")
Markdown(
    f"The log has **{found.customers:,} customers**; {percent(found.repeat_share)} of them bought on two days or more, "
    f"{found.purchases / found.customers:.1f} days on average, between {found.first} and {found.last}."
)

# %% [markdown]
# ## The comparison
#
# Both strategies meet the same customers and the same luck, and are given the same money. `cx_only` spends it on the
# experience; `relationship` gives part of it to encounters in which customers take part. `space.points` varies
# every doubtful parameter at once: what the verdict is worth when the guesses are wrong.
#
# Few replicates and points keep this quick. For a decision leave `replicates` out and the model goes on until the
# interval is narrow, and raise `weeks` to the horizon you are judged by.

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
# What it costs week by week before it pays, if it pays.

# %%
verdict.plot_breakeven()

# %% [markdown]
# ## The memo
#
# One page, every sentence and number taken from the comparison. It is a file, too: Markdown to edit, HTML to print.

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
# Next: `where_the_answer_flips` looks for the guesses that decide; `design_your_own_strategy` puts your plan in the
# place of ours. The same from a terminal, memo included:
#
# ```sh
# courtship compare population=from_transactions population.file=log.csv
# ```
