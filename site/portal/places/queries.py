"""Reading places: the week as a visitor sees it, and whether the door is open now."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from portal.core.time import now, weekday_name

from .models import Location, OpeningHours


@dataclass(frozen=True)
class DayHours:
    """One weekday of a place: its name, its spans as text («9:00–14:00, 16:00–20:30» or empty)."""

    weekday: int
    day_name: str
    text: str
    is_today: bool


def main_location() -> Location | None:
    """The place that stands for the clinic group on pages that are about no place."""
    return Location.objects.prefetch_related("opening_hours").first()


def house_zone() -> ZoneInfo:
    """The clock of what belongs to no one place: that of the clinic group's first place, else UTC."""
    names = Location.objects.order_by("pk").values_list("zone_name", flat=True)[:1]
    return ZoneInfo(next(iter(names), "UTC"))


def _span(row: OpeningHours) -> str:
    return f"{row.opens.hour}:{row.opens:%M}–{row.closes.hour}:{row.closes:%M}"


def week_hours(location: Location) -> list[DayHours]:
    """Monday to Sunday; a day without a row is closed and has an empty text."""
    current = now().astimezone(location.zone).weekday()
    rows = list(location.opening_hours.all())
    return [
        DayHours(
            weekday=number,
            day_name=weekday_name(number),
            text=", ".join(_span(row) for row in rows if row.weekday == number),
            is_today=number == current,
        )
        for number in range(7)
    ]


def open_until(location: Location, moment: datetime | None = None) -> time | None:
    """When the door closes if it is open at `moment` (default: now), else None."""
    local = (moment or now()).astimezone(location.zone)
    for row in location.opening_hours.all():
        if row.weekday == local.weekday() and row.opens <= local.time() < row.closes:
            return row.closes
    return None


def places_with_hours() -> list[Location]:
    """Every place with its opening hours, in one query: it is asked for on each page."""
    spans = OpeningHours.objects.filter(location=OuterRef("pk")).order_by("weekday", "opens")
    rows = spans.values(row=JSONObject(weekday="weekday", opens="opens", closes="closes"))
    places = list(Location.objects.annotate(spans=ArraySubquery(rows)))
    for place in places:
        place.opening_hours = [
            OpeningHours(
                location=place,
                weekday=span["weekday"],
                opens=time.fromisoformat(span["opens"]),
                closes=time.fromisoformat(span["closes"]),
            )
            for span in place.spans
        ]
    return places
