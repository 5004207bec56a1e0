"""What a message about an appointment may say, frozen as it is when the message is written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import Professional
from portal.core.time import now
from portal.places.models import Location

from .models import Appointment, Move, Subject, Visit


def facts_of(appointment: Appointment, subjects: Sequence[Subject] | None = None) -> dict[str, Any]:
    """Everything a message about the appointment may say, as it is now; no link, no reason.

    `subjects` are its animals where they are at hand; else they are read.
    """
    if subjects is None:
        subjects = list(appointment.subjects.select_related("species"))
    return {
        **_visit_facts(appointment.visit),
        **when_and_where(
            appointment.starts_at,
            appointment.ends_at,
            appointment.professional,
            appointment.location,
        ),
        "uid": f"{appointment.visit_id}-{appointment.pk}",
        "sequence": appointment.sequence,
        # The moment this calendar entry was written (RFC 5545 DTSTAMP).
        "stamped_at": now().isoformat(),
        "appointment": appointment.pk,
        "change_until": appointment.change_until.isoformat(),
        "cancel_until": appointment.cancel_until.isoformat(),
        "service": {"es": appointment.service_name_es, "en": appointment.service_name_en},
        "price": str(appointment.price),
        "animals": [
            {
                "name": subject.label,
                "species": {"es": subject.species.name_es, "en": subject.species.name_en},
            }
            for subject in subjects
        ],
    }


def _visit_facts(visit: Visit) -> dict[str, Any]:
    return {
        "code": visit.code,
        "visit": str(visit.pk),
        "client_name": visit.person.full_name,
        "client_called": visit.person.called,
        "client_phone": visit.person.phone,
    }


def when_and_where(
    starts_at: datetime, ends_at: datetime, professional: Professional, place: Location
) -> dict[str, Any]:
    """The part that a move changes."""
    return {
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "zone": place.zone_name,
        "professional_name": professional.display_name,
        "professional_called": professional.short_name,
        "place_name": place.name,
        "place_address": place.address,
        "place_phone": place.phone,
        "place_email": place.email,
    }


def before_the_move(appointment: Appointment, move: Move) -> dict[str, Any]:
    """When, with whom and where it was; the length never changes."""
    minutes = timedelta(minutes=appointment.duration_minutes)
    return when_and_where(
        move.from_starts_at,
        move.from_starts_at + minutes,
        move.from_professional,
        move.from_location,
    )
