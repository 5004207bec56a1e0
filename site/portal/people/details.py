"""What people change about themselves: name, language, phone, address, whom to call in an emergency."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.audit.actions import record
from portal.core.db import lock_in_order, waiting_briefly

from .errors import PersonErased
from .known import who_stays
from .models import ContactPoint, MovedRow, Person

# What makes two entries look like one person (duplicates.py).
COMPARED = {"full_name", "phone"}


@dataclass(frozen=True)
class Details:
    """`phone` in E.164 or empty; `address` and `emergency_contact` as their parts, None for none."""

    full_name: str
    language: str
    phone: str
    address: dict[str, str] | None
    emergency_contact: dict[str, str] | None


def change_details(*, person: Person, details: Details, by: Any = None) -> list[str]:
    """Write what differs, for the person one ends up at by following merges; returns its field names.

    Audited with those names and no value. A changed name or phone makes duplicates be looked for
    again; a changed phone counts as not verified. Raises PersonErased, and Busy when somebody holds
    the person for long.
    """
    with waiting_briefly(), transaction.atomic():
        mine = locked_person(person)
        changed = [name for name in _fields(details) if _differs(mine, name, details)]
        for name in changed:
            setattr(mine, name, getattr(details, name))
        if details.phone != mine.phone:
            _set_phone(mine, details.phone)
            changed.append("phone")
        if not changed:
            return []
        if COMPARED & set(changed):
            mine.compared_at = None
        columns = [name for name in changed if name != "phone"]
        mine.save(update_fields=[*columns, "compared_at"])
        record("people.details_changed", mine, actor=by, fields=",".join(sorted(changed)))
        return sorted(changed)


def locked_person(person: Person) -> Person:
    """The person one ends up at by following merges, locked until the transaction ends.

    Raises PersonErased for somebody of whom nothing may be written any more.
    """
    while True:
        # Somebody may be merged into another between the question and the lock.
        stays = who_stays(Person.objects.get(pk=person.pk))
        [mine] = lock_in_order(Person.objects.filter(pk=stays.pk))
        if mine.is_erased:
            raise PersonErased()
        if mine.merged_into_id is None:
            return mine
        person = mine


def add_missing_contacts(person: Person, *, email: str, phone: str) -> None:
    """An email and a phone for somebody of whom there was none yet; what there is stays as it is.

    In the caller's transaction, under `locked_person`. The person knows both afterwards.
    """
    known = list(ContactPoint.objects.filter(person=person))
    new = [
        ContactPoint(person=person, kind=kind, value=value)
        for kind, value in (
            (ContactPoint.Kind.EMAIL, email.lower()),
            (ContactPoint.Kind.PHONE, phone),
        )
        if value and not any(point.kind == kind and point.is_primary for point in known)
    ]
    for point in new:
        same = next((one for one in known if (one.kind, one.value) == (point.kind, point.value)), 0)
        if isinstance(same, ContactPoint):
            same.is_primary = True
            same.save(update_fields=["is_primary"])
        else:
            point.save()
            known.append(point)
    if new:
        Person.objects.filter(pk=person.pk).update(compared_at=None)
    person.points_at_hand = known


def _fields(details: Details) -> list[str]:
    return [name for name in vars(details) if name != "phone"]


def _differs(person: Person, name: str, details: Details) -> bool:
    return (getattr(person, name) or None) != (getattr(details, name) or None)


def _set_phone(person: Person, value: str) -> None:
    """A row of its own for another number; the old one goes, unless undoing a merge will need it."""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.PHONE)
    for old in points.filter(is_primary=True):
        if _came_by_a_merge(old):
            points.filter(pk=old.pk).update(is_primary=False)
        else:
            old.delete()
    if value:
        points.update_or_create(
            value=value,
            defaults={
                "person": person,
                "kind": ContactPoint.Kind.PHONE,
                "is_primary": True,
                "verified_at": None,
            },
        )


def _came_by_a_merge(point: ContactPoint) -> bool:
    return MovedRow.objects.filter(
        table=ContactPoint._meta.db_table, row=str(point.pk), merge__undone_at__isnull=True
    ).exists()
