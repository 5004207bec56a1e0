"""What booking tells people, and whom: written in the transaction it tells of."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from portal.core.time import now
from portal.notifications.actions import notify
from portal.notifications.kinds import Attachment
from portal.notifications.queries import Line, lines_for
from portal.people.models import Person

from .message_facts import before_the_move, facts_of
from .message_views import calendar_to_keep
from .models import Appointment, Move, Subject, Visit

__all__ = [
    "client_calendar",
    "facts_of",
    "tell_about_booking",
    "tell_about_cancellation",
    "tell_about_move",
    "tell_link",
    "told",
]

CLIENT_EVENTS = ("visit_confirmed", "visit_moved", "visit_cancelled")
PROFESSIONAL_EVENTS = ("appointment_booked", "appointment_moved", "appointment_cancelled")


def client_calendar(facts: Mapping[str, Any]) -> Attachment:
    """The calendar file that a client takes from a page, in the active language."""
    return calendar_to_keep(facts)


def tell_about_booking(appointment: Appointment, subjects: Sequence[Subject] | None = None) -> None:
    """Confirmation to the client, notice to the professional; both with a calendar file."""
    facts = facts_of(appointment, subjects)
    _tell(appointment.visit.person, "visit_confirmed", appointment, facts)
    _tell(appointment.professional.person, "appointment_booked", appointment, facts)


def tell_about_move(appointment: Appointment, move: Move, *, note: str = "") -> None:
    """The new time to the client, with staff's `note`, and to whoever of the professionals it concerns.

    Another professional: the one before is told that it is gone, the new one that it came.
    """
    appointment = _as_it_is(appointment)
    now_is = {**facts_of(appointment), "by_client": move.by_id is None}
    before = before_the_move(appointment, move)
    facts = {**now_is, "before": before}
    _tell(appointment.visit.person, "visit_moved", appointment, {**facts, "note": note})
    if move.from_professional_id == move.to_professional_id:
        _tell(appointment.professional.person, "appointment_moved", appointment, facts)
        return
    gone = {**now_is, **before, "handed_over": True}
    _tell(move.from_professional.person, "appointment_cancelled", appointment, gone)
    _tell(appointment.professional.person, "appointment_booked", appointment, facts)


def tell_about_cancellation(appointment: Appointment, *, by_client: bool, note: str = "") -> None:
    """The cancellation to the client, with staff's `note`, and to the professional."""
    facts = {**facts_of(appointment), "by_client": by_client}
    _tell(appointment.visit.person, "visit_cancelled", appointment, {**facts, "note": note})
    _tell(appointment.professional.person, "appointment_cancelled", appointment, facts)


def tell_link(visit: Visit, *, language: str) -> None:
    """A new link to the visit, to the person's own address, in the language it was asked for."""
    appointment = (
        visit.appointments.filter(status__in=Appointment.LIVE, starts_at__gt=now())
        .select_related("visit__person", "professional__person", "location")
        .order_by("starts_at")
        .first()
    )
    if appointment is None:
        return
    notify(
        person=visit.person,
        kind="booking.visit_link",
        facts=facts_of(appointment),
        dedupe_key=f"visit_link:{visit.pk}:{uuid4()}",
        language=language,
    )


def told(appointment: Appointment) -> list[Line]:
    """The messages about an appointment and whether they arrived, oldest first."""
    changes = range(appointment.sequence + 1)
    events = CLIENT_EVENTS + PROFESSIONAL_EVENTS
    return lines_for([_key(event, appointment.pk, n) for event in events for n in changes])


def _tell(person: Person, event: str, appointment: Appointment, facts: dict[str, Any]) -> None:
    """One message an event, an appointment and a change of its calendar entry."""
    notify(
        person=person,
        kind=f"booking.{event}",
        facts=facts,
        dedupe_key=_key(event, appointment.pk, appointment.sequence),
    )


def _key(event: str, appointment: int, sequence: int) -> str:
    return f"{event}:{appointment}:{sequence}"


def _as_it_is(appointment: Appointment) -> Appointment:
    """Read anew: a move has changed the keys, and what was loaded before is of the old time."""
    return Appointment.objects.select_related(
        "visit__person", "professional__person", "location"
    ).get(pk=appointment.pk)
