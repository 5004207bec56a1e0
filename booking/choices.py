"""What was chosen before the form: a service, a professional or anybody, a moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from portal.accounts.models import Professional
from portal.places.models import Location
from portal.taxonomy.models import Species

from . import access
from .deadlines import Deadlines, deadlines
from .models import Offering, Service
from .profile_links import profile_url
from .queries import FreeTime, free_times, nearest_free_times
from .slots import ANYONE, start_from_text, start_text


@dataclass(frozen=True)
class Choice:
    """One moment, with one professional or with whoever is free.

    `offerings` are those who can have it. `offering` is whose time it is, None while it may be
    anybody's. `location` is None when the time is not free.
    """

    offerings: tuple[Offering, ...]
    starts_at: datetime
    is_anyone: bool = False
    place: str = ""
    offering: Offering | None = None
    location: Location | None = None

    @property
    def service(self) -> Service:
        service: Service = self.offerings[0].service
        return service

    @property
    def professional(self) -> Professional | None:
        return self.offering.professional if self.offering else None

    @property
    def who(self) -> tuple[Offering, ...]:
        """Whose prices and terms count: the one's, or everybody's who may have it."""
        return (self.offering,) if self.offering else self.offerings

    @property
    def price(self) -> Decimal:
        """For one animal; the lowest while it may be anybody's."""
        return min(offering.price for offering in self.who)

    @property
    def is_price_from(self) -> bool:
        return len({offering.price for offering in self.who}) > 1

    @property
    def minutes(self) -> int:
        return min(offering.duration_minutes for offering in self.who)

    @property
    def is_length_known(self) -> bool:
        return len({offering.duration_minutes for offering in self.who}) == 1

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

    @property
    def terms(self) -> Deadlines:
        """Until when it can be changed and cancelled; the stricter while it may be anybody's."""
        return deadlines(
            self.starts_local,
            change_minutes=max(offering.change_cutoff_minutes for offering in self.who),
            cancel_minutes=max(offering.cancel_cutoff_minutes for offering in self.who),
        )

    @property
    def who_slug(self) -> str:
        """The professional as an address names them."""
        return ANYONE if self.is_anyone else self.offerings[0].professional.slug

    @property
    def named_query(self) -> dict[str, str]:
        """What the hidden fields of a form carry."""
        place = {"place": self.place} if self.place else {}
        return {
            "professional": self.who_slug,
            "service": self.service.slug,
            **place,
            "start": self.start,
        }

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        return urlencode(self.named_query)

    def url(self, view: str) -> str:
        return f"{reverse(view)}?{self.query}"

    @property
    def details_url(self) -> str:
        return self.url("booking:book")

    @property
    def times_url(self) -> str:
        """The second step: the same service and people, another time."""
        query = {name: text for name, text in self.named_query.items() if name != "start"}
        return f"{reverse('booking:book')}?{urlencode(query)}"

    @property
    def services_url(self) -> str:
        """The first step, with what the same professional does."""
        query = "" if self.is_anyone else f"?{urlencode({'professional': self.who_slug})}"
        return reverse("booking:book") + query

    @property
    def profile_url(self) -> str:
        return profile_url(self.professional, self.service) if self.professional else ""

    def suiting(self, species: Collection[str]) -> list[Offering]:
        """Those of `offerings` who see every animal of these identifiers."""
        return [offering for offering in self.offerings if sees(offering.professional, species)]

    def species(self) -> list[Species]:
        """The animals this can be booked for; where nobody states any, every one."""
        seen: dict[str, Species] = {}
        # Whoever is kept at first may change with the animal, so everybody's count.
        for offering in self.offerings if self.is_anyone else self.who:
            stated = stated_species(offering)
            seen.update({one.slug: one for one in stated})
            if not stated:
                return list(Species.objects.all())
        return sorted(seen.values(), key=lambda one: (one.position, one.name))


def stated_species(offering: Offering) -> list[Species]:
    """The animals that somebody's service is for, from what is at hand; an empty list means every one."""
    own = list(offering.service.species.all())
    theirs = list(offering.professional.species.all())
    both = [one for one in theirs if one in own] if own else theirs
    # Nothing in common: what the service says counts.
    return both or own


def sees(professional: Professional, species: Collection[str]) -> bool:
    """Whether they see each of `species`; who states none sees every one."""
    return sees_all({one.slug for one in professional.species.all()}, species)


def sees_all(theirs: set[str], species: Collection[str]) -> bool:
    """The same by the identifiers of the animals that somebody states."""
    return not theirs or set(species) <= theirs


def named(data: Any) -> Choice:
    """What an address or a form names, without asking whether it is free.

    NotOffered (404) for a service or professional that cannot be booked, 404 for a bad moment.
    """
    who = data.get("professional", "") or ANYONE
    offerings = access.bookable_with(
        service=data.get("service", ""), professional="" if who == ANYONE else who
    )
    starts_at = start_from_text(data.get("start", ""))
    if starts_at is None:
        raise Http404
    return Choice(
        offerings=tuple(offerings),
        starts_at=starts_at,
        is_anyone=who == ANYONE,
        place=data.get("place", ""),
        offering=None if who == ANYONE else offerings[0],
    )


def at_its_place(choice: Choice, *, ignoring_claims: Collection[int] = ()) -> Choice:
    """The same choice with its place and those who are free there, or without a place.

    Of several places at one moment the address says which; else the first one found counts.
    """
    found = free_times(
        choice.offerings,
        choice.starts_at,
        choice.starts_at + timedelta(minutes=1),
        ignoring_claims=ignoring_claims,
    )
    there = [(one, free.location_id) for one in choice.offerings for free in found[one.pk]]
    location = _location(choice.place, [place for _one, place in there])
    if location is None:
        return replace(choice, location=None)
    free = tuple(one for one, place in there if place == location.pk)
    return replace(
        choice, offerings=free, offering=free[0] if len(free) == 1 else None, location=location
    )


def nearest_to(choice: Choice, species: Collection[str]) -> list[tuple[Offering, FreeTime]]:
    """The three free times nearest to one that is taken, with those meant who see these animals."""
    offerings = choice.suiting(species) or list(choice.offerings)
    place = Location.objects.filter(slug=choice.place).first() if choice.place else None
    return nearest_free_times(offerings, choice.starts_at, location_id=place.pk if place else None)


def _location(slug: str, places: Iterable[int]) -> Location | None:
    ids = list(dict.fromkeys(places))
    if not ids:
        return None
    found = Location.objects.in_bulk(ids)
    return next((found[pk] for pk in ids if not slug or found[pk].slug == slug), None)
