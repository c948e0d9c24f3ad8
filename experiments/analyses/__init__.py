"""What is asked of the model and of what it left behind, one verb a file.

replay         compute a run folder again, and hold every file of results against what comes out
"""
