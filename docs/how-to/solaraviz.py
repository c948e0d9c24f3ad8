"""Courtship in Mesa's SolaraViz: `solara run docs/how-to/solaraviz.py`."""

from mesa.visualization import SolaraViz, make_plot_component

from simulation.model import Courtship

PARAMETERS = {
    "rng": {"type": "InputText", "value": "0", "label": "Seed"},
    "population_size": {"type": "SliderInt", "value": 500, "min": 100, "max": 2000, "step": 100, "label": "People"},
    "weeks": {"type": "SliderInt", "value": 104, "min": 26, "max": 260, "step": 26, "label": "Weeks"},
    "encounter_share": {
        "type": "SliderFloat", "value": 0.1, "min": 0.0, "max": 1.0, "step": 0.05, "label": "Encounter share",
    },
    "listening": {"type": "SliderFloat", "value": 0.5, "min": 0.0, "max": 1.0, "step": 0.05, "label": "Listening"},
}  # fmt: skip

model = Courtship(rng=0, population_size=500, weeks=104, encounter_share=0.1, listening=0.5)
page = SolaraViz(
    model,
    components=[
        make_plot_component("customers"),
        make_plot_component({"satisfaction": "#0072B2", "trust": "#C04A00"}),
        make_plot_component("stage"),
    ],
    model_params=PARAMETERS,
    name="Courtship",
)
page  # noqa: B018
