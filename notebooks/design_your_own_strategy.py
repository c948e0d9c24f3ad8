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
# # Design your own strategy
#
# **You have a plan. How does it compare with the two strategies in the model?**
#
# A strategy is a list of levers and nothing else: the firm's decisions, never the customers' reactions. It is a
# dictionary here and a YAML file on disk; the model refuses impossible values and says why.

# %%
from pathlib import Path
from tempfile import mkdtemp

import yaml
from courtship import Mistake, compare, load_strategy, schema
from IPython.display import Markdown

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

# %% [markdown]
# ## What can be decided
#
# Each lever with its unit, the value that has no effect, and its range. `courtship schema levers` prints the same
# table.

# %%
schema("levers").set_index("lever")[["meaning", "unit", "idle", "low", "high"]]

# %% [markdown]
# ## The plan
#
# Change what you like. Levers that you leave out have no effect. All strategies receive the same budget: money that
# your levers do not need buys quality.

# %%
mine = {
    "acquisition_share": 0.163,  # share of the budget that wins new customers, as in cx_only
    "cadence": 0.30,  # e-mails a week
    "encounter_share": 0.08,  # share of contacts that come with an invitation to take part
    "listening": 0.5,  # how far you listen when they do
    "sincerity": 0.6,  # 0.5 is what customers expect of a firm
}

# %% [markdown]
# ## What the model refuses
#
# A misspelt lever, a value out of range and a word in place of a number: each gives one sentence that says what is
# wrong, what is allowed, and what you may have meant.


# %%
def checked(levers):
    """Whether a strategy can be played, else the reason."""
    try:
        load_strategy(levers)
    except Mistake as mistake:
        return f"refused: {mistake}"
    return "accepted"


for slip in ({"encouter_share": 0.08}, {"encounter_share": 8}, {"listening": "a lot"}):
    print(checked({**mine, **slip}))
print("the plan itself:", checked(mine))

# %% [markdown]
# ## The comparison
#
# The plan becomes a file, as it would be on the command line: `courtship compare
# strategies=[cx_only,relationship,./mine.yaml]`.

# %%
path = Path(mkdtemp()) / "mine.yaml"
path.write_text(yaml.safe_dump(mine))

verdict = compare(
    population={"size": 400},
    strategies=["cx_only", str(path), "relationship"],
    weeks=52,
    replicates=8,
    space={"points": 6, "contagion": False},
    **QUICK,
)
verdict

# %% [markdown]
# With two challengers to `cx_only`, both intervals hold jointly, so they are wider than each would be alone.

# %%
verdict.plot_differences()

# %%
verdict.plot_weekly()

# %% [markdown]
# ## Answer

# %%
profit = verdict.verdict("profit", 1)
Markdown(
    f"**Answer.** {verdict.verdict_sentence(1)} {verdict.both_sides_sentence(1)} Against `relationship`: "
    f"{verdict.verdict_sentence(2)}\n\n"
    f"**Caveat.** {verdict.space_sentence(1)} {verdict.caveat} If you changed the plan after looking at a verdict, "
    "judge the last version with new random draws (`seed=1`): the best of many tries looks better than it is."
)
