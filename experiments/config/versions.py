"""Versions of Python, the machine and the packages that numbers can depend on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("courtship", "numpy", "scipy", "mesa", "networkx", "pandas", "hydra-core")


def versions() -> dict[str, str]:
    """The version of each by name; "not installed" where there is none."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found
