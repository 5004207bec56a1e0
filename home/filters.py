"""What the directory is asked for: read from the address, matched, and written into addresses.

No queries: everything is decided on the listed professionals that were read once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from portal.core.time import day_short
from portal.places.models import Location

from .cards import Listed, Word

WORDS = ("service", "profession", "place", "language")
SORTS = ("", "price")
# No service may be booked further ahead.
LAST_DAY = timedelta(days=365)


@dataclass(frozen=True)
class Option:
    """One value of a filter; `count` professionals would be left with it."""

    slug: str
    name: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Wish:
    """Slugs, a day, an order. Empty means anything; `unknown` names what was not understood."""

    service: str = ""
    profession: str = ""
    place: str = ""
    language: str = ""
    day: date | None = None
    sort: str = ""
    unknown: tuple[str, ...] = ()

    def query(self, **changes: Any) -> str:
        """The wish as it stands in an address, with changes; "" when nothing is asked for."""
        changed = replace(self, **{k: v for k, v in changes.items() if k != "page"})
        values = {name: getattr(changed, name) for name in WORDS}
        values |= {"day": changed.day.isoformat() if changed.day else "", "sort": changed.sort}
        values |= {"page": changes.get("page", "")}
        text = urlencode({name: value for name, value in values.items() if value})
        return f"?{text}" if text else ""

    def without(self, name: str) -> "Wish":
        empty: Any = None if name == "day" else ""
        return replace(self, **{name: empty})

    def active(self) -> list[str]:
        """Names of the filters that are set, in the order of the page."""
        return [name for name in (*WORDS, "day") if getattr(self, name)]


class Choices:
    """What the listed professionals can be found by, with the words for it."""

    def __init__(self, team: Sequence[Listed], places: Mapping[int, Location]) -> None:
        self.team = team
        self.places = places
        self._of = {one.page.pk: {name: self._values(one, name) for name in WORDS} for one in team}
        self.words = {name: self._known(name) for name in WORDS}

    def _values(self, one: Listed, name: str) -> dict[str, str]:
        """Slug and name of everything under which this professional is found."""
        if name == "service":
            return {o.service.slug: o.service.name for o in one.offerings}
        if name == "profession":
            profession = one.professional.profession
            return {profession.slug: profession.name}
        if name == "place":
            found = [self.places[pk] for pk in self.places if pk in one.works_at]
            return {place.slug: place.name for place in found}
        return {word.slug: word.name for word in one.languages}

    def _known(self, name: str) -> list[Word]:
        found: dict[str, str] = {}
        for one in self.team:
            found.update(self._of[one.page.pk][name])
        if name == "place":
            return [Word(p.slug, p.name) for p in self.places.values() if p.slug in found]
        if name == "service":
            return [Word(slug, found[slug]) for slug in self._in_order_of_the_price_list()]
        return [Word(slug, found[slug]) for slug in sorted(found, key=lambda slug: found[slug])]

    def _in_order_of_the_price_list(self) -> list[str]:
        services = {o.service.slug: o.service for one in self.team for o in one.offerings}
        return sorted(services, key=lambda slug: (services[slug].position, services[slug].pk))

    def matching(self, wish: Wish) -> list[Listed]:
        """The professionals that all words of the wish fit; the day is another matter."""
        wanted = [(name, getattr(wish, name)) for name in WORDS if getattr(wish, name)]
        return [
            one
            for one in self.team
            if all(value in self._of[one.page.pk][name] for name, value in wanted)
        ]

    def options(self, name: str, wish: Wish) -> list[Option]:
        """Every value of a filter, with how many the other filters leave for it."""
        counts = Counter(
            slug
            for one in self.matching(wish.without(name))
            for slug in self._of[one.page.pk][name]
        )
        chosen = getattr(wish, name)
        return [
            Option(word.slug, word.name, counts[word.slug], word.slug == chosen)
            for word in self.words[name]
        ]

    def name_of(self, name: str, wish: Wish) -> str:
        """The words for what a filter is set to."""
        if name == "day":
            return day_short(wish.day) if wish.day else ""
        slug = getattr(wish, name)
        return next((word.name for word in self.words[name] if word.slug == slug), "")

    def read(self, data: Mapping[str, str], today: date) -> Wish:
        """What an address asks for. A value nobody knows filters nothing and is named."""
        values = {name: data.get(name, "") for name in WORDS}
        # The home page's one field for both: «service:check-up», «profession:groomer».
        kind, _colon, slug = data.get("what", "").partition(":")
        if kind in ("service", "profession"):
            values[kind] = values[kind] or slug
        known = {name: {word.slug for word in self.words[name]} for name in WORDS}
        unknown = [name for name in WORDS if values[name] and values[name] not in known[name]]
        day, day_is_odd = _day(data.get("day", ""), today)
        return Wish(
            **{name: "" if name in unknown else value for name, value in values.items()},
            day=day,
            sort=data.get("sort", "") if data.get("sort", "") in SORTS else "",
            unknown=(*unknown, *(["day"] if day_is_odd else [])),
        )


def _day(text: str, today: date) -> tuple[date | None, bool]:
    """The day, or None; and whether something was said that is no day one can book."""
    if not text:
        return None, False
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, True
    return (day, False) if today <= day <= today + LAST_DAY else (None, True)


def labels(names: Iterable[str]) -> list[str]:
    """What the filters are called on the page."""
    words = {
        "service": _("Service"),
        "profession": _("Profession"),
        "place": _("Place"),
        "language": _("Language"),
        "day": _("Day"),
    }
    return [words[name] for name in names]
