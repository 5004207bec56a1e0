"""A day off that always lies ahead."""

from datetime import date, datetime, time, timedelta

from booking.actions import save_time_off
from booking.models import Appointment, Resource, TimeOff
from portal.core.time import now

# Whose day off, of what kind, and from how many days ahead on one is looked for.
DAYS_OFF = (
    ("samuel-obiang", TimeOff.Kind.TRAINING, 3),
    ("noelia-castano", TimeOff.Kind.HOLIDAY, 8),
)
FURTHEST = 13


def plan_days_off(today: date) -> None:
    """A whole day off within the coming 14 days for everybody named; where one lies ahead, none.

    It falls on a day that is worked and holds no appointment yet, so that it moves nobody.
    """
    for slug, kind, earliest in DAYS_OFF:
        resource = Resource.objects.select_related("professional").get(professional__slug=slug)
        if resource.time_off.filter(ends_at__gt=now()).exists():
            continue
        for ahead in range(earliest, FURTHEST + 1):
            if _take_off(resource, kind, today + timedelta(days=ahead)):
                break


def _take_off(resource: Resource, kind: str, day: date) -> bool:
    periods = resource.working_periods.select_related("location")
    period = periods.filter(starts_at__date=day).first()
    if period is None:
        return False
    zone = period.location.zone
    starts_at = datetime.combine(day, time(), tzinfo=zone)
    ends_at = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    taken = Appointment.objects.live().filter(
        professional=resource.professional, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if taken.exists():
        return False
    save_time_off(
        time_off=TimeOff(resource=resource, kind=kind, starts_at=starts_at, ends_at=ends_at)
    )
    return True
