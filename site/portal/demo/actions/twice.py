"""A few clients who stand twice, as guests do: for the queue of likely duplicates."""

from dataclasses import dataclass

from django.db.models import Count

from booking.models import Visit
from portal.core.text_search import folded
from portal.people.actions import add_person
from portal.people.models import Person


@dataclass(frozen=True)
class Again:
    """How somebody wrote themselves down the second time."""

    same_email: bool
    same_phone: bool
    first_name: str = ""  # somebody else of the house
    surnames: int = 2
    accents: bool = True


WAYS = [
    Again(same_email=True, same_phone=True, surnames=1),
    Again(same_email=False, same_phone=True, accents=False),
    Again(same_email=True, same_phone=False),
    Again(same_email=False, same_phone=True, first_name="Amparo"),
]
PHONE = "+3460000098{:d}"


def create_second_entries() -> int:
    """Write some clients down a second time, each with one of their visits; returns how many."""
    often = (
        Person.objects.annotate(came=Count("visits"))
        .filter(came__gte=3, user__isnull=True, professional__isnull=True)
        .order_by("full_name", "pk")
        .prefetch_related("contact_points")
    )
    for number, (person, way) in enumerate(zip(often, WAYS, strict=False)):
        _write_again(person, way, PHONE.format(number))
    return len(WAYS)


def _write_again(person: Person, way: Again, other_phone: str) -> Person:
    first, *surnames = person.full_name.split()
    name = " ".join([way.first_name or first, *surnames[: way.surnames]])
    if not way.accents:
        name = folded(name).title()
    user, _at, host = person.email.partition("@")
    second = add_person(
        full_name=name,
        email=person.email if way.same_email else f"{user}.casa@{host}",
        phone=person.phone if way.same_phone else other_phone,
        language=person.language,
    )
    visit = Visit.objects.filter(person=person).order_by("created_at", "pk").first()
    assert visit is not None
    Visit.objects.filter(pk=visit.pk).update(person=second)
    Person.objects.filter(pk=second.pk).update(created_at=visit.created_at)
    return second
