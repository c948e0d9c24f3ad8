"""Which parameters fit a log of purchases, how sure that is, and how far to trust the forecast.

- heterogeneity, uncertainty: how customers differ, by likelihood with every mechanism off, and how well that is known
- holdback, forecast, peers: what was predicted for the part of the log kept back, beside BG/NBD and Pareto/NBD
- targets, moments, matching, emulator, accepted: further statistics of the firm, matched by simulated moments
- identifiability: what all that says of each parameter: identified, weakly, or prior only
- calibrating: the driver; calibration: the answer; told, written, asking: what is said, kept and typed
"""
