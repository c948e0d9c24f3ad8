"""What this machine is and what is installed: the first thing to look at when something does not work."""

from __future__ import annotations

import os
import platform
import shutil
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from experiments.execution.keeping import store_description

EXTRAS = {
    "data": ("lifetimes", "the CDNOW log, population=cdnow"),
    "analysis": ("SALib", "courtship sensitivity"),
    "audit": ("abmfact", "python -m experiments.audit"),
    "excel": ("xlsxwriter", "courtship export --xlsx"),
    "cluster": ("distributed", "executor=dask"),
    "classroom": ("bokeh", "the page in the browser"),
    "solaraviz": ("solara", "Mesa's SolaraViz"),
    "notebooks": ("jupyterlab", "make notebooks"),
    "docs": ("sphinx", "the documentation site"),
    "dev": ("pytest", "the tests"),
}
CORE = ("courtship", "mesa", "numpy", "scipy", "networkx", "hydra-core", "pandas", "pyarrow", "matplotlib", "rich")
PEOPLE, WEEKS = 2000, 52


def machine_report() -> dict[str, Any]:
    """Versions, extras, cores, free disk here, and how fast the model runs on this machine."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": len(os.sched_getaffinity(0)),
        "free_disk_gb": round(shutil.disk_usage(Path.cwd()).free / 1e9, 1),
        "packages": {name: _version(name) for name in CORE},
        "extras": {name: find_spec(module) is not None for name, (module, _) in EXTRAS.items()},
        "million_customer_weeks_per_second": round(_speed(), 2),
        "finished_jobs": store_description(),
    }


def machine_report_in_words(found: dict[str, Any]) -> str:
    """The same as text of at most 80 columns."""
    lines = [f"Python {found['python']} on {found['system']}"[:80]]
    lines.append(f"{found['cores']} cores, {found['free_disk_gb']} GB free here")
    lines.append(f"{found['million_customer_weeks_per_second']} million customer-weeks a second on one core\n")
    lines += [f"  {name:<12}{number}" for name, number in found["packages"].items()]
    lines.append("")
    for name, there in found["extras"].items():
        purpose = EXTRAS[name][1]
        state = "installed" if there else f"not installed: pip install 'courtship[{name}]'"
        lines.append(f"  {name:<12}{purpose:<36}{state if there else ''}")
        if not there:
            lines.append(f"  {'':<12}{state}")
    return "\n".join([*lines, *(["", *found["finished_jobs"]] if found["finished_jobs"] else [])])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _speed() -> float:
    """A small market, timed for about a second; the best of three, since other programs only make it slower."""
    from dataclasses import replace

    from simulation.alignment.reference import CX_ONLY, reference_world
    from simulation.market.centre import Centre
    from simulation.people.people import Reference
    from simulation.world.market import Market

    world = replace(reference_world(), people=Reference(PEOPLE), weeks=WEEKS)
    market = Market(world, CX_ONLY, 0, Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * PEOPLE,)))
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(WEEKS // 4):
            market.step()
        best = min(best, time.perf_counter() - start)
    return PEOPLE * (WEEKS // 4) / best / 1e6
