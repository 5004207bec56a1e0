"""What the terminal shows: a line per step with the time it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from portal.launcher.preflight import say

__all__ = ["detail", "say", "step", "took"]

WIDTH = 40


def detail(line: str) -> None:
    """A line of progress inside a step."""
    say(f"    {line}")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Tell a step when it is done, with its time; a step that fails tells its own reason."""
    started = time.monotonic()
    yield
    took(title, time.monotonic() - started)


def took(title: str, seconds: float) -> None:
    """The line of a step that is done."""
    say(f"  {title:<{WIDTH}} {seconds:5.1f} s")
