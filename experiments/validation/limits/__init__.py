"""Limit cases: mechanisms off, the answer is known; one file a law.

Tolerances of four standard errors are missed by luck in 1 of 16,000 points; the table adds them up.
"""
