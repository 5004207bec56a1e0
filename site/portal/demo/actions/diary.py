"""Appointments: those to come are booked like anybody's, those before today are written down."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from wagtail.signal_handlers import disable_reference_index_auto_update

from booking.actions import book_visit
from booking.actions.booking import CODE_ALPHABET, Animal, Guest
from booking.actions.claiming import claim_for_appointment
from booking.errors import SlotTaken, TooManyBookings
from booking.models import Appointment, Offering, Resource, StatusChange, Subject, Visit
from portal.core.time import now
from portal.demo.planning import Coming, day_of, random_of
from portal.notifications.models import Notification
from portal.people.actions import add_person
from portal.taxonomy.models import Species

Status = Appointment.Status
NO_SHOWS = 0.05
LONGEST_AHEAD_HOURS = 200


def write_days(days: Iterable[date]) -> int:
    """Fill the agendas of these days; returns how many appointments were made.

    Nobody gets mail about them: their messages count as sent.
    """
    # An appointment refers to no page or picture that Wagtail would look for.
    with disable_reference_index_auto_update():
        appointments = _write_all(days)
    _count_as_sent(appointments)
    return len(appointments)


def _write_all(days: Iterable[date]) -> list[int]:
    offerings = _offerings()
    species = Species.objects.in_bulk(field_name="slug")
    resources = list(
        Resource.objects.select_related("professional__person").prefetch_related("rules__location")
    )
    made = [
        _write(resource, coming, species)
        for day in days
        for resource in resources
        for coming in day_of(resource, offerings.get(resource.professional_id, []), day)
    ]
    return [appointment for appointment in made if appointment]


def _offerings() -> dict[int, list[Offering]]:
    found: dict[int, list[Offering]] = {}
    rows = Offering.objects.select_related("service", "professional__person")
    for offering in rows.prefetch_related("service__species", "professional__species"):
        found.setdefault(offering.professional_id, []).append(offering)
    return found


def _write(resource: Resource, coming: Coming, species: dict[str, Species]) -> int | None:
    """The appointment's primary key; None where the time is no longer offered."""
    notice = timedelta(minutes=coming.offering.service.minimum_notice_minutes)
    if coming.starts_at > now() + notice:
        return _book(coming, species)
    return _write_down(resource, coming, species)


def _book(coming: Coming, species: dict[str, Species]) -> int | None:
    """By the same action as a visitor's booking, with all its checks."""
    family = coming.family
    try:
        visit = book_visit(
            offering=coming.offering,
            starts_at=coming.starts_at,
            guest=Guest(family.full_name, family.email, coming.phone, family.language),
            animals=[Animal(coming.animal, species[coming.species], coming.reason)],
            attempt=uuid.uuid4(),
        )
    except (SlotTaken, TooManyBookings):
        return None
    return visit.appointments.values_list("pk", flat=True).get()


def _count_as_sent(appointments: list[int]) -> None:
    """In the transaction that wrote the messages, so that no worker ever sees them waiting."""
    keys = [
        f"{kind}:{pk}" for pk in appointments for kind in ("visit_confirmed", "appointment_booked")
    ]
    Notification.objects.filter(dedupe_key__in=keys).update(
        state=Notification.State.SENT, sent_at=now(), attempts=1
    )


def _write_down(resource: Resource, coming: Coming, species: dict[str, Species]) -> int:
    """A visit that is over, running or too near to be booked online; in the state of its time."""
    service = coming.offering.service
    visit = _write_visit(coming)
    appointment = Appointment.objects.create(
        visit=visit,
        service=service,
        professional=resource.professional,
        location_id=coming.location_id,
        starts_at=coming.starts_at,
        ends_at=coming.starts_at + timedelta(minutes=service.duration_minutes),
        status=Status.CONFIRMED,
        buffer_before_minutes=service.buffer_before_minutes,
        buffer_after_minutes=service.buffer_after_minutes,
        change_cutoff_minutes=service.change_cutoff_minutes,
        cancel_cutoff_minutes=service.cancel_cutoff_minutes,
        service_name_es=service.name_es,
        service_name_en=service.name_en,
        price=service.price,
        created_at=visit.created_at,
    )
    Subject.objects.create(
        appointment=appointment,
        label=coming.animal,
        species=species[coming.species],
        notes=coming.reason,
    )
    claim_for_appointment(appointment, resource)
    StatusChange.objects.create(
        appointment=appointment, to_status=Status.CONFIRMED, at=visit.created_at
    )
    let_time_pass(appointment)
    return appointment.pk


def _write_visit(coming: Coming) -> Visit:
    """The visit with its person, booked some days before it took place."""
    family = coming.family
    dice = random_of(coming.starts_at, coming.offering.professional.slug)
    return Visit.objects.create(
        code=_code(dice),
        person=add_person(
            full_name=family.full_name,
            email=family.email,
            phone=coming.phone,
            language=family.language,
        ),
        location_id=coming.location_id,
        attempt=uuid.uuid4(),
        created_at=coming.starts_at - timedelta(hours=dice.randint(26, LONGEST_AHEAD_HOURS)),
    )


def _code(dice: Random) -> str:
    letters = "".join(dice.choices(CODE_ALPHABET, k=8))
    return f"{letters[:4]}-{letters[4:]}"


def finish_past_visits() -> int:
    """What was confirmed and is over by now took place, or somebody did not come; how many."""
    over = Appointment.objects.live().filter(starts_at__lte=now())
    return sum(let_time_pass(appointment) for appointment in over.select_related("professional"))


def let_time_pass(appointment: Appointment) -> bool:
    """Bring the status to where the clock is; True when that changed it."""
    status, at = _status_by_now(appointment)
    if status == appointment.status:
        return False
    StatusChange.objects.create(
        appointment=appointment, from_status=appointment.status, to_status=status, at=at
    )
    appointment.status = status
    appointment.save(update_fields=["status"])
    return True


def _status_by_now(appointment: Appointment) -> tuple[str, datetime]:
    if appointment.starts_at > now():
        return appointment.status, now()
    if appointment.ends_at > now():
        return Status.IN_PROGRESS, appointment.starts_at
    dice = random_of(appointment.starts_at, appointment.professional.slug, "came")
    if appointment.status == Status.CONFIRMED and dice.random() < NO_SHOWS:
        return Status.NO_SHOW, appointment.starts_at + timedelta(minutes=20)
    return Status.COMPLETED, appointment.ends_at
