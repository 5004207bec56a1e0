"""The week picker of one service: with one professional or whoever is free, at one place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.money import money
from portal.core.time import days_label, now, today
from portal.places.models import Location

from .models import Offering, Service
from .queries import FreeTime, free_times
from .slots import ANYONE, WEEK_DAYS, Slot, WeekDay, by_day, slot, slot_with_anyone

Found = tuple[Offering, FreeTime]


@dataclass(frozen=True)
class Option:
    """One professional or place to choose; the link keeps the rest of the choice."""

    text: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Timetable:
    """Six days of free times at `place`, and where else to look."""

    service: Service
    offerings: list[Offering]
    professional: str
    place: Location | None
    places: list[Location]
    days: list[WeekDay]
    later: Slot | None
    first_day: date
    last_day: date

    @property
    def label(self) -> str:
        return days_label(self.days[0].date, self.days[-1].date)

    @property
    def has_times(self) -> bool:
        return any(day.slots for day in self.days)

    def url(self, **changes: str) -> str:
        query = {"service": self.service.slug, "professional": self.professional}
        if self.place:
            query["place"] = self.place.slug
        return f"{reverse('booking:book')}?{urlencode({**query, **changes})}#paso-2"

    @property
    def earlier_url(self) -> str:
        day = max(self.days[0].date - timedelta(days=WEEK_DAYS), self.first_day)
        return self.url(week=day.isoformat()) if self.days[0].date > self.first_day else ""

    @property
    def later_url(self) -> str:
        day = self.days[0].date + timedelta(days=WEEK_DAYS)
        return self.url(week=day.isoformat()) if day <= self.last_day else ""

    @property
    def place_options(self) -> list[Option]:
        return [
            Option(place.name, self.url(place=place.slug), place == self.place)
            for place in self.places
        ]


def timetable(
    offerings: Sequence[Offering],
    *,
    professional: str,
    places: list[Location],
    place: str,
    week: str,
    own_claims: Collection[int] = (),
) -> Timetable:
    """The week the address asks for, else the first one with a free time.

    Without a place it is the one with the earliest time. At most two reads of the agenda.
    """
    search = _Search(offerings, places, place, own_claims)
    current = today((search.place or places[0]).zone) if places else now().date()
    last = current + timedelta(days=max(offering.window_days for offering in offerings))
    asked = _day(week)
    first = min(max(asked or current, current), last)
    found = search.between(first, first + timedelta(days=WEEK_DAYS)) if places else []
    later: Slot | None = None
    if places and not found:
        ahead = search.between(first + timedelta(days=WEEK_DAYS), last + timedelta(days=1))
        if ahead and asked is None:
            found, first = ahead, ahead[0].local.date()
        elif ahead:
            later = ahead[0]
    zone = (search.place or places[0]).zone if places else None
    return Timetable(
        service=offerings[0].service,
        offerings=list(offerings),
        professional=professional,
        place=search.place or (places[0] if places else None),
        places=places,
        days=by_day(found, first, zone) if zone else [],
        later=later,
        first_day=current,
        last_day=last,
    )


class _Search:
    """Free times at one place, found on the way when nobody has named it."""

    def __init__(
        self,
        offerings: Sequence[Offering],
        places: list[Location],
        place: str,
        own_claims: Collection[int],
    ) -> None:
        self.offerings = offerings
        self.by_pk = {location.pk: location for location in places}
        self.place = next((one for one in places if one.slug == place), None)
        self.own_claims = own_claims
        self.clock = (self.place or places[0]).zone if places else None

    def between(self, first: date, end: date) -> list[Slot]:
        """The times of these days, one entry a moment, in order."""
        found = free_times(
            self.offerings,
            datetime.combine(first, time(), tzinfo=self.clock),
            datetime.combine(end, time(), tzinfo=self.clock),
            location_id=self.place.pk if self.place else None,
            ignoring_claims=self.own_claims,
        )
        times = [(one, free) for one in self.offerings for free in found[one.pk]]
        times = [(one, free) for one, free in times if free.location_id in self.by_pk]
        times.sort(key=lambda entry: entry[1].starts_at)
        if times and self.place is None:
            self.place = self.by_pk[times[0][1].location_id]
        moments: dict[datetime, Found] = {}
        for one, free in times:
            if self.place and free.location_id == self.place.pk:
                moments.setdefault(free.starts_at, (one, free))
        return [self._slot(one, free) for one, free in moments.values()]

    def _slot(self, offering: Offering, free: FreeTime) -> Slot:
        if len(self.offerings) == 1:
            return slot(offering, free, self.by_pk)
        return slot_with_anyone(offering.service, free, self.by_pk[free.location_id])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def professional_options(
    everybody: Sequence[Offering], professional: str, place: str
) -> list[Option]:
    """Whoever is free, then each by name, with the price where it is not the same for all."""
    differs = len({offering.price for offering in everybody}) > 1

    def url(who: str) -> str:
        query = {"service": everybody[0].service.slug, "professional": who}
        if place:
            query["place"] = place
        return f"{reverse('booking:book')}?{urlencode(query)}#paso-2"

    anyone = Option(_("Whoever is free"), url(ANYONE), professional == ANYONE)
    named = [
        Option(_name(offering, differs), url(offering.professional.slug), professional == slug)
        for offering in everybody
        for slug in [offering.professional.slug]
    ]
    return [anyone, *named] if len(named) > 1 else named


def _name(offering: Offering, with_price: bool) -> str:
    name: str = offering.professional.display_name
    return f"{name} · {money(offering.price)}" if with_price else name
