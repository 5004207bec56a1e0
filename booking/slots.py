"""Free times as a reader sees them: on the place's clock, with the address that books them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.time import MINUTES_A_DAY, YEARS, date_text, now
from portal.places.models import Location

from .models import Offering, Service
from .queries import FreeTime, free_times

# Stands in an address where a professional's identifier would: whoever is free.
ANYONE = "any"
START_FORMAT = "%Y%m%dT%H%MZ"
WEEK_DAYS = 6
_CLOCK = [f"T{minute // 60:02}{minute % 60:02}Z" for minute in range(MINUTES_A_DAY)]


@dataclass(frozen=True)
class Slot:
    """One free time: the moment, the same on the place's clock, and the link to book it."""

    starts_at: datetime
    local: datetime
    url: str
    who: str
    start: str
    taken: bool = False


@dataclass(frozen=True)
class WeekDay:
    """One day of the week picker with its free times."""

    date: date
    is_today: bool
    slots: list[Slot]


def start_text(moment: datetime) -> str:
    """The moment as it stands in an address: 20261126T0930Z."""
    return moment.astimezone(UTC).strftime(START_FORMAT)


def start_from_text(text: str) -> datetime | None:
    """The moment an address names, or None when it names none."""
    try:
        found = datetime.strptime(text, START_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def start_texts(minutes: Iterable[int]) -> list[str]:
    """`start_text` of each minute since the epoch."""
    days = [divmod(minute, MINUTES_A_DAY) for minute in minutes]
    return [f"{date_text(day).replace('-', '')}{_CLOCK[at]}" for day, at in days]


def booking_url(offering: Offering, starts_at: datetime) -> str:
    """The page that shows this time and asks who is coming; it holds nothing by itself."""
    return booking_url_up_to_start(offering) + start_text(starts_at)


def booking_url_up_to_start(offering: Offering) -> str:
    """The part of `booking_url` that all times of an offering share."""
    query = urlencode(
        {"professional": offering.professional.slug, "service": offering.service.slug, "start": ""}
    )
    return f"{reverse('booking:book')}?{query}"


def any_url(service: Service, *, place: Location | None = None) -> str:
    """The week of `service` with whoever is free, at `place` or wherever there is time first."""
    query = {"service": service.slug, **({"place": place.slug} if place else {})}
    return f"{reverse('booking:book')}?{urlencode(query)}"


def any_time_url(service: Service, starts_at: datetime, place: Location) -> str:
    """As `booking_url`, with whoever is free then at `place`."""
    query = {
        "professional": ANYONE,
        "service": service.slug,
        "place": place.slug,
        "start": start_text(starts_at),
    }
    return f"{reverse('booking:book')}?{urlencode(query)}"


def slot(offering: Offering, free: FreeTime, places: dict[int, Location]) -> Slot:
    return Slot(
        starts_at=free.starts_at,
        local=free.starts_at.astimezone(places[free.location_id].zone),
        url=booking_url(offering, free.starts_at),
        who=offering.professional.display_name,
        start=start_text(free.starts_at),
    )


def slot_with_anyone(service: Service, free: FreeTime, place: Location) -> Slot:
    """A time at which somebody is free; who it is shows when it is kept."""
    return Slot(
        starts_at=free.starts_at,
        local=free.starts_at.astimezone(place.zone),
        url=any_time_url(service, free.starts_at, place),
        who=_("whoever is free"),
        start=start_text(free.starts_at),
    )


def week(offering: Offering, first_day: date, place: Location) -> list[WeekDay]:
    """The free times at one place, `WEEK_DAYS` days from `first_day` on, on that place's clock."""
    zone = place.zone
    start = datetime.combine(first_day, time(), tzinfo=zone)
    end = datetime.combine(first_day + timedelta(days=WEEK_DAYS), time(), tzinfo=zone)
    free = free_times([offering], start, end, location_id=place.pk)[offering.pk]
    slots = [slot(offering, found, {place.pk: place}) for found in free]
    return by_day(slots, first_day, zone)


def by_day(slots: Sequence[Slot], first_day: date, zone: ZoneInfo) -> list[WeekDay]:
    """`WEEK_DAYS` days from `first_day` on, each with its own of `slots`."""
    current = now().astimezone(zone).date()
    days = [first_day + timedelta(days=number) for number in range(WEEK_DAYS)]
    return [
        WeekDay(
            date=day,
            is_today=day == current,
            slots=[found for found in slots if found.local.date() == day],
        )
        for day in days
    ]
