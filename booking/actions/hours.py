"""Changing all of somebody's hours at once: one lock, one transaction, nothing half written."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from booking.errors import HoursChanged
from booking.expansion import check_recurrence
from booking.models import Appointment, Resource, TimeOff
from booking.planned import Plan, check_named, clashes_in, clashes_of_plan
from booking.weekly import Hours, hours_of
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.core.time import now

from . import locks
from .agenda import expand_rule


def save_hours(
    *,
    resource: Resource,
    plan: Callable[[Hours], Plan],
    seen: str,
    named: str | None = None,
    by: User | None = None,
) -> list[Appointment]:
    """Carry out what `plan` makes of the hours as they are, each rule expanded and recorded.

    HoursChanged when they are no longer those that `seen` names; ClashNotNamed when others are in the
    way than those of `named` (None asks nobody); RuleRefused for a rule that cannot be expanded; Busy
    when the agenda stays locked. Returns the live appointments that no longer lie in working time:
    they are kept.
    """
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([resource.pk])
        hours = hours_of(resource)
        if hours.version != seen:
            raise HoursChanged()
        change = plan(hours)
        if change.is_empty:
            return []
        for rule in change.saved:
            check_recurrence(rule.days)
        clashes = clashes_of_plan(resource.pk, change)
        check_named(clashes, named)
        for rule in change.removed:
            record("booking.rule_deleted", rule, actor=by, clashes=len(clashes))
            rule.delete()
        for rule in change.saved:
            rule.save()
            expand_rule(rule)
            record("booking.rule_saved", rule, actor=by, clashes=len(clashes))
    return clashes


def pause_bookings(
    *, resource: Resource, minutes: int, by: User | None = None
) -> tuple[TimeOff, list[Appointment]]:
    """Take nothing new for so many minutes from now; pressed again it only lasts longer.

    Returns the absence, and the live appointments in it, which are kept.
    """
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([resource.pk])
        current = now().replace(second=0, microsecond=0)
        until = current + timedelta(minutes=minutes)
        pause = (
            TimeOff.objects.filter(
                resource=resource,
                kind=TimeOff.Kind.ABSENCE,
                starts_at__lte=now(),
                ends_at__gt=current,
            )
            .order_by("-ends_at")
            .first()
        ) or TimeOff(
            resource=resource, kind=TimeOff.Kind.ABSENCE, starts_at=current, ends_at=current
        )
        clashes = clashes_in(resource, current, max(until, pause.ends_at))
        if pause.ends_at < until:
            pause.ends_at = until
            pause.save()
            record("booking.time_off_saved", pause, actor=by, clashes=len(clashes))
    return pause, clashes
