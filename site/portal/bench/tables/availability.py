"""The availability API against its budgets."""

from collections.abc import Iterator
from itertools import count

from portal.bench.client import get
from portal.bench.report import Table, ms, verdict
from portal.bench.rounds import Scenario
from portal.bench.sizes import Sizes
from portal.bench.urls import CONSTANT

from .questions import API, ask_any, ask_one

CONSTANT_NAME = "C: the constant view"
DAY = "one professional × 1 day"
MONTH = "one professional × 30 days"
ANY = "any of 50 × a month"
BUDGETS = {DAY: 3, MONTH: 4, ANY: 50}


def scenarios(sizes: Sizes) -> list[Scenario]:
    """C and the three questions; another professional and day each time."""

    def of_one(days: int) -> Iterator[bytes]:
        for number in count(1):
            professional = f"bench-{1 + number * 7 % sizes.professionals}"
            query = ask_one(professional, days=days, ahead=1 + number % 5)
            yield get(f"{API}?{query}")

    def constants() -> Iterator[bytes]:
        while True:
            yield get(CONSTANT)

    def of_any() -> Iterator[bytes]:
        while True:
            yield get(f"{API}?{ask_any(days=30)}")

    return [
        Scenario(CONSTANT_NAME, constants, 150),
        Scenario(DAY, lambda: of_one(1), 80),
        Scenario(MONTH, lambda: of_one(30), 60),
        Scenario(ANY, of_any, 10),
    ]


def table(measured: dict[str, Scenario]) -> Table:
    """A row per question."""
    constant = measured[CONSTANT_NAME]
    rows = [_row(measured[name], constant, budget) for name, budget in BUDGETS.items()]
    return Table(
        "Availability API",
        "Free times of one professional, or of whoever of fifty is free, with the coming weeks half full.",
        [
            "question",
            "wall",
            "in C",
            "budget",
            "web",
            "database",
            "processor in C",
            "bytes",
            "verdict",
        ],
        [_row(constant, constant, None), *rows],
    )


def _row(scenario: Scenario, constant: Scenario, budget: int | None) -> list[str]:
    ratio = scenario.wall / constant.wall
    return [
        scenario.name,
        ms(scenario.wall),
        f"{ratio:.1f}",
        f"{budget} C" if budget else "",
        ms(scenario.web),
        ms(scenario.database),
        f"{scenario.cpu / constant.cpu:.1f}",
        f"{scenario.size:,}",
        verdict(ratio <= budget) if budget else "",
    ]
