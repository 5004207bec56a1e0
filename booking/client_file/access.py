"""Who of the staff may open whose file, and see which visits and messages there."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from booking import access
from booking.models import Appointment, ClientNote
from portal.accounts.models import Professional
from portal.accounts.roles import Role
from portal.people.known import who_stays
from portal.people.models import Person
from portal.places.models import Location

WITH_CLIENTS = access.ALL_APPOINTMENTS | {Role.ASSISTANT, Role.PROFESSIONAL}


def sees_everybody(user: Any) -> bool:
    """Administrators see whoever the clinic knows, and everything on their files."""
    return getattr(user, "role", "") in access.ALL_APPOINTMENTS


def appointments_seen_by(user: Any) -> QuerySet[Appointment]:
    """All for administrators, an assistant's places', a professional's own; none for anybody else."""
    return access.appointments_visible_to(user)


def clients_visible_to(user: Any) -> QuerySet[Person]:
    """Everybody for administrators; for others whoever has an appointment that they see."""
    people = Person.objects.filter(merged_into__isnull=True).select_related("user")
    if sees_everybody(user):
        return people
    theirs = appointments_seen_by(user).filter(visit__person=OuterRef("pk"))
    return people.filter(Exists(theirs))


def client_for(user: Any, pk: UUID) -> Person:
    """The client whose file this login may open; of one merged away, who stays. Http404 otherwise."""
    found = clients_visible_to(user).prefetch_related("contact_points")
    person = found.filter(pk=pk).first()
    if person is None:
        gone = Person.objects.filter(pk=pk, merged_into__isnull=False).first()
        person = found.filter(pk=who_stays(gone).pk).first() if gone else None
    if person is None:
        raise Http404
    return person


def own_note(user: Any, person: Person, pk: UUID) -> ClientNote:
    """The note on this person's file if this login wrote it; Http404 otherwise."""
    note = ClientNote.objects.filter(pk=pk, person=person, author=user).first()
    if note is None:
        raise Http404
    note.person = person
    return note


def check_writes_to_days(user: Any) -> None:
    """Whoever works with clients may write to those of a day; Http404 for anybody else."""
    if getattr(user, "role", "") not in WITH_CLIENTS:
        raise Http404


def places_for(user: Any) -> QuerySet[Location]:
    """The places by which a day's clients may be narrowed."""
    if getattr(user, "role", "") == Role.PROFESSIONAL:
        return Location.objects.filter(
            pk__in=appointments_seen_by(user).order_by().values("location")
        )
    return access.places_of(user)


def professionals_for(user: Any) -> QuerySet[Professional]:
    """The professionals by whom a day's clients may be narrowed."""
    everybody = Professional.objects.select_related("person")
    if getattr(user, "role", "") == Role.PROFESSIONAL:
        return everybody.filter(person__user=user)
    return everybody
