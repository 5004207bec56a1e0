"""What the home page's search offers: a service or a profession, a place, a day; no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from portal.core.time import day_long, now, today
from portal.places.models import Location

from .cards import Word
from .people import Member

DAYS = 14


@dataclass(frozen=True)
class SearchChoices:
    """Options for the directory's parameters: `what`, `place` and `day`."""

    services: list[Word]
    professions: list[Word]
    places: list[Word]
    days: list[Word]


def search_choices(team: Iterable[Member], places: Iterable[Location]) -> SearchChoices:
    """What can be asked for among these professionals; `places` in the order to show them."""
    known = list(places)
    members = [member for member in team if member.offerings]
    services = {one.service.pk: one.service for member in members for one in member.offerings}
    professions = {
        member.professional.profession_id: member.professional.profession for member in members
    }
    return SearchChoices(
        services=[
            Word(f"service:{one.slug}", one.name)
            for one in sorted(services.values(), key=lambda service: (service.position, service.pk))
        ],
        professions=[
            Word(f"profession:{one.slug}", one.name)
            for one in sorted(professions.values(), key=lambda profession: profession.name)
        ],
        places=[Word(place.slug, place.name) for place in known],
        days=_days(known),
    )


def _days(places: list[Location]) -> list[Word]:
    """Today, tomorrow and the days that follow, on the clock of the first place."""
    first = today(places[0].zone) if places else now().date()
    days = [first + timedelta(days=number) for number in range(DAYS)]
    named = {0: _("Today"), 1: _("Tomorrow")}
    return [
        Word(day.isoformat(), named.get(number) or day_long(day)) for number, day in enumerate(days)
    ]
