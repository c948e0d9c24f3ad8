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
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
from courtship import compare
from IPython.display import Markdown

from experiments.cli.init import start_project
from experiments.inputs.transactions.read_log import read_log
from experiments.inputs.transactions.rfm import summarised

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

# %% [markdown]
# ## The log
#
# `courtship init FOLDER` writes a small project with a made-up log. To use your own, let `log` point at it; columns
# that are called otherwise are named below, in `population`.

# %%
project = Path(mkdtemp()) / "project"
start_project(project)  # the same as `courtship init`

log = project / "log.csv"
population = {"file": str(log), "customer": "customer_id", "date": "date", "amount": "amount"}
pd.read_csv(log).head()

# %% [markdown]
# What a log tells: how often people buy, how many never came back, how much they spend. What it does not tell: why.
# So everything about relationships below stands on published research and on guesses, and the memo says so.

# %%
summary = summarised(read_log(log, customer="customer_id", date="date", amount="amount"))
Markdown(
    f"The log has **{len(summary.ids):,} customers**; {(summary.frequency > 0).mean():.0%} of them came back at least "
    f"once, {summary.frequency.mean():.1f} times on average, over up to {summary.age.max():.0f} weeks."
)

# %% [markdown]
# ## The comparison
#
# Both strategies meet the same customers and the same luck, and spend the same money. `cx_only` spends it on the
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
from experiments.reports.sections.recommendation import recommendation
from experiments.results.sentences.comparison import GUESSES, verdict_sentence

Markdown(f"**Answer.** {recommendation(verdict)} {verdict_sentence(verdict)}\n\n**Caveat.** {GUESSES}")

# %% [markdown]
# Next: `where_the_answer_flips` looks for the guesses that decide; `design_your_own_strategy` puts your plan in the
# place of ours. The same from a terminal, memo included:
#
# ```sh
# courtship compare population=from_transactions population.file=log.csv
# ```
