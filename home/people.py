"""The team as blocks show it: who, what they offer, when they are free; five queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from booking.access import listed_professionals
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

    def main_times(self) -> list[FreeTime]:
        """Free times for the service that stands first."""
        return self.free.get(self.offerings[0].pk, []) if self.offerings else []

    def offering_of(self, service: Service) -> Offering | None:
        return next((one for one in self.offerings if one.service_id == service.pk), None)


def read_team(
    people: set[int] | None, services: dict[int, Service], service: Service | None = None
) -> list[Member]:
    """Everybody (None) or the professionals with these primary keys; one query.

    With `service`, only those who offer it online.
    """
    offered = Offering.objects.filter(professional=OuterRef("pk"), service__is_online=True)
    rows = offered.order_by("service__position", "service__pk").values(
        row=JSONObject(pk="pk", service="service_id")
    )
    found = listed_professionals().filter(page__live=True).select_related("page")
    if people is not None:
        found = found.filter(pk__in=people)
    if service is not None:
        online = {"offerings__service": service, "offerings__service__is_online": True}
        found = found.filter(**online)
    return [
        Member(
            professional=one,
            slug=one.page.slug,
            portrait=one.page.portrait_id,
            offerings=[
                Offering(pk=row["pk"], professional=one, service=services[row["service"]])
                for row in one.offered
                if row["service"] in services
            ],
        )
        for one in found.annotate(offered=ArraySubquery(rows))
    ]


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
