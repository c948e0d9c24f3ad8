"""The verb graph: a community in numbers and as a picture."""
