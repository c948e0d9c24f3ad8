"""What numbers can depend on beside what is asked: Python, the machine, the packages, and our own source text."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import experiments
import simulation

PACKAGES = ("courtship", "numpy", "scipy", "mesa", "networkx", "pandas", "hydra-core")
SOURCE = "source text"
"""Name of our own source text among the versions: between two releases it changes without a new number."""
DIGITS = 12


def versions() -> dict[str, str]:
    """The version of each by name, "not installed" where there is none; the source text when this process began."""
    found = {"python": platform.python_version(), "machine": platform.machine(), SOURCE: AT_THE_START[:DIGITS]}
    return found | {package: _installed(package) for package in PACKAGES}


def changed(then: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What has another version now, as (then, now); what was not written down then is left out.

    Args:
        then: versions by name, as they were written down.
    """
    now = versions()
    return {name: (str(old), now[name]) for name, old in then.items() if name in now and now[name] != str(old)}


@cache
def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def sources() -> str:
    """Hash of the source text of both packages as it is on disk now."""
    digest = hashlib.sha256()
    for package in (simulation, experiments):
        root = os.path.dirname(str(package.__file__))
        # Every command reads some five hundred files: walked as text they take a third of the time.
        for path in sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names):
            if path.endswith(".py"):
                text = Path(path).read_bytes()
                digest.update(f"{os.path.basename(root)}/{path[len(root) + 1 :]} {len(text)}\n".encode())
                digest.update(text)
    return digest.hexdigest()


AT_THE_START = sources()
"""The same when this process began: what has been imported since is that text or a later one."""
