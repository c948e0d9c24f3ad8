"""`courtship classroom`: from words to a page."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec

from experiments.classroom.options import classroom_options
from experiments.cli.words import Words
from experiments.config.composition import composed
from experiments.config.setting import built
from simulation.mistake import Mistake

PEOPLE = "population.size=2000"
"""As many as a page shows well, unless the command says otherwise."""


def serve_classroom(words: Words) -> int:
    """Serve the page until Ctrl-C.

    Raises:
        Mistake: when the extra is missing, or what is asked for cannot be shown.
    """
    if find_spec("bokeh") is None:
        raise Mistake("classroom", "no bokeh", "must be installed", "Run: pip install 'courtship[classroom]'")
    setting = built(composed(words.overrides, "classroom", [PEOPLE]).values)
    rule = setting.options.classroom
    offer = classroom_options(setting)

    from experiments.classroom.server import Classroom, fresh_loop, quiet_logging

    quiet_logging()
    fresh_loop()
    room = Classroom(offer, rule.address, rule.port)

    def ready() -> None:
        print(f"Courtship classroom: {room.url}  (Ctrl-C stops it)", flush=True)
        if rule.browser:
            webbrowser.open(room.url)

    room.run(ready)
    print("\nThe classroom is closed.")
    return 0
