"""Courtship in Mesa's SolaraViz: `solara run docs/how-to/solaraviz.py --production`."""

from typing import Any

from courtship import Courtship
from mesa.visualization import SolaraViz, make_plot_component


class Encounters(Courtship):
    """The model with the arguments that the page varies spelled out, as SolaraViz wants them."""

    def __init__(
        self,
        *,
        rng: Any = 0,
        population_size: int = 500,
        weeks: int = 104,
        encounter_share: float = 0.1,
        listening: float = 0.5,
    ) -> None:
        super().__init__(
            rng=rng, population_size=population_size, weeks=weeks, encounter_share=encounter_share, listening=listening
        )


PARAMETERS = {
    "rng": {"type": "InputText", "value": "0", "label": "Seed"},
    "population_size": {"type": "SliderInt", "value": 500, "min": 100, "max": 2000, "step": 100, "label": "People"},
    "weeks": {"type": "SliderInt", "value": 104, "min": 26, "max": 260, "step": 26, "label": "Weeks"},
    "encounter_share": {
        "type": "SliderFloat", "value": 0.1, "min": 0.0, "max": 1.0, "step": 0.05, "label": "Encounter share",
    },
    "listening": {"type": "SliderFloat", "value": 0.5, "min": 0.0, "max": 1.0, "step": 0.05, "label": "Listening"},
}  # fmt: skip

model = Encounters()
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
