"""Statistics without a model: numbers in, numbers out; NumPy, SciPy and nothing of ours above them.

simultaneous           the level of each interval where several are to hold at once
ranking                who beats whom, who is tied, and which places that leaves to each
distinguishable        which of many correlations luck alone would not reach, and how many points it takes to tell
"""
