"""Booking with whoever is free: the first in fair order who still has the time."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from booking.errors import SlotTaken
from booking.models import Offering, Visit
from portal.core.db import lock_names, waiting_briefly

from .booking import Animal, Guest, Held, book_visit
from .choosing import in_fair_order


def book_with_anyone(
    *,
    offerings: Sequence[Offering],
    starts_at: datetime,
    guest: Guest,
    animals: Sequence[Animal],
    attempt: UUID,
    held: Held | None = None,
) -> Visit:
    """As `book_visit`, with one of `offerings`; SlotTaken when none of them is free.

    The attempt is locked before any agenda: a second click may not reach another professional.
    """
    book = partial(
        book_visit, starts_at=starts_at, guest=guest, animals=animals, attempt=attempt, held=held
    )
    if len(offerings) == 1:
        return book(offering=offerings[0])
    with waiting_briefly(), transaction.atomic():
        lock_names(f"attempt:{attempt}")
        if booked := Visit.objects.filter(attempt=attempt).first():
            return booked
        for offering in in_fair_order(offerings, starts_at):
            try:
                return book(offering=offering)
            except SlotTaken:
                continue
    raise SlotTaken()
