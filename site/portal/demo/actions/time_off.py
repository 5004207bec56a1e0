"""Days off: the same weeks every year, written down before anybody can be booked into them."""

from datetime import UTC, date, datetime, time, timedelta

from booking.actions import save_time_off
from booking.models import Appointment, Resource, TimeOff
from portal.demo.content.absences import ABSENCES
from portal.demo.content.shapes import AbsenceFacts
from portal.demo.weeks import days_of, new_days

from .ground import clock_time

# Further than visits are booked ahead, so that a day off moves nobody.
DAYS_AHEAD = 80


def plan_days_off(last_filled: date | None, current: date, days_back: int) -> int:
    """Write the absences that no earlier load has; returns how many.

    One that meets a visitor's own appointment does not happen.
    """
    first, last = new_days(last_filled, current, back=days_back, ahead=DAYS_AHEAD)
    return sum(
        _take_off(facts, day)
        for facts in ABSENCES
        for day in days_of(
            every=facts.every, week=facts.week, weekday=facts.weekday, first=first, last=last
        )
    )


def _take_off(facts: AbsenceFacts, day: date) -> bool:
    resource = Resource.objects.select_related("professional").get(professional__slug=facts.slug)
    starts_at, ends_at = _span(resource, facts, day)
    taken = Appointment.objects.live().filter(
        professional=resource.professional, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if taken.exists():
        return False
    save_time_off(
        time_off=TimeOff(resource=resource, kind=facts.kind, starts_at=starts_at, ends_at=ends_at)
    )
    return True


def _span(resource: Resource, facts: AbsenceFacts, day: date) -> tuple[datetime, datetime]:
    rule = resource.rules.select_related("location").order_by("pk").first()
    zone = rule.location.zone if rule else UTC
    if facts.hours:
        opens, closes = map(clock_time, facts.hours)
        return (
            datetime.combine(day, opens, tzinfo=zone),
            datetime.combine(day, closes, tzinfo=zone),
        )
    last = day + timedelta(days=facts.days)
    return datetime.combine(day, time(), tzinfo=zone), datetime.combine(last, time(), tzinfo=zone)
