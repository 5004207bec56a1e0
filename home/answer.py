"""Who fits one wish, with free times read once; and when nobody does, why and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.time import day_inline, now, today
from portal.places.models import Location

from .cards import Listed, Minute, ProCard, card, free_of, listed, profile_pages, soonest_first
from .context import Shell
from .days import Days
from .filters import Choices, Wish
from .models import DirectoryPage

DAYS_AHEAD = 14
SUGGESTIONS = 2
# What one gives up first when nobody fits: what the animal needs comes last.
SOFTEST_FIRST = ("language", "place", "profession", "service")


@dataclass(frozen=True)
class Way:
    """A way out of an empty answer."""

    label: str
    url: str


@dataclass(frozen=True)
class Empty:
    """Why nobody was found, and what to do next, the best way first."""

    title: str
    text: str
    ways: list[Way]


class Answer:
    """The professionals for one wish, with their free times read once."""

    def __init__(self, page: DirectoryPage, request: HttpRequest) -> None:
        shell = Shell.of(request, page)
        self.url: str = shell.url
        self.places: dict[int, Location] = {place.pk: place for place in shell.places}
        self.choices = Choices(listed(profile_pages()), self.places)
        self.today = self._today(request.GET.get("place", ""))
        self.wish = self.choices.read(request.GET, self.today)
        self.matching = self.choices.matching(self.wish)
        # With nobody left, the free times of those whom one filter less would leave are shown.
        self.shown = self.matching or self._nearly()
        self.days = self._days()
        self.free = self._free_times()
        self.found = self._in_order(self._free_that_day())

    def _today(self, place: str) -> date:
        """Today on the clock of the place asked for, else of the first one."""
        zones = {one.slug: one.zone for one in reversed(self.places.values())}
        zone = zones.get(place) or next(reversed(zones.values()), None)
        return today(zone) if zone else now().date()

    @property
    def place(self) -> Location | None:
        return next((p for p in self.places.values() if p.slug == self.wish.place), None)

    def _days(self) -> Days:
        """Two weeks from today, or from the day asked for when it is further away."""
        last = self.today + timedelta(days=DAYS_AHEAD)
        first = self.wish.day if self.wish.day and self.wish.day >= last else self.today
        return Days(first, DAYS_AHEAD, self.places)

    def _free_times(self) -> dict[int, list[Minute]]:
        if not self.places or not self.shown:
            return {}
        first, last = (datetime.fromtimestamp(60 * m, UTC) for m in self.days.span())
        matching = self.wish if self.matching else Wish()
        place = self.place if self.matching else None
        return free_of(
            self.shown,
            max(first, now()),
            last,
            service=matching.service,
            location_id=place.pk if place else None,
        )

    def times(self, one: Listed) -> list[Minute]:
        return self.free.get(one.page.professional_id, [])

    def _free_that_day(self) -> list[Listed]:
        if not self.wish.day:
            return self.matching
        return [one for one in self.matching if self.wish.day in self.days.of(self.times(one))]

    def _in_order(self, team: Sequence[Listed]) -> list[Listed]:
        order = soonest_first(
            team, {one.page.professional_id: self.shown_times(one) for one in team}
        )
        if self.wish.sort == "price":
            prices = {one.page.pk: self._card(one).price_from for one in order}
            return sorted(order, key=lambda o: (prices[o.page.pk] is None, prices[o.page.pk] or 0))
        return order

    def shown_times(self, one: Listed) -> list[Minute]:
        """The free times of the day asked for, or all of them."""
        times = self.times(one)
        return self.days.on(self.wish.day, times) if self.wish.day else times

    def _card(self, one: Listed, *, any_day: bool = False) -> ProCard:
        times = self.times(one) if any_day else self.shown_times(one)
        service = self.wish.service if self.matching else ""
        place = self.place if self.matching else None
        return card(one, times, self.places, self.url, service=service, place=place)

    def cards(self, team: Sequence[Listed], *, any_day: bool = False) -> list[ProCard]:
        return [self._card(one, any_day=any_day) for one in team]

    # When nobody is found
    def _fewer(self) -> dict[str, int]:
        """How many would be left without each filter that is set, the day aside."""
        names = [name for name in SOFTEST_FIRST if getattr(self.wish, name)]
        return {name: len(self.choices.matching(self.wish.without(name))) for name in names}

    def _nearly(self) -> list[Listed]:
        best = next((name for name, count in self._fewer().items() if count), "")
        return self.choices.matching(self.wish.without(best)) if best else []

    def suggestions(self) -> list[ProCard]:
        """Somebody else who might do, soonest first, for an answer without anybody."""
        free = [one for one in soonest_first(self.shown, self.free) if self.times(one)]
        return self.cards(free[:SUGGESTIONS], any_day=True)

    def empty(self) -> Empty:
        return self._empty_day() if self.matching and self.wish.day else self._empty_words()

    def _empty_day(self) -> Empty:
        wish = self.wish
        assert wish.day is not None
        free = {day for one in self.matching for day in self.days.of(self.times(one))}
        later = min((day for day in free if day > wish.day), default=None)
        sooner = max((day for day in free if self.today <= day < wish.day), default=None)
        ways = [
            Way(_("See %(day)s") % {"day": day_inline(day)}, self.url + wish.query(day=day))
            for day in (later, sooner)
            if day
        ]
        ways.append(Way(_("Any day"), self.url + wish.query(day=None)))
        title = _("Nothing is free on %(day)s") % {"day": day_inline(wish.day)}
        text = ngettext(
            "One professional fits the rest of your search, on other days.",
            "%(count)s professionals fit the rest of your search, on other days.",
            len(self.matching),
        ) % {"count": len(self.matching)}
        return Empty(title, text, ways)

    def _empty_words(self) -> Empty:
        wish = self.wish
        ways = []
        for name, count in self._fewer().items():
            if count:
                text = ngettext(
                    "Without «%(filter)s»: %(count)s professional",
                    "Without «%(filter)s»: %(count)s professionals",
                    count,
                ) % {"filter": self.choices.name_of(name, wish), "count": count}
                ways.append(Way(text, self.url + wish.without(name).query()))
        if wish.active():
            ways.append(Way(_("Clear all filters"), self.url))
            said = ", ".join(f"«{self.choices.name_of(name, wish)}»" for name in wish.active())
            reason = _("No professional fits all of this at once: %(filters)s.") % {"filters": said}
            return Empty(_("Nobody fits all of that"), reason, ways)
        return Empty(
            _("Nobody is listed yet"), _("Come back soon, or call us and we will help you."), []
        )
