"""What numbers can depend on beside what is asked: Python, the machine, the packages, and our own source text."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from functools import cache, lru_cache
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
    files: list[tuple[str, str, tuple[int, ...]]] = []
    for package in (simulation, experiments):
        root = os.path.dirname(str(package.__file__))
        found = sorted(_files(root))
        files += [(f"{os.path.basename(root)}/{path[len(root) + 1 :]}", path, state) for path, state in found]
    return _hash_of(tuple(files))


def _files(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each file of source text below a folder, with what changes whenever it is written."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                now = entry.stat()
                yield entry.path, (now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


@lru_cache(maxsize=2)
def _hash_of(files: tuple[tuple[str, str, tuple[int, ...]], ...]) -> str:
    """The hash of some five hundred files, which are read once as long as nobody writes them."""
    digest = hashlib.sha256()
    for name, path, _ in files:
        text = Path(path).read_bytes()
        digest.update(f"{name} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


AT_THE_START = sources()
"""The same when this process began: what has been imported since is that text or a later one."""
