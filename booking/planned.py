"""Working time as it would be once rules are saved or removed: the same answer before and while saving.

Nothing here writes. `save_rule` and `save_hours` ask these functions under their lock, a preview asks
them without: what it has named is compared with what stands in the way once the lock is held.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q

from portal.core.digests import digest
from portal.core.time import now, today

from .availability import Stretch, merged
from .errors import ClashNotNamed
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


@dataclass(frozen=True)
class Plan:
    """Rules that are about to be saved as they are in memory, and rules about to be removed."""

    saved: tuple[AvailabilityRule, ...] = ()
    removed: tuple[AvailabilityRule, ...] = ()
    # Only what is worked then and is not worked now counts as changed, whatever rule says it.
    marks_difference: bool = False

    @classmethod
    def of(cls, rule: AvailabilityRule | None, *, is_removed: bool = False) -> "Plan":
        """One rule, or none at all."""
        if rule is None:
            return cls()
        return cls(removed=(rule,)) if is_removed else cls(saved=(rule,))

    @property
    def is_empty(self) -> bool:
        return not self.saved and not self.removed


NOTHING = Plan()


def working_time(
    resource_id: int, start: datetime, end: datetime, plan: Plan = NOTHING
) -> list[Worked]:
    """What is worked between two moments, once the plan is carried out."""
    rows = WorkingPeriod.objects.filter(resource=resource_id, ends_at__gte=start, starts_at__lt=end)
    replaced = Q()
    # A removed rule takes its past along; a changed one leaves it as it was worked.
    for rule in plan.saved:
        if rule.pk:
            replaced |= Q(rule=rule.pk, starts_at__gte=start_of_today(rule))
    if removed := [rule.pk for rule in plan.removed]:
        replaced |= Q(rule__in=removed)
    kept = rows.exclude(replaced) if replaced else rows
    found = [Worked(*row) for row in kept.values_list("location_id", "starts_at", "ends_at")]
    new: Iterable[Worked] = chain.from_iterable(
        _new_time(rule, start, end) for rule in plan.saved if rule.resource_id == resource_id
    )
    if plan.marks_difference:
        known = set(rows.values_list("location_id", "starts_at", "ends_at"))
        new = (replace(one, is_changed=_key(one) not in known) for one in new)
    found += new
    return sorted(found, key=lambda worked: worked.starts_at)


def _key(worked: Worked) -> tuple[int, datetime, datetime]:
    return worked.location_id, worked.starts_at, worked.ends_at


def _new_time(rule: AvailabilityRule, start: datetime, end: datetime) -> list[Worked]:
    return [
        Worked(rule.location_id, opens, closes, is_changed=True)
        for opens, closes in periods_of(rule)
        if closes >= start and opens < end
    ]


def agendas_of(rule: AvailabilityRule) -> set[int]:
    """Whose time the rule changes: its professional's, and the one's it was before."""
    before = AvailabilityRule.objects.filter(pk=rule.pk).values_list("resource_id", flat=True)
    return {rule.resource_id, *before}


def clashes_of_rule(rule: AvailabilityRule, *, is_removed: bool = False) -> list[Appointment]:
    """Live appointments to come that would lie outside working time with the rule saved or removed."""
    plan = Plan.of(rule, is_removed=is_removed)
    agendas = sorted(agendas_of(rule))
    return [clash for resource in agendas for clash in clashes_of_plan(resource, plan)]


def clashes_of_plan(resource_id: int, plan: Plan) -> list[Appointment]:
    """Live appointments to come of one agenda that would lie outside working time after the plan."""
    coming = _coming(resource_id)
    if not coming:
        return []
    until = max(appointment.ends_at for appointment in coming) + timedelta(minutes=1)
    return _outside(coming, working_time(resource_id, coming[0].starts_at, until, plan))


def named_by(clashes: Iterable[Appointment]) -> str:
    """Which appointments these are, as a form sends it back; empty for none."""
    numbers = sorted(str(one.pk) for one in clashes)
    return digest("clashes", " ".join(numbers)) if numbers else ""


def check_named(clashes: Iterable[Appointment], named: str | None) -> None:
    """ClashNotNamed unless `named` is what `named_by` says of them; None asks for nothing."""
    if named is not None and named != named_by(clashes):
        raise ClashNotNamed()


def _coming(resource_id: int) -> list[Appointment]:
    return list(
        Appointment.objects.live()
        .filter(professional__resource=resource_id, starts_at__gte=now())
        .select_related("location", "visit__person", "professional__person")
        .prefetch_related("subjects")
        .order_by("starts_at")
    )


def _outside(coming: Iterable[Appointment], worked: Iterable[Worked]) -> list[Appointment]:
    """Those that no stretch holds whole; stretches that touch are one, as for whoever books."""
    places: dict[int, list[Stretch]] = defaultdict(list)
    for one in worked:
        places[one.location_id].append(_seconds(one))
    whole = {place: merged(found) for place, found in places.items()}
    return [one for one in coming if not _lies_in(_seconds(one), whole.get(one.location_id, ()))]


def _lies_in(span: Stretch, stretches: Iterable[Stretch]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in stretches)


def _seconds(one: Worked | Appointment) -> Stretch:
    return int(one.starts_at.timestamp()), int(one.ends_at.timestamp())


def clashes_in(resource: Resource | int, start: datetime, end: datetime) -> list[Appointment]:
    """Live appointments of an agenda, not over yet, that touch a stretch of time off."""
    return list(
        Appointment.objects.live()
        .filter(professional__resource=resource, starts_at__lt=end, ends_at__gt=max(start, now()))
        .select_related("location", "visit__person", "professional__person")
        .prefetch_related("subjects")
        .order_by("starts_at")
    )
