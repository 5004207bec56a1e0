"""Whether a professional is shown and may be booked: the one rule, as the database asks it."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import DateField, Func, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from portal.core.time import now, today
from portal.places.models import Location
from portal.places.queries import house_zone
from portal.taxonomy.models import Regulation

from .models import Professional


class Standing(models.TextChoices):
    """How a professional stands, in one word: the first of these that is true."""

    SUSPENDED = "suspended", _("Suspended")
    NOT_PUBLISHED = "not_published", _("Page not published yet")
    NOT_OFFERED = "not_offered", _("Profession not offered")
    NOT_BOOKABLE = "not_bookable", _("Licence not checked: no bookings")
    SHOWN = "shown", _("Shown and bookable")

    @classmethod
    def of(cls, professional: Professional, day: date) -> "Standing":
        """On `day`, the house's today; asks nothing if profession is at hand."""
        if professional.suspended_at:
            return cls.SUSPENDED
        if not professional.is_listed:
            return cls.NOT_PUBLISHED
        if not professional.profession.offered:
            return cls.NOT_OFFERED
        is_regulated = professional.profession.regulated == Regulation.YES
        if is_regulated and not is_verified(professional, day):
            return cls.NOT_BOOKABLE
        return cls.SHOWN


def shown(path: str = "") -> Q:
    """Those the public sees; `path` leads from the rows asked about to Professional ("professional__")."""
    return Q(
        **{
            f"{path}is_listed": True,
            f"{path}suspended_at": None,
            f"{path}profession__offered": True,
        }
    )


def bookable(path: str = "") -> Q:
    """Those who take new bookings: shown, and in a regulated profession with a licence still trusted.

    The last day counts, on the clock of the clinic group.
    """
    regulated = Q(**{f"{path}profession__regulated": Regulation.YES})
    licensed = Q(**{f"{path}licence_valid_until__gte": house_day()})
    return shown(path) & (~regulated | licensed)


def house_day() -> Any:
    """Today on the clock of the clinic group, as a part of the question that asks about it."""
    zone = Location.objects.order_by("pk").values("zone_name")[:1]
    here = Func(
        Coalesce(Subquery(zone), Value("UTC")),
        Value(now()),
        function="timezone",
    )
    return Cast(here, DateField())


def is_verified(professional: Professional, day: date | None = None) -> bool:
    """Whether the badge stands beside the name: the licence was checked, and counts on `day` (today)."""
    until = professional.licence_valid_until
    return until is not None and until >= (day or today(house_zone()))


def takes_bookings(professional: Professional) -> bool:
    """As `bookable`, for one professional, asked now."""
    return Professional.objects.filter(bookable(), pk=professional.pk).exists()
