"""How many weeks a second the page of 2,000 people draws in a real Chromium, and what a week costs on both sides."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from experiments.benchmarks.measurement import Figure
from experiments.execution.progress import Progress

SECONDS = 15.0
TARGET = 5.0
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
WEEK = "parseInt(document.getElementById('week').textContent.split(' ')[1])"


def measured(progress: Progress) -> list[Figure]:
    """Play at full speed for some seconds; left out, with the reason, where a browser or the extra is missing."""
    chromium = shutil.which("chromium")
    lacking = [name for name in ("bokeh", "playwright") if find_spec(name) is None] + ([] if chromium else ["chromium"])
    if lacking:
        return [Figure("weeks drawn", float("nan"), "1/s", note=f"not measured: there is no {', no '.join(lacking)}")]
    command = [sys.executable, "-m", "experiments", "classroom", "classroom.browser=false", "classroom.port=0"]
    with progress.task("classroom", 2) as done:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                return [Figure("weeks drawn", float("nan"), "1/s", note="the page was not served")]
            done()
            figures = _played(found[0], str(chromium), server.pid)
            done()
        finally:
            server.terminate()
            server.wait()
    return figures


def _played(url: str, chromium: str, server: int) -> list[Figure]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(300_000)
        begun = time.perf_counter()
        page.goto(url)
        shown = time.perf_counter() - begun
        page.wait_for_function(f"{WEEK} == 0")
        ready = time.perf_counter() - begun
        page.locator("#speed .noUi-handle").focus()
        page.keyboard.press("End")
        page.locator("#play button").click()
        page.wait_for_function(f"{WEEK} >= 3")
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")
        before = _now(page, client, server)
        time.sleep(SECONDS)
        after = _now(page, client, server)
        browser.close()
    weeks, wall, work, drawing = (b - a for a, b in zip(before, after, strict=True))
    return [
        Figure("page shown after", shown, "s", note="busy until the markets are ready"),
        Figure("markets ready after", ready, "s", note="the status quo is centred first"),
        Figure("weeks drawn, 2,000 people twice", weeks / wall, "1/s", at_least=TARGET),
        Figure("processor time of the server", 1000 * work / max(weeks, 1), "ms a week"),
        Figure(
            "main thread of the browser", 1000 * drawing / max(weeks, 1), "ms a week", note="waiting for a core too"
        ),
    ]


def _now(page: Any, client: Any, server: int) -> tuple[float, float, float, float]:
    """Week, clock, processor time of the server and busy time of the browser's main thread [s]."""
    metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    ticks = Path(f"/proc/{server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    used = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
    return float(page.evaluate(WEEK)), time.perf_counter(), used, float(metrics["TaskDuration"])
