"""What can be booked online, by price and minutes, and who offers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Offering, Service
from .slots import any_url

MOST_NAMES = 3


@dataclass(frozen=True)
class ServiceRow:
    """One service of the first step."""

    service: Service
    offerings: list[Offering]
    url: str

    @property
    def price(self) -> Decimal:
        return min(offering.price for offering in self.offerings)

    @property
    def is_price_from(self) -> bool:
        return len({offering.price for offering in self.offerings}) > 1

    @property
    def minutes(self) -> int:
        return min(offering.duration_minutes for offering in self.offerings)

    @property
    def who(self) -> str:
        """«Marta, Pau y 2 más»."""
        names = sorted({offering.professional.short_name for offering in self.offerings})
        shown, rest = ", ".join(names[:MOST_NAMES]), len(names) - MOST_NAMES
        if rest <= 0:
            return shown
        text = ngettext("%(names)s and %(rest)d more", "%(names)s and %(rest)d more", rest)
        return text % {"names": shown, "rest": rest}


@dataclass(frozen=True)
class Group:
    """The services of one profession."""

    name: str
    rows: list[ServiceRow]


def catalogue(offerings: Iterable[Offering], professional: str = "") -> list[Group]:
    """Every service of `offerings` once, under the profession that offers it first."""
    by_service: dict[int, list[Offering]] = {}
    for offering in offerings:
        by_service.setdefault(offering.service_id, []).append(offering)
    groups: dict[str, list[ServiceRow]] = {}
    for same in by_service.values():
        row = ServiceRow(same[0].service, same, _url(same[0].service, professional))
        groups.setdefault(str(same[0].professional.profession.name), []).append(row)
    return [Group(name or _("Others"), rows) for name, rows in groups.items()]


def _url(service: Service, professional: str) -> str:
    if not professional:
        return any_url(service)
    query = urlencode({"service": service.slug, "professional": professional})
    return f"{reverse('booking:book')}?{query}"


def services_to_wish_for() -> list[tuple[str, str]]:
    """Every service that is booked online, by its identifier: what somebody new may wish to offer."""
    return [(one.slug, one.name) for one in Service.objects.filter(is_online=True)]
