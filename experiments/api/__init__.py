"""The Python door: one way in for every verb, and what a notebook sees of a result."""
