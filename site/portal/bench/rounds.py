"""Interleaved rounds: every scenario in each round, in another order each time; medians at the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median

from .client import Answer, Link
from .processes import Cost, Servers

Requests = Callable[[], Iterator[bytes]]


@dataclass
class Scenario:
    """Requests of one kind; `C` is the scenario everything is compared with."""

    name: str
    requests: Requests
    count: int
    status: int = 200
    seconds: list[float] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    size: int = 0

    @property
    def wall(self) -> float:
        """Median seconds of a request as a client meets it."""
        return median(self.seconds)

    @property
    def web(self) -> float:
        """Median over the rounds of the web workers' processor time for a request."""
        return median(cost.web for cost in self.costs)

    @property
    def database(self) -> float:
        return median(cost.database for cost in self.costs)

    @property
    def cpu(self) -> float:
        return median(cost.all for cost in self.costs)


class WrongAnswer(Exception):
    """A scenario measured something else than it says."""


def run(scenarios: list[Scenario], servers: Servers, *, rounds: int, share: float) -> None:
    """Ask everything `rounds` times, after one round that is thrown away."""
    link, dice = Link(servers.port), Random(1)
    for number in range(rounds + 1):
        for scenario in dice.sample(scenarios, len(scenarios)):
            seconds, cost = _ask(scenario, link, servers, max(2, int(scenario.count * share)))
            if number:
                scenario.seconds += seconds
                scenario.costs.append(cost)
    link.close()


def _ask(scenario: Scenario, link: Link, servers: Servers, count: int) -> tuple[list[float], Cost]:
    prepared = [request for request, _ in zip(scenario.requests(), range(count), strict=False)]
    before = servers.cost()
    seconds = [_checked(scenario, link.ask(request)).seconds for request in prepared]
    return seconds, (servers.cost() - before).each(len(prepared))


def _checked(scenario: Scenario, answer: Answer) -> Answer:
    if answer.status != scenario.status:
        raise WrongAnswer(f"{scenario.name}: {answer.status} {answer.body[:300]!r}")
    scenario.size = len(answer.body)
    return answer
