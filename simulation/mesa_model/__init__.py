"""The same model as Mesa agents, and two ways to let a week happen."""
