"""Writing people."""

from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.core.time import now

from .details import locked_person
from .models import ContactPoint, Person


@transaction.atomic(savepoint=False)
def add_person(*, full_name: str, email: str, phone: str, language: str) -> Person:
    """Write down somebody new, always as a Person of their own.

    `phone` is E.164 or empty. Nothing is looked up: whoever types a known address is not
    thereby that person.
    """
    person = Person.objects.create(full_name=full_name, language=language)
    points = [
        ContactPoint(person=person, kind=kind, value=value)
        for kind, value in (
            (ContactPoint.Kind.EMAIL, email.lower()),
            (ContactPoint.Kind.PHONE, phone),
        )
        if value
    ]
    ContactPoint.objects.bulk_create(points)
    person.points_at_hand = points
    return person


@transaction.atomic
def reach_by_email(*, person: Person, email: str) -> None:
    """`email`, which the person has just proven, becomes the first one to reach them by."""
    person = locked_person(person)
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.EMAIL)
    points.filter(is_primary=True).exclude(value=email.lower()).update(is_primary=False)
    ContactPoint.objects.update_or_create(
        person=person,
        kind=ContactPoint.Kind.EMAIL,
        value=email.lower(),
        defaults={"is_primary": True, "verified_at": now()},
    )
    Person.objects.filter(pk=person.pk).update(compared_at=None)


@transaction.atomic
def set_emergency_contact(
    *, person: Person, name: str, relation: str = "", phone: str = "", by: Any = None
) -> None:
    """Write down whom to call when the person cannot be reached; without a name nobody. Audited.

    `phone` is E.164. Of somebody merged meanwhile it is written for who stays. Raises PersonErased, and
    Busy when somebody holds the person for long.
    """
    contact: Any = {"name": name, "relation": relation, "phone": phone} if name else None
    mine = locked_person(person)
    mine.emergency_contact = contact
    mine.save(update_fields=["emergency_contact"])
    record("people.emergency_contact_saved", mine, actor=by)
