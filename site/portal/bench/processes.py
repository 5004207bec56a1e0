"""What the kernel says our servers have computed, in seconds of processor time."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
NANO = 1e-9


def children_of(pid: int) -> list[int]:
    """The processes that `pid` has started and that still run."""
    found = []
    for folder in Path(f"/proc/{pid}/task").iterdir():
        found += [int(text) for text in (folder / "children").read_text().split()]
    return found


def computed(pids: Iterable[int]) -> float:
    """Seconds of processor time of all threads of these processes up to now."""
    return sum(_computed(pid) for pid in pids)


def _computed(pid: int) -> float:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        # Nanoseconds, where the kernel keeps them; its older word counts in hundredths of a second.
        return NANO * sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads)
    except FileNotFoundError:
        return _ticks(pid)


def _ticks(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time: of the web workers, and of the database's processes."""

    web: float
    database: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.web - other.web, self.database - other.database)

    def each(self, count: int) -> "Cost":
        return Cost(self.web / count, self.database / count)

    @property
    def all(self) -> float:
        return self.web + self.database


@dataclass(frozen=True)
class Servers:
    """The web server's first process and PostgreSQL's."""

    web: int
    postmaster: int
    port: int

    def cost(self) -> Cost:
        """What both have computed so far."""
        return Cost(computed(children_of(self.web)), computed(children_of(self.postmaster)))
