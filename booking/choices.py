"""What was chosen before the form: a service, a professional, a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from portal.accounts.models import Professional
from portal.places.models import Location
from portal.taxonomy.models import Species

from . import access
from .models import Offering, Service
from .profile_links import profile_url
from .queries import free_time_at
from .slots import start_from_text, start_text


@dataclass(frozen=True)
class Choice:
    """One time of one offering; `location` is None when the time is not free."""

    offering: Offering
    starts_at: datetime
    location: Location | None = None

    @property
    def service(self) -> Service:
        return self.offering.service

    @property
    def professional(self) -> Professional:
        return self.offering.professional

    @property
    def price(self) -> Decimal:
        price: Decimal = self.offering.price
        return price

    @property
    def minutes(self) -> int:
        minutes: int = self.offering.duration_minutes
        return minutes

    @property
    def start(self) -> str:
        return start_text(self.starts_at)

    @property
    def starts_local(self) -> datetime:
        """On the place's clock; only for a time that is free."""
        assert self.location is not None
        return self.starts_at.astimezone(self.location.zone)

    @property
    def ends_local(self) -> datetime:
        ends_at = self.starts_at + timedelta(minutes=self.minutes)
        return ends_at.astimezone(self.starts_local.tzinfo)

    @cached_property
    def profile_url(self) -> str:
        return profile_url(self.professional, self.service)

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        return urlencode(
            {
                "professional": self.professional.slug,
                "service": self.service.slug,
                "start": self.start,
            }
        )

    def url(self, view: str) -> str:
        return f"{reverse(view)}?{self.query}"

    def species(self) -> QuerySet[Species]:
        """The animals seen for this service by this professional; none stated means every one."""
        return self._species

    @cached_property
    def _species(self) -> QuerySet[Species]:
        wanted = self.service.species.all() or self.professional.species.all()
        return wanted or Species.objects.all()


def named(data: Any) -> Choice:
    """What an address or a form names, without asking whether it is free.

    NotOffered (404) for a service or professional that cannot be booked, 404 for a bad moment.
    """
    offering = access.bookable(
        professional=data.get("professional", ""), service=data.get("service", "")
    )
    starts_at = start_from_text(data.get("start", ""))
    if starts_at is None:
        raise Http404
    return Choice(offering, starts_at)


def at_its_place(choice: Choice) -> Choice:
    """The same choice with its place, or without one when the time is not free."""
    free = free_time_at(choice.offering, choice.starts_at)
    if free is None:
        return choice
    place = Location.objects.get(pk=free.location_id)
    return Choice(choice.offering, choice.starts_at, place)
