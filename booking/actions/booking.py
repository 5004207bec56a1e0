"""Booking a visit: the product's main job."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from booking import messages
from booking.errors import SlotTaken, TooManySubjects
from booking.models import (
    Appointment,
    Claim,
    Offering,
    Resource,
    StatusChange,
    Subject,
    Visit,
)
from booking.offered import check_still_offered
from booking.queries import FreeTime, free_time_at
from portal.accounts.models import User
from portal.audit.actions import record
from portal.core.db import waiting_briefly
from portal.people.actions import add_person
from portal.people.details import add_missing_contacts, locked_person
from portal.people.models import Person
from portal.taxonomy.models import Species

from . import claiming, limits, locks

# Without 0, O, 1 and I, which people mix up when they read a code out.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Guest:
    """Who books: name, email, phone in E.164, and the language to write in.

    `person` is whose login it is, None for whoever books without an account.
    """

    full_name: str
    email: str
    phone: str
    language: str
    person: Person | None = None


@dataclass(frozen=True)
class Animal:
    """Whom the guest brings, in their words why, and what they answered when asked.

    `intake` holds the questions as they were asked: [{"es": …, "en": …, "answer": …}].
    """

    label: str
    species: Species
    notes: str = ""
    intake: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """The time this browser keeps: the hold's token and the digest of its session."""

    hold_id: UUID
    session_digest: str


def book_visit(
    *,
    offering: Offering,
    starts_at: datetime,
    guest: Guest,
    animals: Sequence[Animal],
    attempt: UUID,
    held: Held | None = None,
) -> Visit:
    """Book `offering` at `starts_at`; of two racing clients the database lets one through.

    Raises SlotTaken for the other, NotOffered when it is off line by now, Busy when too many wait
    for the same agenda, TooManyBookings for a guest with several open ones, TooManySubjects. A hold
    of one's own keeps the time; one that expired is no obstacle while nobody else took it. A second
    call with the same `attempt` returns the visit the first one made, and changes nothing. A guest
    becomes a Person of their own; a visit booked with a login belongs to its person, whom nobody
    erases meanwhile (PersonErased when somebody just did). Both people get their message after the
    commit.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(guest.person) if guest.person else None
        resource = locks.lock_agenda_of(offering.professional_id)
        code = new_code()
        known = list(Visit.objects.filter(Q(attempt=attempt) | Q(code=code)))
        if booked := next((one for one in known if one.attempt == attempt), None):
            return booked
        while known:
            code = new_code()
            known = list(Visit.objects.filter(code=code))
        if not 1 <= len(animals) <= offering.service.max_subjects:
            raise TooManySubjects()
        claim = claiming.release_expired(resource, but_read=held.hold_id if held else None)
        if held is None or not _is_own(claim, held, offering, starts_at):
            claim = None
        free = _free(offering, starts_at, claim)
        visit = Visit.objects.create(
            code=code,
            person=_known(mine, guest) if mine else _somebody_new(guest),
            location_id=free.location_id,
            attempt=attempt,
            origin=Visit.Origin.CLIENT if mine else Visit.Origin.GUEST,
        )
        _write(visit, offering, resource, free, animals, claim, mine.user if mine else None)
        visit.is_new = True
        return visit


def _somebody_new(guest: Guest) -> Person:
    """Written down as they are, within the limits of those without an account."""
    limits.check_guest(email=guest.email, phone=guest.phone)
    return add_person(
        full_name=guest.full_name,
        email=guest.email,
        phone=guest.phone,
        language=guest.language,
    )


def _known(person: Person, guest: Guest) -> Person:
    """The person as they are, with an email and a phone to reach them where there was none."""
    add_missing_contacts(person, email=guest.email, phone=guest.phone)
    return person


def _is_own(claim: Claim | None, held: Held, offering: Offering, starts_at: datetime) -> bool:
    """Whether it is the live claim of the visitor's own hold on this very time."""
    hold = claim.hold if claim else None
    return (
        hold is not None
        and hold.pk == held.hold_id
        and hold.session_digest == held.session_digest
        and hold.offering_id == offering.pk
        and hold.starts_at == starts_at
    )


def _free(offering: Offering, starts_at: datetime, claim: Claim | None) -> FreeTime:
    """Where it takes place; SlotTaken when the time is not free, or no longer worked.

    A held time was offered in time: notice and window are not asked again. NotOffered when the
    professional takes no bookings any more.
    """
    check_still_offered(offering)
    if claim is None:
        free = free_time_at(offering, starts_at)
    else:
        free = free_time_at(offering, starts_at, ignoring_claims=[claim.pk], for_staff=True)
    if free is None:
        raise SlotTaken()
    return free


def _write(
    visit: Visit,
    offering: Offering,
    resource: Resource,
    free: FreeTime,
    animals: Sequence[Animal],
    claim: Claim | None,
    client: User | None,
) -> None:
    appointment = _appointment(visit, offering, free, len(animals))
    subjects = [
        Subject(
            appointment=appointment,
            position=position,
            label=animal.label,
            species=animal.species,
            notes=animal.notes,
            intake=_answers(animal),
        )
        for position, animal in enumerate(animals)
    ]
    Subject.objects.bulk_create(subjects)
    if claim is None:
        claiming.claim_for_appointment(appointment, resource)
    else:
        claiming.turn_into_appointment(claim, appointment)
    StatusChange.objects.create(appointment=appointment, to_status=Appointment.Status.CONFIRMED)
    record(
        "booking.visit_booked",
        visit,
        actor=client,
        appointment=appointment.pk,
        professional=offering.professional_id,
        service=offering.service_id,
        starts_at=free.starts_at.isoformat(),
    )
    messages.tell_about_booking(appointment, subjects)


def _answers(animal: Animal) -> Any:
    return animal.intake or None


def _appointment(visit: Visit, offering: Offering, free: FreeTime, animals: int) -> Appointment:
    """Name, price, length and terms as they are now."""
    service = offering.service
    return Appointment.objects.create(
        visit=visit,
        service=service,
        professional=offering.professional,
        location_id=free.location_id,
        starts_at=free.starts_at,
        ends_at=free.starts_at + timedelta(minutes=offering.duration_minutes),
        status=Appointment.Status.CONFIRMED,
        buffer_before_minutes=offering.buffer_before_minutes,
        buffer_after_minutes=offering.buffer_after_minutes,
        change_cutoff_minutes=offering.change_cutoff_minutes,
        cancel_cutoff_minutes=offering.cancel_cutoff_minutes,
        service_name_es=service.name_es,
        service_name_en=service.name_en,
        price=offering.price * animals,
    )


def new_code() -> str:
    """Eight letters and digits, short enough to read out on the phone."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
