"""Who may see and change what is known about people; asked by every screen."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from .models import LikelyDuplicate, Merge, Person


def own_person(user: Any) -> Person | None:
    """Who somebody is by their login; None without a login, or for a login that is nobody's.

    A merge leads the login to the person who stays, so nobody ends up at a row that was merged.
    """
    person: Person | None = getattr(user, "person", None) if user.is_authenticated else None
    if person is None or person.merged_into_id or person.is_erased:
        return None
    return person


def people_visible_to(user: Any) -> QuerySet[Person]:
    """Everybody for administrators, nobody for anybody else; of people merged, the one who stays."""
    if not user.has_perm("people.view_person"):
        return Person.objects.none()
    return Person.objects.filter(merged_into__isnull=True)


def duplicates_visible_to(user: Any) -> QuerySet[LikelyDuplicate]:
    """The pairs that wait for a decision, the likeliest first."""
    if not may_merge(user):
        return LikelyDuplicate.objects.none()
    return LikelyDuplicate.objects.filter(verdict="").order_by(
        "-same_email", "-same_phone", "-likeness", "found_at", "pk"
    )


def may_merge(user: Any) -> bool:
    """Administrators put people together and take them apart again."""
    return bool(user.has_perm("people.change_person"))


def merge_for(user: Any, pk: UUID) -> Merge:
    """The merge this administrator may undo; Http404 otherwise."""
    found = Merge.objects.select_related("kept", "gone").filter(pk=pk).first()
    if found is None or not may_merge(user):
        raise Http404
    return found


def person_for_data(user: Any, pk: UUID) -> Person:
    """The person whose data this administrator hands over or erases; Http404 otherwise.

    Somebody merged into another has no data of their own: they are found under the other.
    """
    if not user.has_perm("people.change_person"):
        raise Http404
    person = Person.objects.filter(pk=pk, merged_into__isnull=True).first()
    if person is None:
        raise Http404
    return person
