"""Links by which a guest manages a visit: minted as a mail is sent, found by their digest."""

import secrets
from datetime import timedelta

from booking.errors import LinkDead
from booking.models import ManageLink, Visit
from portal.core.digests import digest
from portal.core.time import now

from . import limits

TOKEN_BYTES = 16  # 128 random bits
VALID_AFTER_VISIT = timedelta(days=30)


def mint_link(*, visit: Visit, email: str) -> str:
    """A new token for the visit, good while `email` is the person's; only its digest is kept.

    It ends 30 days after the last appointment of the visit.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    last = max(visit.appointments.values_list("ends_at", flat=True), default=now())
    ManageLink.objects.create(
        visit=visit,
        digest=digest("manage-link", token),
        email_digest=digest("manage-email", email.lower()),
        expires_at=last + VALID_AFTER_VISIT,
    )
    return token


def visit_of(token: str) -> Visit:
    """The visit a token opens; LinkDead for one that expired, never was, or whose email changed."""
    link = (
        ManageLink.objects.filter(digest=digest("manage-link", token), expires_at__gt=now())
        .select_related("visit__person", "visit__location")
        .first()
    )
    if link is None or link.email_digest != _email_of(link.visit):
        raise LinkDead()
    return link.visit


def _email_of(visit: Visit) -> str:
    return digest("manage-email", visit.person.email.lower())


def forget_dead_links() -> int:
    """Delete links and requests that count for nothing any more."""
    day = timedelta(days=1)
    limits_gone = limits.forget_requests(before=now() - 2 * day)
    return limits_gone + ManageLink.objects.filter(expires_at__lt=now()).delete()[0]
