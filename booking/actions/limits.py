"""Limits on guests: counted from rows, under a lock, so that two requests cannot both be the last."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count

from booking.errors import TooManyBookings, TooManyHolds
from booking.models import Appointment, Hold, LinkRequest, Visit
from portal.core.db import lock_names
from portal.core.digests import digest
from portal.core.time import now


def lock_visitor(*, session_digest: str, address_digest: str) -> None:
    """Before counting holds: nobody else counts for this session or address meanwhile."""
    lock_names(f"hold-session:{session_digest}", f"hold-address:{address_digest}")


def check_holds(*, address_digest: str) -> None:
    """TooManyHolds when the address keeps as many times as it may. Under `lock_visitor`."""
    live = Hold.objects.filter(
        address_digest=address_digest,
        released_at__isnull=True,
        claims__released_at__isnull=True,
        claims__expires_at__gt=now(),
    )
    if live.count() >= settings.BOOKING_HOLDS_PER_ADDRESS:
        raise TooManyHolds()


def check_guest(*, email: str, phone: str) -> None:
    """TooManyBookings when email or phone has its open bookings already; locks both first."""
    values = [value for value in (email.lower(), phone) if value]
    lock_names(*(f"guest:{digest('guest', value)}" for value in values))
    open_now = Appointment.objects.filter(
        visit__origin=Visit.Origin.GUEST,
        status__in=Appointment.LIVE,
        starts_at__gt=now(),
        visit__person__contact_points__value__in=values,
    )
    counted = open_now.values("visit__person__contact_points__value").annotate(
        visits=Count("visit", distinct=True)
    )
    if any(row["visits"] >= settings.BOOKING_OPEN_GUEST_BOOKINGS for row in counted):
        raise TooManyBookings()


def may_send_links(*, email: str) -> bool:
    """Whether lost links may still be sent to `email` today; the request itself is written down."""
    key = digest("link-request", email.lower())
    lock_names(f"links:{key}")
    day = timedelta(days=1)
    earlier = LinkRequest.objects.filter(email_digest=key, at__gt=now() - day).count()
    LinkRequest.objects.create(email_digest=key)
    return earlier < settings.BOOKING_LINK_RESENDS_A_DAY


def forget_requests(*, before: datetime) -> int:
    """Requests for lost links stop counting after a day."""
    return LinkRequest.objects.filter(at__lt=before).delete()[0]
