"""Writing working hours and time off: each locks the agenda first, so no booking slips past."""

from datetime import datetime, timedelta

from django.db import transaction

from booking.expansion import check_recurrence, dates, stretches
from booking.models import Appointment, AvailabilityRule, TimeOff, WorkingPeriod
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.core.time import now, today

from . import locks

# Longer than any booking window (Service.window_days is at most 365).
HORIZON_DAYS = 400


def save_rule(*, rule: AvailabilityRule, by: User | None = None) -> list[Appointment]:
    """Save a rule and expand it anew from today on; RuleRefused for one that cannot be expanded.

    Returns the live appointments that no longer lie in working time: they are kept, and whoever
    saved the rule is shown them.
    """
    check_recurrence(rule.days)
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([rule.resource_id])
        rule.save()
        expand_rule(rule)
        clashes = _outside_working_time(rule.resource_id)
        record("booking.rule_saved", rule, actor=by, clashes=len(clashes))
    return clashes


def delete_rule(*, rule: AvailabilityRule, by: User | None = None) -> list[Appointment]:
    """Remove a rule with its working periods; returns the appointments left outside them."""
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([rule.resource_id])
        resource = rule.resource_id
        record("booking.rule_deleted", rule, actor=by)
        rule.delete()
        return _outside_working_time(resource)


def expand_rule(rule: AvailabilityRule) -> int:
    """Write the rule's working periods from today to the horizon; returns how many there are.

    Past periods stay as they were worked. Must run under the agenda's lock.
    """
    zone = rule.location.zone
    first = max(today(zone), rule.starts_on)
    last = today(zone) + timedelta(days=HORIZON_DAYS)
    if rule.ends_on:
        last = min(last, rule.ends_on)
    days = dates(rule.days, starts_on=rule.starts_on, first=first, last=last)
    _replace_periods(rule, stretches(days, rule.opens, rule.closes, zone))
    return len(days)


def _replace_periods(rule: AvailabilityRule, found: list[tuple[datetime, datetime]]) -> None:
    start_of_today = (
        now().astimezone(rule.location.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    )
    rule.periods.filter(starts_at__gte=start_of_today).delete()
    WorkingPeriod.objects.bulk_create(
        WorkingPeriod(
            resource_id=rule.resource_id,
            location_id=rule.location_id,
            rule=rule,
            starts_at=start,
            ends_at=end,
        )
        for start, end in found
    )


def extend_all_rules() -> int:
    """Move the horizon of every rule on; safe to run twice. Returns how many rules were extended."""
    count = 0
    for rule in AvailabilityRule.objects.select_related("location").order_by("resource_id", "pk"):
        with waiting_briefly(), transaction.atomic():
            locks.lock_agendas([rule.resource_id])
            expand_rule(rule)
            count += 1
    return count


def save_time_off(*, time_off: TimeOff, by: User | None = None) -> list[Appointment]:
    """Save a stretch off; returns the live appointments inside it, which are kept and shown."""
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([time_off.resource_id])
        time_off.save()
        clashes = list(
            Appointment.objects.live()
            .filter(
                professional__resource=time_off.resource_id,
                starts_at__lt=time_off.ends_at,
                ends_at__gt=time_off.starts_at,
            )
            .select_related("location")
            .order_by("starts_at")
        )
        record("booking.time_off_saved", time_off, actor=by, clashes=len(clashes))
    return clashes


def delete_time_off(*, time_off: TimeOff, by: User | None = None) -> None:
    """Give the stretch back to the agenda."""
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([time_off.resource_id])
        record("booking.time_off_deleted", time_off, actor=by)
        time_off.delete()


def _outside_working_time(resource_id: int) -> list[Appointment]:
    """Live appointments to come that no working period of their place holds."""
    coming = list(
        Appointment.objects.live()
        .filter(professional__resource=resource_id, starts_at__gte=now())
        .select_related("location")
        .order_by("starts_at")
    )
    if not coming:
        return []
    periods = list(
        WorkingPeriod.objects.filter(
            resource=resource_id,
            ends_at__gte=coming[0].starts_at,
            starts_at__lte=coming[-1].ends_at,
        ).values_list("location_id", "starts_at", "ends_at")
    )
    return [
        appointment
        for appointment in coming
        if not any(
            place == appointment.location_id
            and start <= appointment.starts_at
            and end >= appointment.ends_at
            for place, start, end in periods
        )
    ]
