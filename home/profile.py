"""A professional's page: the week of one service, prices, hours at the place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from booking.access import online_offerings
from booking.models import Offering, Service, WorkingPeriod
from booking.slots import WEEK_DAYS, week
from portal.core.time import days_label, now, today, weekday_name
from portal.places.models import Location
from portal.places.queries import DayHours

from .cards import ProCard, cards
from .models import ProfilePage
from .queries import directory_url


@dataclass(frozen=True)
class ServiceRow:
    """One service of the price list."""

    service: Service
    minutes: int
    price: Decimal
    url: str
    is_selected: bool


def serve_profile(page: ProfilePage, request: HttpRequest) -> HttpResponse | None:
    """404 for a professional who is not listed, whatever the page's own state."""
    if not page.professional.is_listed and not getattr(request, "is_preview", False):
        raise Http404
    return None


def profile_context(page: ProfilePage, request: HttpRequest) -> dict[str, Any]:
    """Everything the template shows; the service and the week come from the address."""
    url = page.get_url(request)
    card = cards([page], directory_url(request))[0]
    offerings = list(
        online_offerings()
        .filter(professional=page.professional_id)
        .order_by("service__position", "service__pk")
    )
    chosen = _chosen(offerings, request.GET.get("service", ""))
    place = _place(card, request.GET.get("place", ""))
    prose, is_other = page.prose()
    return {
        "card": card,
        "services": [_row(offering, chosen, url) for offering in offerings],
        "chosen_service": chosen.service if chosen else None,
        "prose": _html(prose),
        "prose_is_other_language": is_other,
        "location": place,
        "places": [(option.slug, option.name, option == place) for option in card.places],
        "hours": _hours(page.professional_id, place) if place else [],
        **_week(chosen, place, request, url),
    }


def _html(prose: str) -> SafeString:
    """Wagtail's rich text, which its editor has already reduced to the features allowed."""
    return mark_safe(expand_db_html(prose))


def _place(card: ProCard, slug: str) -> Location | None:
    """The place the address asks for, else the one of the next free time."""
    return next((place for place in card.places if place.slug == slug), card.place)


def _chosen(offerings: list[Offering], slug: str) -> Offering | None:
    by_slug = {offering.service.slug: offering for offering in offerings}
    return by_slug.get(slug) or (offerings[0] if offerings else None)


def _row(offering: Offering, chosen: Offering | None, url: str) -> ServiceRow:
    service = offering.service
    return ServiceRow(
        service=service,
        minutes=service.duration_minutes,
        price=service.price,
        url=f"{url}?{urlencode({'service': service.slug})}#agenda",
        is_selected=offering == chosen,
    )


def _first_day(text: str, current: date, last: date) -> date:
    """The week the address asks for, kept between today and the end of the window."""
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        wanted = current
    return min(max(wanted, current), last)


def _week(
    chosen: Offering | None, place: Location | None, request: HttpRequest, url: str
) -> dict[str, Any]:
    if chosen is None or place is None:
        return {"week": [], "week_label": "", "prev_url": "", "next_url": ""}
    current = today(place.zone)
    last = current + timedelta(days=chosen.service.window_days)
    first = _first_day(request.GET.get("week", ""), current, last)
    previous, following = first - timedelta(days=WEEK_DAYS), first + timedelta(days=WEEK_DAYS)

    def link(day: date) -> str:
        week_of = max(day, current).isoformat()
        query = urlencode({"service": chosen.service.slug, "place": place.slug, "week": week_of})
        return f"{url}?{query}#agenda"

    days = week(chosen, first, place)
    return {
        "week": days,
        "week_label": days_label(days[0].date, days[-1].date),
        "week_is_free": any(day.slots for day in days),
        "first_slot": next((found for day in days for found in day.slots), None),
        "prev_url": link(previous) if first > current else "",
        "next_url": link(following) if following <= last else "",
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
