"""Professional cards: who, where, and the next free times; four queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from booking.access import listed_professionals, online_offerings
from booking.models import AvailabilityRule, Offering
from booking.queries import FreeTime, free_minutes, moment
from booking.slots import Slot, slot
from portal.accounts.models import Professional
from portal.accounts.standing import is_verified
from portal.core.time import now, today
from portal.places.models import Location
from portal.taxonomy.models import Language, Species

from .models import ProfilePage

SLOTS_ON_A_CARD = 3

# Whole minutes since the epoch, and the primary key of the place.
Minute = tuple[int, int]


@dataclass(frozen=True)
class ProCard:
    """What a card shows of one professional."""

    professional: Professional
    url: str
    portrait: Any
    place: Location | None
    places: list[Location]
    species: list[str]
    languages: list[str]
    slots: list[Slot]
    free_count: int
    price_from: Decimal | None
    # Whether the licence was checked and still counts today.
    is_verified: bool


@dataclass(frozen=True)
class Word:
    """An entry of a bilingual list, as filters and cards use it."""

    slug: str
    name: str


@dataclass(frozen=True)
class Listed:
    """A published profile with what is asked about it; services in the order of the price list."""

    page: ProfilePage
    offerings: list[Offering]
    species: list[Word]
    languages: list[Word]
    works_at: list[int]

    @property
    def professional(self) -> Professional:
        return self.page.professional

    def offering_of(self, service: str = "") -> Offering | None:
        """The offering of the service with that slug; the main one when none is named."""
        if not service:
            return self.offerings[0] if self.offerings else None
        return next((one for one in self.offerings if one.service.slug == service), None)


def _words(rows: QuerySet[Any]) -> ArraySubquery:
    """Slug and both names of each row, as one value of the page they belong to."""
    row = JSONObject(slug=F("slug"), name_es=F("name_es"), name_en=F("name_en"))
    return ArraySubquery(rows.values(row=row))


def profile_pages() -> QuerySet[ProfilePage]:
    """The published pages of listed professionals, with all a card needs; two queries."""
    listed_ones = ProfilePage.objects.live().filter(professional__in=listed_professionals())
    return with_facts(listed_ones).order_by("professional__slug")


def with_facts(pages: QuerySet[ProfilePage]) -> QuerySet[ProfilePage]:
    """The same pages with animals, languages and places of each professional."""
    theirs = OuterRef("professional")
    species = Species.objects.filter(professional=theirs).order_by("position", "name_es")
    languages = Language.objects.filter(professional=theirs).order_by("name_es")
    rules = AvailabilityRule.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=now().date()),
        resource__professional=theirs,
    )
    return (
        pages.select_related(
            "professional__person",
            "professional__profession",
            "professional__college",
            "portrait",
        )
        .prefetch_related("portrait__renditions")
        .annotate(
            animals=_words(species),
            spoken=_words(languages),
            rule_places=ArraySubquery(rules.order_by("location").values("location").distinct()),
        )
    )


def listed(pages: Iterable[ProfilePage]) -> list[Listed]:
    """The pages of `profile_pages` with the services of each; one query more."""
    found = list(pages)
    offerings: dict[int, list[Offering]] = defaultdict(list)
    rows = online_offerings().filter(professional__in=[page.professional_id for page in found])
    for offering in rows.order_by("service__position", "service__pk"):
        offerings[offering.professional_id].append(offering)
    english = (get_language() or "es").startswith("en")
    name = "name_en" if english else "name_es"
    return [
        Listed(
            page=page,
            offerings=offerings[page.professional_id],
            species=[Word(row["slug"], row[name]) for row in page.animals],
            languages=[Word(row["slug"], row[name]) for row in page.spoken],
            works_at=page.rule_places,
        )
        for page in found
    ]


def free_of(
    team: Sequence[Listed],
    start: datetime,
    end: datetime,
    *,
    service: str = "",
    location_id: int | None = None,
) -> dict[int, list[Minute]]:
    """Free times of each professional for the service, or for their main one; one query."""
    wanted = [offering for one in team if (offering := one.offering_of(service))]
    free = free_minutes(wanted, start, end, location_id=location_id)
    return {offering.professional_id: free[offering.pk] for offering in wanted}


def soonest_first(team: Sequence[Listed], free: Mapping[int, list[Minute]]) -> list[Listed]:
    """Those with the earliest free time first; those without one keep their order at the end."""

    def first(one: Listed) -> tuple[bool, int]:
        times = free.get(one.page.professional_id)
        return (not times, times[0][0] if times else 0)

    return sorted(team, key=first)


def card(
    one: Listed,
    times: Sequence[Minute],
    places: Mapping[int, Location],
    directory_url: str,
    *,
    service: str = "",
    place: Location | None = None,
) -> ProCard:
    """The card with the first of `times`, which are free for that service."""
    offering = one.offering_of(service)
    working = [pk for pk in places if pk in one.works_at]
    first = times[0][1] if times else (place.pk if place else next(iter(working), None))
    # One card names one place, so it shows the times of that one only.
    there = [minute for minute, at in times if at == first][:SLOTS_ON_A_CARD] if offering else []
    return ProCard(
        professional=one.professional,
        url=f"{directory_url}{one.page.slug}/",
        portrait=one.page.portrait,
        place=places.get(first) if first else None,
        places=[places[pk] for pk in working],
        species=[word.name for word in one.species],
        languages=[word.name for word in one.languages],
        slots=[_slot(offering, minute, first, places) for minute in there if offering],
        free_count=len(times),
        price_from=_price(one, service),
        is_verified=is_verified(one.professional, house_day(places.values())),
    )


def house_day(places: Iterable[Location]) -> date:
    """Today on the clock of the clinic group's first place, as `standing.house_day` has it."""
    first = min(places, key=lambda place: place.pk, default=None)
    return today(first.zone) if first else now().date()


def _slot(
    offering: Offering, minute: int, place: int | None, places: Mapping[int, Location]
) -> Slot:
    assert place is not None
    free = FreeTime(offering.professional_id, place, moment(minute))
    return slot(offering, free, dict(places))


def _price(one: Listed, service: str) -> Decimal | None:
    """The lowest price; of the one service where one was asked for."""
    wanted = [one.offering_of(service)] if service else one.offerings
    return min((offering.price for offering in wanted if offering), default=None)
