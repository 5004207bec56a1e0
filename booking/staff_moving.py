"""Where an appointment could go: what staff are shown when they move it, the same that is checked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts import standing
from portal.accounts.roles import Role
from portal.core.time import today
from portal.places.models import Location

from . import access
from .appointment_forms import time_code
from .models import Appointment, Offering
from .queries import FreeTime, free_times, nearest_free_times
from .terms import as_agreed

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Choice:
    """One time an appointment can have: as its place's clock shows it, and what its button sends."""

    local: datetime
    place: Location
    who: str
    code: str


@dataclass(frozen=True)
class DayOfChoices:
    date: date
    choices: list[Choice]


def offerings_for(appointment: Appointment, user: Any) -> QuerySet[Offering]:
    """The same service: with the professional it is with, and with others who take bookings.

    A professional who moves their own appointment takes nobody else's time.
    """
    whose = Q(professional=appointment.professional_id)
    if user.role != Role.PROFESSIONAL:
        whose |= standing.bookable("professional__")
    return (
        Offering.objects.filter(whose, service=appointment.service_id)
        .select_related("service", "professional__person")
        .order_by("professional__person__full_name")
    )


@dataclass(frozen=True)
class Possibilities:
    """Free times for one appointment, at the places that `user` works with."""

    appointment: Appointment
    user: Any

    def places(self) -> dict[int, Location]:
        return access.places_of(self.user).in_bulk()

    def week(self, offering: Offering, monday: date) -> list[DayOfChoices]:
        """Seven days of times with one professional; the appointment's own time is not among them."""
        places = self.places()
        zone = self.appointment.zone
        start = datetime.combine(monday, time(), tzinfo=zone)
        # Days are those of each place's own clock.
        room = timedelta(days=1)
        found = self._free(offering, start - room, start + WEEK + room)
        choices = [self._choice(offering, free, places) for free in found]
        days = [monday + timedelta(days=number) for number in range(7)]
        return [
            DayOfChoices(
                day, [choice for choice in choices if choice and choice.local.date() == day]
            )
            for day in days
        ]

    def _free(self, offering: Offering, start: datetime, end: datetime) -> list[FreeTime]:
        wanted = as_agreed(self.appointment, offering)
        return free_times([wanted], start, end, **self._how())[offering.pk]

    def _how(self) -> dict[str, Any]:
        return {"for_staff": True, "ignoring_claims": self._own_claims()}

    def _own_claims(self) -> Collection[int]:
        return list(
            self.appointment.claims.filter(released_at__isnull=True).values_list("pk", flat=True)
        )

    def _choice(
        self, offering: Offering, free: FreeTime, places: dict[int, Location]
    ) -> Choice | None:
        place = places.get(free.location_id)
        mine = (self.appointment.professional_id, self.appointment.starts_at)
        if place is None or (free.professional_id, free.starts_at) == mine:
            return None
        return Choice(
            local=free.starts_at.astimezone(place.zone),
            place=place,
            who=offering.professional.display_name,
            code=time_code(offering, free.starts_at),
        )

    def at(self, offering: Offering, starts_at: datetime) -> Choice | None:
        """This very time, if it is free and at a place that `user` works with."""
        found = self._free(offering, starts_at, starts_at + timedelta(minutes=1))
        return self._choice(offering, found[0], self.places()) if found else None

    def nearest(
        self, offering: Offering, starts_at: datetime, *, others: bool = True
    ) -> list[Choice]:
        """The three free times around `starts_at` with the same professional, else with `others`."""
        places = self.places()
        rest = offerings_for(self.appointment, self.user) if others else Offering.objects.none()
        for offerings in ([offering], list(rest)):
            wanted = {as_agreed(self.appointment, o): o for o in offerings}
            found = nearest_free_times(list(wanted), starts_at, count=12, **self._how())
            choices = [self._choice(wanted[terms], free, places) for terms, free in found]
            near = sorted(filter(None, choices), key=lambda c: abs(c.local - starts_at))[:3]
            if near:
                return sorted(near, key=lambda choice: choice.local.timestamp())
        return []

    def this_week(self) -> date:
        """The Monday of the week it is now at the appointment's place."""
        return _monday(today(self.appointment.zone))

    def first_week(self) -> date:
        """The Monday of the appointment's own week, or of this one when that is over."""
        local = self.appointment.starts_at.astimezone(self.appointment.zone)
        return max(_monday(local.date()), self.this_week())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
