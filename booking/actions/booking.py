"""Booking a visit: the product's main job."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from booking import messages
from booking.errors import SlotTaken
from booking.models import (
    Appointment,
    Claim,
    Offering,
    Resource,
    Service,
    StatusChange,
    Subject,
    Visit,
)
from booking.queries import FreeTime, free_time_at
from portal.audit.actions import record
from portal.core.db import refusing, waiting_briefly
from portal.people.actions import add_person
from portal.people.models import Person
from portal.taxonomy.models import Species

from . import locks

# Without 0, O, 1 and I, which people mix up when they read a code out.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Guest:
    """Who books without an account: name, email, phone in E.164, and the language to write in."""

    full_name: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True)
class Animal:
    """Whom the guest brings, and in their words why."""

    label: str
    species: Species
    notes: str = ""


def book_visit(
    *, offering: Offering, starts_at: datetime, guest: Guest, animal: Animal, attempt: UUID
) -> Visit:
    """Book `offering` at `starts_at`; of two racing clients the database lets one through.

    Raises SlotTaken for the other, Busy when too many wait for the same agenda. A second call with
    the same `attempt` returns the visit the first one made, and changes nothing. The guest
    becomes a Person of their own; both people get their message after the commit.
    """
    with waiting_briefly(), transaction.atomic():
        resource = Resource.objects.get(professional=offering.professional_id)
        locks.lock_agendas([resource.pk])
        if booked := Visit.objects.filter(attempt=attempt).first():
            return booked
        free = free_time_at(offering, starts_at)
        if free is None:
            raise SlotTaken()
        person = add_person(
            full_name=guest.full_name,
            email=guest.email,
            phone=guest.phone,
            language=guest.language,
        )
        return _write(offering, resource, free, person, animal, attempt)


def _write(
    offering: Offering,
    resource: Resource,
    free: FreeTime,
    person: Person,
    animal: Animal,
    attempt: UUID,
) -> Visit:
    visit = Visit.objects.create(
        code=_new_code(), person=person, location_id=free.location_id, attempt=attempt
    )
    appointment = _appointment(visit, offering, free)
    Subject.objects.create(
        appointment=appointment, label=animal.label, species=animal.species, notes=animal.notes
    )
    claim_time(appointment=appointment, resource=resource, service=offering.service)
    StatusChange.objects.create(appointment=appointment, to_status=Appointment.Status.CONFIRMED)
    record(
        "booking.visit_booked",
        visit,
        appointment=appointment.pk,
        professional=offering.professional_id,
        service=offering.service_id,
        starts_at=free.starts_at.isoformat(),
    )
    messages.tell_about_booking(appointment)
    return visit


def _appointment(visit: Visit, offering: Offering, free: FreeTime) -> Appointment:
    service = offering.service
    return Appointment.objects.create(
        visit=visit,
        service=service,
        professional=offering.professional,
        location_id=free.location_id,
        starts_at=free.starts_at,
        ends_at=free.starts_at + timedelta(minutes=service.duration_minutes),
        status=Appointment.Status.CONFIRMED,
        service_name_es=service.name_es,
        service_name_en=service.name_en,
        price=service.price,
    )


def claim_time(*, appointment: Appointment, resource: Resource, service: Service) -> Claim:
    """Take the appointment's time with its buffers; SlotTaken when any minute is claimed."""
    with refusing({"claims_never_overlap": SlotTaken}):
        return Claim.objects.create(
            resource=resource,
            appointment=appointment,
            starts_at=appointment.starts_at - timedelta(minutes=service.buffer_before_minutes),
            ends_at=appointment.ends_at + timedelta(minutes=service.buffer_after_minutes),
        )


def _new_code() -> str:
    """Eight letters and digits that nobody has; short enough to read out on the phone."""
    while True:
        letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if not Visit.objects.filter(code=code).exists():
            return code
