"""The directory: who fits the filters of the address, soonest first; four queries of its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page as PagerPage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.time import day_inline, day_long, day_short

from .answer import Answer
from .cards import Listed
from .filters import LAST_DAY, WORDS, labels
from .models import DirectoryPage
from .page_cache import do_not_keep

PER_PAGE = 10
DAY_CHIPS = 7


@dataclass(frozen=True)
class DayChip:
    """One day to look at: where it leads, and whether nobody of those found is free on it."""

    label: str
    full: str
    url: str
    is_current: bool
    is_off: bool


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
