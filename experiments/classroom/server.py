"""The server of the page: Bokeh's, on this machine only unless told otherwise, one session a tab."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bokeh.application import Application
from bokeh.application.handlers.function import FunctionHandler
from bokeh.document import Document
from bokeh.server.server import Server
from jinja2 import Environment, FileSystemLoader
from tornado.ioloop import IOLoop

from experiments.classroom.background_worker import BackgroundWorker
from experiments.classroom.controller import ClassroomController
from experiments.classroom.options import ClassroomOptions
from experiments.classroom.series import CURVES
from experiments.execution.executors import WorkerPool
from simulation.alignment.centring import centre_world_quickly
from simulation.mistake import Mistake

HERE = Path(__file__).parent
LINGER = 3_000
"""Milliseconds that a tab may be away, as in a reload, before its markets are freed."""
EVERYWHERE = ("0.0.0.0", "::")
"""Addresses that mean: whoever can reach this machine."""
MOST_MESSAGE = 1_000_000
"""Bytes in the largest message that a browser may send."""


class Classroom:
    """A running page.

    Args:
        offer: what can be chosen.
        address: to listen on.
        port: to listen on; 0 takes a free one.

    Raises:
        Mistake: when the port is taken or the address is not of this machine.
    """

    def __init__(self, offer: ClassroomOptions, address: str = "127.0.0.1", port: int = 0) -> None:
        self.loop = IOLoop.current()
        self.offer = offer
        self.crew = WorkerPool("processes", 1)
        self.background = BackgroundWorker(self.crew, self.loop.add_callback)
        self._template = Environment(loader=FileSystemLoader(HERE)).get_template("page.html")
        self._css = (HERE / "page.css").read_text(encoding="utf-8")
        application = Application(FunctionHandler(self._tab))
        port = port or _free(address)
        names = ["localhost", "127.0.0.1", *(own_names() if address in EVERYWHERE else [address])]
        try:
            self.server = Server(
                {"/": application}, io_loop=self.loop, address=address, port=port,
                allow_websocket_origin=[f"{host_in_address(name)}:{port}" for name in names],
                unused_session_lifetime_milliseconds=LINGER, check_unused_sessions_milliseconds=1_000,
                websocket_max_message_size=MOST_MESSAGE, use_index=False,
            )  # fmt: skip
        except OSError as error:
            self.crew.close(now=True)
            where = f"{address}:{port}"
            raise Mistake("classroom.port", where, f"cannot be used: {error.strerror}", "Take another one.") from None
        self.host = own_names()[0] if address in EVERYWHERE else address
        self.url = f"http://{host_in_address(self.host)}:{self.server.port}/"
        self.background.ask(
            ("centre", ()), (centre_world_quickly, offer.world), lambda _: None
        )  # the first page will want it

    def _tab(self, document: Document) -> None:
        """Fill the page of a new tab."""
        session = ClassroomController(document, self.offer, self.background, _query(document))
        document.title = "Courtship classroom"
        document.template = self._template
        document.template_variables.update(css=self._css, curves=[curve.key for curve in CURVES], host=self.host)
        session.board.attach(document)
        document.on_session_destroyed(lambda context: session.close())

    def run(self, opened: Callable[[], None]) -> None:
        """Serve until Ctrl-C or a signal to end; `opened` is called when the page can be reached."""
        self.server.start()
        loop = self.loop.asyncio_loop
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.loop.stop)
        self.loop.add_callback(opened)
        try:
            self.loop.start()
        finally:
            self.close()

    def close(self) -> None:
        """Let everything go."""
        self.server.stop(wait=False)
        self.crew.close(now=True)


def _query(document: Document) -> Mapping[str, str]:
    context: Any = document.session_context
    arguments = context.request.arguments if context is not None and context.request is not None else {}
    return {
        key: values[-1].decode("utf-8", "replace") for key, values in arguments.items() if not key.startswith("bokeh")
    }


def own_names() -> list[str]:
    """Addresses and names by which others in the network reach this machine; the likeliest first."""
    found: list[str] = []
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):  # never asked
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))  # sends nothing: it only chooses the way out
            found.append(str(probe.getsockname()[0]))
    name = socket.gethostname()
    with suppress(OSError):
        found += [str(one[4][0]) for one in socket.getaddrinfo(name, None)]
    return list(dict.fromkeys([*found, name]))


def host_in_address(host: str) -> str:
    """A host as it stands in an address of a page."""
    return f"[{host}]" if ":" in host else host


def _free(address: str) -> int:
    """A port that nobody listens on; the check of origins has to know it before the server does."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, 0), family=family) as taken:
        return int(taken.getsockname()[1])


def quiet_logging() -> None:
    """One line for what matters, nothing for each request; a browser that sends nonsense is not worth a traceback."""
    logging.basicConfig(level=logging.ERROR, format="courtship classroom: %(message)s")
    if os.environ.get("COURTSHIP_TRACEBACK"):
        return
    for name in ("bokeh", "tornado.access", "tornado.application", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def fresh_loop() -> None:
    """An event loop for a process, or a thread, that has none."""
    asyncio.set_event_loop(asyncio.new_event_loop())
