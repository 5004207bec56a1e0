"""The same people as the directory's, with what the API tells of each; three queries for any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booking.choices import sees_all
from home.cards import Listed, Word, listed, profile_pages
from home.directories import active_language, directory_paths
from portal.accounts import standing
from portal.accounts.models import Professional
from portal.core.text_search import WORDS, folded
from portal.core.time import today
from portal.places.models import Location
from portal.places.queries import house_zone
from portal.taxonomy.models import Speciality

FILTERS = ("profession", "speciality", "species", "language", "service", "location")


@dataclass(frozen=True)
class Directory:
    """Who is listed, and what is the same for all of them."""

    people: list[Listed]
    places: dict[int, Location]
    zone: ZoneInfo
    url: str

    def matching(self, wish: Mapping[str, str]) -> list[Listed]:
        """Those whom every filter fits, by slug; a value nobody has fits nobody."""
        asked = {name: wish[name] for name in FILTERS if wish.get(name)}
        words = folded(wish.get("q", "")).split()[:WORDS]
        return [
            one
            for one in self.people
            if all(self._fits(one, name, value) for name, value in asked.items())
            and all(word in self._text(one) for word in words)
        ]

    def _fits(self, one: Listed, name: str, value: str) -> bool:
        if name == "species":
            return sees_all({word.slug for word in one.species}, [value])
        return value in self._values(one)[name]

    def _values(self, one: Listed) -> dict[str, set[str]]:
        """Under which identifiers somebody is found, by filter."""
        return {
            "profession": {one.professional.profession.slug},
            "speciality": {row["slug"] for row in specialities(one)},
            "language": {word.slug for word in one.languages},
            "service": {offering.service.slug for offering in one.offerings},
            "location": {place.slug for place in self.places_of(one)},
        }

    def places_of(self, one: Listed) -> list[Location]:
        return [place for pk, place in self.places.items() if pk in one.works_at]

    def _text(self, one: Listed) -> str:
        """What `q` is looked for in: what stands on the card."""
        who = one.professional
        said = [who.display_name, who.headline, who.profession.name]
        said += [row["name"] for row in specialities(one)]
        said += [offering.service.name for offering in one.offerings]
        return folded(" ".join(said))


def directory(**only: Any) -> Directory:
    """Everybody whom the directory shows, or those of them of whom `only` is true."""
    rows = Speciality.objects.filter(professional=OuterRef("professional")).order_by("name_es")
    words = JSONObject(slug=F("slug"), name_es=F("name_es"), name_en=F("name_en"))
    pages = profile_pages().filter(**only).select_related("professional__college")
    return Directory(
        people=listed(pages.annotate(specialised_in=ArraySubquery(rows.values(row=words)))),
        places={place.pk: place for place in Location.objects.order_by("position", "name", "pk")},
        zone=house_zone(),
        url=directory_paths().get(active_language(), ""),
    )


def specialities(one: Listed) -> list[dict[str, str]]:
    """Slug and name in the reader's language."""
    name = "name_en" if (get_language() or "es").startswith("en") else "name_es"
    rows: list[dict[str, str]] = one.page.specialised_in
    return [{"slug": row["slug"], "name": row[name]} for row in rows]


def told(one: Listed, among: Directory) -> dict[str, Any]:
    """The professional as `OneProfessional` shows them, and nothing else."""
    who = one.professional
    return {
        "id": who.slug,
        "name": who.display_name,
        "headline": who.headline,
        "profession": {
            "id": who.profession.slug,
            "name": who.profession.name,
            "regulated": who.profession.regulated,
        },
        "verified": badge(who, among.zone),
        "specialities": [{"id": row["slug"], "name": row["name"]} for row in specialities(one)],
        "species": _words(one.species),
        "languages": _words(one.languages),
        "locations": [{"id": place.slug, "name": place.name} for place in among.places_of(one)],
        "services": [
            {
                "id": offering.service.slug,
                "name": offering.service.name,
                "minutes": offering.duration_minutes,
                "price": f"{offering.price:.2f}",
            }
            for offering in one.offerings
        ],
        "url": settings.SITE_URL + (f"{among.url}{one.page.slug}/" if among.url else "/"),
    }


def badge(who: Professional, zone: ZoneInfo) -> dict[str, str] | None:
    """What was verified, by whom, when, and until when it counts; None where nothing counts today."""
    if not standing.is_verified(who, today(zone)) or who.licence_checked_at is None:
        return None
    return {
        "what": "licence",
        "college": who.college.name if who.college else "",
        "by": _("the clinic"),
        "on": who.licence_checked_at.astimezone(zone).date().isoformat(),
        "until": str(who.licence_valid_until),
    }


def _words(words: Iterable[Word]) -> list[dict[str, str]]:
    return [{"id": word.slug, "name": word.name} for word in words]
