"""A script in a process of its own, with data on its standard input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.commands import ROOT


def scripted(script: str, data: Any) -> Any:
    """Run a script in the folder of the test; what it prints is JSON."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(data),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
