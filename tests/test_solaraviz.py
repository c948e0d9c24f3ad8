"""The example of the how-to runs in Mesa's own SolaraViz: it renders, and its model steps."""

from __future__ import annotations

import runpy
import warnings

import pytest

from tests.commands import ROOT

pytest.importorskip("solara", reason="the extra solaraviz is not installed: pip install 'courtship[solaraviz]'")


def test_the_example_renders_and_its_model_steps() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of solara and what it brings
        import solara

        names = runpy.run_path(str(ROOT / "docs" / "how-to" / "solaraviz.py"))
        box, context = solara.render(names["page"], handle_error=False)
        context.find()
        names["model"].step()
        context.close()
    assert box is not None
    assert names["model"].week == 1
    assert len(names["model"].datacollector.get_model_vars_dataframe()) == 1


def test_every_slider_of_the_example_is_an_argument_of_the_model() -> None:
    from simulation.model import Courtship

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parameters = runpy.run_path(str(ROOT / "docs" / "how-to" / "solaraviz.py"))["PARAMETERS"]
    for name, widget in parameters.items():
        small = {"population_size": 50, "weeks": 2, "rng": "0"} | {name: widget["value"]}
        if name == "population_size":
            small["population_size"] = widget["min"]
        assert Courtship(**small).week == 0
