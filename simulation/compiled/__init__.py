"""Laws that are written for one person, compiled for all of them.

`law` is what the market calls; `translation` turns a hook into source for all rows, `functions` copies what the hook
calls, `store` compiles the source once and keeps it on disk.
"""
