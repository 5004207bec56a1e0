"""Days that are not like the week: time off, days with hours of their own, days the place is closed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from booking.models import Resource, TimeOff
from booking.wall_clock import zone_of
from booking.weekly import Hours, single_day_of
from portal.core.time import clock, day_inline, now
from portal.places.models import Closure

SHOWN = 60


@dataclass(frozen=True)
class Ahead:
    """One line: the day it begins, what it is, when; how it is changed or taken away, if it is one's own."""

    day: date
    title: str
    when: str
    change_url: str = ""
    drop_url: str = ""
    drop_day: str = ""
    is_of_the_place: bool = False


def days_ahead(resource: Resource, hours: Hours) -> list[Ahead]:
    """What is to come, in order of days. Two queries besides what `hours` holds."""
    zone = zone_of(resource)
    off = TimeOff.objects.filter(resource=resource, ends_at__gt=now()).order_by("starts_at")
    found = [_off(row, row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)) for row in off]
    found += _single(hours)
    places = {rule.location_id for rule in [*hours.recurring, *hours.single]}
    closed = Closure.objects.filter(
        location__in=places,
        is_open=False,
        ends_at__gt=now(),
        starts_at__lt=now() + timedelta(days=SHOWN),
    ).select_related("location")
    found += [
        Ahead(
            day=row.starts_at.astimezone(row.location.zone).date(),
            title=row.name,
            when=row.location.name,
            is_of_the_place=True,
        )
        for row in closed
    ]
    return sorted(found, key=lambda one: one.day)


def _off(row: TimeOff, starts: datetime, ends: datetime) -> Ahead:
    address = reverse("own:time-off", args=[row.pk])
    return Ahead(
        day=starts.date(),
        title=str(row.get_kind_display()),
        when=_when(starts, ends),
        change_url=address,
        drop_url=address,
    )


def _when(starts: datetime, ends: datetime) -> str:
    if starts.time() == time() == ends.time():
        last = ends.date() - timedelta(days=1)
        if last == starts.date():
            return _("All day")
        return _("Until %(day)s, all day") % {"day": day_inline(last)}
    if starts.date() == ends.date():
        return f"{clock(starts)}–{clock(ends)}"
    return _("From %(from)s until %(day)s, %(until)s") % {
        "from": clock(starts),
        "day": day_inline(ends.date()),
        "until": clock(ends),
    }


def _single(hours: Hours) -> list[Ahead]:
    days: dict[date, list[str]] = {}
    for rule in hours.single:
        if day := single_day_of(rule):
            text = f"{rule.opens:%H:%M}–{rule.closes:%H:%M}, {rule.location.name}"
            days.setdefault(day, []).append(text)
    return [
        Ahead(
            day=day,
            title=_("Other hours"),
            when="; ".join(texts),
            drop_url=reverse("own:single-day"),
            drop_day=day.isoformat(),
        )
        for day, texts in days.items()
    ]
