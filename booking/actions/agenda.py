"""Writing working hours and time off: each locks the agenda first, so no booking slips past."""

from django.db import transaction

from booking.expansion import check_recurrence
from booking.models import Appointment, AvailabilityRule, TimeOff, WorkingPeriod
from booking.planned import (
    agendas_of,
    check_named,
    clashes_in,
    clashes_of_rule,
    periods_of,
    start_of_today,
)
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly

from . import locks


def save_rule(*, rule: AvailabilityRule, by: User | None = None) -> list[Appointment]:
    """Save a rule and expand it anew from today on; RuleRefused for one that cannot be expanded.

    Returns the live appointments that no longer lie in working time: they are kept, and whoever
    saved the rule is shown them.
    """
    check_recurrence(rule.days)
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas(agendas_of(rule))
        clashes = clashes_of_rule(rule)
        rule.save()
        expand_rule(rule)
        record("booking.rule_saved", rule, actor=by, clashes=len(clashes))
    return clashes


def delete_rule(*, rule: AvailabilityRule, by: User | None = None) -> list[Appointment]:
    """Remove a rule with its working periods; returns the appointments left outside them."""
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([rule.resource_id])
        clashes = clashes_of_rule(rule, is_removed=True)
        record("booking.rule_deleted", rule, actor=by, clashes=len(clashes))
        rule.delete()
    return clashes


def expand_rule(rule: AvailabilityRule) -> int:
    """Write the rule's working periods from today to the horizon; returns how many there are.

    Past periods stay as they were worked. Must run under the agenda's lock.
    """
    found = periods_of(rule)
    rule.periods.filter(starts_at__gte=start_of_today(rule)).delete()
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
    return len(found)


def extend_all_rules() -> int:
    """Move the horizon of every rule on; safe to run twice. Returns how many rules were extended."""
    count = 0
    rules = AvailabilityRule.objects.order_by("resource_id", "pk")
    for pk, resource_id in list(rules.values_list("pk", "resource_id")):
        with waiting_briefly(), transaction.atomic():
            locks.lock_agendas([resource_id])
            # As it is now: whoever saved hours meanwhile may have ended it, or taken it away.
            rule = rules.select_related("location").filter(pk=pk, resource=resource_id).first()
            if rule:
                expand_rule(rule)
                count += 1
    return count


def save_time_off(
    *, time_off: TimeOff, named: str | None = None, by: User | None = None
) -> list[Appointment]:
    """Save a stretch off; returns the live appointments inside it, which are kept and shown.

    ClashNotNamed when those are others than the ones of `named` (None asks nobody).
    """
    before = TimeOff.objects.filter(pk=time_off.pk).values_list("resource_id", flat=True)
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas({time_off.resource_id, *before})
        clashes = clashes_in(time_off.resource_id, time_off.starts_at, time_off.ends_at)
        check_named(clashes, named)
        time_off.save()
        record("booking.time_off_saved", time_off, actor=by, clashes=len(clashes))
    return clashes


def delete_time_off(*, time_off: TimeOff, by: User | None = None) -> None:
    """Give the stretch back to the agenda."""
    with waiting_briefly(), transaction.atomic():
        locks.lock_agendas([time_off.resource_id])
        record("booking.time_off_deleted", time_off, actor=by)
        time_off.delete()
