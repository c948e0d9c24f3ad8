"""Who is told what is done on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Listener(Protocol):
    """What the controls of the page call; `controller.ClassroomController` is one."""

    sent: int
    """Number of the last week that was sent to the page."""
    drawn: int
    """Number of the last week that the page has drawn."""

    def guarded(self, work: Callable[[], None]) -> None:
        """Do something, and say on the page what went wrong."""

    def toggle(self) -> None:
        """Play or pause."""

    def step(self) -> None:
        """One week."""

    def reset(self) -> None:
        """From the beginning."""

    def faster(self) -> None:
        """Another speed."""

    def choose(self, row: int | None) -> None:
        """A person was clicked on; None: nobody any more."""

    def entered(self, number: str) -> None:
        """The number of a person was typed."""

    def seeded(self, number: str) -> None:
        """Another seed."""

    def strategy(self, side: int, name: str) -> None:
        """Another strategy on one side."""

    def lever(self, side: int, key: str, value: float) -> None:
        """A lever of one side."""

    def law(self, key: str, value: float) -> None:
        """A parameter of both sides."""

    def lesson(self, number: int) -> None:
        """Another lesson; 0 is free play."""

    def read(self, text: str) -> None:
        """A setting that was shared as a file."""
