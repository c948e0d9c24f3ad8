"""Files that the user brings along, read as data: nothing of what they hold is ever run.

regular_file           refuses what is no file before anything waits for it
"""
