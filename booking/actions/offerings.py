"""What a professional offers, on whose terms: written under the agenda's lock, live at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from booking.models import Offering, Service
from portal.accounts.models import Professional, User
from portal.audit.actions import record
from portal.core.db import waiting_briefly

from . import locks


@dataclass(frozen=True)
class Wish:
    """One service of the catalogue: offered or not, with minutes and price as typed."""

    service: Service
    is_offered: bool
    minutes: int
    price: Decimal


def save_offerings(
    *, professional: Professional, wishes: Sequence[Wish], by: User | None = None
) -> int:
    """Make the professional's offerings what the wishes say; returns how many changed.

    A value equal to the service's own is kept as none, so it follows the service. A service that is
    no longer offered keeps its row and its terms, off line: appointments to come stand on it.
    """
    with waiting_briefly(), transaction.atomic():
        locks.lock_agenda_of(professional.pk)
        rows = {row.service_id: row for row in professional.offerings.all()}
        changed = [
            offering
            for wish in wishes
            if (offering := _changed(rows.get(wish.service.pk), wish, professional))
        ]
        for offering in changed:
            offering.save()
            record("booking.offering_saved", offering, actor=by, service=offering.service_id)
    return len(changed)


def _changed(row: Offering | None, wish: Wish, professional: Professional) -> Offering | None:
    """The row as it has to be saved; None where nothing changes."""
    if row is None and not wish.is_offered:
        return None
    offering = row or Offering(professional=professional, service=wish.service)
    before = _said(offering)
    service = wish.service
    offering.own_duration_minutes = (
        None if wish.minutes == service.duration_minutes else wish.minutes
    )
    offering.own_price = None if wish.price == service.price else wish.price
    if not wish.is_offered:
        offering.own_is_online = False
    elif offering.own_is_online is False:
        offering.own_is_online = None
    return offering if row is None or _said(offering) != before else None


def _said(offering: Offering) -> tuple[object, ...]:
    return offering.own_duration_minutes, offering.own_price, offering.own_is_online
