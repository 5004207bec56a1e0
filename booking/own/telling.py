"""What the client's message will say, shown before anything is done; nothing is written."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from booking.message_facts import facts_of, when_and_where
from booking.models import Appointment
from portal.notifications.kinds import kind
from portal.places.models import Location


@dataclass(frozen=True)
class Told:
    """The mail's words, in the client's own language; its link is made as it is sent."""

    to: str
    language: str
    subject: str
    text: str


def cancellation_mail(appointment: Appointment, note: str) -> Told | None:
    """What the client reads when it is cancelled now; None for a client without an email."""
    facts = {**facts_of(appointment), "by_client": False, "note": note}
    return _told(appointment, "visit_cancelled", facts)


def move_mail(
    appointment: Appointment, starts_at: datetime, place: Location, note: str
) -> Told | None:
    """What the client reads when it is moved there; None for a client without an email."""
    moved = copy(appointment)
    moved.starts_at = starts_at
    moved.ends_at = starts_at + timedelta(minutes=appointment.duration_minutes)
    moved.location = place
    who = appointment.professional
    before = when_and_where(appointment.starts_at, appointment.ends_at, who, appointment.location)
    facts = {**facts_of(moved), "by_client": False, "before": before, "note": note}
    return _told(appointment, "visit_moved", facts)


def _told(appointment: Appointment, event: str, facts: Mapping[str, Any]) -> Told | None:
    person = appointment.visit.person
    if not person.email:
        return None
    declared = kind(f"booking.{event}")
    with translation.override(person.language):
        context = {"m": declared.view(dict(facts)), "language": person.language}
        return Told(
            to=person.email,
            language=person.language,
            subject=" ".join(render_to_string(f"{declared.template}.subject.txt", context).split()),
            text=render_to_string(f"{declared.template}.txt", context).strip(),
        )
