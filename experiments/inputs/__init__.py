"""Files that the user brings along, read as data: nothing of what they hold is ever run.

transactions   logs of purchases
delimited      text in columns
hashes         binds a result to the content of the files that it was made from
regular_file   refuses what is no file before anything waits for it
"""
