"""A professional's page: the week of one service, prices, hours at the place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from booking.access import listed_professionals
from booking.models import Offering, Service, WorkingPeriod
from booking.queries import FreeTime, moment
from booking.slots import WEEK_DAYS, Slot, WeekDay, slot
from portal.core.time import day_inline, days_label, now, today, weekday_name
from portal.places.models import Location
from portal.places.queries import DayHours

from .cards import Listed, Minute, card, free_of, listed, with_facts
from .context import Shell
from .days import Days
from .models import ProfilePage
from .page_cache import do_not_keep

# How far after an empty week the next free day is looked for.
LOOK_FURTHER = timedelta(days=56)


@dataclass(frozen=True)
class ServiceRow:
    """One service of the price list."""

    service: Service
    minutes: int
    price: Decimal
    url: str
    is_selected: bool


def serve_profile(page: ProfilePage, request: HttpRequest) -> HttpResponse | None:
    """404 for a professional whom the public does not see, whatever the page's own state."""
    if getattr(request, "is_preview", False):
        return None
    if not listed_professionals().filter(pk=page.professional_id).exists():
        raise Http404
    return None


def profile_context(page: ProfilePage, request: HttpRequest) -> dict[str, Any]:
    """Everything the template shows; service, place and week come from the address."""
    agenda = Agenda(page, request)
    if agenda.is_made_up:
        do_not_keep(request)
    prose, is_other = page.prose()
    place = agenda.place
    return {
        "card": card(agenda.who, [], agenda.places, agenda.directory_url),
        "services": agenda.services(),
        "chosen_service": agenda.chosen.service if agenda.chosen else None,
        "chosen": agenda.chosen,
        "cancel_hours": agenda.chosen.cancel_cutoff_minutes // 60 if agenda.chosen else 0,
        "prose": _html(prose),
        "prose_is_other_language": is_other,
        "location": place,
        "places": [(one.slug, one.name, one == place) for one in agenda.working],
        "hours": _hours(page.professional_id, place) if place else [],
        **agenda.week(),
    }


def _html(prose: str) -> SafeString:
    """Wagtail's rich text, which its editor has already reduced to the features allowed."""
    return mark_safe(expand_db_html(prose))


def _who(page: ProfilePage) -> Listed:
    """The professional with services and facts; the page itself may be a draft in a preview."""
    facts = with_facts(ProfilePage.objects.filter(pk=page.pk)).first()
    shown = facts if facts and facts.professional_id == page.professional_id else page
    for name in ("animals", "spoken", "rule_places"):
        setattr(shown, name, getattr(shown, name, []))
    return listed([shown])[0]


class Agenda:
    """The free times of one professional as the address asks for them; the agenda is read once."""

    def __init__(self, page: ProfilePage, request: HttpRequest) -> None:
        shell = Shell.of(request, page)
        self.url: str = shell.url
        self.directory_url: str = shell.directory_url
        self.who = _who(page)
        self.places: dict[int, Location] = {place.pk: place for place in shell.places}
        self.working = [p for pk, p in self.places.items() if pk in self.who.works_at]
        self._asked = {name: request.GET.get(name, "") for name in ("service", "place", "week")}
        service = self._asked["service"]
        self.chosen: Offering | None = self.who.offering_of(service) or self.who.offering_of()
        self._asked_place = next(
            (place for place in self.working if place.slug == self._asked["place"]), None
        )

    @property
    def is_made_up(self) -> bool:
        """Whether the address says something that leads nowhere."""
        asked = self._asked
        known = {
            "service": self.chosen.service.slug if self.chosen else "",
            "place": self._asked_place.slug if self._asked_place else "",
            "week": self.first.isoformat(),
        }
        return any(asked[name] and asked[name] != known[name] for name in asked)

    @cached_property
    def first(self) -> date:
        """The week the address asks for, kept between today and the end of the window."""
        place = self._asked_place or next(iter(self.working), None)
        current = today(place.zone) if place else now().date()
        last = current + timedelta(days=self.chosen.window_days if self.chosen else 0)
        try:
            wanted = date.fromisoformat(self._asked["week"])
        except ValueError:
            wanted = current
        return min(max(wanted, current), last)

    @cached_property
    def free(self) -> list[Minute]:
        """From now on, or from the week on where the address names the place, and some weeks more."""
        if not self.chosen:
            return []
        week = datetime.combine(self.first, datetime.min.time(), tzinfo=UTC)
        # A day of any zone begins within fourteen hours of the same day in UTC.
        start = max(week - timedelta(hours=14), now()) if self._asked_place else now()
        end = week + timedelta(days=WEEK_DAYS, hours=14) + LOOK_FURTHER
        service = self.chosen.service.slug
        return free_of([self.who], start, end, service=service)[self.who.page.professional_id]

    @cached_property
    def place(self) -> Location | None:
        """The place the address asks for, else the one of the next free time."""
        first = self.places.get(self.free[0][1]) if self.free else None
        return self._asked_place or first or next(iter(self.working), None)

    def services(self) -> list[ServiceRow]:
        """The price list; each row leads to the times of that service."""
        return [
            ServiceRow(
                service=offering.service,
                minutes=offering.duration_minutes,
                price=offering.price,
                url=f"{self.url}?{urlencode({'service': offering.service.slug})}#agenda",
                is_selected=offering == self.chosen,
            )
            for offering in self.who.offerings
        ]

    def _link(self, day: date) -> str:
        assert self.chosen and self.place
        query = {"service": self.chosen.service.slug, "place": self.place.slug}
        return f"{self.url}?{urlencode({**query, 'week': day.isoformat()})}#agenda"

    def _slot(self, time: Minute) -> Slot:
        assert self.chosen
        free = FreeTime(self.chosen.professional_id, time[1], moment(time[0]))
        return slot(self.chosen, free, self.places)

    def week(self) -> dict[str, Any]:
        """Days with their free times, the weeks beside, and where the next free day is."""
        if self.chosen is None or self.place is None:
            return {"week": [], "week_label": "", "prev_url": "", "next_url": ""}
        current = today(self.place.zone)
        calendar = Days(self.first, WEEK_DAYS, {self.place.pk: self.place})
        begin, end = calendar.span()
        here = [time for time in self.free if time[1] == self.place.pk and time[0] >= begin]
        days = [
            WeekDay(day, day == current, [self._slot(time) for time in calendar.on(day, here)])
            for day in (self.first + timedelta(days=number) for number in range(WEEK_DAYS))
        ]
        later = next((self._slot(time) for time in here if time[0] >= end), None)
        first = next((found for day in days for found in day.slots), None)
        last = current + timedelta(days=self.chosen.window_days)
        following = self.first + timedelta(days=WEEK_DAYS)
        previous = max(self.first - timedelta(days=WEEK_DAYS), current)
        return {
            "week": days,
            "week_label": days_label(days[0].date, days[-1].date),
            "week_is_free": first is not None,
            "first_slot": first or later,
            "next_free_url": self._link(later.local.date()) if later else "",
            "next_free_day": day_inline(later.local.date()) if later else "",
            "prev_url": self._link(previous) if self.first > current else "",
            "next_url": self._link(following) if following <= last else "",
        }


def _hours(professional_id: int, place: Location) -> list[DayHours]:
    """The professional's hours at the place in the coming seven days, Monday first."""
    zone = place.zone
    start = datetime.combine(today(zone), datetime.min.time(), tzinfo=zone)
    rows = (
        WorkingPeriod.objects.filter(
            resource__professional=professional_id,
            location=place,
            starts_at__gte=start,
            starts_at__lt=start + timedelta(days=7),
        )
        .order_by("starts_at")
        .values_list("starts_at", "ends_at")
    )
    spans: dict[int, list[str]] = {}
    for starts_at, ends_at in rows:
        opens, closes = starts_at.astimezone(zone), ends_at.astimezone(zone)
        text = f"{opens.hour}:{opens:%M}–{closes.hour}:{closes:%M}"
        spans.setdefault(opens.weekday(), []).append(text)
    return [
        DayHours(
            weekday=number,
            day_name=weekday_name(number),
            text=", ".join(spans[number]),
            is_today=number == now().astimezone(zone).weekday(),
        )
        for number in range(7)
        if number in spans
    ]
