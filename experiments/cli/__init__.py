"""The command line: what is a matter of words on a terminal, and of nothing that is computed."""
