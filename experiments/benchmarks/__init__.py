"""Speed and scale against peers and the limit, measured as ratios in one run: `python -m experiments.benchmarks`."""
