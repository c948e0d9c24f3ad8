"""The example of the how-to in Mesa's own SolaraViz: in a real Chromium it draws, steps, and asks nobody else."""

from __future__ import annotations

import importlib.util
import os
import runpy
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.classrooms import CHROMIUM, FLAGS
from tests.commands import ROOT
from tests.waiting import HANGS, until

EXAMPLE = ROOT / "docs" / "how-to" / "solaraviz.py"
MISSING = [name for name in ("solara", "playwright") if importlib.util.find_spec(name) is None]
if not CHROMIUM:
    MISSING.append("Chromium")
needs_solara = pytest.mark.skipif("solara" in MISSING, reason="no solara: pip install 'courtship[solaraviz]'")
needs_browser = pytest.mark.skipif(
    bool(MISSING), reason=f"SolaraViz is not looked at: there is no {', no '.join(MISSING)}"
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", str(EXAMPLE), "--production", "--no-open", "--host", "127.0.0.1"]
    with (tmp_path / "said.txt").open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            [*command, "--port", str(port)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=said,
            stderr=said,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    try:

        def answers() -> bool:
            assert server.poll() is None, (tmp_path / "said.txt").read_text(encoding="utf-8")
            try:
                urlopen(url, timeout=HANGS).close()
            except (URLError, OSError):
                return False
            return True

        until(answers, url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=HANGS)


@needs_browser
def test_the_example_draws_and_steps_and_asks_nobody(address: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    abroad: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        page.on("request", lambda one: one.url.startswith((address, "data:", "blob:")) or abroad.append(one.url))
        page.goto(address)
        page.get_by_role("button", name="Step").click()
        page.get_by_text("Step: 1", exact=False).first.wait_for()
        page.locator("img, svg").first.wait_for()
        page.screenshot(path=tmp_path / "solaraviz.png")
        browser.close()
    assert not abroad
    assert "Traceback" not in (tmp_path / "said.txt").read_text(encoding="utf-8")


@needs_solara
def test_every_slider_of_the_example_is_an_argument_of_the_model() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of solara and what it brings
        names = runpy.run_path(str(EXAMPLE))
    for name, widget in names["PARAMETERS"].items():
        small = {"population_size": 60, "weeks": 2, "rng": "0"} | {name: widget.get("min", widget["value"])}
        assert names["Encounters"](**small).week == 0
