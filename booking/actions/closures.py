"""Closing a place: every agenda that works there is locked, so no booking slips past."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from booking.errors import HolidayTwice, LibraryHoliday
from booking.models import Appointment, AvailabilityRule
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import refusing, waiting_briefly
from portal.places.actions import write_holidays
from portal.places.holidays import whole_day
from portal.places.models import Closure, Location

from . import locks
from .agenda import expand_rule


def _lock_places(location_ids: Iterable[int]) -> None:
    locks.lock_agendas(
        AvailabilityRule.objects.filter(location__in=location_ids).values_list(
            "resource", flat=True
        )
    )


def _lock_place(location_id: int) -> None:
    _lock_places([location_id])


def clashes_with(closure: Closure) -> list[Appointment]:
    """Live appointments at the place that the closure covers, none when the place opens."""
    if closure.is_open:
        return []
    return _live_between(closure.location_id, closure.starts_at, closure.ends_at)


def _live_between(location_id: int, start: datetime, end: datetime) -> list[Appointment]:
    return list(
        Appointment.objects.live()
        .filter(location=location_id, starts_at__lt=end, ends_at__gt=start)
        .select_related("location", "professional__person", "visit__person")
        .prefetch_related("subjects")
        .order_by("starts_at")
    )


def settle_day(closure: Closure) -> None:
    """A public holiday lasts from midnight to midnight on the place's clock."""
    if closure.kind == Closure.Kind.HOLIDAY and closure.day:
        closure.starts_at, closure.ends_at = whole_day(closure.day, closure.location.zone)


def save_closure(*, closure: Closure, by: User | None = None) -> list[Appointment]:
    """Save a closure or public holiday; returns the appointments inside it, kept and shown.

    A holiday's day becomes its whole day on the place's clock. HolidayTwice when the place has
    one on that day already.
    """
    settle_day(closure)
    before = Closure.objects.filter(pk=closure.pk).values_list("location_id", flat=True)
    with waiting_briefly(), transaction.atomic():
        _lock_places({closure.location_id, *before})
        with refusing({"one_holiday_per_place_and_day": HolidayTwice}):
            closure.save()
        clashes = clashes_with(closure)
        record("booking.closure_saved", closure, actor=by, clashes=len(clashes))
    return clashes


def delete_closure(*, closure: Closure, by: User | None = None) -> None:
    """The place is open again. LibraryHoliday for a row of the region's calendar: it is opened instead."""
    if closure.source == Closure.Source.LIBRARY:
        raise LibraryHoliday()
    with waiting_briefly(), transaction.atomic():
        _lock_place(closure.location_id)
        record("booking.closure_deleted", closure, actor=by)
        closure.delete()


def follow_location(*, location: Location) -> None:
    """After a place was saved: its region's holidays, and every rule there on its clock."""
    with waiting_briefly(), transaction.atomic():
        _lock_place(location.pk)
        _settle_days(location)
        for rule in AvailabilityRule.objects.filter(location=location).select_related("location"):
            expand_rule(rule)
        new = write_holidays(location=location)
        if new:
            record("booking.holidays_synced", location, count=len(new))


def _settle_days(location: Location) -> None:
    """A holiday is a whole day on the place's clock, also when that clock was corrected."""
    for row in Closure.objects.filter(location=location, kind=Closure.Kind.HOLIDAY):
        if row.day and (row.starts_at, row.ends_at) != whole_day(row.day, location.zone):
            row.starts_at, row.ends_at = whole_day(row.day, location.zone)
            row.save(update_fields=["starts_at", "ends_at"])


def sync_all_holidays() -> int:
    """Holidays of every place, two years ahead; safe to run twice. Returns how many are new."""
    count = 0
    for location in Location.objects.exclude(region=""):
        with waiting_briefly(), transaction.atomic():
            _lock_place(location.pk)
            new = write_holidays(location=location)
            if new:
                record("booking.holidays_synced", location, count=len(new))
            count += len(new)
    return count
