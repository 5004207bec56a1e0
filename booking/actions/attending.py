"""What happens on the day: the client arrives, is seen, is done, or did not come; one step back each."""

from django.db import transaction

from booking.errors import TooEarly, WrongStep
from booking.models import Appointment, Resource, StatusChange
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.core.time import now, today

from . import claiming
from .changing import locked

Status = Appointment.Status

# From each status where to; the second of a pair undoes the first.
FORWARD = {
    Status.CONFIRMED: (Status.CHECKED_IN, Status.NO_SHOW),
    Status.CHECKED_IN: (Status.IN_PROGRESS,),
    Status.IN_PROGRESS: (Status.COMPLETED,),
}
BACK = {
    Status.CHECKED_IN: Status.CONFIRMED,
    Status.IN_PROGRESS: Status.CHECKED_IN,
    Status.COMPLETED: Status.IN_PROGRESS,
    Status.NO_SHOW: Status.CONFIRMED,
}


def steps_from(status: str) -> list[Status]:
    """Every status one step away, the step back last."""
    known = Status(status)
    back = BACK.get(known)
    return [*FORWARD.get(known, ()), *([back] if back else [])]


def is_too_early(appointment: Appointment, to: str) -> bool:
    """Whether the step cannot be true yet.

    Nobody arrives before the day, nobody is done or missing before the time.
    """
    step = Status(to)
    if BACK.get(Status(appointment.status)) == step:
        return False
    if step in (Status.NO_SHOW, Status.COMPLETED):
        return appointment.starts_at > now()
    day = appointment.starts_at.astimezone(appointment.zone).date()
    return day > today(appointment.zone)


def attend(*, appointment: Appointment, seen: str, to: str, by: User) -> Appointment:
    """Take the appointment one step on, or one back, as `by` saw it in the status `seen`.

    The same step again changes nothing; WrongStep when it has another status by now or the step does
    not follow, TooEarly before it can be true. Who did not come frees the rest of the time, and taking
    that back needs it again: SlotTaken when it was given away. Who is done keeps it: it was used.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked(appointment)
        if mine.status == to:
            return mine
        if mine.status != seen or to not in steps_from(mine.status):
            raise WrongStep()
        if is_too_early(mine, to):
            raise TooEarly()
        before, mine.status = mine.status, to
        _settle_time(mine, before)
        mine.save(update_fields=["status"])
        StatusChange.objects.create(appointment=mine, from_status=before, to_status=to, by=by)
        record("booking.appointment_attended", mine, actor=by, kind=to)
        return mine


def _settle_time(appointment: Appointment, before: str) -> None:
    if appointment.status == Status.NO_SHOW:
        claiming.release(appointment)
    elif before == Status.NO_SHOW:
        resource = Resource.objects.get(professional=appointment.professional_id)
        claiming.release_expired(resource)
        claiming.claim_for_appointment(appointment, resource)
