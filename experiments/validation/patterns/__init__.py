"""Patterns: the full market on, held against what was observed; one file a family.

No default was moved to make a pattern hold. Bands stand here before the run, with their reason. Each pattern names a
mutant, the same market with one thing wrong, that it rejects: a band that lets the mutant pass would prove nothing.
"""
