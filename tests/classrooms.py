"""Classrooms as tests use them: a tiny offer, markets that are open, a page that is served."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from experiments.classroom.lessons import LESSONS
from experiments.classroom.options import ClassroomOptions, classroom_options
from experiments.classroom.paired_markets import LEFT, RIGHT, PairedMarkets
from experiments.classroom.state import ClassroomState
from experiments.config.composition import composed
from experiments.config.setting import built
from simulation.alignment.centring import centre_world_quickly
from simulation.market.centre import Centre
from tests.commands import ROOT
from tests.waiting import HANGS, until

SMALL = ("population.size=200", "weeks=60")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]


@cache
def offer(*words: str) -> ClassroomOptions:
    """What a small page offers."""
    return classroom_options(built(composed([*SMALL, *words], "classroom").values))


@cache
def centre() -> Centre:
    """The centre of the small world, roughly."""
    return centre_world_quickly(offer().world)


def twins(scene: ClassroomState | None = None, weeks: int = 0, **more: Any) -> PairedMarkets:
    """The markets of a scene, after some weeks."""
    small = offer()
    scene = scene or ClassroomState(small.first, **more)
    without = LESSONS[scene.lesson - 1].without if scene.lesson else None
    chosen = scene.strategy(LEFT, small), scene.strategy(RIGHT, small)
    found = PairedMarkets(small.world, centre(), chosen, scene.seed, without)
    for _ in range(weeks):
        found.step()
    return found


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The page of a process of its own; what is yielded is its address and the process."""
    command = [sys.executable, "-m", "experiments", "classroom", "classroom.browser=false", "classroom.port=0", *words]
    with (folder / "said.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=said, stderr=said, text=True,
            start_new_session=True,
        )  # fmt: skip
    try:

        def address() -> str | None:
            text = (folder / "said.txt").read_text(encoding="utf-8")
            if match := re.search(r"http://\S+", text):
                return match[0]
            assert process.poll() is None, text
            return None

        until(address, "the page")
        yield str(address()), process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=HANGS)
