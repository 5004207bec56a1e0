"""Professional cards: one per profile, with the next free times; a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from booking.access import listed_professionals, online_offerings
from booking.models import AvailabilityRule, Offering
from booking.queries import FreeTime, free_times
from booking.slots import Slot, slot
from portal.accounts.models import Professional
from portal.core.time import now
from portal.places.models import Location

from .models import ProfilePage

SLOTS_ON_A_CARD = 3
LOOK_AHEAD = timedelta(days=14)


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

    @property
    def next_day(self) -> date | None:
        return self.slots[0].local.date() if self.slots else None

    @property
    def is_soon(self) -> bool:
        """Free today or tomorrow, on the place's clock."""
        if not self.slots:
            return False
        first = self.slots[0].local
        return (first.date() - now().astimezone(first.tzinfo).date()).days <= 1


def profile_pages() -> QuerySet[ProfilePage]:
    """The published pages of listed professionals, with all a card needs."""
    return (
        ProfilePage.objects.live()
        .filter(professional__in=listed_professionals())
        .select_related("professional__person", "professional__profession", "portrait")
        .prefetch_related(
            "professional__species", "professional__languages", "portrait__renditions"
        )
        .order_by("professional__slug")
    )


def cards(pages: list[ProfilePage], directory_url: str) -> list[ProCard]:
    """A card for each page, those with the earliest free time first."""
    professionals = [page.professional_id for page in pages]
    offerings = _offerings(professionals)
    places = Location.objects.in_bulk()
    working = _working_places(professionals)
    main = [found[0] for found in offerings.values()]
    current = now()
    free = free_times(main, current, current + LOOK_AHEAD)
    result = []
    for page in pages:
        own = offerings.get(page.professional_id, [])
        times = free[own[0].pk] if own else []
        result.append(_card(page, directory_url, own, times, places, working[page.professional_id]))
    # Stable: those without a free time keep their order at the end.
    return sorted(
        result,
        key=lambda card: (not card.slots, card.slots[0].starts_at if card.slots else current),
    )


def _card(
    page: ProfilePage,
    directory_url: str,
    offerings: list[Offering],
    times: list[FreeTime],
    places: dict[int, Location],
    working: list[int],
) -> ProCard:
    professional = page.professional
    first = times[0].location_id if times else (working[0] if working else None)
    # One card names one place, so it shows the times of that one only.
    there = [time for time in times if time.location_id == first]
    slots = [slot(offerings[0], time, places) for time in there[:SLOTS_ON_A_CARD]]
    return ProCard(
        professional=professional,
        url=f"{directory_url}{page.slug}/",
        portrait=page.portrait,
        place=places.get(first) if first else None,
        places=[places[pk] for pk in working],
        species=[species.name for species in professional.species.all()],
        languages=[language.name for language in professional.languages.all()],
        slots=slots,
        free_count=len(times),
        price_from=min((offering.price for offering in offerings), default=None),
    )


def _offerings(professionals: list[int]) -> dict[int, list[Offering]]:
    """Online offerings by professional, the main service first."""
    found: dict[int, list[Offering]] = defaultdict(list)
    rows = online_offerings().filter(professional__in=professionals)
    for offering in rows.order_by("service__position", "service__pk"):
        found[offering.professional_id].append(offering)
    return dict(found)


def _working_places(professionals: list[int]) -> dict[int, list[int]]:
    """At which places each professional has hours."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = (
        AvailabilityRule.objects.filter(resource__professional__in=professionals)
        .order_by("location__position", "location")
        .values_list("resource__professional", "location")
        .distinct()
    )
    for professional, location in rows:
        if location not in found[professional]:
            found[professional].append(location)
    return found
