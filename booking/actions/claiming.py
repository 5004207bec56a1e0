"""Taking time and giving it back; every caller holds the agenda's lock."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from booking.errors import SlotTaken
from booking.models import Appointment, Claim, Hold, Offering, Resource
from portal.core.db import refusing
from portal.core.time import now


def release_expired(resource: Resource, *, but_read: UUID | None = None) -> Claim | None:
    """What has expired no longer blocks the constraint; no worker is needed for it.

    Returns the live claim of the hold `but_read`, read along the way.
    """
    current = now()
    found = Claim.objects.filter(
        Q(expires_at__lte=current) | Q(hold=but_read) if but_read else Q(expires_at__lte=current),
        resource=resource,
        released_at__isnull=True,
        appointment__isnull=True,
    ).select_related("hold")
    claims = list(found)
    gone = [one for one in claims if one.expires_at and one.expires_at <= current]
    if gone:
        Claim.objects.filter(pk__in=[one.pk for one in gone]).update(released_at=current)
        holds = [one.hold_id for one in gone if one.hold_id]
        Hold.objects.filter(pk__in=holds, released_at__isnull=True).update(released_at=current)
    return next((one for one in claims if one not in gone), None)


def claim_for_hold(hold: Hold, offering: Offering, resource: Resource, until: datetime) -> Claim:
    """Take the hold's time with the buffers of its service; SlotTaken when any minute is claimed."""
    starts_at = hold.starts_at - timedelta(minutes=offering.buffer_before_minutes)
    minutes = offering.duration_minutes + offering.buffer_after_minutes
    with refusing({"claims_never_overlap": SlotTaken}):
        return Claim.objects.create(
            resource=resource,
            hold=hold,
            starts_at=starts_at,
            ends_at=hold.starts_at + timedelta(minutes=minutes),
            expires_at=until,
        )


def claim_for_appointment(appointment: Appointment, resource: Resource) -> Claim:
    """Take the appointment's time with its buffers; SlotTaken when any minute is claimed."""
    with refusing({"claims_never_overlap": SlotTaken}):
        return Claim.objects.create(
            resource=resource,
            appointment=appointment,
            starts_at=appointment.starts_at - timedelta(minutes=appointment.buffer_before_minutes),
            ends_at=appointment.ends_at + timedelta(minutes=appointment.buffer_after_minutes),
        )


def release(appointment: Appointment) -> None:
    """Give the appointment's time back."""
    Claim.objects.filter(appointment=appointment, released_at__isnull=True).update(
        released_at=now()
    )


def turn_into_appointment(claim: Claim, appointment: Appointment) -> None:
    """The held claim becomes the booked one, without a moment in which the time is free."""
    claim.appointment, claim.expires_at = appointment, None
    claim.save(update_fields=["appointment", "expires_at"])
    _hold_of(claim).update(released_at=now())


def free_hold(hold: Hold) -> None:
    """The visitor wants another time, or none."""
    released_at = now()
    Claim.objects.filter(hold=hold, appointment__isnull=True, released_at__isnull=True).update(
        released_at=released_at
    )
    Hold.objects.filter(pk=hold.pk).update(released_at=released_at)


def extend(claim: Claim, until: datetime) -> None:
    """Keep the held time until `until`, and count it; the eleventh is refused by a constraint."""
    claim.expires_at = until
    claim.save(update_fields=["expires_at"])
    _hold_of(claim).update(extensions=F("extensions") + 1)


def _hold_of(claim: Claim) -> QuerySet[Hold]:
    assert claim.hold_id is not None
    return Hold.objects.filter(pk=claim.hold_id)
