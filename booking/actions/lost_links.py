"""Sending links that were lost."""

from django.db import transaction

from booking import messages
from booking.models import Appointment, Visit
from portal.audit.actions import record
from portal.core.time import now
from portal.people.models import ContactPoint

from . import limits


@transaction.atomic
def send_lost_links(*, email: str, language: str) -> None:
    """Send every open visit of `email` a new link, to that same address, three times a day at most.

    Nothing tells the caller whether the address is known.
    """
    if not limits.may_send_links(email=email):
        return
    visits = Visit.objects.filter(
        person__contact_points__kind=ContactPoint.Kind.EMAIL,
        person__contact_points__is_primary=True,
        person__contact_points__value=email.lower(),
        appointments__starts_at__gt=now(),
        appointments__status__in=Appointment.LIVE,
    ).distinct()
    for visit in visits.select_related("person", "location")[:10]:
        record("booking.link_resent", visit)
        messages.tell_link(visit, language=language)
