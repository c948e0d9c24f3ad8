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
# # Reading a verdict
#
# **The model says that one strategy earns more. How much of that is chance, how much is uncertainty about parameters,
# and what can you act on?**
#
# For managers. Five terms: difference, interval, margin, pairing, uncertainty.

# %%
import numpy as np
from courtship import compare, plain, signed, t_interval, verdict_on_interval
from IPython.display import Markdown
from matplotlib import pyplot as plt

QUICK = {"explain": {"replicates": 0}, "boundary": {"points": 0}}  # no explanation, no map: see `explain`, `boundary`

verdict = compare(
    population={"size": 400},
    strategies=["cx_only", "hybrid"],
    weeks=52,
    replicates=12,
    space={"points": 8, "contagion": False},
    **QUICK,
)
verdict

# %% [markdown]
# ## 1. Luck, and how pairing takes most of it away
#
# Each replicate is one possible year. Years differ: there are other people with other experiences. But in each year
# *both* strategies have the same people and the same events, so the difference is taken within the year. Left: two
# overlapping clouds. Right: the same years, as differences.

# %%
profit = verdict.runs.pivot(index="seed", columns="strategy", values="profit")
a, b = (profit[name].to_numpy() for name in verdict.names)
difference = b - a

figure, (levels, pairs) = plt.subplots(1, 2, figsize=(8, 4), width_ratios=(3, 2), layout="constrained")
for one, two in zip(a, b, strict=True):
    levels.plot([0, 1], [one, two], color="#BBBBBB", linewidth=0.8, zorder=0)
for place, values, shade in ((0, a, "#0072B2"), (1, b, "#C04A00")):
    levels.plot(np.full(len(values), place), values, "o", color=shade, alpha=0.7)
levels.set_xticks([0, 1], verdict.names)
levels.set_xlim(-0.4, 1.4)
levels.set_title("Profit in each year", loc="left", fontsize=11)
pairs.plot(np.zeros(len(difference)), difference, "o", color="#262626", alpha=0.6)
pairs.axhline(0, color="#6B6B6B", linewidth=0.8)
pairs.set_xticks([0], ["difference"])
pairs.set_title("Its difference, pair by pair", loc="left", fontsize=11)
for axes in (levels, pairs):
    axes.spines[["top", "right"]].set_visible(False)
levels.set_ylabel("money per initial customer")
plt.show()

# %%
found = verdict.verdict("profit")
low, mean, high = t_interval(difference, found.confidence)

unpaired = (
    float(np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)))
    * (high - mean)
    / (float(difference.std(ddof=1)) / len(difference) ** 0.5)
)
Markdown(
    f"Paired, the difference is known to within ± {plain(high - mean)}; had the two strategies been tried in "
    f"different years, only to within ± {plain(unpaired)}. For the same precision that would take about "
    f"{plain(found.variance_reduction, 0)} times as many replicates."
)

# %% [markdown]
# If there is no difference, pairing finds none: the status quo `as_is` has the levers of `cx_only`, so the difference
# is exactly 0 in every year, not merely small on average.

# %%
same = compare(
    population={"size": 200},
    strategies=["cx_only", "as_is"],
    weeks=13,
    replicates=2,
    space={"points": 0, "contagion": False},
    **QUICK,
)
print("largest difference of two equal strategies:", same.cash_difference().__abs__().max())

# %% [markdown]
# ## 2. The interval
#
# The mean of a few years is itself random; the interval says how far off it may be. If the whole exercise were
# repeated with new random draws, 19 of 20 such intervals (at 95 % confidence) would contain the true difference. It
# narrows with the square root of the number of years: four times the work for half the width.

# %%
counts = range(3, len(difference) + 1)
ends = np.array([t_interval(difference[:n], found.confidence) for n in counts])
figure, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
axes.fill_between(counts, ends[:, 0], ends[:, 2], color="#C04A00", alpha=0.18)
axes.plot(counts, ends[:, 1], color="#C04A00", linewidth=2)
axes.axhspan(-found.margin, found.margin, color="#DDDDDD", zorder=0)
axes.axhline(0, color="#6B6B6B", linewidth=0.8)
axes.set_xlabel("replicates so far")
axes.set_title(
    "Difference with its interval (grey: too small to matter) [money per initial customer]", loc="left", fontsize=11
)
axes.spines[["top", "right"]].set_visible(False)
plt.show()

# %% [markdown]
# ## 3. The margin: more than nothing is not yet enough
#
# With enough replicates every difference is "significant", even one cent. So the interval is compared with the
# smallest difference that matters to you, `precision.margin`, a share of the budget. Four answers are possible: one
# wins, the other wins, *equivalent* (the whole interval lies inside the margin: we know that it does not matter),
# *cannot be told apart* (we do not know). The same interval, verdict_on_interval with other margins:

# %%
budget = verdict.budget[0]
for share in (0.001, 0.01, 0.05, 0.2, 0.5):
    margin = share * budget
    print(f"margin {share:6.1%} of the budget = {margin:6.3f}: {verdict_on_interval(low, high, margin, verdict.names)}")

# %% [markdown]
# ## 4. Uncertainty about parameters: more replicates do not help
#
# Random variation shrinks with more replicates. Uncertainty about parameters does not: the model's guesses remain
# guesses. So all guesses are drawn together from their ranges, and the model is aligned with the observed behaviour
# at each point. In which share of these worlds does each strategy win?

# %%
verdict.plot_space()

# %%
gaps = verdict.space.differences("profit", 1).mean(axis=1)
Markdown(
    f"Random variation alone: {signed(low)} to {signed(high)}. With all guesses varied the difference ranges from "
    f"{signed(gaps.min())} to {signed(gaps.max())} over {len(gaps)} worlds: {plain(np.ptp(gaps) / (high - low), 1)} "
    "times as wide."
)

# %% [markdown]
# ## Answer

# %%
luck = verdict.verdict_sentence()
which = "ignorance" if np.ptp(gaps) > high - low else "luck"
next_step = {
    "ignorance": "Replicates would not help; measuring the guesses that decide, or a trial with some customers, would.",
    "luck": "More replicates are the next step, before anything is measured.",
}[which]
Markdown(
    f"**Answer.** {luck} {verdict.space_sentence()} Here {which} weighs more than the other. {next_step}\n\n"
    f"**Caveat.** {verdict.caveat} And ranges cover only known uncertainty: no range covers a law that is wrong for "
    "your market."
)
