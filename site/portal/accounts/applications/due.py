"""By when an application is answered: working days, from the moment it was sent."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

SATURDAY = 5


def answer_due(sent: datetime, zone: ZoneInfo) -> datetime:
    """APPLICATION_ANSWER_DAYS working days after `sent`, at the same time on the clock of `zone`; UTC.

    Working days are Monday to Friday; what is sent at a weekend counts from Monday 00:00. Public
    holidays count as working days: they differ by town, and a promise errs on the early side.
    """
    local = sent.astimezone(zone)
    day, at = local.date(), local.time()
    if day.weekday() >= SATURDAY:
        day += timedelta(days=7 - day.weekday())
        at = time(0)
    for _one in range(settings.APPLICATION_ANSWER_DAYS):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
    return datetime.combine(day, at, tzinfo=zone).astimezone(sent.tzinfo)
