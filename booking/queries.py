"""Reading the agenda: free times, in one range query per table however many are asked about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.core.time import now

from .availability import Length, Stretch, free_starts
from .models import Claim, Offering, Service, TimeOff, WorkingPeriod
from .models.agenda import LONGEST_CLAIM

MINUTE = 60
LONGEST_WORK = timedelta(hours=26)


@dataclass(frozen=True)
class FreeTime:
    """A moment at which one professional can be booked for one service at one place."""

    professional_id: int
    location_id: int
    starts_at: datetime


def length_of(service: Service) -> Length:
    return Length(
        duration=service.duration_minutes,
        before=service.buffer_before_minutes,
        after=service.buffer_after_minutes,
        grid=service.start_grid_minutes,
    )


def _minute(moment: datetime) -> int:
    """Whole minutes since the epoch, rounded down."""
    return int(moment.timestamp()) // MINUTE


def _minute_up(moment: datetime) -> int:
    return -(-int(moment.timestamp()) // MINUTE)


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * MINUTE, UTC)


def bookable_span(service: Service) -> tuple[datetime, datetime]:
    """From the least notice to the end of the window: when `service` may start at all."""
    current = now()
    return (
        current + timedelta(minutes=service.minimum_notice_minutes),
        current + timedelta(days=service.window_days),
    )


def free_times(
    offerings: Sequence[Offering], start: datetime, end: datetime, *, location_id: int | None = None
) -> dict[int, list[FreeTime]]:
    """Free times in [start, end) for each offering, by its primary key, in order of time.

    Three queries whatever the number of professionals: working periods, time off, claims.
    The same function answers the pages and checks a booking.
    """
    agenda = _Agenda.read([o.professional_id for o in offerings], start, end, location_id)
    return {offering.pk: agenda.free(offering, start, end) for offering in offerings}


class _Agenda:
    """What is worked and what is taken, in minutes, by professional."""

    def __init__(self) -> None:
        self.working: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
        self.busy: dict[int, list[Stretch]] = defaultdict(list)

    @classmethod
    def read(
        cls, professionals: Iterable[int], start: datetime, end: datetime, location_id: int | None
    ) -> "_Agenda":
        agenda = cls()
        wanted = {"resource__professional__in": set(professionals)}
        # A visit may begin late in the span and last into what follows it.
        reach = end + LONGEST_CLAIM
        back = start - LONGEST_CLAIM
        working = WorkingPeriod.objects.filter(
            **wanted, starts_at__gte=start - LONGEST_WORK, starts_at__lt=end, ends_at__gt=start
        )
        if location_id is not None:
            working = working.filter(location=location_id)
        for pk, place, first, last in working.values_list(
            "resource__professional", "location", "starts_at", "ends_at"
        ):
            agenda.working[pk, place].append((_minute_up(first), _minute(last)))
        off = TimeOff.objects.filter(**wanted, ends_at__gt=back, starts_at__lt=reach)
        claims = Claim.objects.filter(
            **wanted,
            released_at__isnull=True,
            starts_at__gte=back - LONGEST_CLAIM,
            starts_at__lt=reach,
            ends_at__gt=back,
        )
        for rows in (off, claims):
            for pk, first, last in rows.values_list(
                "resource__professional", "starts_at", "ends_at"
            ):
                agenda.busy[pk].append((_minute(first), _minute_up(last)))
        return agenda

    def free(self, offering: Offering, start: datetime, end: datetime) -> list[FreeTime]:
        earliest, latest = bookable_span(offering.service)
        first, last = _minute_up(max(start, earliest)), _minute_up(min(end, latest))
        found = [
            FreeTime(professional, place, _moment(minute))
            for (professional, place), working in self.working.items()
            if professional == offering.professional_id
            for minute in free_starts(
                working,
                self.busy[professional],
                length_of(offering.service),
                earliest=first,
                latest=last,
            )
        ]
        return sorted(found, key=lambda time: time.starts_at)


def free_time_at(offering: Offering, starts_at: datetime) -> FreeTime | None:
    """The free time at exactly `starts_at`, or None when it is taken or never was one."""
    found = free_times([offering], starts_at, starts_at + timedelta(minutes=1))[offering.pk]
    return found[0] if found else None


def nearest_free_times(offering: Offering, wanted: datetime, count: int = 3) -> list[FreeTime]:
    """The `count` free times nearest to `wanted`, within a week before and two after it."""
    found = free_times([offering], wanted - timedelta(days=7), wanted + timedelta(days=14))
    by_distance = sorted(found[offering.pk], key=lambda time: abs(time.starts_at - wanted))
    return sorted(by_distance[:count], key=lambda time: time.starts_at)


def next_free_times(
    offerings: Sequence[Offering], *, days: int = 14, location_id: int | None = None
) -> dict[int, list[tuple[Offering, FreeTime]]]:
    """The coming free times of each professional over all their offerings, one entry a moment.

    Keyed by the professional; of two services free at the same moment the first offering counts.
    """
    current = now()
    found = free_times(offerings, current, current + timedelta(days=days), location_id=location_id)
    result: dict[int, dict[datetime, tuple[Offering, FreeTime]]] = defaultdict(dict)
    for offering in offerings:
        for free in found[offering.pk]:
            result[offering.professional_id].setdefault(free.starts_at, (offering, free))
    return {
        professional: [moments[key] for key in sorted(moments)]
        for professional, moments in result.items()
    }
