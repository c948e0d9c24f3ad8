"""Parts of the model that a user writes in a Python file of their own: mechanisms with levers, measures, patterns.

`script` reads and runs the file, `in_use` says within which question its parts count, `named` finds the file in the
words of a question, and `pattern` is what such a file may declare beside mechanisms and measures. A file runs only
where somebody names it; what other files say about it is never enough.
"""
