"""Free time as arithmetic on whole minutes: no ORM, no time zones, no datetimes.

A stretch is a half-open pair `(start, end)` of minutes since the epoch (UTC). Zones were settled
when rules were expanded, so nothing here can be wrong twice a year.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Length:
    """How long a visit takes and what must stay free around it, in minutes."""

    duration: int
    before: int = 0
    after: int = 0
    grid: int = 15


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time, sorted, with overlapping and touching stretches made one."""
    result: list[Stretch] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def without(stretches: Iterable[Stretch], holes: Iterable[Stretch]) -> list[Stretch]:
    """What is left of `stretches`, merged and sorted, once `holes` are cut out."""
    left = merged(stretches)
    for hole_start, hole_end in holes:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, hole_start)), (max(start, hole_end), end))
            if piece[0] < piece[1]
        ]
    return merged(left)


def free_starts(
    working: Iterable[Stretch],
    busy: Iterable[Stretch],
    length: Length,
    *,
    earliest: int,
    latest: int,
) -> Iterator[int]:
    """Every minute in [earliest, latest) at which a visit of `length` can start.

    The visit itself lies within one working stretch; with its buffers it touches no busy one.
    Starts follow the grid counted from the beginning of the working stretch.
    """
    taken = merged(busy)
    ends = [end for _, end in taken]
    for start, end in merged(working):
        yield from _starts_in(start, end, taken, ends, length, earliest, latest)


def _starts_in(
    start: int,
    end: int,
    taken: list[Stretch],
    ends: list[int],
    length: Length,
    earliest: int,
    latest: int,
) -> Iterator[int]:
    at = _on_grid(start, max(start, earliest), length.grid)
    last = min(end - length.duration, latest - 1)
    while at <= last:
        claim_start = at - length.before
        blocker = bisect_right(ends, claim_start)
        if blocker < len(taken) and taken[blocker][0] < at + length.duration + length.after:
            at = _on_grid(start, ends[blocker] + length.before, length.grid)
            continue
        yield at
        at += length.grid


def _on_grid(origin: int, at: int, grid: int) -> int:
    """The first minute from `at` on that lies a whole number of grid steps after `origin`."""
    return at if at <= origin else origin + -(-(at - origin) // grid) * grid
