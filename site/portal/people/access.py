"""Who may see and change what is known about people; asked by every screen."""

from typing import Any
from uuid import UUID

from django.http import Http404

from .models import Person


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
