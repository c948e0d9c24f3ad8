"""What each statistical test must reject: a table of worlds in which what it asserts is broken.

A test that no wrong model can fail says nothing, however rarely luck fails it. So each test with the mark
`@pytest.mark.luck` has a row here: one edit of the source by which what it asserts is no longer true. Both of its looks
must fail with an assertion in that world; `python -m tests.mutants` has a look, and so does `make test-long`.
"""

from tests.mutants import buying, drawing, inferring, leaving, relating, serving, winning

TABLES = {
    "winning": winning.ROWS,
    "serving": serving.ROWS,
    "relating": relating.ROWS,
    "buying": buying.ROWS,
    "leaving": leaving.ROWS,
    "drawing": drawing.ROWS,
    "inferring": inferring.ROWS,
}
ROWS = tuple(row for table in TABLES.values() for row in table)
