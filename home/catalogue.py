"""The service catalogue: what may be booked, by whom, for how much."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from booking.models import Service
from portal.taxonomy.models import Profession

from .cards import ProCard
from .facts import Facts
from .models import ServiceIndexPage, ServicePage
from .people import Member, read_free_times, read_team


@dataclass(frozen=True)
class ServiceRow:
    """One service of the catalogue; without an address nobody offers it online now."""

    service: Service
    url: str


@dataclass(frozen=True)
class Group:
    """Services of one profession."""

    name: str
    slug: str
    rows: list[ServiceRow]


def index_context(facts: Facts) -> dict[str, Any]:
    """Every service once, below the profession of those who offer it."""
    facts.wanted.everybody = True
    groups: dict[Profession, list[ServiceRow]] = {}
    urls = service_urls(facts)
    for service in facts.services.values():
        offering = next((m for m in facts.team if m.offering_of(service)), None)
        if offering and service.is_online:
            row = ServiceRow(service, urls.get(service.pk, ""))
            groups.setdefault(offering.professional.profession, []).append(row)
    return {
        "groups": [Group(one.name, one.slug, rows) for one, rows in groups.items()],
        "team_url": facts.shell.directory_url,
    }


def service_urls(facts: Facts) -> dict[int, str]:
    """The address of each service's published page, by the service's primary key."""
    base = facts.services_url
    pages = ServicePage.objects.live().values_list("service", "slug")
    return {service: f"{base}{slug}/" for service, slug in pages} if base else {}


def service_context(page: ServicePage, facts: Facts) -> dict[str, Any]:
    """The service, who offers it and when they are free, and the prose in the reader's language."""
    language = facts.shell.language
    service = facts.services[page.service_id]
    team = read_team(None, facts.services, service=service)
    read_free_times(team, service)
    facts.also_pictures(member.portrait for member in team)
    prose, is_other = page.prose()
    return {
        "service": service,
        "cards": service_cards(team, service, facts),
        "prose": facts.html(prose),
        "prose_is_other_language": is_other,
        "picture": facts.picture(page.picture_id),
        "index_url": facts.book.url_of(ServiceIndexPage, language),
        "index_title": facts.book.title_of(ServiceIndexPage, language),
    }


def service_cards(team: list[Member], service: Service, facts: Facts) -> list[ProCard]:
    """Cards that lead to the times of this service, those who are free first in front."""
    query = urlencode({"service": service.slug})
    cards = [facts.card(member, service, query=query) for member in team]
    return sorted(
        cards, key=lambda c: (not c.slots, c.slots[0].starts_at.timestamp() if c.slots else 0)
    )
