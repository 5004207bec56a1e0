"""When somebody works and whether they are free: their public page's hours and days, for programs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from booking.models import WorkingPeriod
from booking.queries import moment
from home.cards import Listed, free_of
from portal.core.time import iso, now, today
from portal.places.models import Location

DAY = timedelta(days=1)
# A day of any zone begins within fourteen hours of the same day in UTC.
ROOM = timedelta(hours=14)


def days_told(
    one: Listed, places: list[Location], first: date, last: date, service: str
) -> list[dict[str, Any]]:
    """Each day from `first` to `last` at each place where they work on it, from today on; two queries.

    Hours and days stand on the place's clock. A day is free if there is a time for the service, or for
    the main one when none is named.
    """
    start = datetime.combine(first, time(), tzinfo=now().tzinfo) - ROOM
    end = datetime.combine(last + DAY, time(), tzinfo=now().tzinfo) + ROOM
    known = {place.pk: place for place in places}
    free = _free_days(one, known, start, end, service)
    hours = _hours(one.page.professional_id, known, start, end)
    return [
        {
            "date": day.isoformat(),
            "location": known[place].slug,
            "time_zone": known[place].zone_name,
            "hours": [{"starts_at": iso(opens), "ends_at": iso(closes)} for opens, closes in spans],
            "is_free": (day, place) in free,
        }
        for (day, place), spans in sorted(hours.items())
        if max(first, today(known[place].zone)) <= day <= last
    ]


def _hours(
    professional: int, places: dict[int, Location], start: datetime, end: datetime
) -> dict[tuple[date, int], list[tuple[datetime, datetime]]]:
    rows = WorkingPeriod.objects.filter(
        resource__professional=professional,
        location__in=places,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    found: dict[tuple[date, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for place, opens, closes in rows.order_by("starts_at").values_list(
        "location", "starts_at", "ends_at"
    ):
        zone = places[place].zone
        local = opens.astimezone(zone)
        found[local.date(), place].append((local, closes.astimezone(zone)))
    return found


def _free_days(
    one: Listed, places: dict[int, Location], start: datetime, end: datetime, service: str
) -> set[tuple[date, int]]:
    return set(_local_days(free_of([one], max(start, now()), end, service=service), places))


def _local_days(
    free: dict[int, list[tuple[int, int]]], places: dict[int, Location]
) -> Iterator[tuple[date, int]]:
    for times in free.values():
        for minute, place in times:
            if place in places:
                yield moment(minute).astimezone(places[place].zone).date(), place
