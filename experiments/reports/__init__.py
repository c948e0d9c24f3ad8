"""What people read: the run folder with its figures and pages, drawn after the results are safe.

run_folder    one writer for all verbs: results first, then everything that can be drawn
redrawing     the same drawings again from a finished folder
"""
