"""The page in a real Chromium: it loads, plays, moves, answers the keyboard, and asks nobody but this machine."""

from __future__ import annotations

import importlib.util
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.classrooms import CHROMIUM, FLAGS, served
from tests.waiting import HANGS

MISSING = [name for name in ("bokeh", "playwright") if importlib.util.find_spec(name) is None]
if not CHROMIUM:
    MISSING.append("Chromium (apt-get install chromium)")
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the page is not tested: there is no {' and no '.join(MISSING)}")

PATIENCE = 300_000
"""Milliseconds; a busy machine is slow, and the test is about what happens, not about when."""
WORDS = ("population.size=300", "weeks=78", "community.degree=8")


@dataclass
class Watched:
    """A page, and what it complained about or asked for."""

    page: Any
    url: str
    complaints: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.abroad.append(request.url)

    def open(self, query: str = "") -> None:
        self.page.goto(self.url + query)
        self.page.wait_for_function("/Week 0 of/.test(document.getElementById('week').textContent)")

    def week(self) -> int:
        return int(self.page.locator("#week").inner_text().split()[1])

    def reach(self, week: int) -> None:
        self.page.wait_for_function(
            f"parseInt(document.getElementById('week').textContent.split(' ')[1]) >= {week}", timeout=PATIENCE
        )

    def drawer(self, name: str) -> None:
        """Open a drawer, and wait until the server has shown it and hidden the others."""
        self.page.get_by_role("button", name=name).click()
        k = ["Left", "Right", "Laws", "Share"].index(name)
        self.page.wait_for_function(
            f"""() => {{ const side = [...Bokeh.index.roots].find((v) => v.model.name == 'side').model
                         return side.children.slice(-4).every((one, k) => one.visible == (k == {k})) }}"""
        )

    def data(self, root: str) -> list[float]:
        """All numbers of all columns behind a figure."""
        return list(self.page.evaluate(
            """(name) => [...Bokeh.index.roots].find((v) => v.model.name == name).model.renderers
               .map((r) => r.data_source.data)
               .flatMap((d) => d instanceof Map ? [...d.values()] : Object.values(d))
               .flatMap((c) => Array.from(c)).filter((one) => typeof one == 'number')""", root,
        ))  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("classroom"), *WORDS) as (url, _):
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    found = Watched(context.new_page(), address)
    yield found
    context.close()
    assert not found.complaints
    assert not found.abroad


def test_it_plays_and_a_slider_moves_curves_and_graph(watched: Watched) -> None:
    watched.open()
    graph, curves = watched.data("right"), watched.data("customers_levels")
    watched.page.locator("#play button").click()
    watched.reach(6)
    watched.drawer("Right")
    handle = watched.page.locator("aside .noUi-handle:visible").nth(1)
    handle.focus()
    for _ in range(5):
        watched.page.keyboard.press("ArrowRight")
    watched.reach(12)
    watched.page.locator("#play button").click()
    watched.page.wait_for_function("location.search.includes('moves=')")
    assert watched.data("right") != graph
    assert len(watched.data("customers_levels")) > len(curves)


def test_everything_can_be_reached_and_used_with_the_keyboard(watched: Watched) -> None:
    watched.open()
    reached = set()
    for _ in range(60):
        watched.page.keyboard.press("Tab")
        reached.add(watched.page.evaluate(
            """() => { let e = document.activeElement
                       while (e && e.shadowRoot && e.shadowRoot.activeElement) { e = e.shadowRoot.activeElement }
                       return (e.textContent || e.value || e.className || e.tagName).trim() }"""
        ))  # fmt: skip
    for wanted in ("Free play", "Save picture", "▶ Play", "Step", "Reset"):
        assert any(wanted in one for one in reached), f"{wanted!r} not in {sorted(reached)}"
    watched.page.locator("#step button").focus()
    watched.page.keyboard.press("Enter")
    watched.reach(1)
    watched.page.locator("#life input").focus()
    watched.page.keyboard.type("5")
    watched.page.keyboard.press("Enter")
    watched.page.get_by_text("in weeks 1–1").first.wait_for()


def test_a_click_on_a_person_tells_the_twins_lives(watched: Watched) -> None:
    watched.open()
    watched.page.locator("#step button").click()
    watched.reach(1)
    x, y = watched.page.evaluate(
        """() => { const v = [...Bokeh.index.roots].find((v) => v.model.name == 'left')
                   const all = v.model.renderers.map((r) => r.data_source.data)
                   const s = new Map(all.map((d) => d instanceof Map ? d : new Map(Object.entries(d)))
                     .find((d) => d.has('kind')))
                   const box = v.canvas_view.el.getBoundingClientRect()
                   return [box.left + v.frame.x_scale.compute(s.get('x')[7]),
                           box.top + v.frame.y_scale.compute(s.get('y')[7])] }"""
    )
    watched.page.mouse.click(x, y)
    watched.page.get_by_text("in weeks 1–1").first.wait_for()
    assert watched.page.locator("#life input").input_value() != ""


def test_a_law_shows_that_it_is_busy_and_begins_anew(watched: Watched) -> None:
    watched.open("?market.margin=0.35")
    watched.page.locator("#step button").click()
    watched.reach(1)
    watched.drawer("Laws")
    watched.page.locator("aside .noUi-handle:visible").nth(7).focus()
    watched.page.keyboard.press("ArrowRight")
    watched.page.wait_for_function("location.search.includes('fatigue')")
    watched.page.wait_for_function("/Week 0 of/.test(document.getElementById('week').textContent)")
    assert watched.week() == 0


def test_a_lesson_asks_plays_and_reveals(watched: Watched) -> None:
    watched.open("?lesson=1")
    watched.page.locator("#play button").click()
    watched.page.get_by_text("Choose your prediction first.").wait_for()
    watched.page.locator("#lesson input[type=radio]").first.click()
    watched.page.locator("#speed .noUi-handle").focus()
    watched.page.keyboard.press("End")
    watched.page.locator("#play button").click()
    watched.page.get_by_text("After week 52: not at all.").wait_for()
    watched.page.get_by_text("You predicted it.").wait_for()
    assert watched.week() >= 52


def test_nonsense_in_the_address_and_in_fields_is_said_and_the_page_goes_on(watched: Watched) -> None:
    watched.open("?seed=%3Cscript%3Ealert(1)%3C/script%3E&x=1")
    watched.page.get_by_text("This link cannot be read.").wait_for()
    watched.page.locator("#seed input").fill("1e999")
    watched.page.keyboard.press("Enter")
    watched.page.get_by_text("must be a finite number").wait_for()
    watched.page.locator("#step button").click()
    watched.reach(1)
    assert watched.week() >= 1


@pytest.mark.long
def test_two_tabs_do_not_meet_and_a_closed_one_harms_nobody(watched: Watched) -> None:
    watched.open()
    other = Watched(watched.page.context.new_page(), watched.url)
    other.open("?seed=4")
    other.page.locator("#play button").click()
    other.reach(2)
    assert watched.week() == 0
    other.page.close()
    watched.page.locator("#step button").click()
    watched.reach(1)


def test_picture_and_yaml_are_downloaded(watched: Watched, tmp_path: Path) -> None:
    watched.open("?lesson=1")
    watched.page.evaluate(
        """() => { window.written = []
                  const one = CanvasRenderingContext2D.prototype, fill = one.fillText
                  one.fillText = function (...what) { window.written.push(what[0]); fill.call(this, ...what) } }"""
    )
    with watched.page.expect_download() as picture:
        watched.page.locator("#picture button").click()
    picture.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "picture.png").stat().st_size > 20_000
    written = watched.page.evaluate("window.written")
    for wanted in ("Courtship classroom, week 0 of 78", "as_is", "cx_only", "praise heard"):
        assert wanted in written
    assert any(text.startswith("Lesson 1: Same luck. Seed 0") for text in written)
    watched.drawer("Share")
    with watched.page.expect_download() as scene:
        watched.page.get_by_role("button", name="Download").click()
    scene.value.save_as(tmp_path / "scene.yaml")
    assert "strategies:" in (tmp_path / "scene.yaml").read_text(encoding="utf-8")


def test_it_listens_on_this_machine_only_and_to_its_own_pages_only(address: str) -> None:
    port = int(address.rsplit(":", 1)[1].strip("/"))
    others = {item[4][0] for item in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for other in others:
        with socket.socket() as line:
            line.settimeout(HANGS)
            assert line.connect_ex((other, port)) != 0 or other.startswith("127.")
    with socket.create_connection(("127.0.0.1", port), timeout=HANGS) as line:
        line.sendall(
            b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            b"Origin: http://elsewhere.example\r\nSec-WebSocket-Protocol: bokeh, x\r\n\r\n"
        )
        assert b" 403 " in line.recv(200)


def test_ctrl_c_stops_it_with_one_line(tmp_path: Path) -> None:
    with served(tmp_path, *WORDS) as (url, process):
        urlopen(Request(url), timeout=HANGS).read()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=HANGS) == 0
    lines = (tmp_path / "said.txt").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line] == [
        f"Courtship classroom: {url}  (Ctrl-C stops it)",
        "The classroom is closed.",
    ]


def test_every_slider_and_field_has_a_name_for_those_who_listen(watched: Watched) -> None:
    watched.open()
    watched.page.wait_for_function(
        """() => { const parts = [], wanted = '.noUi-handle, input, select', walk = (view) => {
                     parts.push(...(view.shadow_el ? view.shadow_el.querySelectorAll(wanted) : []))
                     for (const inner of view.child_views || []) { walk(inner) } }
                   for (const view of Bokeh.index.roots) { walk(view) }
                   const said = parts.map((one) => one.getAttribute('aria-label') || '')
                   return said.length > 70 && said.every((one) => one.length > 3) }"""
    )
