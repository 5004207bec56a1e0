"""Moving and cancelling an appointment: by the client within the agreed terms, by staff at any time."""

from datetime import datetime, timedelta

from django.db import transaction

from booking import messages
from booking.errors import NotChangeable, SlotTaken, TooLate
from booking.models import Appointment, Move, Offering, Reason, Resource, StatusChange
from booking.offered import check_still_offered
from booking.queries import free_time_at
from booking.terms import as_agreed
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.core.time import now, today

from . import claiming, locks

Status = Appointment.Status
CLIENT_CAN_CHANGE = (Status.REQUESTED, Status.CONFIRMED)
THERE = (Status.CHECKED_IN, Status.IN_PROGRESS)


def move_appointment(
    *,
    appointment: Appointment,
    offering: Offering,
    starts_at: datetime,
    by: User | None = None,
    client: User | None = None,
    reason: str = "",
    note: str = "",
) -> Appointment:
    """Give the appointment another time, with the professional of `offering`; both people are told.

    `by` None is the client, with the login `client` if they came by one: NotChangeable or TooLate
    outside the agreed terms. The old time stays
    the appointment's own until the new one is secured, in one transaction: SlotTaken leaves
    everything as it was. Length, price and terms stay as agreed; `note` goes into the message only.
    Who had arrived, and comes another day instead, has not arrived on that day.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked(appointment, offering.professional_id)
        _check_client(mine, by, mine.change_until)
        if (mine.starts_at, mine.professional_id) == (starts_at, offering.professional_id):
            return mine
        if by is None:
            check_still_offered(offering)
        resource = Resource.objects.get(professional=offering.professional_id)
        claiming.release_expired(resource)
        claims = list(mine.claims.filter(released_at__isnull=True).values_list("pk", flat=True))
        free = free_time_at(
            as_agreed(mine, offering),
            starts_at,
            ignoring_claims=claims,
            for_staff=by is not None,
        )
        if free is None:
            raise SlotTaken()
        move = Move(
            appointment=mine,
            from_starts_at=mine.starts_at,
            from_professional_id=mine.professional_id,
            from_location_id=mine.location_id,
            to_starts_at=starts_at,
            to_professional_id=offering.professional_id,
            to_location_id=free.location_id,
            by=by,
            reason=reason,
        )
        _take_new_time(mine, move, resource)
        _not_there_yet(mine, move)
        move.save(force_insert=True)
        record(
            "booking.appointment_moved",
            mine,
            actor=by or client,
            professional=offering.professional_id,
            starts_at=starts_at.isoformat(),
            reason=reason,
        )
        messages.tell_about_move(mine, move, note=note)
        return mine


def _take_new_time(appointment: Appointment, move: Move, resource: Resource) -> None:
    """The old claim goes and the new one comes in the same transaction: nobody sees a gap."""
    minutes = appointment.duration_minutes
    claiming.release(appointment)
    appointment.starts_at = move.to_starts_at
    appointment.ends_at = move.to_starts_at + timedelta(minutes=minutes)
    appointment.professional_id = move.to_professional_id
    appointment.location_id = move.to_location_id
    appointment.sequence += 1
    claiming.claim_for_appointment(appointment, resource)
    appointment.save(update_fields=["starts_at", "ends_at", "professional", "location", "sequence"])


def _not_there_yet(appointment: Appointment, move: Move) -> None:
    """Whoever was there already, and is moved to another day, has yet to come on that day."""
    if appointment.status not in THERE:
        return
    zone = appointment.zone
    if appointment.starts_at.astimezone(zone).date() <= today(zone):
        return
    before, appointment.status = appointment.status, Status.CONFIRMED
    appointment.save(update_fields=["status"])
    StatusChange.objects.create(
        appointment=appointment,
        from_status=before,
        to_status=Status.CONFIRMED,
        by=move.by,
        reason=move.reason,
    )


def cancel_appointment(
    *,
    appointment: Appointment,
    by: User | None = None,
    client: User | None = None,
    reason: str = "",
    note: str = "",
) -> Appointment:
    """Cancel, give the time back, and tell both people; no row is deleted.

    `by` None is the client, with the login `client` if they came by one: NotChangeable or TooLate
    outside the agreed terms. Cancelling twice changes nothing the second time.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked(appointment)
        if mine.status == Status.CANCELLED:
            return mine
        _check_client(mine, by, mine.cancel_until)
        if not mine.is_live:
            raise NotChangeable()
        before, mine.status = mine.status, Status.CANCELLED
        mine.cancelled_at, mine.cancel_reason = now(), reason or Reason.UNSTATED
        mine.sequence += 1
        mine.save(update_fields=["status", "cancelled_at", "cancel_reason", "sequence"])
        claiming.release(mine)
        StatusChange.objects.create(
            appointment=mine,
            from_status=before,
            to_status=Status.CANCELLED,
            by=by,
            reason=mine.cancel_reason,
        )
        record("booking.appointment_cancelled", mine, actor=by or client, reason=mine.cancel_reason)
        messages.tell_about_cancellation(mine, by_client=by is None, note=note)
        return mine


def locked(appointment: Appointment, *professionals: int) -> Appointment:
    """The appointment as it is now, under the locks of every agenda concerned, then its own.

    Read again once the locks are held: whoever moved it meanwhile may have changed the professional.
    """
    wanted = {appointment.professional_id, *professionals}
    locks.lock_agendas(
        Resource.objects.filter(professional__in=wanted).values_list("pk", flat=True)
    )
    fresh = (
        Appointment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("visit__person", "location", "professional__person", "service")
        .get(pk=appointment.pk)
    )
    if fresh.professional_id not in wanted:
        raise NotChangeable()
    return fresh


def _check_client(appointment: Appointment, by: User | None, until: datetime) -> None:
    """Staff may change whatever is live; a client only what lies ahead, within the terms."""
    if by is not None:
        if not appointment.is_live:
            raise NotChangeable()
        return
    if appointment.status not in CLIENT_CAN_CHANGE or appointment.starts_at <= now():
        raise NotChangeable()
    if now() > until:
        raise TooLate()
