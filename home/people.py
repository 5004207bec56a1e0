"""The team as blocks show it: who, what they offer, when they are free; six queries for any number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from booking.access import listed_professionals, online_offerings
from booking.models import Offering, Service
from booking.queries import FreeTime, free_times
from portal.accounts.models import Professional
from portal.core.time import now

LOOK_AHEAD = timedelta(days=14)


@dataclass
class Member:
    """Somebody with a published page, their online services in order, and free times once read."""

    professional: Professional
    slug: str
    portrait: int | None
    offerings: list[Offering]
    free: dict[int, list[FreeTime]] = field(default_factory=dict)

    def offering_of(self, service: Service) -> Offering | None:
        return next((one for one in self.offerings if one.service_id == service.pk), None)


def read_team(
    people: set[int] | None, services: dict[int, Service], service: Service | None = None
) -> list[Member]:
    """Everybody (None) or the professionals with these primary keys; two queries.

    With `service`, only those who offer it online.
    """
    found = listed_professionals().filter(page__live=True).select_related("page")
    if people is not None:
        found = found.filter(pk__in=people)
    if service is not None:
        found = found.filter(
            pk__in=online_offerings().filter(service=service).values("professional")
        )
    listed = {one.pk: one for one in found}
    offered = _offered(listed, services)
    return [
        Member(one, one.page.slug, one.page.portrait_id, offered.get(one.pk, []))
        for one in listed.values()
    ]


def _offered(
    listed: dict[int, Professional], services: dict[int, Service]
) -> dict[int, list[Offering]]:
    """Online offerings on each professional's own terms, the main service first."""
    rows = online_offerings().select_related(None).filter(professional__in=list(listed))
    found: dict[int, list[Offering]] = defaultdict(list)
    for offering in rows.order_by("service__position", "service__pk"):
        if offering.service_id in services:
            offering.service = services[offering.service_id]
            offering.professional = listed[offering.professional_id]
            found[offering.professional_id].append(offering)
    return found


def read_free_times(team: Iterable[Member], service: Service | None = None) -> None:
    """Fill in the free times of the next two weeks: of one service, or of each one's first."""
    current = now()
    wanted = []
    for member in team:
        offering = member.offering_of(service) if service else next(iter(member.offerings), None)
        if offering:
            wanted.append((member, offering))
    found = free_times([offering for _m, offering in wanted], current, current + LOOK_AHEAD)
    for member, offering in wanted:
        member.free[offering.pk] = found[offering.pk]
