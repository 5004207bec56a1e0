"""Reading the agenda: free times, in one range query per table however many are asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, TypeVar

from portal.core.time import now

from . import agenda_sql
from .availability import Length, Stretch, free_starts, without
from .terms import Bookable

MINUTE = 60
B = TypeVar("B", bound=Bookable)


@dataclass(frozen=True)
class FreeTime:
    """A moment at which one professional can be booked for one service at one place."""

    professional_id: int
    location_id: int
    starts_at: datetime


def length_of(offering: Bookable) -> Length:
    return Length(
        duration=offering.duration_minutes,
        before=offering.buffer_before_minutes,
        after=offering.buffer_after_minutes,
        grid=offering.start_grid_minutes,
    )


def minute_up(moment: datetime) -> int:
    """Whole minutes since the epoch, rounded up."""
    return -(-int(moment.timestamp()) // MINUTE)


def moment(minute: int) -> datetime:
    """The moment of a minute since the epoch, UTC."""
    return datetime.fromtimestamp(minute * MINUTE, UTC)


def bookable_span(offering: Bookable) -> tuple[datetime, datetime]:
    """From the least notice to the end of the window: when `offering` may start at all."""
    current = now()
    return (
        current + timedelta(minutes=offering.minimum_notice_minutes),
        current + timedelta(days=offering.window_days),
    )


def free_times(
    offerings: Sequence[Bookable],
    start: datetime,
    end: datetime,
    *,
    location_id: int | None = None,
    ignoring_claims: Collection[int] = (),
    for_staff: bool = False,
) -> dict[int, list[FreeTime]]:
    """Free times in [start, end) for each offering, by its primary key, in order of time.

    One query whatever the number of professionals. The same function answers the pages and
    checks a booking. Staff need no notice and may look beyond the window.
    """
    found = free_minutes(
        offerings,
        start,
        end,
        location_id=location_id,
        ignoring_claims=ignoring_claims,
        for_staff=for_staff,
    )
    return {
        offering.pk: [
            FreeTime(offering.professional_id, place, moment(minute))
            for minute, place in found[offering.pk]
        ]
        for offering in offerings
    }


def free_minutes(
    offerings: Sequence[Bookable],
    start: datetime,
    end: datetime,
    *,
    location_id: int | None = None,
    ignoring_claims: Collection[int] = (),
    for_staff: bool = False,
) -> dict[int, list[tuple[int, int]]]:
    """As `free_times`, in (minute since the epoch, location)."""
    found = free_minutes_by_place(
        offerings,
        start,
        end,
        location_id=location_id,
        ignoring_claims=ignoring_claims,
        for_staff=for_staff,
    )
    return {pk: _in_order(places) for pk, places in found.items()}


def _in_order(places: dict[int, list[int]]) -> list[tuple[int, int]]:
    """Each place's minutes are in order already; of one place, which is usual, they stay as they are."""
    lists = [[(minute, place) for minute in minutes] for place, minutes in places.items()]
    return lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))


def free_minutes_by_place(
    offerings: Sequence[Bookable],
    start: datetime,
    end: datetime,
    *,
    location_id: int | None = None,
    ignoring_claims: Collection[int] = (),
    for_staff: bool = False,
) -> dict[int, dict[int, list[int]]]:
    """As `free_times`, in minutes since the epoch by location: for answers with many times."""
    professionals = [offering.professional_id for offering in offerings]
    agenda = _Agenda(
        agenda_sql.read(
            professionals,
            start,
            end,
            now=now(),
            location_id=location_id,
            ignoring_claims=ignoring_claims,
        )
    )
    return {
        offering.pk: agenda.free(offering, *_span(offering, start, end, for_staff))
        for offering in offerings
    }


def _span(offering: Bookable, start: datetime, end: datetime, for_staff: bool) -> tuple[int, int]:
    if for_staff:
        return minute_up(max(start, now())), minute_up(end)
    earliest, latest = bookable_span(offering)
    return minute_up(max(start, earliest)), minute_up(min(end, latest))


class _Agenda:
    """What is worked and what is taken, in minutes, by professional."""

    def __init__(self, rows: Iterable[tuple[int, int, int, int, int]]) -> None:
        working: dict[int, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
        closed: dict[int, list[Stretch]] = defaultdict(list)
        self.busy: dict[int, list[Stretch]] = defaultdict(list)
        for kind, professional, place, start, end in rows:
            if kind == agenda_sql.WORKED:
                working[professional][place].append((start, end))
            elif kind == agenda_sql.TAKEN:
                self.busy[professional].append((start, end))
            else:
                closed[place].append((start, end))
        self.working = {
            professional: {
                place: without(stretches, closed[place]) if place in closed else stretches
                for place, stretches in places.items()
            }
            for professional, places in working.items()
        }

    def free(self, offering: Bookable, first: int, last: int) -> dict[int, list[int]]:
        """Each start in [first, last), in order, by location."""
        length = length_of(offering)
        busy = self.busy[offering.professional_id]
        return {
            place: list(free_starts(working, busy, length, earliest=first, latest=last))
            for place, working in self.working.get(offering.professional_id, {}).items()
        }


def free_time_at(
    offering: Bookable,
    starts_at: datetime,
    *,
    ignoring_claims: Collection[int] = (),
    for_staff: bool = False,
) -> FreeTime | None:
    """The free time at exactly `starts_at`, or None when it is taken or never was one."""
    found = free_times(
        [offering],
        starts_at,
        starts_at + timedelta(minutes=1),
        ignoring_claims=ignoring_claims,
        for_staff=for_staff,
    )[offering.pk]
    return found[0] if found else None


def nearest_free_times(
    offerings: Sequence[B], wanted: datetime, count: int = 3, **how: Any
) -> list[tuple[B, FreeTime]]:
    """The `count` moments nearest to `wanted` with any of `offerings`, in order of time.

    Looks a week back and two weeks ahead; of several professionals at one moment one is named.
    """
    found = free_times(offerings, wanted - timedelta(days=7), wanted + timedelta(days=14), **how)
    moments: dict[datetime, tuple[B, FreeTime]] = {}
    for offering in offerings:
        for free in found[offering.pk]:
            moments.setdefault(free.starts_at, (offering, free))
    by_distance = sorted(moments, key=lambda starts_at: abs(starts_at - wanted))
    return [moments[starts_at] for starts_at in sorted(by_distance[:count])]
