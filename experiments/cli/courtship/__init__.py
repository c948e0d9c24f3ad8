"""Courtship: agent-based simulation of customer relationships.

The names of `experiments.api`, and no code of its own: the build puts this file into the wheel as the import package
`courtship`, of which an editable install has a copy.
"""

from functools import partial
from typing import TYPE_CHECKING

from experiments import api

if TYPE_CHECKING:
    from experiments.api import *  # noqa: F403

__all__ = api.__all__
__getattr__ = partial(getattr, api)
__dir__ = api.__dir__
