"""The typed configuration says what the declarations of the model say, and nothing a second time."""

from __future__ import annotations

import dataclasses
from typing import Any, get_type_hints

import pytest
from omegaconf import OmegaConf

from experiments.config.composition import composed
from experiments.config.schema import mirror, schema
from experiments.config.shipped import shipped
from simulation.market.terms import Terms
from simulation.mechanisms import registered
from simulation.parameters import declarations, settable
from simulation.people.heterogeneity import Buying, Spending, YearlyChurn

WHOLE = schema(shipped("levers"))


def defaults(owner: Any) -> dict[str, Any]:
    return {name: getattr(owner(), name) for name in settable(owner)}


@pytest.mark.parametrize("name", registered())
def test_every_parameter_of_a_mechanism_has_its_key_and_default(name: str) -> None:
    section = OmegaConf.to_container(OmegaConf.structured(WHOLE).mechanism[name])
    assert section == defaults(registered()[name])


def test_market_and_heterogeneity_have_theirs() -> None:
    config = OmegaConf.to_container(OmegaConf.structured(WHOLE))
    assert isinstance(config, dict)
    assert {key: config["market"][key] for key in declarations(Terms)} == defaults(Terms)
    for name, law in {"churn": YearlyChurn, "buying": Buying, "spending": Spending}.items():
        assert config["population"][name] == defaults(law)


def test_every_strategy_has_every_lever_and_none_is_set() -> None:
    levers = OmegaConf.to_container(OmegaConf.structured(WHOLE).levers)
    assert isinstance(levers, dict)
    names = {lever.name for mechanism in registered().values() for lever in mechanism.levers}
    assert set(levers) == set(shipped("levers"))
    assert all(set(of) == names and set(of.values()) == {None} for of in levers.values())


def test_types_are_those_of_the_defaults() -> None:
    for owner in (Terms, *registered().values()):
        types = get_type_hints(mirror(owner))
        assert types == {name: type(value) for name, value in defaults(owner).items()}


def test_shipped_values_override_no_declared_default_of_a_mechanism() -> None:
    """What ships as a default is what the declaration says, with its grade and source."""
    config = composed(()).values["mechanism"]
    assert config == {name: defaults(law) for name, law in registered().items()}


def test_the_schema_is_made_of_dataclasses_only() -> None:
    assert dataclasses.is_dataclass(WHOLE)
