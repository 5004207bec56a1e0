"""Writing places and the days on which they are closed."""

from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.core.time import today

from .holidays import of_region, whole_day
from .models import Closure, Location
from .signals import location_saved

YEARS_AHEAD = 2


def location_was_saved(*, location: Location, by: Any = None) -> None:
    """Remember it and announce it; in the caller's transaction."""
    record("places.location_saved", location, actor=by)
    location_saved.send(sender=Location, location=location)


@transaction.atomic
def write_holidays(*, location: Location) -> list[Closure]:
    """Write the region's public holidays of this year and the next two as rows of the place.

    What staff wrote or opened stays; a library's row whose day is no holiday any more goes. Safe
    to run again. Returns the rows that are new. The caller holds the agendas' locks.
    """
    current = today(location.zone)
    years = range(current.year, current.year + YEARS_AHEAD + 1)
    found = {holiday.day: holiday for holiday in of_region(location.region, years)}
    rows = Closure.objects.filter(location=location, kind=Closure.Kind.HOLIDAY)
    rows.filter(source=Closure.Source.LIBRARY, is_open=False, day__gte=current).exclude(
        day__in=found
    ).delete()
    known = set(rows.values_list("day", flat=True))
    new = []
    for day, holiday in found.items():
        if day in known or day < current:
            continue
        starts_at, ends_at = whole_day(day, location.zone)
        new.append(
            Closure(
                location=location,
                kind=Closure.Kind.HOLIDAY,
                source=Closure.Source.LIBRARY,
                name_es=holiday.name_es,
                name_en=holiday.name_en,
                day=day,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )
    return Closure.objects.bulk_create(new)
