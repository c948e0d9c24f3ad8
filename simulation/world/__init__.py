"""A run from beginning to end, and what is kept of it week by week."""
