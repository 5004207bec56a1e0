"""What the demo knows of every agenda before it draws visits: read once for all days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from booking.availability import Stretch
from booking.expansion import dates, stretches
from booking.models import AvailabilityRule, Claim, Offering, Resource, TimeOff

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
        rows = Resource.objects.select_related("professional__person")
        resources = list(rows.prefetch_related("rules__location").order_by("professional__slug"))
        worked: dict[tuple[int, date], list[Worked]] = defaultdict(list)
        for resource in resources:
            for rule in resource.rules.all():
                for day, stretch in _stretches(rule, first, last):
                    place = rule.location
                    worked[resource.pk, day].append((place.slug, place.pk, stretch))
        return cls(resources, _offerings(), dict(worked), busy_between(first, last, TimeOff))

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


def busy_between(
    first: date, last: date, model: type[TimeOff] | type[Claim]
) -> dict[int, list[Stretch]]:
    """Time off, or live claims, of each agenda around those days, in minutes."""
    start = datetime.combine(first, time(), tzinfo=UTC) - timedelta(days=1)
    end = datetime.combine(last, time(), tzinfo=UTC) + timedelta(days=2)
    rows = model._default_manager.filter(starts_at__lt=end, ends_at__gt=start)
    if model is Claim:
        rows = rows.filter(released_at__isnull=True)
    found: dict[int, list[Stretch]] = defaultdict(list)
    for resource, starts_at, ends_at in rows.values_list("resource", "starts_at", "ends_at"):
        found[resource].append((minute_of(starts_at), minute_of(ends_at)))
    return found
