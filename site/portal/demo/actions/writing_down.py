"""Visits in bulk: what is over, what is running and what lies further ahead.

The booking action takes some 15 ms a visit and refuses times gone by; four months of a clinic
group are thousands. The rows are the same as its own, less audit and messages: the audit trail
tells what somebody did here, and nobody did this.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from random import Random

from booking.actions.booking import CODE_ALPHABET
from booking.availability import Stretch, merged
from booking.models import Appointment, Claim, Resource, StatusChange, Subject, Visit
from portal.core.time import now
from portal.demo.content.shapes import Family
from portal.demo.fates import Step, bring_to, life_of, until
from portal.demo.planning import MINUTE, Coming, random_of
from portal.demo.worked_days import claimed_between
from portal.people.models import ContactPoint, Person
from portal.taxonomy.models import Species

BATCH = 1000
Status = Appointment.Status
Told = tuple[Coming, list[Step]]


def write_down(coming: Sequence[Coming], first: date, last: date) -> int:
    """Write every visit whose time is free and who is not there yet; returns how many."""
    current = now()
    told = [
        (one, until(life_of(one.slug, one.starts_at, one.ends_at, one.booked_at), current))
        for one in coming
    ]
    told = _fitting(_unwritten(told), first, last)
    people = _people([one for one, _ in told])
    visits = [_visit(one, people[one.family.email]) for one, _ in told]
    appointments = [_appointment(visit, *one) for visit, one in zip(visits, told, strict=True)]
    Visit.objects.bulk_create(visits, batch_size=BATCH)
    Appointment.objects.bulk_create(appointments, batch_size=BATCH)
    _write_what_belongs_to(appointments, told)
    return len(appointments)


def _unwritten(told: list[Told]) -> list[Told]:
    attempts = [one.attempt for one, _ in told]
    written = set(Visit.objects.filter(attempt__in=attempts).values_list("attempt", flat=True))
    return [entry for entry in told if entry[0].attempt not in written]


def _fitting(told: list[Told], first: date, last: date) -> list[Told]:
    """Without those whose time a visitor has taken meanwhile."""
    claims = claimed_between(first, last)
    taken = {
        professional: merged(claims.get(resource, []))
        for professional, resource in Resource.objects.values_list("professional", "pk")
    }
    return [
        (one, steps)
        for one, steps in told
        if _is_free(one.claimed, taken[one.offering.professional_id])
    ]


def _is_free(wanted: Stretch, taken: list[Stretch]) -> bool:
    return not any(start < wanted[1] and end > wanted[0] for start, end in taken)


def _people(coming: Iterable[Coming]) -> dict[str, Person]:
    """One Person a family, by email: found from an earlier visit, or written with contact data."""
    families: dict[Family, datetime] = {}
    for one in sorted(coming, key=lambda one: one.booked_at):
        families.setdefault(one.family, one.booked_at)
    emails = [family.email for family in families]
    known = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__in=emails)
    # The oldest one: guests with the same address came later.
    people = {
        point.value: point.person
        for point in known.select_related("person").order_by("-person__created_at")
    }
    new = {
        family: Person(full_name=family.full_name, language=family.language, created_at=since)
        for family, since in families.items()
        if family.email not in people
    }
    Person.objects.bulk_create(new.values(), batch_size=BATCH)
    phones = {one.family: one.phone for one in coming}
    ContactPoint.objects.bulk_create(
        ContactPoint(person=person, kind=kind, value=value)
        for family, person in new.items()
        for kind, value in (
            (ContactPoint.Kind.EMAIL, family.email),
            (ContactPoint.Kind.PHONE, phones[family]),
        )
    )
    return people | {family.email: person for family, person in new.items()}


def _visit(coming: Coming, person: Person) -> Visit:
    return Visit(
        code=_code(random_of(coming.starts_at, coming.slug, "code")),
        person=person,
        location_id=coming.location_id,
        attempt=coming.attempt,
        # By phone or at the desk: what guests book themselves is counted against their limit.
        origin=Visit.Origin.STAFF,
        created_at=coming.booked_at,
    )


def _code(dice: Random) -> str:
    letters = "".join(dice.choices(CODE_ALPHABET, k=8))
    return f"{letters[:4]}-{letters[4:]}"


def _appointment(visit: Visit, coming: Coming, steps: list[Step]) -> Appointment:
    offering, service = coming.offering, coming.offering.service
    appointment = Appointment(
        visit=visit,
        service=service,
        professional=offering.professional,
        location_id=coming.location_id,
        starts_at=coming.starts_at,
        ends_at=coming.ends_at,
        buffer_before_minutes=offering.buffer_before_minutes,
        buffer_after_minutes=offering.buffer_after_minutes,
        change_cutoff_minutes=offering.change_cutoff_minutes,
        cancel_cutoff_minutes=offering.cancel_cutoff_minutes,
        service_name_es=service.name_es,
        service_name_en=service.name_en,
        price=offering.price * len(coming.animals),
        created_at=coming.booked_at,
    )
    bring_to(appointment, steps[-1])
    return appointment


def _write_what_belongs_to(appointments: list[Appointment], told: list[Told]) -> None:
    """Animals with their sealed notes, claims and history."""
    species = Species.objects.in_bulk(field_name="slug")
    resources = dict(Resource.objects.values_list("professional", "pk"))
    pairs = list(zip(appointments, told, strict=True))
    Subject.objects.bulk_create(
        (
            Subject(
                appointment=appointment,
                position=position,
                label=name,
                species=species[kind],
                notes=one.reason,
            )
            for appointment, (one, _) in pairs
            for position, (name, kind) in enumerate(one.animals)
        ),
        batch_size=BATCH,
    )
    Claim.objects.bulk_create(
        (
            _claim(appointment, one, steps, resources[one.offering.professional_id])
            for appointment, (one, steps) in pairs
        ),
        batch_size=BATCH,
    )
    StatusChange.objects.bulk_create(
        (change for appointment, (_, steps) in pairs for change in _changes(appointment, steps)),
        batch_size=BATCH,
    )


def _claim(appointment: Appointment, one: Coming, steps: list[Step], resource: int) -> Claim:
    start, end = (datetime.fromtimestamp(minute * MINUTE, UTC) for minute in one.claimed)
    last = steps[-1]
    return Claim(
        resource_id=resource,
        appointment=appointment,
        starts_at=start,
        ends_at=end,
        released_at=last.at if last.status == Status.CANCELLED else None,
        created_at=one.booked_at,
    )


def _changes(appointment: Appointment, steps: list[Step]) -> Iterable[StatusChange]:
    before = ""
    for step in steps:
        yield StatusChange(
            appointment=appointment,
            from_status=before,
            to_status=step.status,
            at=step.at,
            reason=step.reason,
        )
        before = step.status
