"""`python -m experiments` and `courtship` are the same command."""

from __future__ import annotations

import sys

from experiments.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
