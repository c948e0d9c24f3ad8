"""Parts of the documentation that the code writes itself, so that page and code cannot part.

    blocks      each generated part by name, as Markdown
    gallery     the figures of the studies, with their questions and answers
    panels      what the figure of the concepts shows, declared as data
    atlas       its numbers: run, or read again
    shown       what shows each law most directly
    effects     pairs of runs that differ in one law, one parameter or one lever
    observed    what goes on in people who are away, seen in a small market
    sentences   what a law costs, gives and keeps, in words
    laws        a section for each law
    pages       where the parts stand in a page, and what the page would be if it were written now

`python -m experiments.documents` writes them; `tests/test_documents.py` fails when a page is behind.
"""
