"""What the demo knows of every agenda before it draws visits: read once for all days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from booking.availability import Stretch, without
from booking.expansion import dates, stretches
from booking.models import AvailabilityRule, Claim, Offering, Resource, TimeOff
from portal.places.holidays import of_region, whole_day
from portal.places.models import Closure, Location

from .content.shapes import Family
from .planning import Coming, draw_day, minute_of

Worked = tuple[str, int, Stretch]


@dataclass
class Agendas:
    """Who works when and where between two days, and what they offer."""

    resources: list[Resource]
    offerings: dict[int, list[Offering]]
    worked: dict[tuple[int, date], list[Worked]]
    off: dict[int, list[Stretch]] = field(default_factory=dict)

    @classmethod
    def between(cls, first: date, last: date) -> "Agendas":
        """Also for days before the rules were expanded: they were worked just so."""
        # Nobody books with somebody whose page is hidden.
        rows = Resource.objects.filter(professional__suspended_at=None).select_related(
            "professional__person"
        )
        resources = list(rows.prefetch_related("rules__location").order_by("professional__slug"))
        shut = _shut(first, last)
        worked: dict[tuple[int, date], list[Worked]] = defaultdict(list)
        for resource in resources:
            for rule in resource.rules.all():
                place = rule.location
                for day, stretch in _stretches(rule, first, last):
                    for left in without([stretch], shut[place.pk]):
                        worked[resource.pk, day].append((place.slug, place.pk, left))
        return cls(resources, _offerings(), dict(worked), off_between(first, last))

    def day(self, day: date) -> list[Coming]:
        """Everybody's visits of that day."""
        seen: set[Family] = set()
        coming: list[Coming] = []
        for resource in self.resources:
            offerings = self.offerings.get(resource.professional_id)
            worked = self.worked.get((resource.pk, day))
            if offerings and worked:
                off = self.off.get(resource.pk, [])
                coming += draw_day(day, resource.professional, offerings, worked, off, seen)
        return coming


def _shut(first: date, last: date) -> dict[int, list[Stretch]]:
    """Closures and holidays of each place; of days gone by those the calendar knows as well."""
    rows = list(Closure.objects.filter(_around(first, last)))
    found: dict[int, list[Stretch]] = defaultdict(list)
    for row in rows:
        if not row.is_open:
            found[row.location_id].append((minute_of(row.starts_at), minute_of(row.ends_at)))
    known = {(row.location_id, row.day) for row in rows}
    for place in Location.objects.all():
        for holiday in of_region(place.region, range(first.year, last.year + 1)):
            if first <= holiday.day <= last and (place.pk, holiday.day) not in known:
                start, end = whole_day(holiday.day, place.zone)
                found[place.pk].append((minute_of(start), minute_of(end)))
    return found


def _around(first: date, last: date) -> Q:
    start = datetime.combine(first, time(), tzinfo=UTC) - timedelta(days=1)
    end = datetime.combine(last, time(), tzinfo=UTC) + timedelta(days=2)
    return Q(starts_at__lt=end, ends_at__gt=start)


def _stretches(rule: AvailabilityRule, first: date, last: date) -> Iterable[tuple[date, Stretch]]:
    days = dates(rule.days, starts_on=rule.starts_on, first=first, last=last)
    zone = rule.location.zone
    for start, end in stretches(days, rule.opens, rule.closes, zone):
        yield start.astimezone(zone).date(), (minute_of(start), minute_of(end))


def _offerings() -> dict[int, list[Offering]]:
    found: dict[int, list[Offering]] = defaultdict(list)
    rows = Offering.objects.select_related("service", "professional__person").order_by("pk")
    for offering in rows.prefetch_related("service__species", "professional__species"):
        found[offering.professional_id].append(offering)
    return found


def off_between(first: date, last: date) -> dict[int, list[Stretch]]:
    """Time off in each agenda around those days, in minutes."""
    return _by_agenda(TimeOff.objects.filter(_around(first, last)))


def claimed_between(first: date, last: date) -> dict[int, list[Stretch]]:
    """What is taken in each agenda around those days, in minutes."""
    return _by_agenda(Claim.objects.filter(_around(first, last), released_at__isnull=True))


def _by_agenda(rows: QuerySet[Any]) -> dict[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = defaultdict(list)
    for resource, starts_at, ends_at in rows.values_list("resource", "starts_at", "ends_at"):
        found[resource].append((minute_of(starts_at), minute_of(ends_at)))
    return found
