"""A whole question about free times answered at once: of one professional, or of all who offer it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from portal.places.models import Location

from . import access
from .errors import NoSuchPlace, NotOffered
from .models import Offering
from .queries import free_minutes_by_place, minute_up

DAY = timedelta(days=1)
Bound = date | datetime


@dataclass(frozen=True)
class Span:
    """From when to when: a moment is itself, a day counts on each place's own clock.

    A last day is part of the span, a last moment is not.
    """

    first: Bound
    last: Bound

    def on_clock_of(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The two moments, the second one excluded."""
        last = self.last if isinstance(self.last, datetime) else self.last + DAY
        return _moment(self.first, zone), _moment(last, zone)


def _moment(bound: Bound, zone: tzinfo) -> datetime:
    return bound if isinstance(bound, datetime) else datetime.combine(bound, time(), tzinfo=zone)


@dataclass(frozen=True)
class OpenTimes:
    """The free times of one offering at one place, as minutes since the epoch, in order."""

    offering: Offering
    place: Location
    minutes: list[int]


def open_times(
    *, service: str, professional: str = "", location: str = "", span: Span
) -> list[OpenTimes]:
    """What can be booked online within `span`, by slugs; NotOffered or NoSuchPlace for unknown ones.

    Three queries, whatever the number of professionals; who and where nothing is free is left out.
    """
    offerings = _offerings(service, professional)
    places = _places(location)
    if not places:
        return []
    clocks = {place.pk: span.on_clock_of(place.zone) for place in places.values()}
    found = free_minutes_by_place(
        offerings,
        min(start for start, _end in clocks.values()),
        max(end for _start, end in clocks.values()),
        location_id=next(iter(places)) if location else None,
    )
    bounds = {pk: (minute_up(start), minute_up(end)) for pk, (start, end) in clocks.items()}
    return [
        OpenTimes(offering, places[place], minutes)
        for offering in offerings
        for place, minutes in _within(found[offering.pk], bounds)
    ]


def _offerings(service: str, professional: str) -> Sequence[Offering]:
    named = {"professional__slug": professional} if professional else {}
    # Names of people are not told here, and sorting a few here costs less than asking for it.
    wanted = (
        access.online_offerings().select_related(None).select_related("service", "professional")
    )
    offerings = list(wanted.filter(service__slug=service, **named).order_by())
    if not offerings:
        raise NotOffered()
    return sorted(offerings, key=lambda offering: offering.professional.slug)


def _places(location: str) -> dict[int, Location]:
    places = Location.objects.filter(slug=location) if location else Location.objects.all()
    found = {place.pk: place for place in places.order_by()}
    if location and not found:
        raise NoSuchPlace(fields={"location": NoSuchPlace.message})
    return found


def _within(
    places: dict[int, list[int]], bounds: dict[int, tuple[int, int]]
) -> Iterator[tuple[int, list[int]]]:
    """What lies within the span on the place's own clock, where anything does."""
    for place, minutes in places.items():
        first, last = bounds[place]
        if kept := minutes[bisect_left(minutes, first) : bisect_left(minutes, last)]:
            yield place, kept
