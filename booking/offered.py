"""What can be booked online, by the services and professionals as they are now."""

from django.db.models import Q, QuerySet

from portal.accounts import standing

from .errors import NotOffered
from .models import Offering


def online_offerings() -> QuerySet[Offering]:
    """Every service offered online by professionals who take new bookings."""
    return Offering.objects.filter(
        Q(own_is_online=True) | Q(own_is_online__isnull=True, service__is_online=True),
        standing.bookable("professional__"),
    ).select_related("service", "professional__person", "professional__profession")


def check_still_offered(offering: Offering) -> None:
    """Asked once its agenda is locked: NotOffered when it was taken off line, or its professional
    suspended, since the page was shown.
    """
    if not online_offerings().filter(pk=offering.pk).exists():
        raise NotOffered()
