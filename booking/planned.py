"""Working time as it would be once a rule is saved or removed: the same answer before and while saving.

Nothing here writes. `save_rule` asks these functions under its lock, a preview asks them without.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core.time import now, today

from .expansion import dates, stretches
from .models import Appointment, AvailabilityRule, Resource, WorkingPeriod

# Longer than any booking window (Service.window_days is at most 365).
HORIZON_DAYS = 400


@dataclass(frozen=True)
class Worked:
    """A stretch of work at a place; `is_changed` when it comes from the rule that is being changed."""

    location_id: int
    starts_at: datetime
    ends_at: datetime
    is_changed: bool = False


def start_of_today(rule: AvailabilityRule) -> datetime:
    """Midnight at the rule's place: what is older stays as it was worked."""
    local = now().astimezone(rule.location.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def periods_of(rule: AvailabilityRule) -> list[tuple[datetime, datetime]]:
    """The rule's stretches of work in UTC, from today to the horizon."""
    zone = rule.location.zone
    first = max(today(zone), rule.starts_on)
    last = today(zone) + timedelta(days=HORIZON_DAYS)
    if rule.ends_on:
        last = min(last, rule.ends_on)
    days = dates(rule.days, starts_on=rule.starts_on, first=first, last=last)
    return stretches(days, rule.opens, rule.closes, zone)


def working_time(
    resource_id: int,
    start: datetime,
    end: datetime,
    *,
    rule: AvailabilityRule | None = None,
    is_removed: bool = False,
) -> list[Worked]:
    """What is worked between two moments, with `rule` as it is in memory, or without it."""
    rows = WorkingPeriod.objects.filter(resource=resource_id, ends_at__gte=start, starts_at__lt=end)
    if rule and rule.pk:
        # A removed rule takes its past along; a changed one leaves it as it was worked.
        replaced = rows.filter(rule=rule.pk)
        if not is_removed:
            replaced = replaced.filter(starts_at__gte=start_of_today(rule))
        rows = rows.exclude(pk__in=replaced.values("pk"))
    found = [Worked(*row) for row in rows.values_list("location_id", "starts_at", "ends_at")]
    if rule and not is_removed and rule.resource_id == resource_id:
        found += [
            Worked(rule.location_id, opens, closes, is_changed=True)
            for opens, closes in periods_of(rule)
            if closes >= start and opens < end
        ]
    return sorted(found, key=lambda worked: worked.starts_at)


def agendas_of(rule: AvailabilityRule) -> set[int]:
    """Whose time the rule changes: its professional's, and the one's it was before."""
    before = AvailabilityRule.objects.filter(pk=rule.pk).values_list("resource_id", flat=True)
    return {rule.resource_id, *before}


def clashes_of_rule(rule: AvailabilityRule, *, is_removed: bool = False) -> list[Appointment]:
    """Live appointments to come that would lie outside working time with the rule saved or removed."""
    found = []
    for resource in sorted(agendas_of(rule)):
        coming = _coming(resource)
        if coming:
            until = max(appointment.ends_at for appointment in coming) + timedelta(minutes=1)
            worked = working_time(
                resource, coming[0].starts_at, until, rule=rule, is_removed=is_removed
            )
            found += _outside(coming, worked)
    return found


def _coming(resource_id: int) -> list[Appointment]:
    return list(
        Appointment.objects.live()
        .filter(professional__resource=resource_id, starts_at__gte=now())
        .select_related("location", "visit__person", "professional__person")
        .prefetch_related("subjects")
        .order_by("starts_at")
    )


def _outside(coming: Iterable[Appointment], worked: Iterable[Worked]) -> list[Appointment]:
    places: dict[int, list[Worked]] = {}
    for stretch in worked:
        places.setdefault(stretch.location_id, []).append(stretch)
    return [
        appointment
        for appointment in coming
        if not any(
            stretch.starts_at <= appointment.starts_at and stretch.ends_at >= appointment.ends_at
            for stretch in places.get(appointment.location_id, ())
        )
    ]


def clashes_in(resource: Resource | int, start: datetime, end: datetime) -> list[Appointment]:
    """Live appointments of an agenda that touch a stretch of time off."""
    return list(
        Appointment.objects.live()
        .filter(professional__resource=resource, starts_at__lt=end, ends_at__gt=start)
        .select_related("location", "visit__person", "professional__person")
        .prefetch_related("subjects")
        .order_by("starts_at")
    )
