"""Parts of the documentation that the code writes itself, so that page and code cannot part.

    blocks      each generated part by name, as Markdown
    gallery     the figures of the studies, with their questions and answers
    panels      what the figure of the concepts shows, declared as data
    atlas       its numbers: run, or read again
    pages       where the parts stand in a page, and what the page would be if it were written now

`python -m experiments.documents` writes them; `tests/test_documents.py` fails when a page is behind.
"""
