"""How much there is, and how long is measured."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`past_first` appointments are there when buffers are counted first, `past` from then on."""

    professionals: int
    any_of: int
    people: int
    past_first: int
    past: int
    days_ahead: int
    rounds: int
    # Requests in each round, as a part of what a scenario asks for.
    share: float
    at_once: int
    storms: int


FULL = Sizes(
    professionals=1000,
    any_of=50,
    people=200_000,
    past_first=100_000,
    past=1_000_000,
    days_ahead=60,
    rounds=7,
    share=1.0,
    at_once=50,
    storms=5,
)
QUICK = Sizes(
    professionals=60,
    any_of=50,
    people=500,
    past_first=1000,
    past=3000,
    days_ahead=35,
    rounds=1,
    share=0.1,
    at_once=10,
    storms=1,
)


def wanted() -> Sizes:
    """QUICK=1 tries the bench itself; its figures mean nothing."""
    return QUICK if os.environ.get("QUICK") else FULL
