"""The directory: who fits the filters of the address, soonest first; four queries of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.paginator import Page as PagerPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.time import day_inline, day_long, day_short, now, today
from portal.places.models import Location

from .cards import Listed, Minute, ProCard, card, free_of, listed, profile_pages, soonest_first
from .days import Days
from .filters import LAST_DAY, WORDS, Choices, Wish, labels
from .models import DirectoryPage
from .page_cache import do_not_keep

PER_PAGE = 10
DAYS_AHEAD = 14
DAY_CHIPS = 7
SUGGESTIONS = 2
# What one gives up first when nobody fits: what the animal needs comes last.
SOFTEST_FIRST = ("language", "place", "profession", "service")


@dataclass(frozen=True)
class DayChip:
    """One day to look at: where it leads, and whether nobody of those found is free on it."""

    label: str
    full: str
    url: str
    is_current: bool
    is_off: bool


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
        self.url: str = page.get_url(request) or ""
        self.places: dict[int, Location] = {place.pk: place for place in Location.objects.all()}
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


def directory_context(page: DirectoryPage, request: HttpRequest) -> dict[str, Any]:
    """Everything the template shows; unknown values filter nothing out and are said to be unknown."""
    answer = Answer(page, request)
    wish, found = answer.wish, answer.found
    pager = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if wish.unknown or request.GET.get("page", "1") != str(pager.number):
        do_not_keep(request)
    return {
        "cards": answer.cards(list(pager)),
        "page_obj": pager,
        "page_links": _page_links(pager, answer),
        "count": len(found),
        "count_text": _count_text(answer),
        "heading": _heading(answer),
        "clear_url": answer.url,
        "filters": _filters(answer),
        "days": _day_chips(answer) if answer.matching else [],
        "sort": wish.sort,
        "unknown": ", ".join(labels(wish.unknown)),
        "empty": None if found else answer.empty(),
        "suggestions": [] if found else answer.suggestions(),
    }


def _filters(answer: Answer) -> dict[str, Any]:
    """The form's options, and each chosen filter with the address that is without it."""
    wish, choices = answer.wish, answer.choices
    active = [
        (choices.name_of(name, wish), answer.url + wish.without(name).query())
        for name in wish.active()
    ]
    return {
        **{f"{name}s": choices.options(name, wish) for name in WORDS},
        "day": wish.day.isoformat() if wish.day else "",
        "first_day": answer.today.isoformat(),
        "last_day": (answer.today + LAST_DAY).isoformat(),
        "active": active,
    }


def _day_chips(answer: Answer) -> list[DayChip]:
    """Any day, today, tomorrow and those that follow, as links that keep the other filters."""
    wish = answer.wish
    free = {day for one in answer.matching for day in answer.days.of(answer.times(one))}
    known = answer.days.first == answer.today
    chips = [DayChip(_("Any day"), "", answer.url + wish.query(day=None), not wish.day, False)]
    for number in range(DAY_CHIPS):
        day = answer.today + timedelta(days=number)
        chips.append(
            DayChip(
                label={0: _("Today"), 1: _("Tomorrow")}.get(number) or day_short(day),
                full=day_long(day),
                url=answer.url + wish.query(day=day),
                is_current=wish.day == day,
                is_off=known and day not in free,
            )
        )
    return chips


def _count_text(answer: Answer) -> str:
    """«8 profesionales, 43 horas libres en dos semanas», for eyes and screen readers."""
    count = len(answer.found)
    if not count:
        return answer.empty().title
    people = ngettext("%(count)s professional", "%(count)s professionals", count) % {"count": count}
    times = sum(len(answer.shown_times(one)) for one in answer.found)
    free = ngettext("%(count)s free time", "%(count)s free times", times) % {"count": times}
    if answer.wish.day:
        day = day_inline(answer.wish.day)
        return _("%(people)s, %(free)s on %(day)s") % {"people": people, "free": free, "day": day}
    return _("%(people)s, %(free)s in two weeks") % {"people": people, "free": free}


def _heading(answer: Answer) -> str:
    """The search in a few words: «Fisioterapia en València»."""
    wish, choices = answer.wish, answer.choices
    what = choices.name_of("service" if wish.service else "profession", wish)
    where = choices.name_of("place", wish)
    if what and where:
        return _("%(what)s at %(place)s") % {"what": what, "place": where}
    if where:
        return _("Professionals at %(place)s") % {"place": where}
    return what or _("Professionals")


def _page_links(pager: PagerPage[Listed], answer: Answer) -> list[tuple[int, str, bool]]:
    """Number, address and whether it is this one, for each page of results."""
    wish = answer.wish
    return [
        (
            number,
            answer.url + wish.query(page=str(number) if number > 1 else ""),
            number == pager.number,
        )
        for number in pager.paginator.page_range
    ]
